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

  root.readMarks = function (data) {
    const areas = data.areas.map(function (row) {
      const rings = row.rings.map(geometry.decode);
      return {
        id: row.id, name: row.name, word: row.word, note: row.note, style: data.styles[row.style], rings: rings,
        box: geometry.joinBoxes(rings), area: true, count: row.count,
        x: geometry.projectX(row.at[0]), y: geometry.projectY(row.at[1]),
      };
    });
    areas.sort((a, b) => sizeOf(b.box) - sizeOf(a.box));
    const points = data.points.map(function (row) {
      return {
        id: row[0], name: row[1], word: row[2], note: row[3], style: data.styles[row[4]],
        lon: row[5], lat: row[6], radiusKm: row[7],
        x: geometry.projectX(row[5]), y: geometry.projectY(row[6]),
      };
    });
    const byId = new Map();
    for (const mark of areas.concat(points)) byId.set(mark.id, mark);
    const styles = data.styles.concat(data.legend.flatMap((entry) => entry.swatches.map((swatch) => swatch.style)).filter((style) => style.colours));
    for (const style of styles) style.hues = style.colours;
    return { areas: areas, points: points, byId: byId, styles: styles, legend: data.legend, bounds: data.bounds };
  };

  root.toneMarks = function (marks, palette) {
    for (const style of marks.styles) style.colours = root.toned(style.hues, palette);
  };

  root.noMarks = function () {
    return { areas: [], points: [], byId: new Map(), styles: [], legend: [], bounds: null };
  };

  function sizeOf(box) {
    return (box[2] - box[0]) * (box[3] - box[1]);
  }

  // Gathers marks that would hide each other: a few fan out about their middle, more become a disc.
  root.arrange = function (marks, view) {
    const groups = [];
    const cells = new Map(); // first marks of groups, by squares as wide as a group reaches
    for (const mark of marks.points) {
      const x = mark.x * view.scale - view.x;
      const y = mark.y * view.scale - view.y;
      mark.disc = null;
      mark.at = mark.true = [x, y];
      if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) {
        mark.at = null;
        continue;
      }
      const near = nearestGroup(cells, x, y);
      if (near) {
        near.push(mark);
        continue;
      }
      const group = [mark];
      const key = Math.floor(x / REACH) + ":" + Math.floor(y / REACH);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(group);
      groups.push(group);
    }
    marks.discs = [];
    const most = view.zoom < 11 ? FAN : 3 * FAN;
    for (const group of groups) {
      if (group.length > most) gather(group, marks.discs);
      else if (group.length > 1) fan(group);
    }
  };

  function nearestGroup(cells, x, y) {
    let best = null;
    let nearest = REACH;
    const column = Math.floor(x / REACH);
    const row = Math.floor(y / REACH);
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        for (const group of cells.get(i + ":" + j) || []) {
          const away = Math.hypot(group[0].true[0] - x, group[0].true[1] - y);
          if (away < nearest) {
            best = group;
            nearest = away;
          }
        }
      }
    }
    return best;
  }

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
    for (const mark of marks.points) if (mark.at && !mark.disc) paintSpot(ctx, mark, view, palette);
    for (const mark of marks.points) if (mark.at && !mark.disc) paintSymbol(ctx, mark.style, mark.at, palette);
    for (const disc of marks.discs) paintDisc(ctx, disc, palette);
    for (const mark of marks.areas) {
      if (mark.style.badge) paintSymbol(ctx, mark.style, [mark.x * view.scale - view.x, mark.y * view.scale - view.y], palette);
    }
  };

  function paintSymbol(ctx, style, at, palette) {
    const draw = style.badge ? symbols.drawBadge : symbols.drawShape;
    draw(ctx, style, at[0], at[1], RADIUS, palette);
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
    ctx.beginPath();
    ctx.arc(disc.at[0], disc.at[1], 13, 0, Math.PI * 2);
    ctx.fillStyle = palette.markGround;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = palette.ink;
    ctx.stroke();
    ctx.fillStyle = palette.ink;
    ctx.font = "600 11px system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(String(disc.count), disc.at[0], disc.at[1] + 0.5);
  }

  // Keeps labels off the symbols.
  root.takeMarks = function (board, marks, view) {
    for (const mark of singles(marks)) board.take(mark.at[0], mark.at[1], RADIUS + 2, RADIUS + 2);
    for (const disc of marks.discs) board.take(disc.at[0], disc.at[1], 14, 14);
    const badged = marks.areas.filter((mark) => mark.style.badge);
    for (const mark of badged) board.take(mark.x * view.scale - view.x, mark.y * view.scale - view.y, RADIUS + 2, RADIUS + 2);
  };

  function singles(marks) {
    return marks.points.filter((mark) => mark.at && !mark.disc);
  }

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
    for (const mark of singles(marks)) {
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
    for (const mark of marks.points) if (mark.at && !mark.disc) tryAt(mark, mark.at);
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
