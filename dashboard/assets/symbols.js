// Textures and marker shapes, drawn alike on the map and in the swatches of legend and places list.
(function (root) {
  "use strict";

  const patterns = new Map();
  const pictures = new Map();

  function tracePolygon(ctx, x, y, points) {
    ctx.moveTo(x + points[0][0], y + points[0][1]);
    for (let i = 1; i < points.length; i++) ctx.lineTo(x + points[i][0], y + points[i][1]);
    ctx.closePath();
  }

  function starPoints(r) {
    const points = [];
    for (let i = 0; i < 10; i++) {
      const reach = i % 2 ? r * 0.45 : r * 1.15;
      const angle = (i * Math.PI) / 5 - Math.PI / 2;
      points.push([Math.cos(angle) * reach, Math.sin(angle) * reach]);
    }
    return points;
  }

  const outlines = {
    square: (r) => [[-r * 0.9, -r * 0.9], [r * 0.9, -r * 0.9], [r * 0.9, r * 0.9], [-r * 0.9, r * 0.9]],
    triangle: (r) => [[0, -r * 1.1], [r * 1.05, r * 0.8], [-r * 1.05, r * 0.8]],
    diamond: (r) => [[0, -r * 1.2], [r * 1.05, 0], [0, r * 1.2], [-r * 1.05, 0]],
    star: starPoints,
  };

  function traceShape(ctx, shape, x, y, r) {
    ctx.beginPath();
    if (shape === "circle") ctx.arc(x, y, r, 0, Math.PI * 2);
    else tracePolygon(ctx, x, y, outlines[shape](r));
  }

  // One shape with a halo that holds on light and dark ground; hollow shapes carry the hue as a ring.
  function drawShape(ctx, style, x, y, r, palette) {
    ctx.save();
    ctx.lineJoin = "round";
    traceShape(ctx, style.shape, x, y, r);
    ctx.lineWidth = 4;
    ctx.strokeStyle = palette.halo;
    ctx.stroke();
    ctx.fillStyle = palette.markGround;
    ctx.fill();
    ctx.globalAlpha = style.pale;
    if (style.texture !== "none") fillTextured(ctx, style, 0, 0, true);
    ctx.lineWidth = 2;
    ctx.strokeStyle = style.colours[0];
    ctx.stroke();
    ctx.globalAlpha = style.pale * 0.55;
    ctx.lineWidth = 0.75;
    ctx.strokeStyle = palette.ink;
    traceShape(ctx, style.shape, x, y, r + 1.2);
    ctx.stroke();
    ctx.restore();
  }

  function tile(size, draw) {
    const ratio = root.ratio();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.round(size * ratio);
    const ctx = canvas.getContext("2d");
    ctx.scale(canvas.width / size, canvas.height / size);
    draw(ctx, size);
    return canvas;
  }

  function diagonal(ctx, size, rising, colour, width) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = "square";
    for (const shift of [-size, 0, size]) {
      ctx.beginPath();
      ctx.moveTo(shift, rising ? size : 0);
      ctx.lineTo(shift + size, rising ? 0 : size);
      ctx.stroke();
    }
  }

  function stripes(small, upright, colour) {
    return tile(small ? 4.5 : 9, (ctx, size) => {
      ctx.fillStyle = colour;
      if (upright) ctx.fillRect(0, 0, size / 3, size);
      else ctx.fillRect(0, 0, size, size / 3);
    });
  }

  const textures = {
    upright: (colours, small) => stripes(small, true, colours[0]),
    level: (colours, small) => stripes(small, false, colours[0]),
    hatch: (colours, small) => tile(small ? 4.5 : 9, (ctx, size) => diagonal(ctx, size, true, colours[0], small ? 1.4 : 2.2)),
    cross: (colours, small) => tile(small ? 5.5 : 12, (ctx, size) => {
      diagonal(ctx, size, true, colours[0], small ? 1.4 : 2.2);
      diagonal(ctx, size, false, colours[1] || colours[0], small ? 1.4 : 2.2);
    }),
    dots: (colours, small) => tile(small ? 6 : 9, (ctx, size) => {
      ctx.fillStyle = colours[0];
      const r = small ? 1.25 : 1.7;
      for (const at of [0.25, 0.75]) {
        ctx.beginPath();
        ctx.arc(size * at, size * at, r, 0, Math.PI * 2);
        ctx.fill();
      }
    }),
  };

  function sparse(shape, colours, palette, small) {
    return tile(small ? 22 : 44, (ctx, size) => {
      for (const at of [0.25, 0.75]) {
        traceShape(ctx, shape, size * at, size * at, small ? 3.2 : 5);
        ctx.lineJoin = "round";
        ctx.lineWidth = small ? 2.6 : 4;
        ctx.strokeStyle = palette.halo;
        ctx.stroke();
        ctx.lineWidth = small ? 1.4 : 1.8;
        ctx.strokeStyle = colours[0];
        ctx.stroke();
      }
    });
  }

  function pattern(ctx, style, small, palette) {
    const ratio = root.ratio();
    const key = [style.texture, style.shape, style.colours.join(), small, ratio, palette && palette.name].join("|");
    if (!patterns.has(key)) {
      const canvas = style.texture === "sparse"
        ? sparse(style.shape, style.colours, palette, small)
        : textures[style.texture](style.colours, small);
      patterns.set(key, ctx.createPattern(canvas, "repeat"));
    }
    return patterns.get(key);
  }

  // Fills the current path. shiftX/shiftY anchor the texture to the ground, so it stays put on a pan.
  function fillTextured(ctx, style, shiftX, shiftY, small, palette) {
    if (style.texture === "solid") {
      ctx.fillStyle = style.colours[0];
    } else {
      const ratio = root.ratio();
      const fill = pattern(ctx, style, small, palette);
      fill.setTransform(new DOMMatrix().translate(shiftX, shiftY).scale(1 / ratio));
      ctx.fillStyle = fill;
    }
    ctx.fill("evenodd");
  }

  // A claim about parts of a place: never a fill, only this half-filled badge.
  function drawBadge(ctx, style, x, y, r, palette) {
    ctx.save();
    ctx.globalAlpha = style.pale;
    ctx.beginPath();
    ctx.arc(x, y, r + 2, 0, Math.PI * 2);
    ctx.fillStyle = palette.halo;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y, r, 0, Math.PI * 2);
    ctx.fillStyle = palette.markGround;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y, r, Math.PI / 2, -Math.PI / 2);
    ctx.closePath();
    ctx.fillStyle = style.colours[0];
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y, r, 0, Math.PI * 2);
    ctx.lineWidth = 2;
    ctx.strokeStyle = style.colours[0];
    ctx.stroke();
    ctx.restore();
  }

  const DASHES = { solid: [], dashed: [7, 4], dotted: [1.5, 4] };

  // Two hues take turns along the outline of what two voices dispute.
  function strokeOutline(ctx, style, width) {
    const dash = DASHES[style.dash];
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    ctx.setLineDash(dash);
    ctx.strokeStyle = style.colours[0];
    ctx.stroke();
    if (style.texture === "cross" && style.colours[1]) {
      ctx.setLineDash([7, 15]);
      ctx.lineDashOffset = 11;
      ctx.strokeStyle = style.colours[1];
      ctx.stroke();
      ctx.lineDashOffset = 0;
    }
    ctx.setLineDash([]);
  }

  const swatches = {
    area(ctx, style, w, h, palette) {
      ctx.beginPath();
      ctx.rect(1.5, 1.5, w - 3, h - 3);
      ctx.fillStyle = palette.land;
      ctx.fill();
      if (style.texture === "sparse") {
        strokeOutline(ctx, style, 1.5);
        for (const at of [0.3, 0.7]) {
          traceShape(ctx, style.shape, w * at, h / 2, 3.4);
          ctx.lineWidth = 1.5;
          ctx.strokeStyle = style.colours[0];
          ctx.stroke();
        }
        return;
      }
      ctx.globalAlpha = 0.16;
      ctx.fillStyle = style.colours[0];
      if (style.texture !== "none") ctx.fill();
      ctx.globalAlpha = style.texture === "solid" ? 0.6 : 0.9;
      if (style.texture !== "none") fillTextured(ctx, style, 0, 0, true, palette);
      ctx.globalAlpha = 1;
      strokeOutline(ctx, style, 1.5);
    },
    point(ctx, style, w, h, palette) {
      drawShape(ctx, style, w / 2, h / 2, 5.5, palette);
    },
    badge(ctx, style, w, h, palette) {
      drawBadge(ctx, style, w / 2, h / 2, 5.5, palette);
    },
    radius(ctx, style, w, h, palette) {
      ctx.beginPath();
      ctx.arc(w / 2, h / 2, 6.5, 0, Math.PI * 2);
      ctx.setLineDash(DASHES.dotted);
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = palette.ink;
      ctx.stroke();
    },
    line(ctx, style, w, h, palette) {
      ctx.beginPath();
      ctx.moveTo(1, h / 2);
      ctx.lineTo(w - 1, h / 2);
      ctx.setLineDash(DASHES[style.dash]);
      ctx.lineWidth = 1.6;
      ctx.strokeStyle = palette.border;
      ctx.stroke();
    },
    steps(ctx, style, w, h, palette) {
      const count = style.steps.length;
      for (let i = 0; i < count; i++) {
        ctx.globalAlpha = style.steps[i];
        ctx.fillStyle = palette.ink;
        ctx.fillRect((i * w) / count, 3, w / count - 1.5, h - 6);
      }
    },
  };

  // A list shows hundreds of swatches: each is a picture, for every canvas of a page is composed
  // anew with each frame that it paints.
  function drawSwatch(kind, style, palette) {
    const w = kind === "steps" ? 44 : 26;
    const h = 17;
    const swatch = new Image(w, h);
    swatch.alt = "";
    swatch.decoding = "sync";
    swatch.className = "cl-swatch";
    swatch.src = pictureOf(kind, style, w, h, palette);
    return swatch;
  }

  function pictureOf(kind, style, w, h, palette) {
    const ratio = root.ratio();
    const key = JSON.stringify([kind, style, palette.name, ratio]);
    if (!pictures.has(key)) {
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(w * ratio);
      canvas.height = Math.round(h * ratio);
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      swatches[kind](ctx, style, w, h, palette);
      pictures.set(key, canvas.toDataURL());
    }
    return pictures.get(key);
  }

  // Panels of one page share this: what one of them has added to the swatches stays.
  if (root.symbols) Object.assign(swatches, { ...root.symbols.swatches, ...swatches });
  root.symbols = {
    DASHES: DASHES, drawBadge: drawBadge, drawShape: drawShape, drawSwatch: drawSwatch,
    fillTextured: fillTextured, strokeOutline: strokeOutline, swatches: swatches, traceShape: traceShape,
  };
})((window.claimline = window.claimline || {}));
