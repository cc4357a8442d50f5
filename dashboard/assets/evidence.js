// The evidence of the picked place, built node by node with what text.js gives.
const AROUND = 260; // characters of context on each side of a quote

// Context is cut at a white space, and never inside a quote.
function excerptOf(text, start, end) {
  let from = Math.max(0, start - AROUND);
  let to = Math.min(text.length, end + AROUND);
  if (from > 0) from = Math.min(start, text.indexOf(" ", from) + 1 || from);
  if (to < text.length) to = Math.max(end, text.lastIndexOf(" ", to));
  return [from, to];
}

function addPassage(card, claim, article) {
  const passage = add(card, "div", "passage");
  passage.dir = "auto";
  const toggle = add(card, "button", "link");
  toggle.type = "button";
  let whole = false;
  const render = function () {
    passage.textContent = "";
    passage.classList.toggle("whole", whole);
    toggle.textContent = whole ? "Only the passage" : "Whole article";
    toggle.setAttribute("aria-expanded", String(whole));
    const cut = whole ? [0, article.text.length] : excerptOf(article.text, claim.start, claim.end);
    if (cut[0] > 0) addText(passage, "… ");
    const body = add(passage, "span", "");
    const mark = addQuote(body, article.text.slice(cut[0], cut[1]), claim.start - cut[0], claim.end - cut[0]);
    if (cut[1] < article.text.length) addText(passage, " …");
    if (whole) passage.scrollTop = mark.offsetTop - passage.offsetTop - 40;
  };
  toggle.onclick = function () {
    whole = !whole;
    render();
  };
  render();
  return toggle;
}

