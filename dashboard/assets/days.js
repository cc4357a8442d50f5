// The day bar: a slider over the days that the ledger speaks of, step keys, play. While it plays or is
// dragged it tells the map the day, which draws it and says so: nothing piles up. Python is told the
// day on which it rests, and answers with its number.
const DAY = 86400000;
const PACE = 400; // milliseconds between two steps of play, at most
const SHOW = 20000; // milliseconds that a long play takes, if its steps stay long enough to be seen
const LEAST = 40; // milliseconds between two steps, at least
const PATIENCE = 15000; // milliseconds after which a day without an answer is taken for lost
const REST = 350; // milliseconds of rest before Python is told the day that the map draws already
const THUMB = 16; // pixels of the slider's handle: its middle stands on the day
const DRAG = 4; // pixels that the pointer must go to choose a stretch and not a day
const SCRUB = 120; // milliseconds of rest before a day that the slider passes is asked for

function isoOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function dayOf(iso) {
  return Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
}

function make(parent, tag, className, words) {
  const node = document.createElement(tag);
  node.className = className;
  if (words) node.textContent = words;
  parent.appendChild(node);
  return node;
}

function makeButton(parent, className, words, label, act) {
  const button = make(parent, "button", className, words);
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.onclick = act;
  return button;
}

function build(root) {
  const bar = { at: 0, asked: 0, heard: 0, next: null, playing: false, scrubbing: false, timer: 0, told: [], channel: null, ready: null, drawing: null };
  bar.play = makeButton(root, "play", "", "", () => (bar.playing ? pause(bar) : play(bar)));
  bar.back = makeButton(root, "back", "◀", "One step back", () => go(bar, stepFrom(bar, -1)));
  bar.on = makeButton(root, "on", "▶", "One step on", () => go(bar, stepFrom(bar, 1)));
  const track = make(root, "div", "track");
  bar.slider = make(track, "input", "slider");
  bar.slider.type = "range";
  bar.slider.setAttribute("aria-label", "Day up to which claims count");
  bar.slider.oninput = () => scrub(bar);
  for (const event of ["pointerdown", "keydown"]) bar.slider.addEventListener(event, () => prepare(bar));
  bar.marks = make(track, "canvas", "told");
  bar.marks.setAttribute("aria-hidden", "true");
  bar.marks.title = "Claims by day. Drag to choose a stretch of days, click to choose a day.";
  brush(bar);
  const ends = make(track, "div", "ends");
  bar.firstWords = make(ends, "span", "first");
  bar.lastWords = make(ends, "span", "last");
  bar.date = make(root, "input", "date");
  bar.date.type = "date";
  bar.date.setAttribute("aria-label", "Day");
  bar.date.onchange = () => bar.date.value && go(bar, clamp(bar, dayOf(bar.date.value)));
  bar.step = make(root, "select", "step");
  bar.step.setAttribute("aria-label", "Step of the keys and of play");
  for (const [value, words] of [["told", "next word"], ["1", "a day"], ["7", "a week"], ["30", "30 days"]]) {
    make(bar.step, "option", "", words).value = value;
  }
  bar.from = makeButton(root, "from", "", "Show earlier days again", () => select(bar, bar.first, bar.at));
  bar.now = makeButton(root, "now", "Now", "All that is known: no last day", () => go(bar, bar.last));
  new ResizeObserver(() => paint(bar)).observe(bar.marks);
  return bar;
}

function clamp(bar, day) {
  return Math.min(bar.last, Math.max(bar.first, day));
}

// The next day in the chosen step: of those on which something is said, or so many days on.
function stepFrom(bar, way) {
  if (bar.step.value !== "told") return clamp(bar, bar.at + way * Number(bar.step.value));
  const next = way > 0 ? bar.told.find((day) => day > bar.at) : bar.told.findLast((day) => day < bar.at);
  return next === undefined ? (way > 0 ? bar.last : bar.first) : next;
}

// The map of this page, and no other, hears the channel.
function join(bar, name) {
  if (bar.name === name) return;
  if (bar.channel) bar.channel.close();
  bar.name = name;
  bar.ready = null;
  bar.channel = name ? new BroadcastChannel("claimline-" + name) : null;
  if (!bar.channel) return;
  bar.channel.onmessage = (event) => hear(bar, event.data);
  bar.channel.postMessage({ ask: true });
}

