// Places pointed at without a word of who holds them, in ink only: the one looked up, with nothing
// claimed of it, and those that an open name may mean, numbered as in the form below the map.
(function (root) {
  "use strict";

  const geometry = root.geometry;
  const RING = 11; // radius in pixels: about a mark, if there is one, and clear of it
  const KM_PER_DEGREE = 111.32;
  const SIDES = ["right", "left", "above", "below"];

  root.readSpots = function (data) {
    const spots = data.spots.map(function (row) {
      const rings = row.rings.map(geometry.decode);
      return {
        id: row.id, name: row.name, word: row.word, note: row.word ? [row.word] : [], number: row.number, chosen: row.chosen,
        lat: row.at[1], radiusKm: row.radius, rings: rings, box: rings.length ? geometry.joinBoxes(rings) : null,
        x: geometry.projectX(row.at[0]), y: geometry.projectY(row.at[1]), spot: true,
      };
    });
    return { spots: spots, legend: data.legend };
  };

  root.noSpots = function () {
    return { spots: [], legend: [] };
  };

  // The picked one goes as soon as the reader picks another; the chosen one is painted last.
  root.spotsInSight = function (read, picked) {
    const shown = read.spots.filter((spot) => spot.number || spot.id === picked);
    return shown.sort((a, b) => a.chosen - b.chosen);
  };

  function place(spot, view) {
    return [spot.x * view.scale - view.x, spot.y * view.scale - view.y];
  }

  root.labelSpots = function (board, spots, view) {
    for (const spot of spots) {
      const [x, y] = place(spot, view);
      if (!spot.rings.length) board.take(x, y, RING, RING);
      if (spot.number) board.take(x + RING, y - RING, RING, RING);
    }
    for (const spot of spots) {
      if (spot.number && !spot.chosen) continue;
      const [x, y] = place(spot, view);
      const rows = [{ text: spot.name, style: "mark" }];
      if (spot.word) rows.push({ text: spot.word, style: "note" });
      if (spot.rings.length) board.place(rows, x, y, 10, ["middle", ...SIDES]);
      else board.place(rows, x, y, RING + (spot.number ? 11 : 4), SIDES);
    }
  };

  root.paintSpots = function (ctx, view, spots, palette) {
    ctx.save();
    ctx.lineJoin = "round";
    for (const spot of spots) {
      if (spot.rings.length) paintOutline(ctx, spot, view, palette);
      else paintRing(ctx, spot, view, palette);
    }
    ctx.restore();
  };

  function paintOutline(ctx, spot, view, palette) {
    if (!geometry.isVisible(spot.box, view)) return;
    geometry.traceAll(ctx, spot.rings, view, true);
    stroke(ctx, palette, 2);
  }

  function paintRing(ctx, spot, view, palette) {
    const [x, y] = place(spot, view);
    const degrees = spot.radiusKm / KM_PER_DEGREE / Math.max(0.01, Math.cos((spot.lat * Math.PI) / 180));
    const radius = (degrees / 360) * 256 * view.scale;
    if (radius > RING + 3) {
      circle(ctx, x, y, radius);
      ctx.setLineDash(root.symbols.DASHES.dotted);
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = palette.ink;
      ctx.stroke();
      ctx.setLineDash([]);
    }
    circle(ctx, x, y, RING);
    stroke(ctx, palette, spot.number && !spot.chosen ? 1.6 : 3);
    if (!spot.number) {
      circle(ctx, x, y, 2);
      ctx.fillStyle = palette.ink;
      ctx.fill();
    } else {
      drawNumber(ctx, String(spot.number), x + RING, y - RING, palette, spot.chosen);
    }
  }

  function circle(ctx, x, y, radius) {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, Math.PI * 2);
  }

  function stroke(ctx, palette, width) {
    ctx.lineWidth = width + 3;
    ctx.strokeStyle = palette.halo;
    ctx.stroke();
    ctx.lineWidth = width;
    ctx.strokeStyle = palette.ink;
    ctx.stroke();
  }

  function drawNumber(ctx, text, x, y, palette, strong) {
    circle(ctx, x, y, 8.5);
    ctx.fillStyle = strong ? palette.ink : palette.markGround;
    ctx.fill();
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = palette.ink;
    ctx.stroke();
    ctx.fillStyle = strong ? palette.markGround : palette.ink;
    ctx.font = "600 11px system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y + 0.5);
  }

  // The one whose ring is under a pixel of the canvas.
  root.spotAt = function (spots, view, x, y) {
    const near = function (spot) {
      const at = place(spot, view);
      return !spot.rings.length && Math.hypot(at[0] - x, at[1] - y) <= RING + 3;
    };
    return spots.findLast(near) || null;
  };

  const swatches = root.symbols.swatches;
  swatches.ring = function (ctx, style, w, h, palette) {
    circle(ctx, w / 2, h / 2, 6);
    stroke(ctx, palette, 2.2);
  };
  swatches.outline = function (ctx, style, w, h, palette) {
    ctx.beginPath();
    ctx.rect(2, 2, w - 4, h - 4);
    stroke(ctx, palette, 2);
  };
  swatches.number = function (ctx, style, w, h, palette) {
    drawNumber(ctx, "1", w / 2, h / 2, palette, false);
  };
})((window.claimline = window.claimline || {}));