function addFacts(card, claim) {
  const list = add(card, "dl", "facts");
  for (const [name, value] of claim.facts) {
    add(list, "dt", "", name);
    add(list, "dd", "", value);
  }
  if (/^https?:\/\//.test(claim.url)) {
    add(list, "dt", "", "Link");
    const link = add(add(list, "dd", ""), "a", "", claim.url);
    link.href = claim.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}

function addDenials(card, claim, cards) {
  for (const denied of claim.denies) {
    const line = add(card, "div", "denies", "Denies: ");
    const button = add(line, "button", "link", denied.text);
    button.type = "button";
    button.disabled = !denied.here;
    button.onclick = function () {
      const goal = cards.get(denied.id);
      if (!goal) return;
      goal.scrollIntoView({ block: "nearest", behavior: "smooth" });
      goal.classList.add("flash");
      setTimeout(() => goal.classList.remove("flash"), 1600);
    };
  }
}

// Where else a claim can be seen; the page knows how to get there.
function addWays(card, claim) {
  for (const [to, words] of claim.ways || []) {
    const button = add(card, "button", "link way", words);
    button.type = "button";
    button.onclick = () => card.dispatchEvent(new CustomEvent("way", { bubbles: true, detail: { to, claim: claim.id } }));
  }
}

function addClaim(parent, claim, articles, cards) {
  const card = add(parent, "article", "claim");
  card.dataset.claim = claim.id;
  card.style.borderLeftColor = claim.colour;
  cards.set(claim.id, card);
  const head = add(card, "div", "head", claim.head);
  for (const tag of claim.tags) add(head, "span", "tag", tag);
  add(card, "div", "says", claim.says);
  addDenials(card, claim, cards);
  addPassage(card, claim, articles[claim.article]);
  addFacts(card, claim);
  addWays(card, claim);
}

// The areas about the place that are disputed or fought over.
function addAround(root, place, pick) {
  for (const [id, words] of place.within || []) {
    const button = add(root, "button", "link within", words);
    button.type = "button";
    button.dataset.place = id;
    button.onclick = () => pick(id);
  }
}

function showPlace(root, data, pick) {
  const title = add(root, "h3", "", data.place.name);
  add(title, "span", "kind", data.place.kind);
  for (const line of data.place.about) add(root, "p", "about", line);
  add(root, "div", "state", data.place.state);
  addAround(root, data.place, pick);
  if (data.place.reason) add(root, "p", "reason", data.place.reason);
  if (data.place.told) add(root, "p", "told", data.place.told);
  const cards = new Map();
  for (const group of data.groups) {
    add(root, "h4", "", group.title);
    for (const claim of group.claims) addClaim(root, claim, data.articles, cards);
  }
  if (data.notice) add(root, "p", "notice", data.notice);
}

function showIndex(root, data, pick) {
  add(root, "h3", "", data.title);
  if (data.notice) add(root, "p", "notice", data.notice);
  const list = add(root, "ul", "index");
  for (const [id, name, look] of data.places) {
    const button = add(add(list, "li", ""), "button", "place");
    button.type = "button";
    button.dataset.place = id;
    add(button, "span", "swatch").setAttribute("aria-hidden", "true");
    add(button, "span", "name", name);
    add(button, "span", "word", data.looks[look].word);
    button.onclick = () => pick(id);
  }
}

function paintSwatches(root, data, palette) {
  const kit = window.claimline;
  root.querySelectorAll(".swatch").forEach(function (swatch, i) {
    const { kind, style } = data.looks[data.places[i][2]].swatch;
    swatch.replaceChildren(kit.symbols.drawSwatch(kind, kit.tonedStyle(style, palette), palette));
  });
}

// On a phone the panel stands below the map, where a reader who has just tapped can't see it. Where
// nothing is claimed the map says so, and where the place is.
function comeIntoSight(root) {
  const top = () => root.getBoundingClientRect().top;
  if (window.innerWidth > 640 || top() <= window.innerHeight * 0.6) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  stayInSight(root, top);
}

// What is told above the panel later moves it, or ends the way to it, until the reader acts. A slow
// machine takes ten seconds to tell all of it, so looks are taken for a quarter of a minute.
function stayInSight(root, top, looks = 60) {
  const acts = ["pointerdown", "wheel", "keydown"];
  let last = NaN;
  const stop = function () {
    clearInterval(timer);
    for (const act of acts) window.removeEventListener(act, stop);
  };
  const timer = setInterval(function () {
    const now = top();
    const rests = now === last; // and is not on its way
    last = now;
    if (rests && (now < 0 || now > window.innerHeight * 0.6)) root.scrollIntoView({ block: "start" });
    if (!--looks || !root.isConnected) stop();
  }, 250);
  for (const act of acts) window.addEventListener(act, stop, { passive: true });
}

// Whoever picked in the panel by keyboard goes on from there, not from the top of the page.
function keepFocus(root, left) {
  const open = [...root.querySelectorAll(".place")].find((button) => button.dataset.place === left);
  const next = open || root.querySelector("button");
  if (next) next.focus({ preventScroll: true });
}

function show(root, data, send) {
  const place = data.place ? data.place.id : "";
  const left = root.dataset.place; // undefined when the page has just been opened
  const focused = root.contains(root.getRootNode().activeElement);
  root.dataset.place = place;
  root.textContent = "";
  root.scrollTop = 0;
  if (data.place) {
    const back = add(root, "button", "link back", data.back || "← All places");
    back.type = "button";
    back.onclick = () => send("");
    showPlace(root, data, send);
  } else {
    showIndex(root, data, send);
  }
  if (focused) keepFocus(root, left);
  if (place && data.groups.length && left !== undefined && place !== left) comeIntoSight(root);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".panel");
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color");
  const palette = window.claimline.paletteOver(ground);
  const fresh = JSON.stringify(data);
  const changed = root.dataset.shown !== fresh; // an unchanged panel keeps its place and open articles
  if (changed) show(root, data, (id) => setTriggerValue("picked", id));
  if (data.places && (changed || root.dataset.palette !== palette.name)) paintSwatches(root, data, palette);
  if (!root.onway) root.addEventListener("way", (event) => root.onway(event.detail));
  root.onway = (way) => setTriggerValue("way", way);
  root.dataset.shown = fresh;
  root.dataset.palette = palette.name;
}