// The map says whether it knows how every day looks, and which day it has drawn.
function hear(bar, said) {
  if (!said) return;
  if ("ready" in said) {
    bar.ready = said.ready;
    if (bar.ready && bar.playing) goOn(bar);
  }
  if (said.drawn === bar.drawing) {
    bar.drawing = null;
    if (bar.late !== null && bar.late !== undefined) draw(bar, bar.late);
    else goOn(bar);
  }
}

// Python is asked for how every day looks, once for a selection.
function prepare(bar) {
  if (!bar.played || !bar.ready) bar.asks({ n: Date.now() });
}

// One day at a time; of those that come meanwhile the last one is drawn next.
function draw(bar, day) {
  bar.late = null;
  if (bar.drawing !== null && Date.now() - bar.drawnAt < 1000) {
    bar.late = day;
    return;
  }
  bar.drawing = day;
  bar.drawnAt = Date.now();
  bar.channel.postMessage({ day: day });
}

function play(bar) {
  bar.playing = true;
  prepare(bar);
  if (bar.at >= bar.last) bar.at = bar.first;
  goOn(bar);
  show(bar);
}

function pause(bar) {
  bar.playing = false;
  clearTimeout(bar.timer);
  ask(bar, bar.at);
  show(bar);
}

function pace(bar) {
  const steps = bar.step.value === "told" ? bar.told.length : (bar.last - bar.first) / Number(bar.step.value);
  return Math.max(LEAST, Math.min(PACE, SHOW / Math.max(1, steps)));
}

function goOn(bar) {
  clearTimeout(bar.timer);
  if (!bar.playing || !bar.ready) return;
  const rest = Math.max(0, pace(bar) - (Date.now() - (bar.drawnAt || 0)));
  bar.timer = setTimeout(function () {
    if (!bar.playing || !bar.ready) return;
    const next = stepFrom(bar, 1);
    if (next >= bar.last) {
      bar.at = bar.last;
      pause(bar);
      return;
    }
    bar.at = next;
    show(bar);
    draw(bar, next);
  }, rest);
}

function go(bar, day) {
  clearTimeout(bar.timer);
  ask(bar, day);
}

function scrub(bar) {
  const day = Number(bar.slider.value);
  bar.playing = false;
  bar.scrubbing = true;
  bar.at = day;
  show(bar);
  clearTimeout(bar.timer);
  if (bar.ready && day < bar.last) draw(bar, day);
  bar.timer = setTimeout(() => ask(bar, day), bar.ready ? REST : SCRUB);
}

// One question at a time; of those that come meanwhile the last one is asked next.
function ask(bar, day) {
  bar.at = day;
  bar.scrubbing = false;
  show(bar);
  if (bar.asked > bar.heard && Date.now() - bar.asked < PATIENCE) {
    bar.next = day;
    return;
  }
  bar.asked = Date.now();
  bar.late = null;
  if (bar.channel) bar.channel.postMessage({ rests: true });
  bar.send({ day: day >= bar.last ? null : isoOf(day), n: bar.asked });
}

function answer(bar, data) {
  bar.heard = data.heard;
  if (bar.asked > bar.heard) return;
  if (bar.next !== null) {
    const next = bar.next;
    bar.next = null;
    ask(bar, next);
    return;
  }
  if (bar.scrubbing || bar.playing) return; // the reader is faster than the answer
  bar.at = data.day === null ? bar.last : clamp(bar, dayOf(data.day));
}

// A stretch of the days is chosen with the pointer; the date fields do the same for the keyboard.
function brush(bar) {
  const at = (event) => event.clientX - bar.marks.getBoundingClientRect().left;
  bar.marks.onpointerdown = function (event) {
    bar.marks.setPointerCapture(event.pointerId);
    bar.brushed = { from: at(event), to: at(event) };
  };
  bar.marks.onpointermove = function (event) {
    if (!bar.brushed) return;
    bar.brushed.to = at(event);
    paint(bar);
  };
  bar.marks.onpointerup = function () {
    const brushed = bar.brushed;
    bar.brushed = null;
    if (!brushed) return;
    const days = [brushed.from, brushed.to].map((x) => dayAt(bar, x)).sort((a, b) => a - b);
    if (Math.abs(brushed.to - brushed.from) < DRAG) go(bar, days[1]);
    else select(bar, days[0], days[1]);
    paint(bar);
  };
  bar.marks.onpointercancel = function () {
    bar.brushed = null;
    paint(bar);
  };
}

