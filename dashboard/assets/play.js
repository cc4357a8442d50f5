// The day that plays: the bar below the map names it, the map draws it, without the server.
(function (root) {
  "use strict";

  root.readTimeline = function (data) {
    const line = { of: data.of, styles: data.styles, legend: data.legend, days: data.days, bounds: null };
    line.codes = root.readCodes(data.codes);
    line.features = Int32Array.from(data.features);
    line.ends = [];
    let end = 0;
    for (const count of data.turns) {
      const start = end;
      end += count;
      for (let i = start + 1; i < end; i++) line.features[i] += line.features[i - 1];
      line.ends.push(end);
    }
    root.prepareStyles(line);
    return line;
  };

  root.noTimeline = function () {
    return null;
  };

  // draw: called with the codes of a day's styles, or with null when the map is to be as before.
  root.Play = function (draw) {
    this.draw = draw;
    this.channel = null;
    this.name = null;
    this.line = null;
    this.file = null; // name of the timeline
    this.codes = new Uint16Array(0);
    this.turn = 0; // how many of its days are in the codes
    this.day = null; // the day that is drawn; null = that of the page
    this.rests = false; // the bar has told the page its day, which is to follow
  };

  root.Play.prototype.join = function (name) {
    if (name === this.name) return;
    if (this.channel) this.channel.close();
    this.name = name;
    this.channel = name ? new BroadcastChannel("claimline-" + name) : null;
    if (this.channel) this.channel.onmessage = (event) => this.hear(event.data);
  };

  // The timeline of what the map shows, or null while there is none.
  root.Play.prototype.take = function (line, file, count) {
    if (line === this.line && file === this.file) return;
    this.line = line;
    this.file = file;
    this.codes = new Uint16Array(count);
    this.turn = 0;
    this.say();
  };

  root.Play.prototype.say = function () {
    if (this.channel) this.channel.postMessage({ ready: this.line ? this.file : null });
  };

  root.Play.prototype.hear = function (said) {
    if (!said) return;
    if (said.ask) this.say();
    if (said.rests && this.day !== null) this.rests = true;
    if (!Number.isInteger(said.day) || !this.line) return;
    this.rests = false;
    this.day = said.day;
    this.turnTo(said.day);
    this.draw(this.codes, this.line);
    // The sheet is painted in the next frame, before this.
    requestAnimationFrame(() => this.channel && this.channel.postMessage({ drawn: said.day }));
  };

  root.Play.prototype.turnTo = function (day) {
    const line = this.line;
    if (this.turn && line.days[this.turn - 1] > day) {
      this.codes.fill(0);
      this.turn = 0;
    }
    for (; this.turn < line.days.length && line.days[this.turn] <= day; this.turn++) {
      const start = this.turn ? line.ends[this.turn - 1] : 0;
      for (let i = start; i < line.ends[this.turn]; i++) this.codes[line.features[i]] = line.codes[i];
    }
  };

  // The page has caught up. Returns whether the map showed another day until now.
  root.Play.prototype.stop = function () {
    const played = this.day !== null;
    this.day = null;
    this.rests = false;
    return played;
  };
})((window.claimline = window.claimline || {}));
