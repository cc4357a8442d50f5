// The legend: lines of swatches and words; what is drawn in two ways is one line with both.
(function (root) {
  "use strict";

  const ORDER = ["part", "area", "point", "badge", "front"]; // then what explains outlines and borders

  function rank(swatch) {
    const at = ORDER.indexOf(swatch.kind);
    return at < 0 ? ORDER.length : at;
  }

  // lists: the entries of each file, in the order in which they are to stand
  root.joinLegends = function (lists) {
    const byText = new Map();
    for (const entry of lists.flat()) {
      const known = byText.get(entry.text);
      if (!known) {
        byText.set(entry.text, { text: entry.text, swatches: entry.swatches.slice() });
        continue;
      }
      for (const swatch of entry.swatches) {
        if (!known.swatches.some((other) => other.kind === swatch.kind)) known.swatches.push(swatch);
      }
    }
    const entries = [...byText.values()];
    for (const entry of entries) entry.swatches.sort((a, b) => rank(a) - rank(b));
    return entries.sort((a, b) => rank(a.swatches[0]) - rank(b.swatches[0]));
  };

  // Fills a node with the entries; returns whether there are any.
  root.fillLegend = function (parent, entries, palette) {
    parent.textContent = "";
    for (const entry of entries) {
      const row = document.createElement("span");
      row.className = "cl-entry";
      for (const swatch of entry.swatches) {
        row.appendChild(root.symbols.drawSwatch(swatch.kind, root.tonedStyle(swatch.style, palette), palette));
      }
      const words = document.createElement("span");
      words.textContent = entry.text;
      row.appendChild(words);
      parent.appendChild(row);
    }
    return entries.length > 0;
  };
})((window.claimline = window.claimline || {}));
