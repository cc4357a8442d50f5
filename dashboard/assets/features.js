// Features: all places of a ledger, fetched once per revision. A view gives each of them a style, or none.
(function (root) {
  "use strict";

  const geometry = root.geometry;
  const FIRST = 35; // code of the character that stands for no mark

  // One place. What it shows, a view says.
  function Mark(features, n, lon, lat) {
    this.features = features;
    this.n = n;
    this.id = features.ids[n];
    this.name = features.names[n];
    this.lon = lon;
    this.lat = lat;
    this.x = geometry.projectX(lon);
    this.y = geometry.projectY(lat);
    this.radiusKm = 0;
    this.area = false;
    this.about = [];
    this.style = null; // null = not shown
    this.shown = 0; // which of its claims
    this.answer = -1; // which one disputes it
    this.count = 0;
    this.at = null; // where on the canvas
    this.true = null;
    this.disc = null;
  }

  Object.defineProperty(Mark.prototype, "word", { get: function () { return this.style ? this.style.word : ""; } });

  // What there is to say of it, below its name.
  Object.defineProperty(Mark.prototype, "note", {
    get: function () {
      const lines = [this.word.charAt(0).toUpperCase() + this.word.slice(1)];
      if (this.count) {
        const told = [this.shown, this.answer].filter((nth) => nth >= 0).map((nth) => this.features.wordOf(this.n, nth));
        lines.push(told.filter((word, i) => told.indexOf(word) === i).join("; "));
        lines.push(this.count === 1 ? "1 statement" : this.count + " statements");
      }
      return lines.concat(this.about);
    },
  });

  function Features(data) {
    this.ids = data.ids;
    this.names = data.names;
    this.words = data.words;
    this.said = data.said;
    this.counts = data.counts;
    this.marks = [];
    this.byId = new Map();
    let lon = 0;
    let lat = 0;
    for (let n = 0; n < data.ids.length; n++) {
      lon += data.lon[n];
      lat += data.lat[n];
      const mark = new Mark(this, n, lon / 1e5, lat / 1e5);
      this.marks.push(mark);
      this.byId.set(mark.id, mark);
    }
    for (const [n, km] of data.rough) this.marks[n].radiusKm = km;
    this.firstArea = this.marks.length - data.areas.length;
    data.areas.forEach((row, i) => this.outline(this.marks[this.firstArea + i], row));
  }

  Features.prototype.outline = function (mark, row) {
    mark.area = true;
    mark.about = row.about;
    mark.rings = row.rings.map(geometry.decode);
    mark.box = geometry.joinBoxes(mark.rings);
    mark.x = geometry.projectX(row.at[0]);
    mark.y = geometry.projectY(row.at[1]);
  };

  Features.prototype.wordOf = function (n, nth) {
    const said = this.said[n];
    return this.words[typeof said === "number" ? said : said[nth]];
  };

  // Codes of characters to numbers of styles: 0 = not shown.
  root.readCodes = function (text) {
    const codes = new Uint16Array(text.length);
    for (let i = 0; i < text.length; i++) codes[i] = text.charCodeAt(i) - FIRST;
    return codes;
  };

  // Where values are not the usual: pairs of a step from the position before, and the value.
  function unpack(pairs, act) {
    let at = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      at += pairs[i];
      act(at, pairs[i + 1]);
    }
  }

  root.readFeatures = function (data) {
    return new Features(data);
  };

  root.noFeatures = function () {
    return null;
  };

  root.readMarks = function (data) {
    const view = { of: data.of, styles: data.styles, legend: data.legend, bounds: data.bounds, codes: root.readCodes(data.codes), data: data };
    prepare(view);
    return view;
  };

  function prepare(view) {
    const swatches = view.legend.flatMap((entry) => entry.swatches.map((swatch) => swatch.style));
    view.all = view.styles.concat(swatches.filter((style) => style.colours));
    for (const style of view.all) style.hues = style.colours;
  }

  root.prepareStyles = prepare;

  // Gives each feature what a view says of it. The view before is undone: features are shared.
  root.dress = function (features, view) {
    const dressed = dressCodes(features, view, view.codes);
    if (!features) return dressed;
    const marks = features.marks;
    for (const mark of dressed.areas.concat(dressed.points)) {
      mark.shown = 0;
      mark.answer = -1;
      mark.count = features.counts[mark.n];
    }
    unpack(view.data.shown, (at, value) => (marks[at].shown = value));
    unpack(view.data.answers, (at, value) => (marks[at].answer = value));
    unpack(view.data.counts, (at, value) => (marks[at].count = value));
    return dressed;
  };

  // The same by the styles alone, as a day that plays knows no more.
  root.dressDay = function (features, view, codes) {
    const dressed = dressCodes(features, view, codes);
    for (const mark of dressed.points) mark.count = 0;
    for (const mark of dressed.areas) mark.count = 0;
    return dressed;
  };

  function dressCodes(features, view, codes) {
    const points = [];
    const areas = [];
    const all = features ? features.marks : [];
    for (let n = 0; n < all.length; n++) {
      const mark = all[n];
      const code = codes[n];
      mark.style = code ? view.styles[code - 1] : null;
      if (code) (mark.area ? areas : points).push(mark);
    }
    const find = (id) => {
      const mark = features && features.byId.get(id);
      return mark && mark.style ? mark : undefined;
    };
    return { areas: areas, points: points, discs: [], byId: { get: find }, styles: view.all, legend: view.legend, bounds: view.bounds };
  }

  root.noMarks = function () {
    return { of: null, styles: [], all: [], legend: [], bounds: null, codes: new Uint16Array(0), data: { shown: [], answers: [], counts: [] } };
  };
})((window.claimline = window.claimline || {}));
