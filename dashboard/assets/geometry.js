// Lines and rings: decode, project, cull, trace, hit-test. Coordinates travel as integers,
// thousandths of a degree, the first pair absolute and the rest as differences.
(function (root) {
  "use strict";

  const WORLD = 256; // world width in pixels at zoom 0, as in Leaflet

  function projectX(lon) {
    return ((lon + 180) / 360) * WORLD;
  }

  function projectY(lat) {
    const clamped = Math.max(-85.0511, Math.min(85.0511, lat));
    const sine = Math.sin((clamped * Math.PI) / 180);
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
  }

  // What no view has shown yet is not projected: most lines of a world never are.
  function Line(flat) {
    this.flat = flat;
    this.projected = null;
    this.box = boxOf(flat);
  }

  Object.defineProperty(Line.prototype, "xy", {
    get: function () {
      if (!this.projected) {
        this.projected = project(this.flat);
        this.flat = null;
      }
      return this.projected;
    },
  });

  function project(flat) {
    const xy = new Float64Array(flat.length);
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < flat.length; i += 2) {
      lon += flat[i];
      lat += flat[i + 1];
      xy[i] = projectX(lon / 1000);
      xy[i + 1] = projectY(lat / 1000);
    }
    return xy;
  }

  function boxOf(flat) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < flat.length; i += 2) {
      lon += flat[i];
      lat += flat[i + 1];
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    return [projectX(west / 1000), projectY(north / 1000), projectX(east / 1000), projectY(south / 1000)];
  }

  function decode(flat) {
    return new Line(flat);
  }

  function joinBoxes(lines) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const line of lines) {
      box[0] = Math.min(box[0], line.box[0]);
      box[1] = Math.min(box[1], line.box[1]);
      box[2] = Math.max(box[2], line.box[2]);
      box[3] = Math.max(box[3], line.box[3]);
    }
    return box;
  }

  // view = {scale, x, y, box}: pixel = world * scale - (x, y); box in world units
  function isVisible(box, view) {
    return (
      box[2] >= view.box[0] && box[0] <= view.box[2] &&
      box[3] >= view.box[1] && box[1] <= view.box[3]
    );
  }

  // Adds the line to the current path, leaving out vertices that fall on the same half pixel.
  function trace(ctx, line, view, close) {
    const xy = line.xy;
    const scale = view.scale;
    let lastX = xy[0] * scale - view.x;
    let lastY = xy[1] * scale - view.y;
    ctx.moveTo(lastX, lastY);
    const end = xy.length - 2;
    for (let i = 2; i < xy.length; i += 2) {
      const x = xy[i] * scale - view.x;
      const y = xy[i + 1] * scale - view.y;
      const dx = x - lastX;
      const dy = y - lastY;
      if (dx * dx + dy * dy < 0.5 && i !== end) continue;
      ctx.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (close) ctx.closePath();
  }

  function traceAll(ctx, lines, view, close) {
    ctx.beginPath();
    for (const line of lines) if (isVisible(line.box, view)) trace(ctx, line, view, close);
  }

  // Even-odd rule over all rings, so holes and islands need no bookkeeping.
  function contains(rings, x, y) {
    let inside = false;
    for (const ring of rings) {
      const box = ring.box;
      if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
      const xy = ring.xy;
      for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
        const yi = xy[i + 1];
        const yj = xy[j + 1];
        if (yi > y !== yj > y && x < ((xy[j] - xy[i]) * (y - yi)) / (yj - yi) + xy[i]) {
          inside = !inside;
        }
      }
    }
    return inside;
  }

  root.geometry = {
    contains: contains, decode: decode, isVisible: isVisible, joinBoxes: joinBoxes,
    projectX: projectX, projectY: projectY, trace: trace, traceAll: traceAll,
  };
})((window.claimline = window.claimline || {}));
