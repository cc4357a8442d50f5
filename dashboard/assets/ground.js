// The canvas sheet that a map redraws after each move, and the constant base map.
(function (root) {
  "use strict";

  const geometry = root.geometry;
  const PATIENCE = 150; // milliseconds
  const FIRST_PATIENCE = 2000; // until a map that was just opened is painted with what it has

  // Streamlit hands its theme to a component as CSS variables.
  root.palette = function () {
    return root.paletteOver(getComputedStyle(document.documentElement).getPropertyValue("--background-color"));
  };

  // A canvas that is set to the size that it has is made anew, which takes longer than to wipe it.
  root.clear = function (ctx, width, height) {
    const canvas = ctx.canvas;
    if (ctx.reset && canvas.width === width && canvas.height === height) {
      ctx.reset();
      return;
    }
    canvas.width = width;
    canvas.height = height;
  };

  root.Sheet = L.Renderer.extend({
    // options.isWhole: whether all that is to be painted is there
    initialize: function (paint, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._paint = paint;
      this._isWhole = options.isWhole;
    },
    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._context = this._container.getContext("2d");
    },
    _destroyContainer: function () {
      L.DomUtil.remove(this._container);
      delete this._container;
    },
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.redraw(true);
    },
    // Once per frame, whatever asks for it meanwhile. why: true = everything is arranged anew.
    redraw: function (why) {
      this._why = this._why === true || why === true ? true : this._why || why;
      if (this._waits) return;
      this._waits = true;
      requestAnimationFrame(() => this._redrawSoon(performance.now()));
    },
    // What belongs together is painted together, if it doesn't take too long to come.
    _redrawSoon: function (since) {
      const patience = this.view ? PATIENCE : FIRST_PATIENCE;
      if (!this._isWhole() && performance.now() - since < patience) {
        requestAnimationFrame(() => this._redrawSoon(since));
        return;
      }
      const why = this._why;
      this._waits = this._why = false;
      this._redraw(why);
    },
    isDue: function () {
      return Boolean(this._waits);
    },
    _redraw: function (moved) {
      if (!this._map || !this._bounds) return;
      const size = this._bounds.getSize();
      const ratio = root.ratio();
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      root.clear(this._context, Math.round(size.x * ratio), Math.round(size.y * ratio));
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.view = this._viewOf(size);
      this._paint(this._context, this.view, moved);
    },
    // pixel on the canvas = world * scale - (x, y); inner = what of it the reader sees
    _viewOf: function (size) {
      const map = this._map;
      const scale = Math.pow(2, map.getZoom());
      const origin = map.getPixelOrigin();
      const x = origin.x + this._bounds.min.x;
      const y = origin.y + this._bounds.min.y;
      const seen = map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      const window_ = map.getSize();
      return {
        scale: scale, zoom: map.getZoom(), x: x, y: y, width: size.x, height: size.y,
        box: [x / scale, y / scale, (x + size.x) / scale, (y + size.y) / scale],
        inner: [seen.x, seen.y, seen.x + window_.x, seen.y + window_.y],
      };
    },
  });

  root.readBase = function (data) {
    const lines = (list) => list.map(geometry.decode);
    return {
      land: lines(data.land), lakes: lines(data.lakes), rivers: lines(data.rivers),
      regions: lines(data.regions),
      labels: data.labels.map((row) => ({
        text: row[0], x: geometry.projectX(row[1] / 1000), y: geometry.projectY(row[2] / 1000),
        kind: row[3], weight: row[4],
      })),
    };
  };

  root.noBorders = function () {
    return { solid: [], dashed: [], dotted: [], legend: [], view: null };
  };

  root.readBorders = function (data) {
    const read = { legend: data.legend, view: data.view };
    for (const dash in data.lines) read[dash] = data.lines[dash].map(geometry.decode);
    return read;
  };

  function stroke(ctx, lines, view, colour, width, dash) {
    geometry.traceAll(ctx, lines, view, false);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash || []);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function fill(ctx, rings, view, colour) {
    geometry.traceAll(ctx, rings, view, true);
    ctx.fillStyle = colour;
    ctx.fill("evenodd");
  }

  root.paintGround = function (ctx, view, base, palette) {
    ctx.fillStyle = palette.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    if (!base) return;
    ctx.lineJoin = "round";
    fill(ctx, base.land, view, palette.land);
    if (view.zoom >= 4.5) stroke(ctx, base.rivers, view, palette.river, view.zoom < 7 ? 0.9 : 1.4);
    fill(ctx, base.lakes, view, palette.lake);
    if (view.zoom >= 4) stroke(ctx, base.regions, view, palette.region, 0.9);
  };

  // Over the areas and over online tiles: where states meet must stay legible.
  root.paintBorders = function (ctx, view, borders, palette) {
    const width = view.zoom < 6 ? 1.1 : 1.5;
    const dashes = root.symbols.DASHES;
    for (const dash of ["solid", "dashed", "dotted"]) {
      stroke(ctx, borders[dash], view, palette.border, width, dashes[dash]);
    }
  };
})((window.claimline = window.claimline || {}));
