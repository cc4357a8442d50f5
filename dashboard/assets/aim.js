// Pointing at a place: the next click, or Enter for the middle of the map, sets a point.
(function (root) {
  "use strict";

  const PAN = { ArrowRight: [60, 0], ArrowLeft: [-60, 0], ArrowDown: [0, 60], ArrowUp: [0, -60] };
  const BY_MOUSE = "Click where the place is. By keyboard: arrow keys and + − move the map, Enter sets the point in the cross. Esc cancels.";
  const BY_FINGER = "Tap where the place is.";
  let hint = null;

  root.buildAim = function (map) {
    const container = map.getContainer();
    hint = document.createElement("div");
    hint.className = "cl-hint";
    hint.setAttribute("role", "status");
    const cross = document.createElement("div");
    cross.className = "cl-cross";
    container.append(hint, cross);
  };

  root.showAim = function (map, on, focus) {
    map.getContainer().classList.toggle("cl-aiming", on);
    hint.textContent = on ? (window.matchMedia("(pointer: coarse)").matches ? BY_FINGER : BY_MOUSE) : "";
    if (!on) return;
    // The switch stands below the map, maybe out of its sight.
    if (window.frameElement) window.frameElement.scrollIntoView({ block: "center" });
    focus.focus({ preventScroll: true });
  };

  root.stepAim = function (map, event, set) {
    if (event.key in PAN) map.panBy(PAN[event.key], { animate: false });
    else if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else if (event.key === "Enter") set(map.getCenter());
    else if (event.key === "Escape") set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // Draws a point being set as [lon, lat, radius in km]; gives what to take away next time.
  root.drawPoint = function (map, old, point, palette) {
    if (old) old.remove();
    if (!point) return null;
    const at = [point[1], point[0]];
    const ink = { color: palette.ink, weight: 2, interactive: false };
    const sign = L.layerGroup([L.circleMarker(at, { ...ink, radius: 6, fillColor: "#fff", fillOpacity: 1 })]);
    if (point[2] > 0) sign.addLayer(L.circle(at, { ...ink, radius: point[2] * 1000, dashArray: "3 5", fill: false }));
    return sign.addTo(map);
  };
})((window.claimline = window.claimline || {}));
