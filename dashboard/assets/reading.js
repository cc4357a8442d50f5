// A text with its claims and places marked in place, built node by node with what text.js gives.
// Spans may nest and overlap: the text is cut at each of their ends, and a piece bears them all.
const CHUNK = 6000; // characters; paragraphs are laid out in blocks of some such length
const MOST_TOLD = 6; // spans explained at once
const MOST_CODES = 4000; // invisible characters that are made visible
const MEANING = {
  claim: "Sentence of a claim",
  place: "Name of a place",
  open: "Name without a place",
};

// Python counts code points, JavaScript units of UTF-16: one pass over the text turns the offsets.
function toUnits(text, offsets) {
  const sorted = [...new Set(offsets)].sort((a, b) => a - b);
  const units = new Map();
  let points = 0;
  let at = 0;
  for (const wanted of sorted) {
    while (points < wanted && at < text.length) {
      at += text.codePointAt(at) > 0xffff ? 2 : 1;
      points += 1;
    }
    if (points === wanted) units.set(wanted, at);
  }
  return units;
}

function placedSpans(text, spans) {
  const units = toUnits(text, spans.flatMap((span) => [span.start, span.end]));
  return spans
    .map((span) => ({ ...span, from: units.get(span.start), to: units.get(span.end) }))
    .filter((span) => span.from < span.to); // also drops what lies outside of the text
}

// Blocks end at the end of a line, so that paragraphs look as they do in the text.
function chunkEnds(text) {
  const ends = [];
  let at = 0;
  while (at < text.length) {
    const line = text.indexOf("\n", Math.min(at + CHUNK, text.length));
    at = line < 0 ? text.length : line + 1;
    ends.push(at);
  }
  return ends;
}

// Gives [{from, to, spans}] in the order of the text; spans with the innermost first.
function cut(text, spans, ends) {
  const bounds = new Set([0, text.length, ...ends]);
  const starting = new Map();
  for (const span of spans) {
    bounds.add(span.from).add(span.to);
    if (!starting.has(span.from)) starting.set(span.from, []);
    starting.get(span.from).push(span);
  }
  const sorted = [...bounds].sort((a, b) => a - b);
  const pieces = [];
  let active = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    const stays = active.filter((span) => span.to > from);
    const joins = starting.get(from) || [];
    if (joins.length || stays.length < active.length) {
      active = [...stays, ...joins].sort((a, b) => a.to - a.from - (b.to - b.from));
    }
    pieces.push({ from, to, spans: active });
  }
  return pieces;
}

function addPlain(parent, text, codes) {
  if (codes) addText(parent, text);
  else parent.appendChild(document.createTextNode(text));
}

function addPiece(parent, piece, text, reader) {
  const words = text.slice(piece.from, piece.to);
  if (!piece.spans.length) return addPlain(parent, words, reader.codes);
  const mark = add(parent, "mark", [...new Set(piece.spans.map((span) => span.kind))].join(" "));
  mark.classList.toggle("more", piece.spans.filter((span) => span.kind === "claim").length > 1);
  addPlain(mark, words, reader.codes);
  reader.pieces.set(mark, piece);
  for (const span of piece.spans) {
    if (!reader.marks.has(span.id)) reader.marks.set(span.id, []);
    reader.marks.get(span.id).push(mark);
  }
  const begins = piece.spans.filter((span) => span.from === piece.from);
  if (!begins.length) return;
  // A stop of the arrow keys where a span begins; what begins there together is one stop. The Tab
  // key stops at the text as a whole: a long one has hundreds of marks.
  mark.tabIndex = -1;
  mark.setAttribute("role", "button");
  const told = begins.slice(0, MOST_TOLD).map((span) => span.words.join(". "));
  mark.setAttribute("aria-description", told.join(" · "));
}

function buildText(root, data, reader) {
  const body = root.querySelector(".text");
  body.textContent = "";
  const spans = placedSpans(data.text, data.spans);
  const ends = chunkEnds(data.text);
  reader.codes = data.text.split(INVISIBLE).length / 2 < MOST_CODES;
  let block = 0;
  let chunk = add(body, "div", "chunk");
  chunk.from = 0;
  for (const piece of cut(data.text, spans, ends)) {
    if (piece.from >= ends[block]) {
      block += 1;
      chunk = add(body, "div", "chunk");
      chunk.from = piece.from;
    }
    addPiece(chunk, piece, data.text, reader);
  }
  showKey(root, data, new Set(spans.map((span) => span.kind)), reader.codes);
}

