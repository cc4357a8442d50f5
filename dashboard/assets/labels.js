// Labels with halos, placed in order of weight; one that would touch another is left out.
(function (root) {
  "use strict";

  const FONT = '"Source Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

  const SQUARE = 64; // pixels
  const SMALLEST = [8, 13]; // width and height of a text, pixels

  const STYLES = {
    mark: { font: "600 14px " + FONT, height: 16, colour: "ink" },
    note: { font: "400 12px " + FONT, height: 14, colour: "label" },
    country: { font: "600 12px " + FONT, height: 15, colour: "faint", spacing: 2.5, upper: true },
    region: { font: "italic 400 12px " + FONT, height: 13, colour: "faint" },
    city: { font: "400 12.5px " + FONT, height: 13, colour: "label" },
  };

  // The smallest town worth a label at a zoom.
  function leastPopulation(zoom) {
    if (zoom < 5) return 1500000;
    if (zoom < 6) return 600000;
    if (zoom < 6.75) return 240000;
    if (zoom < 7.5) return 100000;
    if (zoom < 8.5) return 35000;
    return 0;
  }

  function Board(ctx, view, palette) {
    this.ctx = ctx;
    this.view = view;
    this.palette = palette;
    this.taken = new Map(); // boxes by the squares that they touch
    this.placed = [];
    this.words = new Set();
  }

  Board.prototype.take = function (x, y, halfWidth, halfHeight) {
    this.fill([x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight]);
  };

  Board.prototype.fill = function (box) {
    for (const square of squaresOf(box)) {
      if (this.taken.has(square)) this.taken.get(square).push(box);
      else this.taken.set(square, [box]);
    }
  };

  function squaresOf(box) {
    const squares = [];
    for (let row = Math.floor(box[1] / SQUARE); row <= Math.floor(box[3] / SQUARE); row++) {
      for (let column = Math.floor(box[0] / SQUARE); column <= Math.floor(box[2] / SQUARE); column++) squares.push(row * 4096 + column);
    }
    return squares;
  }

  Board.prototype.isFree = function (box) {
    const inner = this.view.inner;
    if (box[0] < inner[0] + 2 || box[1] < inner[1] + 2 || box[2] > inner[2] - 2 || box[3] > inner[3] - 2) return false;
    for (const square of squaresOf(box)) {
      for (const other of this.taken.get(square) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  };

  Board.prototype.measure = function (rows) {
    let width = 0;
    let height = 0;
    for (const row of rows) {
      const style = STYLES[row.style];
      row.shown = style.upper ? row.text.toLocaleUpperCase("en") : row.text;
      row.width = widthOf(this.ctx, row.shown, style);
      width = Math.max(width, row.width);
      height += style.height;
    }
    return [width, height];
  };

  const widths = new Map(); // measuring is the dear part of placing
  document.fonts.addEventListener("loadingdone", () => widths.clear());

  function widthOf(ctx, text, style) {
    const key = style.font + text;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      ctx.font = style.font;
      ctx.letterSpacing = (style.spacing || 0) + "px";
      widths.set(key, ctx.measureText(text).width);
      ctx.letterSpacing = "0px";
    }
    return widths.get(key);
  }

  // sides: where the text may stand about its point, best first. Returns whether it was placed.
  Board.prototype.place = function (rows, x, y, gap, sides) {
    if (!sides.some((side) => this.hasRoom(side, x, y, gap))) return false;
    const size = this.measure(rows);
    for (const side of sides) {
      const at = anchor(side, x, y, gap, size);
      const box = [at.left - 2, at.top - 1, at.left + size[0] + 2, at.top + size[1] + 1];
      if (!this.isFree(box)) continue;
      this.fill(box);
      this.placed.push({ rows: rows, left: at.left, top: at.top, width: size[0], align: at.align });
      for (const row of rows) this.words.add(row.text);
      return true;
    }
    return false;
  };

  // Whether the smallest of texts would stand there: where it wouldn't, none needs to be measured.
  Board.prototype.hasRoom = function (side, x, y, gap) {
    const at = anchor(side, x, y, gap, SMALLEST);
    return this.isFree([at.left, at.top, at.left + SMALLEST[0], at.top + SMALLEST[1]]);
  };

  function anchor(side, x, y, gap, size) {
    const middle = { left: x - size[0] / 2, align: "center" };
    if (side === "right") return { left: x + gap, top: y - size[1] / 2, align: "left" };
    if (side === "left") return { left: x - gap - size[0], top: y - size[1] / 2, align: "right" };
    if (side === "above") return { left: middle.left, top: y - gap - size[1], align: "center" };
    if (side === "below") return { left: middle.left, top: y + gap, align: "center" };
    return { left: middle.left, top: y - size[1] / 2, align: "center" };
  }

  Board.prototype.placeBase = function (labels) {
    const view = this.view;
    const least = leastPopulation(view.zoom);
    for (const label of labels) {
      if (label.kind === "country" && view.zoom > 7.5) continue;
      if (label.kind === "region" && (view.zoom < 6.4 || view.zoom > 10)) continue;
      if (label.kind === "city" && label.weight < least) continue;
      const x = label.x * view.scale - view.x;
      const y = label.y * view.scale - view.y;
      if (x < view.inner[0] || y < view.inner[1] || x > view.inner[2] || y > view.inner[3]) continue;
      if (this.words.has(label.text)) continue;
      const rows = [{ text: label.text, style: label.kind }];
      if (label.kind !== "city") {
        this.place(rows, x, y, 0, ["middle"]);
      } else if (this.isFree([x - 3, y - 3, x + 3, y + 3]) && this.place(rows, x, y, 6, ["right", "left", "above", "below"])) {
        this.take(x, y, 3, 3);
        this.placed.push({ dot: [x, y] });
      }
    }
  };

  Board.prototype.paint = function () {
    const ctx = this.ctx;
    const palette = this.palette;
    ctx.save();
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    for (const item of this.placed) {
      if (item.dot) paintDot(ctx, item.dot, palette);
      else paintRows(ctx, item, palette);
    }
    ctx.restore();
  };

  function paintDot(ctx, at, palette) {
    ctx.beginPath();
    ctx.arc(at[0], at[1], 2, 0, Math.PI * 2);
    ctx.fillStyle = palette.label;
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    ctx.fill();
  }

  function paintRows(ctx, item, palette) {
    let y = item.top;
    for (const row of item.rows) {
      const style = STYLES[row.style];
      const spare = item.width - row.width;
      const x = item.left + (item.align === "center" ? spare / 2 : item.align === "right" ? spare : 0);
      ctx.font = style.font;
      ctx.letterSpacing = (style.spacing || 0) + "px";
      ctx.lineWidth = row.style === "mark" || row.style === "note" ? 4.5 : 3;
      ctx.strokeStyle = palette.halo;
      ctx.strokeText(row.shown, x, y + style.height / 2);
      ctx.fillStyle = palette[style.colour];
      ctx.fillText(row.shown, x, y + style.height / 2);
      y += style.height;
    }
    ctx.letterSpacing = "0px";
  }

  root.Board = Board;
})((window.claimline = window.claimline || {}));
