// The names that no place was given to: a page of the list, or the chosen one with its sentences, so
// that the form for it comes next. Built node by node with what text.js gives.
const PAGE = 20; // names, each a stop of the Tab key

function addSentence(parent, sentence) {
  const item = add(parent, "li", "sentence");
  const passage = add(item, "div", "passage");
  passage.dir = "auto";
  addQuote(passage, sentence.text, sentence.start, sentence.end);
  add(item, "div", "from", sentence.title + " (" + sentence.printed + ")");
}

function addButton(parent, className, key, text, act) {
  const button = add(parent, "button", className, text);
  button.type = "button";
  button.dataset.key = key;
  button.onclick = act;
  return button;
}

function addName(list, one, open, send) {
  const item = add(list, "li", open ? "open" : "");
  const button = addButton(item, "name-row", one.key, null, () => send(open ? "" : one.key));
  button.setAttribute("aria-expanded", String(open));
  add(button, "span", "name", one.name);
  add(button, "span", "count", one.count);
  add(button, "span", "word", one.why);
  return item;
}

function showChosen(root, data, send) {
  const all = data.names.length;
  addButton(root, "link", "@all", "← All names (" + all + ")", () => send(""));
  const item = addName(add(root, "ul", "index"), data.chosen, true, send);
  const sentences = add(item, "ol", "sentences");
  for (const sentence of data.chosen.sentences) addSentence(sentences, sentence);
  if (data.chosen.more) add(item, "p", "notice", data.chosen.more);
}

function showList(root, data, send) {
  if (data.names.length > PAGE) addFilter(root, data, send);
  showPage(add(root, "div", "page"), root, data, send);
}

function addFilter(root, data, send) {
  const filter = add(root, "input", "filter");
  filter.type = "search";
  filter.dataset.key = "@filter";
  filter.placeholder = "Filter the names";
  filter.setAttribute("aria-label", "Filter the names");
  filter.value = root.dataset.filter || "";
  filter.oninput = function () {
    root.dataset.filter = filter.value;
    root.dataset.page = "0";
    showPage(root.querySelector(".page"), root, data, send);
  };
}

function showPage(body, root, data, send) {
  const wanted = (root.dataset.filter || "").trim().toLocaleLowerCase();
  const names = data.names.filter((one) => one.name.toLocaleLowerCase().includes(wanted));
  const last = Math.max(0, Math.ceil(names.length / PAGE) - 1);
  const page = Math.min(last, Number(root.dataset.page || 0));
  body.textContent = "";
  if (last) addPager(body, names.length, page, last, (to) => {
    root.dataset.page = String(to);
    root.scrollTop = 0;
    showPage(body, root, data, send);
  });
  const list = add(body, "ul", "index");
  for (const one of names.slice(page * PAGE, (page + 1) * PAGE)) addName(list, one, false, send);
  if (!names.length) add(body, "p", "notice", "No open name holds these letters.");
}

function addPager(body, count, page, last, turnTo) {
  const pager = add(body, "div", "pager");
  const addTurn = function (key, text, to) {
    const turn = () => {
      turnTo(to);
      const again = find(body, key);
      (again.disabled ? body.querySelector(".name-row") : again).focus();
    };
    addButton(pager, "link", key, text, turn).disabled = to < 0 || to > last;
  };
  addTurn("@back", "← Earlier", page - 1);
  add(pager, "span", "", page * PAGE + 1 + "–" + Math.min(count, (page + 1) * PAGE) + " of " + count);
  addTurn("@on", "Further →", page + 1);
}

function build(root, data, send) {
  root.textContent = "";
  root.classList.toggle("one", Boolean(data.chosen));
  if (data.chosen) showChosen(root, data, send);
  else showList(root, data, send);
}

function find(root, key) {
  return [...root.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
}

// What had the focus has it again: a name that was opened, and on the way back the one that was open.
function show(root, data, send) {
  const active = root.getRootNode().activeElement;
  const focused = root.contains(active) ? active.dataset.key : null;
  const left = root.dataset.chosen;
  const top = root.scrollTop;
  if (left && !data.names.some((one) => one.key === left)) root.dataset.filter = ""; // it was settled
  build(root, data, send);
  root.scrollTop = data.chosen ? 0 : Number(root.dataset.top || top);
  if (data.chosen && !left) root.dataset.top = String(top);
  if (focused === null) return;
  const next = find(root, focused) || find(root, left) || root.querySelector(".name-row");
  if (next) next.focus({ preventScroll: !left || Boolean(data.chosen) });
}

// The page around is drawn in its own time: up to a minute on a busy machine.
function once(there, act, patience = 300) {
  if (there() || !patience) act();
  else setTimeout(() => once(there, act, patience - 1), 200);
}

// Shows what came of a button, and lets the keyboard go on if the button is gone.
function goOn(outcome, next) {
  const seen = document.querySelector(outcome);
  if (seen) seen.scrollIntoView({ block: "nearest" });
  keepFocus(next);
}

// What got the focus may be of the page as it was, and be gone with the rest of it a moment later.
function keepFocus(next, looks = 10) {
  const focus = document.activeElement === document.body && next();
  if (focus) focus.focus({ preventScroll: true });
  if (looks) setTimeout(() => keepFocus(next, looks - 1), 200);
}

// On a narrow page the form stands below what was opened, and the page has just become shorter.
function bringForm(root) {
  const form = document.querySelector(".st-key-settle-form");
  if (form && form.getBoundingClientRect().top > window.innerHeight * 0.65) root.scrollIntoView({ block: "start" });
}

// A point was set on the map: back to the form that asked for it.
function comeBack() {
  const form = document.querySelector(".st-key-settle-form");
  if (form) form.scrollIntoView({ block: "nearest" });
  const again = document.querySelector(".st-key-settle-aim button");
  if (again) again.focus({ preventScroll: true });
}

function changed(root, name, value) {
  const before = root.dataset[name];
  root.dataset[name] = String(value);
  return before !== undefined && before !== String(value);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".names");
  const fresh = JSON.stringify([data.names, data.chosen]);
  if (root.dataset.shown !== fresh) show(root, data, (key) => setTriggerValue("chosen", key));
  root.dataset.shown = fresh;
  const closed = root.dataset.chosen && !data.chosen;
  const opened = data.chosen && root.dataset.chosen !== data.chosen.key;
  root.dataset.chosen = data.chosen ? data.chosen.key : "";
  const form = () => document.querySelector(".st-key-settle-form");
  const first = () => root.querySelector(".name-row");
  if (opened) once(form, () => bringForm(root));
  if (closed) once(() => !form(), () => goOn(".st-key-settle-outcome", first));
  if (changed(root, "undone", data.undone)) {
    const outcome = ".st-key-undo-outcome";
    const gone = () => document.querySelector(outcome) && document.activeElement === document.body;
    once(gone, () => goOn(outcome, () => document.querySelector(".st-key-choices-made button") || first()));
  }
  if (changed(root, "back", data.back)) comeBack();
}
