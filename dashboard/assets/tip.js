// The tip beside the pointer: a mark's name and words, and whose the ground under it is.
(function (root) {
  "use strict";

  root.Tip = function (map) {
    this.map = map;
    this.box = document.createElement("div");
    this.box.className = "cl-tip";
    map.getContainer().appendChild(this.box);
  };

  // Either may be missing; without both the tip goes away.
  root.Tip.prototype.tell = function (mark, ground) {
    this.box.textContent = "";
    this.box.classList.toggle("cl-on", Boolean(mark || ground));
    if (mark) this.add([mark.name, ...mark.note]);
    if (ground) this.add(ground.note);
  };

  root.Tip.prototype.add = function (lines) {
    lines.forEach((line, i) => {
      const node = document.createElement(i ? "span" : "strong");
      node.textContent = line;
      this.box.appendChild(node);
    });
  };

  root.Tip.prototype.place = function (at) {
    const size = this.map.getSize();
    const box = this.box;
    const left = at.x + 16 + box.offsetWidth > size.x ? at.x - 12 - box.offsetWidth : at.x + 16;
    const top = at.y + 14 + box.offsetHeight > size.y ? at.y - 10 - box.offsetHeight : at.y + 14;
    box.style.transform = "translate(" + Math.max(4, left) + "px," + Math.max(4, top) + "px)";
  };
})((window.claimline = window.claimline || {}));
