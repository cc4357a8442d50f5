// The marks of the current selection: read, arrange on the screen, paint, find under the pointer.
(function (root) {
  "use strict";

  const geometry = root.geometry;
  const symbols = root.symbols;
  const RADIUS = 8; // of a point mark, pixels
  const APART = 19; // pixels between the centres of marks that fan out
  const REACH = 24; // marks nearer than this to the first of a group join it
  const FAN = 4; // more marks than this at one spot become one numbered disc
  const KM_PER_DEGREE = 111.32;

  root.toneMarks = function (marks, palette) {
    for (const style of marks.styles) style.colours = root.toned(style.hues, palette);
  };

  // Gathers marks that would hide each other: a few fan out about their middle, more become a disc.
  root.arrange = function (marks, view) {
    const squares = new Squares(view); // groups by their first mark
    for (const mark of marks.points) {
      const x = mark.x * view.scale - view.x;
      const y = mark.y * view.scale - view.y;
      mark.disc = null;
      if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) {
        mark.at = mark.true = null;
        continue;
      }
      mark.at = mark.true = [x, y];
      squares.join(mark, x, y);
    }
    marks.discs = [];
    const most = view.zoom < 11 ? FAN : 3 * FAN;
    for (const group of squares.groups) {
      if (group.length > most) gather(group, marks.discs);
      else if (group.length > 1) fan(group);
    }
    marks.singles = marks.points.filter((mark) => mark.at && !mark.disc);
  };

  // Squares as wide as a group reaches, over the canvas and some way around.
  function Squares(view) {
    this.wide = Math.ceil((view.width + 80) / REACH) + 2;
    this.cells = new Array(this.wide * (Math.ceil((view.height + 80) / REACH) + 2));
    this.groups = [];
  }

  Squares.prototype.join = function (mark, x, y) {
    const at = (Math.floor((y + 40) / REACH) + 1) * this.wide + Math.floor((x + 40) / REACH) + 1;
    let best = null;
    let nearest = REACH * REACH;
    for (let row = at - this.wide; row <= at + this.wide; row += this.wide) {
      for (let cell = row - 1; cell <= row + 1; cell++) {
        const groups = this.cells[cell];
        if (!groups) continue;
        for (const group of groups) {
          const first = group[0].true;
          const away = (first[0] - x) * (first[0] - x) + (first[1] - y) * (first[1] - y);
          if (away < nearest) {
            best = group;
            nearest = away;
          }
        }
      }
    }
    if (best) {
      best.push(mark);
      return;
    }
    const group = [mark];
    this.groups.push(group);
    if (this.cells[at]) this.cells[at].push(group);
    else this.cells[at] = [group];
  };

  function middle(group) {
    const sum = (axis) => group.reduce((total, mark) => total + mark.true[axis], 0);
    return [sum(0) / group.length, sum(1) / group.length];
  }

  function gather(group, discs) {
    const disc = {
      at: middle(group), count: group.length, marks: group,
      name: group.length + " places", note: ["Click to come nearer"],
    };
    for (const mark of group) mark.disc = disc;
    discs.push(disc);
  }

  function fan(group) {
    const [x, y] = middle(group);
    const turn = (mark) => Math.atan2(mark.true[1] - y, mark.true[0] - x);
    const reach = Math.max(APART * 0.55, (APART * group.length) / (2 * Math.PI));
    group.sort((a, b) => turn(a) - turn(b) || (a.id < b.id ? -1 : 1));
    group.forEach(function (mark, i) {
      const angle = turn(group[0]) + (i / group.length) * Math.PI * 2;
      mark.at = [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
    });
  }

  root.paintAreas = function (ctx, view, marks, palette) {
    for (const mark of marks.areas) {
      const style = mark.style;
      if (style.badge || !geometry.isVisible(mark.box, view)) continue;
      ctx.save();
      geometry.traceAll(ctx, mark.rings, view, true);
      if (style.texture !== "none" && !mark.grounded) paintFill(ctx, style, view, palette);
      ctx.globalAlpha = 0.8;
      ctx.lineWidth = 4.5;
      ctx.strokeStyle = palette.halo;
      ctx.stroke();
      ctx.globalAlpha = Math.min(1, style.pale + 0.15);
      symbols.strokeOutline(ctx, style, 2.1);
      ctx.restore();
    }
  };

  function paintFill(ctx, style, view, palette) {
    if (style.texture !== "sparse") {
      ctx.globalAlpha = (style.texture === "solid" ? 0.45 : 0.11) * style.pale;
      ctx.fillStyle = style.colours[0];
      ctx.fill("evenodd");
    }
    if (style.texture === "solid") return;
    ctx.globalAlpha = 0.85 * style.pale;
    symbols.fillTextured(ctx, style, -(view.x % 1980), -(view.y % 1980), false, palette); // 1980: whole tiles of 9, 12 and 44
  }

  root.paintHighlight = function (ctx, view, mark, palette, strong) {
    if (!mark || mark.spot) return;
    ctx.save();
    if (mark.area) {
      geometry.traceAll(ctx, mark.rings, view, true);
    } else if (mark.at && !mark.disc) {
      ctx.beginPath();
      ctx.arc(mark.at[0], mark.at[1], RADIUS + 6, 0, Math.PI * 2);
    } else {
      ctx.restore();
      return;
    }
    ctx.lineJoin = "round";
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = strong ? 6.5 : 5;
    ctx.stroke();
    ctx.strokeStyle = palette.markGround;
    ctx.lineWidth = 3.4;
    ctx.stroke();
    // What is said of parts must not look as if it were said of all that the outline holds.
    if (mark.area && !mark.style.badge) symbols.strokeOutline(ctx, mark.style, 2.1);
    ctx.restore();
  };

  root.paintPoints = function (ctx, view, marks, palette) {
    for (const mark of marks.singles) paintSpot(ctx, mark, view, palette);
    for (const mark of marks.singles) paintSymbol(ctx, mark.style, mark.at, palette);
    for (const disc of marks.discs) paintDisc(ctx, disc, palette);
    for (const mark of marks.areas) {
      if (mark.style.badge) paintSymbol(ctx, mark.style, [mark.x * view.scale - view.x, mark.y * view.scale - view.y], palette);
    }
  };

  function paintSymbol(ctx, style, at, palette) {
    const draw = style.badge ? symbols.drawBadge : symbols.drawShape;
    stamp(ctx, style, palette, at, 2 * RADIUS + 8, (on, middle) => draw(on, style, middle, middle, RADIUS, palette));
  }

  const stamps = new Map(); // by palette and ratio: pictures by what they are of

  // Draws what looks the same everywhere once, and then its picture: many times faster.
  function stamp(ctx, key, palette, at, size, draw) {
    const ratio = root.ratio();
    const look = palette.name + ratio;
    if (!stamps.has(look)) stamps.set(look, { of: new WeakMap(), discs: new Map() });
    const pictures = typeof key === "object" ? stamps.get(look).of : stamps.get(look).discs;
    let picture = pictures.get(key);
    if (!picture) {
      picture = document.createElement("canvas");
      picture.width = picture.height = Math.ceil(size * ratio * 2);
      const on = picture.getContext("2d");
      on.scale(ratio, ratio);
      draw(on, picture.width / ratio / 2);
      pictures.set(key, picture);
    }
    const side = picture.width / ratio;
    const snap = (value) => Math.round((value - side / 2) * ratio) / ratio;
    ctx.drawImage(picture, snap(at[0]), snap(at[1]), side, side);
  }

  function paintSpot(ctx, mark, view, palette) {
    const moved = mark.at !== mark.true;
    if (moved) {
      ctx.beginPath();
      ctx.moveTo(mark.true[0], mark.true[1]);
      ctx.lineTo(mark.at[0], mark.at[1]);
      ctx.lineWidth = 1;
      ctx.strokeStyle = palette.ink;
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(mark.true[0], mark.true[1], 1.8, 0, Math.PI * 2);
      ctx.fillStyle = palette.ink;
      ctx.fill();
    }
    if (!mark.radiusKm) return;
    const radius = Math.max(radiusOf(mark, view), RADIUS + 5); // from afar only a sign of it
    ctx.beginPath();
    ctx.arc(mark.true[0], mark.true[1], radius, 0, Math.PI * 2);
    ctx.setLineDash(symbols.DASHES.dotted);
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = mark.style.colours[0];
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function radiusOf(mark, view) {
    const degrees = mark.radiusKm / KM_PER_DEGREE;
    return (geometry.projectY(mark.lat - degrees) - geometry.projectY(mark.lat)) * view.scale;
  }

  function paintDisc(ctx, disc, palette) {
    stamp(ctx, disc.count, palette, disc.at, 30, (on, middle) => drawDisc(on, disc.count, middle, palette));
  }

  function drawDisc(ctx, count, middle, palette) {
    ctx.beginPath();
    ctx.arc(middle, middle, 13, 0, Math.PI * 2);
    ctx.fillStyle = palette.markGround;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = palette.ink;
    ctx.stroke();
    ctx.fillStyle = palette.ink;
    ctx.font = "600 11px system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(String(count), middle, middle + 0.5);
  }

  // Keeps labels off the symbols.
  root.takeMarks = function (board, marks, view) {
    for (const mark of marks.singles) board.take(mark.at[0], mark.at[1], RADIUS + 2, RADIUS + 2);
    for (const disc of marks.discs) board.take(disc.at[0], disc.at[1], 14, 14);
    const badged = marks.areas.filter((mark) => mark.style.badge);
    for (const mark of badged) board.take(mark.x * view.scale - view.x, mark.y * view.scale - view.y, RADIUS + 2, RADIUS + 2);
  };

  root.labelMarks = function (board, marks, view) {
    const byWeight = marks.areas.slice().sort((a, b) => b.count - a.count);
    for (const mark of byWeight) {
      if (!geometry.isVisible(mark.box, view)) continue;
      const x = mark.x * view.scale - view.x;
      const y = mark.y * view.scale - view.y;
      const sides = mark.style.badge ? ["right", "left", "below", "above"] : ["middle", "above", "below", "right", "left"];
      const gap = mark.style.badge ? RADIUS + 5 : 10;
      board.place(rowsOf(mark, view), x, y, gap, sides) || board.place([{ text: mark.name, style: "mark" }], x, y, gap, sides);
    }
    for (const mark of marks.singles) {
      board.place([{ text: mark.name, style: "mark" }], mark.at[0], mark.at[1], RADIUS + 5, ["right", "left", "above", "below"]);
    }
  };

  function rowsOf(mark, view) {
    const rows = [{ text: mark.name, style: "mark" }];
    if (mark.word && view.zoom >= 6) rows.push({ text: mark.word, style: "note" });
    return rows;
  }

  // What is under a pixel of the canvas: a disc, a point or badge, else the smallest area.
  root.markAt = function (marks, view, x, y, reach) {
    for (const disc of marks.discs || []) if (Math.hypot(disc.at[0] - x, disc.at[1] - y) < 14) return disc;
    let best = null;
    let nearest = reach;
    const tryAt = function (mark, at) {
      const away = Math.hypot(at[0] - x, at[1] - y);
      if (away < nearest) {
        best = mark;
        nearest = away;
      }
    };
    for (const mark of marks.singles || []) tryAt(mark, mark.at);
    for (const mark of marks.areas) {
      if (mark.style.badge) tryAt(mark, [mark.x * view.scale - view.x, mark.y * view.scale - view.y]);
    }
    if (best) return best;
    const worldX = (x + view.x) / view.scale;
    const worldY = (y + view.y) / view.scale;
    for (let i = marks.areas.length - 1; i >= 0; i--) {
      const mark = marks.areas[i];
      if (!mark.style.badge && geometry.contains(mark.rings, worldX, worldY)) return mark;
    }
    return null;
  };
})((window.claimline = window.claimline || {}));