function showKey(root, data, kinds, codes) {
  const key = root.querySelector(".key");
  key.textContent = "";
  for (const kind of Object.keys(MEANING)) {
    if (kinds.has(kind)) add(add(key, "span", ""), "mark", kind, MEANING[kind]);
  }
  if (kinds.size) add(key, "span", "keys", "Keys: ← → from mark to mark, Enter chooses");
  if (data.notice) add(key, "span", "notice", data.notice);
  if (!codes) add(key, "span", "notice", "Invisible characters are not marked here: there are too many.");
}

// Of several spans at one spot the innermost comes first; choosing again goes on to the next.
function nextChoice(piece, chosen) {
  const ids = [...new Set(piece.spans.map((span) => span.id))];
  return ids[(ids.indexOf(chosen) + 1) % ids.length];
}

function isStop(mark) {
  return mark.getAttribute("role") === "button";
}

// The stop after or before the mark that has the focus; else after the one chosen, or in sight.
function stopFrom(body, reader, step) {
  const stops = [...body.querySelectorAll("mark")].filter(isStop);
  const held = body.getRootNode().activeElement;
  const at = stops.indexOf(held);
  if (at >= 0) return stops[at + step];
  const chosen = stops.find((mark) => mark.classList.contains("chosen") && mark.classList.contains("first"));
  const top = body.getBoundingClientRect().top;
  return chosen || stops.find((mark) => mark.getBoundingClientRect().bottom > top) || stops[0];
}

const ARROWS = { ArrowRight: 1, ArrowLeft: -1 };

// Left and right go from mark to mark; with Shift they mark words, up and down scroll as ever.
function walk(body, reader, event) {
  const plain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
  if (!plain || !(event.key in ARROWS)) return;
  event.preventDefault();
  const next = stopFrom(body, reader, ARROWS[event.key]);
  if (next) next.focus();
}

function choose(root, reader, id) {
  for (const mark of reader.marks.get(reader.chosen) || []) {
    mark.classList.remove("chosen", "first", "last");
    mark.removeAttribute("aria-pressed");
  }
  reader.chosen = id;
  for (const mark of reader.marks.get(id) || []) {
    const { from, to, spans } = reader.pieces.get(mark);
    const mine = spans.filter((span) => span.id === id);
    mark.classList.add("chosen");
    mark.classList.toggle("first", mine.some((span) => span.from === from));
    mark.classList.toggle("last", mine.some((span) => span.to === to));
    if (isStop(mark)) mark.setAttribute("aria-pressed", "true");
  }
}

// Within the text's own window; the page moves only if that window is out of sight.
function bringIntoSight(root, reader) {
  const [mark] = reader.marks.get(reader.chosen) || [];
  if (!mark) return;
  const body = root.querySelector(".text");
  const [there, around] = [mark.getBoundingClientRect(), body.getBoundingClientRect()];
  const outside = there.top < around.top || there.bottom > around.bottom;
  if (outside) body.scrollTop += there.top - around.top - body.clientHeight / 3;
  const now = mark.getBoundingClientRect();
  if (now.bottom < 0 || now.top > window.innerHeight) mark.scrollIntoView({ block: "center" });
}

function tell(root, reader, mark, spot) {
  const tip = root.querySelector(".tip");
  const { spans } = reader.pieces.get(mark);
  tip.textContent = "";
  for (const span of spans.slice(0, MOST_TOLD)) {
    const several = spans.length > 1 && span.id === reader.chosen;
    const one = add(tip, "div", several ? "one chosen-one" : "one");
    for (const line of span.words) add(one, "div", "", line);
  }
  const left = spans.length - MOST_TOLD;
  if (left > 0) add(tip, "div", "one", "… and " + left + " more here");
  tip.hidden = false;
  standBy(root, tip, mark, spot);
}

