// Says where the pointer is, or the middle of the map for whoever has none.
(function (root) {
  "use strict";

  root.addCoordinates = function (map) {
    const sign = L.control({ position: "bottomleft" });
    sign.onAdd = function () {
      const made = document.createElement("div");
      made.className = "cl-at leaflet-control-scale-line";
      return made;
    };
    sign.addTo(map);
    const tell = function (latLng, what) {
      const at = latLng.wrap();
      const digits = map.getZoom() < 8 ? 2 : 3;
      sign.getContainer().textContent = what + named(at.lat, "N", "S", digits) + " " + named(at.lng, "E", "W", digits);
    };
    const middle = () => tell(map.getCenter(), "middle ");
    map.on("mousemove", (event) => tell(event.latlng, ""));
    map.on("mouseout moveend", middle);
    middle();
  };

  function named(degrees, plus, minus, digits) {
    return Math.abs(degrees).toFixed(digits) + "° " + (degrees < 0 ? minus : plus);
  }
})((window.claimline = window.claimline || {}));
