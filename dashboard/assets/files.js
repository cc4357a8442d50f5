// The published files that messages name: fetched when another one is named, dropped when none is.
(function (root) {
  "use strict";

  const KEPT = 6; // files of a kind that stay read: who goes to and fro between accounts waits for none
  const NAME = /^[a-z]+-[0-9a-f]{16,64}\.json$/;

  root.fetchJson = function (url, use, warn) {
    fetch(url, { cache: "force-cache" })
      .then(function (response) {
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      })
      .then(use)
      .catch(function (problem) {
        warn("The map's data did not arrive (" + problem.message + "). Reload the page.");
        throw problem;
      });
  };

  // kinds: by name {none: what stands for no file, read: JSON to data, show: called with each new
  // data, kept: how many stay read, if not the usual number}
  root.Files = function (folder, kinds, warn) {
    this.folder = folder;
    this.warn = warn;
    this.kinds = kinds;
    for (const kind of Object.values(kinds)) Object.assign(kind, { data: kind.none(), wanted: null, shown: null, missed: null, recent: new Map() });
  };

  root.Files.prototype.follow = function (name, file) {
    const kind = this.kinds[name];
    const wanted = file && NAME.test(file) ? file : null;
    if (kind.wanted === wanted) return;
    kind.wanted = wanted;
    const take = (data) => {
      if (kind.wanted !== wanted) return; // another one has been asked for meanwhile
      if (kind.missed) this.warn("");
      kind.missed = null;
      const first = kind.shown === null;
      kind.shown = wanted;
      kind.data = data;
      kind.show(data, first);
    };
    if (wanted === kind.shown) return;
    if (wanted === null) take(kind.none());
    else if (kind.recent.has(wanted)) take(keep(kind, wanted, kind.recent.get(wanted)));
    else root.fetchJson(this.folder + wanted, (json) => take(keep(kind, wanted, kind.read(json))), (text) => this.miss(kind, wanted, text));
  };

  // A file that doesn't come holds up no other; nothing of another account stands in for it.
  root.Files.prototype.miss = function (kind, wanted, text) {
    this.warn(text);
    if (kind.wanted !== wanted) return;
    Object.assign(kind, { data: kind.none(), shown: null, missed: wanted });
    kind.show(kind.data, false);
  };

  // The newest last; the oldest goes.
  function keep(kind, file, data) {
    const recent = kind.recent;
    recent.delete(file);
    recent.set(file, data);
    if (recent.size > (kind.kept || KEPT)) recent.delete(recent.keys().next().value);
    return data;
  }

  root.Files.prototype.of = function (name) {
    return this.kinds[name].data;
  };

  root.Files.prototype.nameOf = function (name) {
    return this.kinds[name].shown;
  };

  root.Files.prototype.haveArrived = function () {
    return Object.values(this.kinds).every((kind) => kind.wanted === kind.shown || kind.wanted === kind.missed);
  };
})((window.claimline = window.claimline || {}));
