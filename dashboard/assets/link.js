// Maps of one page that pan and zoom together, frame to frame without the server. Whatever one does
// by following another is done in one go and never told on, so there is no echo.
(function (root) {
  "use strict";

  const SAME = 1e-9;

  root.Link = function (map) {
    this.map = map;
    this.name = null;
    this.channel = null;
    this.following = false;
    this.panned = false; // moved by steps of a drag, and not painted anew yet
    this.placedAt = 0; // when this map had its first view; 0 = not yet
    this.waiting = 0;
    map.on("move", () => this.sendSoon());
    map.on("zoomanim", (event) => this.send(event.center, event.zoom, true));
    map.on("moveend", () => this.sendNow());
  };

  root.Link.prototype.join = function (name) {
    if (name === this.name) return;
    if (this.channel) this.channel.close();
    this.name = name;
    this.channel = name ? new BroadcastChannel("claimline-" + name) : null;
    if (!this.channel) return;
    this.channel.onmessage = (event) => this.hear(event.data);
    this.ask();
  };

  // The map has its first view; it takes that of maps that were there before.
  root.Link.prototype.place = function () {
    this.placedAt = Date.now() + Math.random();
    this.ask();
  };

  root.Link.prototype.ask = function () {
    if (this.channel && this.placedAt) this.channel.postMessage({ ask: this.placedAt });
  };

  root.Link.prototype.sendSoon = function () {
    if (!this.channel || this.following || this.waiting || this.map._animatingZoom) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.send(this.map.getCenter(), this.map.getZoom(), false);
    });
  };

  root.Link.prototype.sendNow = function () {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    this.send(this.map.getCenter(), this.map.getZoom(), true);
  };

  root.Link.prototype.send = function (centre, zoom, rests) {
    if (!this.channel || this.following || !this.placedAt) return;
    this.channel.postMessage({ view: [centre.lng, centre.lat, zoom], rests: rests });
  };

  root.Link.prototype.hear = function (said) {
    if (!said || !this.placedAt) return;
    if (said.ask > this.placedAt) this.sendNow();
    else if (isView(said.view)) this.follow(said.view, said.rests === true);
  };

  function isView(view) {
    return Array.isArray(view) && view.length === 3 && view.every(Number.isFinite);
  }

  root.Link.prototype.follow = function (view, rests) {
    const map = this.map;
    const centre = L.latLng(view[1], view[0]);
    const zooms = Math.abs(map.getZoom() - view[2]) > SAME;
    this.following = true;
    map._stop();
    if (rests || zooms) {
      const here = map.getCenter();
      const moves = Math.abs(here.lat - centre.lat) > SAME || Math.abs(here.lng - centre.lng) > SAME;
      if (moves || zooms || this.panned) map.setView(centre, view[2], { reset: true });
      this.panned = false;
    } else {
      // A step of a drag: the sheets move as they are, and are painted anew when it rests.
      map._rawPanBy(map.project(centre).subtract(map.project(map.getCenter())).round());
      map.fire("move");
      this.panned = true;
    }
    this.following = false;
  };
})((window.claimline = window.claimline || {}));