// Below the line that is pointed at, above it where there is no room.
function standBy(root, tip, mark, spot) {
  const rects = [...mark.getClientRects()];
  const line = (spot && rects.find((rect) => spot.y >= rect.top - 2 && spot.y <= rect.bottom + 2)) || rects[0];
  if (!line) return;
  const around = root.getBoundingClientRect();
  const left = Math.min(spot ? spot.x - 20 : line.left, around.right - tip.offsetWidth) - around.left;
  const below = line.bottom + 6 + tip.offsetHeight < window.innerHeight;
  const top = below ? line.bottom + 6 : line.top - 6 - tip.offsetHeight;
  tip.style.left = Math.max(0, left) + "px";
  tip.style.top = top - around.top + "px";
}

// What the reader has marked with mouse or keys, in characters as Python counts them.
function markedWords(body, text) {
  const home = body.getRootNode();
  const marked = window.getSelection();
  const [range] = marked.getComposedRanges && home.host ? marked.getComposedRanges({ shadowRoots: [home] }) : [];
  const from = range && unitsBefore(body, range.startContainer, range.startOffset);
  const to = range && unitsBefore(body, range.endContainer, range.endOffset);
  if (from === undefined || to === undefined || from === null || to === null || from >= to) return null;
  const points = (end) => Array.from(text.slice(0, end)).length;
  const words = text.slice(from, to);
  const lead = words.length - words.trimStart().length;
  const tail = words.length - words.trimEnd().length;
  return words.trim() ? { start: points(from + lead), end: points(to - tail) } : null;
}

function unitsBefore(body, node, offset) {
  const chunk = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest(".chunk");
  if (!chunk || !body.contains(chunk)) return null;
  const before = document.createRange();
  before.setStart(chunk, 0);
  before.setEnd(node, offset);
  return chunk.from + before.toString().length;
}

function listen(root, reader) {
  const body = root.querySelector(".text");
  const tip = root.querySelector(".tip");
  const markOf = (event) => event.target.closest && event.target.closest("mark");
  const act = function (mark, spot) {
    choose(root, reader, nextChoice(reader.pieces.get(mark), reader.chosen));
    tell(root, reader, mark, spot);
    reader.send(reader.chosen);
  };
  body.onclick = function (event) {
    const mark = markOf(event);
    const marking = String(window.getSelection()).length > 0; // whoever marks text chooses nothing
    if (mark && !marking) act(mark, { x: event.clientX, y: event.clientY });
  };
  body.onkeydown = function (event) {
    if (event.key === "Escape") tip.hidden = true;
    walk(body, reader, event);
    const mark = markOf(event);
    if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    act(mark, null);
  };
  const report = () => setTimeout(() => reader.select(markedWords(body, reader.text)), 0);
  body.onmouseup = report;
  body.onkeyup = (event) => event.shiftKey || event.key === "Shift" ? report() : undefined;
  body.onmouseover = (event) => {
    const mark = markOf(event);
    if (mark) tell(root, reader, mark, { x: event.clientX, y: event.clientY });
    else tip.hidden = true;
  };
  body.onmouseleave = () => (tip.hidden = true);
  body.onscroll = () => (tip.hidden = true);
  body.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    body.tabIndex = mark ? -1 : 0; // one stop of the Tab key, forwards and backwards
    if (mark && mark.matches(":focus-visible")) tell(root, reader, mark, null);
  });
  body.addEventListener("focusout", () => {
    tip.hidden = true;
    body.tabIndex = 0;
  });
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".reading");
  const known = root.reader;
  const reader = known || { chosen: null, serial: 0 };
  root.reader = reader;
  reader.send = function (id) {
    reader.serial = Math.max(Date.now(), reader.serial + 1); // grows also when the page was reloaded
    reader.said = id;
    setTriggerValue("chosen", { id, seq: reader.serial });
  };
  reader.text = data.text;
  reader.select = function (words) {
    if (words && data.selects) setTriggerValue("selected", words);
  };
  if (!known) listen(root, reader);
  const fresh = reader.version !== data.version;
  if (fresh) {
    reader.version = data.version;
    reader.pieces = new Map();
    reader.marks = new Map();
    reader.chosen = null;
    buildText(root, data, reader);
    root.querySelector(".text").scrollTop = 0;
  }
  const wanted = data.chosen || null;
  if (!fresh && wanted === reader.told) return;
  reader.told = wanted;
  const own = !fresh && wanted === reader.chosen; // chosen here: it is where the reader looks
  choose(root, reader, wanted);
  if (!own) bringIntoSight(root, reader);
}
