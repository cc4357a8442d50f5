// The button that shows all marks.
(function (root) {
  "use strict";

  root.addFitButton = function (map, act) {
    const Fit = L.Control.extend({
      onAdd: function () {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        const button = L.DomUtil.create("a", "cl-fit", bar);
        button.href = "#";
        button.setAttribute("role", "button");
        button.title = "Show all marks";
        button.setAttribute("aria-label", "Show all marks");
        L.DomEvent.on(button, "click", function (event) {
          L.DomEvent.stop(event);
          act();
        });
        return bar;
      },
    });
    new Fit({ position: "topleft" }).addTo(map);
  };
})((window.claimline = window.claimline || {}));
