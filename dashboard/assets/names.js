// The names that no place was given to: a list, and the sentences of the chosen one. Built node by
// node with what text.js gives.

function addSentence(parent, sentence) {
  const item = add(parent, "li", "sentence");
  const passage = add(item, "div", "passage");
  passage.dir = "auto";
  addQuote(passage, sentence.text, sentence.start, sentence.end);
  add(item, "div", "from", sentence.title + " (" + sentence.printed + ")");
}

function addName(list, one, data, send) {
  const open = one.key === data.chosen;
  const item = add(list, "li", open ? "open" : "");
  const button = add(item, "button", "name-row");
  button.type = "button";
  button.dataset.key = one.key;
  button.setAttribute("aria-expanded", String(open));
  add(button, "span", "name", one.name);
  add(button, "span", "count", one.count);
  add(button, "span", "word", one.why);
  button.onclick = () => send(open ? "" : one.key);
  if (!open) return;
  const sentences = add(item, "ol", "sentences");
  for (const sentence of data.sentences) addSentence(sentences, sentence);
  if (data.more) add(item, "p", "notice", data.more);
}

function show(root, data, send) {
  const active = root.getRootNode().activeElement;
  const focused = root.contains(active) ? active.dataset.key : null;
  const top = root.scrollTop;
  root.textContent = "";
  const list = add(root, "ul", "index");
  for (const one of data.names) addName(list, one, data, send);
  root.scrollTop = top;
  if (focused === null) return;
  const buttons = [...root.querySelectorAll("button")];
  const next = buttons.find((button) => button.dataset.key === focused) || buttons[0];
  if (next) next.focus({ preventScroll: true });
}

// What was chosen is kept: once the form has left the page, show what came of it, and let the
// keyboard go on here.
function goOn(root, patience) {
  if (patience && document.querySelector(".st-key-settle-form")) {
    setTimeout(() => goOn(root, patience - 1), 200);
    return;
  }
  const outcome = document.querySelector(".st-key-settle-outcome");
  if (outcome) outcome.scrollIntoView({ block: "nearest" });
  const first = root.querySelector("button");
  if (first && document.activeElement === document.body) first.focus({ preventScroll: true });
}

// A point was set on the map: back to the form that asked for it.
function comeBack(root, back) {
  const seen = root.dataset.back;
  root.dataset.back = String(back);
  if (seen === undefined || seen === String(back)) return;
  const form = document.querySelector(".st-key-settle-form");
  if (form) form.scrollIntoView({ block: "nearest" });
  const again = document.querySelector(".st-key-settle-aim button");
  if (again) again.focus({ preventScroll: true });
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".names");
  const fresh = JSON.stringify([data.names, data.chosen, data.sentences, data.more]);
  if (root.dataset.shown !== fresh) show(root, data, (key) => setTriggerValue("chosen", key));
  root.dataset.shown = fresh;
  const closed = root.dataset.chosen && !data.chosen;
  root.dataset.chosen = data.chosen || "";
  if (closed) goOn(root, 50);
  comeBack(root, data.back);
}
