// The two palettes, and the hues of actors on each; for the map and for the evidence panel.
(function (root) {
  "use strict";

  const PALETTES = {
    light: {
      name: "light", lift: 0, sea: "#DCE5EB", land: "#F8F7F4", lake: "#DCE5EB", river: "#C3D2DC",
      region: "#D9D6CF", border: "#8D8A83", label: "#5C5A55", faint: "#8A8780",
      ink: "#1D2329", halo: "rgba(255,255,255,0.88)", markGround: "#FFFFFF",
    },
    dark: {
      name: "dark", lift: 0.22, sea: "#14181C", land: "#262B30", lake: "#14181C", river: "#1C2329",
      region: "#3A4148", border: "#79828B", label: "#B4BBC2", faint: "#848D96",
      ink: "#F1F3F5", halo: "rgba(20,24,28,0.85)", markGround: "#14181C",
    },
  };

  root.ratio = function () {
    return Math.min(3, window.devicePixelRatio || 1);
  };

  root.paletteOver = function (colour) {
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour.trim());
    const dark = hex && parseInt(hex[1], 16) + parseInt(hex[2], 16) + parseInt(hex[3], 16) < 384;
    return PALETTES[dark ? "dark" : "light"];
  };

  // On dark ground the hues are lifted a little, all alike, so that thin lines stay legible.
  root.toned = function (hues, palette) {
    return hues.map((hue) => lifted(hue, palette.lift));
  };

  // A style with its hues toned; the styles of a map's marks are so already, and keep what they were.
  root.tonedStyle = function (style, palette) {
    return style.colours && !style.hues ? { ...style, colours: root.toned(style.colours, palette) } : style;
  };

  function lifted(hue, share) {
    const part = (from) => {
      const value = parseInt(hue.slice(from, from + 2), 16);
      return Math.round(value + (255 - value) * share).toString(16).padStart(2, "0");
    };
    return share ? "#" + part(1) + part(3) + part(5) : hue;
  }
})((window.claimline = window.claimline || {}));
