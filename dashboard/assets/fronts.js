// Held ground and front lines of one account, and what another account says otherwise: under the
// marks and weaker than they are, so that labels and marks stay legible.
(function (root) {
  "use strict";

  const geometry = root.geometry;
  const symbols = root.symbols;
  const STILL = 1980; // whole tiles of 9, 11, 12, 18 and 22 pixels: textures keep to the ground
  const GUESS = [9, 6];
  const FRONT = "front";
  const WIDTHS = { front: 3, "edge of disputed ground": 1.5 };

  root.readFronts = function (data) {
    const areas = data.areas.map(function (row) {
      const rings = row.rings.map(geometry.decode);
      return { note: row.note, style: data.styles[row.style], rings: rings, box: geometry.joinBoxes(rings) };
    });
    const lines = data.lines.map((row) => ({ kind: row.kind, guess: row.guess, paths: row.paths.map(geometry.decode) }));
    for (const style of data.styles) style.hues = style.colours;
    return { areas: areas, lines: lines, styles: data.styles, legend: data.legend };
  };

  root.noFronts = function () {
    return { areas: [], lines: [], styles: [], legend: [] };
  };

  root.readDifference = function (data) {
    const parts = data.parts.map(function (row) {
      const rings = row.rings.map(geometry.decode);
      row.style.hues = row.style.colours;
      return { part: row.part, note: row.note, style: row.style, rings: rings, box: geometry.joinBoxes(rings) };
    });
    return { parts: parts, styles: parts.map((part) => part.style), legend: data.legend };
  };

  root.noDifference = function () {
    return { parts: [], styles: [], legend: [] };
  };

  root.paintFronts = function (ctx, view, fronts, difference, palette) {
    ctx.lineJoin = "round";
    for (const area of fronts.areas) if (geometry.isVisible(area.box, view)) paintArea(ctx, view, area, palette);
    for (const part of difference.parts) if (geometry.isVisible(part.box, view)) paintPart(ctx, view, part, palette);
    paintLines(ctx, view, fronts.lines.filter((line) => line.kind !== FRONT), palette);
  };

  // Apart from the ground and its edges: over the outlines of regions, under which it would vanish.
  root.paintFrontLines = function (ctx, view, fronts, palette) {
    paintLines(ctx, view, fronts.lines.filter((line) => line.kind === FRONT), palette);
  };

  // The guessed stretches first: where one meets what is known, the known end stays whole.
  function paintLines(ctx, view, lines, palette) {
    for (const line of lines.sort((a, b) => b.guess - a.guess)) paintLine(ctx, line, view, palette);
  }

  function paintArea(ctx, view, area, palette) {
    const style = area.style;
    ctx.save();
    geometry.traceAll(ctx, area.rings, view, true);
    const sparse = style.texture === "sparse";
    ctx.fillStyle = style.colours[0];
    ctx.globalAlpha = style.texture === "solid" || sparse ? 0.3 : 0.1;
    ctx.fill("evenodd");
    if (style.texture !== "solid") {
      ctx.globalAlpha = sparse ? 0.75 : 0.5;
      symbols.fillTextured(ctx, style, -(view.x % STILL), -(view.y % STILL), sparse, palette);
    }
    ctx.globalAlpha = 0.65;
    symbols.strokeOutline(ctx, style, 1.1);
    ctx.restore();
  }

  function paintPart(ctx, view, part, palette) {
    ctx.save();
    geometry.traceAll(ctx, part.rings, view, true);
    ctx.globalAlpha = 0.72; // quiets what lies under it
    ctx.fillStyle = palette.land;
    ctx.fill("evenodd");
    ctx.globalAlpha = 0.3;
    ctx.fillStyle = part.style.colours[0];
    ctx.fill("evenodd");
    ctx.globalAlpha = 0.9;
    symbols.fillTextured(ctx, part.style, -(view.x % STILL), -(view.y % STILL), false, palette);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = palette.ink;
    ctx.stroke();
    ctx.restore();
  }

  function paintLine(ctx, line, view, palette) {
    geometry.traceAll(ctx, line.paths, view, false);
    strokeFront(ctx, line, palette);
  }

  // A halo, then the line in ink: no actor's hue, for it lies between them.
  function strokeFront(ctx, line, palette) {
    const width = WIDTHS[line.kind];
    ctx.save();
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = width + 3;
    ctx.stroke();
    ctx.lineCap = "butt";
    ctx.setLineDash(line.guess ? GUESS : []);
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = width;
    ctx.stroke();
    ctx.restore();
  }

  // What a region's mark says of the whole is drawn once: by the ground that rests on it.
  root.leaveToGround = function (marks, fronts) {
    for (const mark of marks.areas) {
      mark.grounded = mark.style.shape === "square" && !mark.style.badge &&
        fronts.areas.some((area) => geometry.contains(area.rings, mark.x, mark.y));
    }
  };

  // What there is to say of the ground under a pixel of the canvas.
  root.groundAt = function (fronts, difference, view, x, y) {
    const worldX = (x + view.x) / view.scale;
    const worldY = (y + view.y) / view.scale;
    const covers = (shape) => geometry.contains(shape.rings, worldX, worldY);
    return difference.parts.find(covers) || fronts.areas.find(covers) || null;
  };

  symbols.swatches.front = function (ctx, style, w, h, palette) {
    ctx.beginPath();
    ctx.moveTo(1, h / 2);
    ctx.lineTo(w - 1, h / 2);
    strokeFront(ctx, style, palette);
  };

  symbols.swatches.part = function (ctx, style, w, h, palette) {
    ctx.beginPath();
    ctx.rect(1.5, 1.5, w - 3, h - 3);
    ctx.fillStyle = palette.land;
    ctx.fill();
    ctx.globalAlpha = 0.9;
    symbols.fillTextured(ctx, style, 0, 0, true, palette);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = palette.ink;
    ctx.stroke();
  };
})((window.claimline = window.claimline || {}));
