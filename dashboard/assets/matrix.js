// Who says what of which place, as a grid: one stop of the Tab key, arrow keys within, Enter opens.
function addMark(parent, swatch, palette) {
  const kit = window.claimline;
  parent.appendChild(kit.symbols.drawSwatch(swatch.kind, kit.tonedStyle(swatch.style, palette), palette));
}

function ageWords(age) {
  if (age === null) return "undated";
  return age === 1 ? "1 day" : age + " days";
}

function addCell(line, row, column, cell, says, palette) {
  const node = add(line, "td", cell ? "said" : "none");
  node.setAttribute("role", "gridcell");
  if (!cell) {
    add(node, "span", "dash", "–").setAttribute("aria-hidden", "true");
    node.setAttribute("aria-label", column.name + " on " + row.name + ": nothing");
    return;
  }
  const said = says[cell.says];
  node.dataset.place = row.id;
  node.dataset.voice = column.id;
  node.setAttribute("aria-selected", "false");
  if (said.swatch) addMark(node, said.swatch, palette);
  add(node, "span", said.swatch ? "word" : "word over", said.words);
  const small = add(node, "span", "small", said.swatch ? ageWords(cell.age) : "");
  if (cell.area) addText(small, " · of " + cell.area);
  if (cell.more) addText(small, " · " + cell.more + " more");
  const parts = [column.name + " on " + row.name, said.words];
  if (said.swatch) parts.push(cell.age === null ? "undated" : ageWords(cell.age) + " old");
  if (cell.area) parts.push("said of " + cell.area);
  node.setAttribute("aria-label", parts.join(", "));
}

function addRow(body, row, data, palette) {
  const line = add(body, "tr", "");
  line.setAttribute("role", "row");
  const head = add(line, "th", "place");
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  head.dataset.place = row.id;
  head.dataset.voice = "";
  head.setAttribute("aria-selected", "false");
  add(head, "span", "name", row.name);
  for (const text of row.lines) add(head, "span", "small", text);
  data.columns.forEach((column, i) => addCell(line, row, column, row.cells[i], data.says, palette));
}

function addHead(table, columns) {
  const line = add(add(table, "thead", ""), "tr", "");
  line.setAttribute("role", "row");
  const corner = add(line, "th", "corner", "Place");
  corner.scope = "col";
  for (const column of columns) {
    const head = add(line, "th", "");
    head.title = column.name; // long names are cut
    add(head, "span", "label", column.name);
    head.scope = "col";
    head.setAttribute("role", "columnheader");
    add(head, "span", "kind", column.kind);
  }
}

function showMatrix(root, data, palette) {
  root.textContent = "";
  const key = add(root, "p", "key");
  for (const entry of data.key) {
    const item = add(key, "span", "entry");
    addMark(item, entry.swatch, palette);
    addText(item, entry.words);
  }
  const frame = add(root, "div", "frame");
  const table = add(frame, "table", "");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", data.label);
  addHead(table, data.columns);
  for (const section of data.sections) {
    const body = add(table, "tbody", "");
    const line = add(body, "tr", "section");
    const head = add(line, "th", "");
    add(head, "span", "title", section.title);
    head.colSpan = data.columns.length + 1;
    head.scope = "rowgroup";
    for (const row of section.rows) addRow(body, row, data, palette);
  }
}

function gridOf(root) {
  return [...root.querySelectorAll("tbody tr:not(.section)")].map((line) => [...line.children]);
}

function stepOf(key, grid, at) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const [row, column] = at;
  if (steps[key]) return [row + steps[key][0], column + steps[key][1]];
  if (key === "Home") return [row, 0];
  if (key === "End") return [row, grid[row].length - 1];
  if (key === "PageUp") return [Math.max(0, row - 10), column];
  if (key === "PageDown") return [Math.min(grid.length - 1, row + 10), column];
  return null;
}

function stop(root, node) {
  root.querySelectorAll("[tabindex='0']").forEach((one) => (one.tabIndex = -1));
  node.tabIndex = 0;
}

function choose(root, place, voice) {
  let chosen = null;
  for (const node of root.querySelectorAll("[data-place]")) {
    const is = node.dataset.place === place && node.dataset.voice === voice;
    node.classList.toggle("chosen", is);
    node.setAttribute("aria-selected", String(is));
    if (is) chosen = node;
  }
  return chosen;
}

function listen(root) {
  root.addEventListener("keydown", function (event) {
    const node = event.target.closest("td, th.place");
    if (!node) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      node.click();
      return;
    }
    const grid = gridOf(root);
    const row = grid.findIndex((cells) => cells.includes(node));
    const next = stepOf(event.key, grid, [row, grid[row].indexOf(node)]);
    const goal = next && grid[next[0]] && grid[next[0]][next[1]];
    if (!next) return;
    event.preventDefault();
    if (!goal) return;
    stop(root, goal);
    goal.focus({ preventScroll: true });
    goal.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  root.addEventListener("click", function (event) {
    const node = event.target.closest("td, th.place");
    if (!node || node.dataset.place === undefined) return;
    stop(root, node);
    node.focus({ preventScroll: true });
    choose(root, node.dataset.place, node.dataset.voice);
    root.send({ place: node.dataset.place, voice: node.dataset.voice });
  });
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".matrix");
  const palette = window.claimline.paletteOver(getComputedStyle(root).getPropertyValue("--st-background-color"));
  root.send = (cell) => setTriggerValue("opened", cell);
  if (!root.dataset.listens) listen(root);
  root.dataset.listens = "yes";
  const fresh = JSON.stringify([data, palette.name]); // an unchanged grid keeps its place and focus
  if (root.dataset.shown === fresh) return;
  root.dataset.shown = fresh;
  showMatrix(root, data, palette);
  const chosen = data.chosen && choose(root, data.chosen.place, data.chosen.voice);
  root.querySelectorAll("tbody tr:not(.section) > *").forEach((node) => (node.tabIndex = -1));
  const first = chosen || root.querySelector("th.place");
  if (first) first.tabIndex = 0;
  if (chosen) chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
}