function dayAt(bar, x) {
  const share = (x - THUMB / 2) / Math.max(1, bar.marks.clientWidth - THUMB);
  return clamp(bar, Math.round(bar.first + share * (bar.last - bar.first)));
}

function select(bar, since, day) {
  clearTimeout(bar.timer);
  bar.playing = false;
  bar.at = day;
  bar.asked = Date.now();
  if (bar.channel) bar.channel.postMessage({ rests: true });
  show(bar);
  bar.send({ day: day >= bar.last ? null : isoOf(day), since: since <= bar.first ? null : isoOf(since), n: bar.asked });
}

function show(bar) {
  bar.slider.value = String(bar.at);
  const words = bar.at >= bar.last ? "now: no last day" : isoOf(bar.at);
  bar.slider.setAttribute("aria-valuetext", words);
  bar.date.value = isoOf(bar.at);
  bar.play.textContent = bar.playing ? "❚❚ Pause" : "▶ Play";
  bar.play.setAttribute("aria-label", bar.playing ? "Pause" : "Play through the days");
  bar.play.title = bar.play.getAttribute("aria-label");
  bar.back.disabled = bar.at <= bar.first;
  bar.on.disabled = bar.at >= bar.last;
  bar.now.disabled = bar.at >= bar.last;
  bar.from.hidden = bar.since === null;
  bar.from.textContent = bar.since === null ? "" : "from " + isoOf(bar.since) + " ✕";
}

// Bars under the slider: how many claims of articles are of each stretch of days, the tallest as
// tall as there is room; ticks where only a published map changes.
function paint(bar) {
  const width = bar.marks.clientWidth;
  const height = bar.marks.clientHeight;
  const ratio = window.devicePixelRatio || 1;
  if (!width || bar.last === undefined) return;
  bar.marks.width = Math.round(width * ratio);
  bar.marks.height = Math.round(height * ratio);
  const ctx = bar.marks.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.fillStyle = getComputedStyle(bar.marks).color;
  const room = width - THUMB;
  const x = (day) => THUMB / 2 + ((day - bar.first) / Math.max(1, bar.last - bar.first)) * room;
  const [from, to] = bar.brushed
    ? [bar.brushed.from, bar.brushed.to].sort((a, b) => a - b)
    : [bar.since === null ? -1 : x(bar.since), x(bar.at)];
  const most = Math.max(1, ...bar.bars);
  const step = room / Math.max(1, bar.bars.length);
  const inside = (left, right) => right >= from - 1 && left <= to + 1;
  bar.bars.forEach(function (count, number) {
    if (!count) return;
    const left = THUMB / 2 + number * step;
    const tall = Math.max(3, (count / most) * (height - 2));
    ctx.globalAlpha = inside(left, left + step) ? 0.6 : 0.22;
    ctx.fillRect(left, height - tall, Math.max(1.5, step - 1), tall);
  });
  for (const day of bar.told) {
    ctx.globalAlpha = inside(x(day), x(day)) ? 0.35 : 0.15;
    ctx.fillRect(x(day) - 0.5, height - 2, 1, 2);
  }
  if (!bar.brushed && bar.since === null) return;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(from, 0, to - from, height);
}

function take(bar, data) {
  join(bar, data.channel);
  bar.played = data.played;
  if (!data.played) bar.ready = null;
  bar.first = dayOf(data.first);
  bar.last = dayOf(data.last);
  let day = bar.first;
  bar.told = data.told.map((step) => (day += step));
  bar.bars = data.bars;
  bar.since = data.since === null ? null : clamp(bar, dayOf(data.since));
  bar.slider.min = String(bar.first);
  bar.slider.max = String(bar.last);
  bar.date.min = data.first;
  bar.date.max = data.last;
  bar.firstWords.textContent = data.first;
  bar.lastWords.textContent = data.last + " · now";
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".days");
  const bar = root.bar || (root.bar = build(root));
  bar.send = (value) => setTriggerValue("day", value);
  bar.asks = (value) => setTriggerValue("play", value);
  take(bar, data);
  answer(bar, data);
  show(bar);
  paint(bar);
}
