// Nodes with text for the panels. Article text, titles and names come from strangers: they are only
// ever set as text, and invisible characters in them are made visible.
const INVISIBLE = /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])/;

function add(parent, tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) addText(node, String(text));
  parent.appendChild(node);
  return node;
}

function addText(node, text) {
  for (const part of text.split(INVISIBLE)) {
    if (!part) continue;
    if (!INVISIBLE.test(part)) {
      node.appendChild(document.createTextNode(part));
      continue;
    }
    const shown = document.createElement("span");
    shown.className = "code";
    shown.dataset.code = "U+" + part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    shown.textContent = part;
    node.appendChild(shown);
  }
}

function addQuote(parent, text, start, end) {
  if (start > 0) addText(parent, text.slice(0, start));
  const mark = add(parent, "mark", "quote");
  addText(mark, text.slice(start, end));
  addText(parent, text.slice(end));
  return mark;
}
