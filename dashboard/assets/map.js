// Joins the sheets to the Leaflet map: messages in, picks and views out. Text is only ever set
// through textContent or drawn with fillText; nothing received is evaluated or parsed as HTML.
(function (root) {
  "use strict";

  const REPORT_AFTER = 350; // milliseconds of rest before a new view is reported
  const DAY = "day"; // why a sheet is redrawn: another day, the same view
  const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
  const OSM_CREDIT = "© OpenStreetMap contributors";

  let map = null;
  let options = null;
  let ground = null;
  let held = null; // a picture of held ground, as it is at this view
  let heldLines = null; // the same of front lines
  let overlay = null;
  let base = null;
  let files = null;
  let link = null;
  let play = null;
  let marks = root.dress(null, root.noMarks());
  let spots = root.noSpots();
  let chosenSpot = null; // id of the one chosen in the form
  let want = null; // the last message
  let picked = null;
  let hovered = null;
  let hoveredGround = null;
  let touched = false; // the last pointer was a finger
  let placedView = false;
  let fitted = null; // name of the marks that the view was fitted to and has not left since
  let lookSeen = 0;
  let tiles = null;
  let board = null;
  let pick = { id: null, seq: 0 };
  let asked = { at: null, seq: 0 }; // where the ground was last clicked
  let aiming = false; // the next click sets a point
  let point = { at: null, seq: 0 }; // the last one set, or null when the reader gave up
  let pointSign = null;
  let reportTimer = 0;
  let legendRoom = 0; // pixels; it only grows, or the map would change its size with each account
  let heard = ""; // what was sent to Python last
  let knownView = ""; // where Python knows the map to look
  let told = false; // that the map is painted
  const parts = {}; // DOM: tip, live, legend, warning, focus

  function element(tag, className, parent) {
    const made = document.createElement(tag);
    made.className = className;
    parent.appendChild(made);
    return made;
  }

  root.start = function (leafletMap, given) {
    map = leafletMap;
    options = given;
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(options.credit);
    pane("ground", 150);
    pane("marks", 420);
    map.setView([options.home[1], options.home[0]], options.home[2], { animate: false });
    ground = new root.Sheet(paintGround, { pane: "ground", padding: 0.4, isWhole: isPlaced }).addTo(map);
    files = new root.Files(options.data, kinds(), warn);
    held = document.createElement("canvas");
    heldLines = document.createElement("canvas");
    play = new root.Play(drawDay);
    overlay = new root.Sheet(paintMarks, { pane: "marks", padding: 0.2, isWhole: () => isPlaced() && files.haveArrived() }).addTo(map);
    link = new root.Link(map);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    root.addFitButton(map, () => fitMarks(true));
    root.addCoordinates(map);
    buildParts();
    root.buildAim(map);
    listen();
    root.fetchJson(options.base, function (data) {
      base = root.readBase(data);
      repaint();
    }, warn);
  };

  // Where the map looks, and what is below the marks, is known.
  function isPlaced() {
    return base !== null && placedView;
  }

  // What each kind of file is read by, and what is to be done when another one is there.
  function kinds() {
    return {
      borders: { none: root.noBorders, read: root.readBorders, show: showMore },
      fronts: { none: root.noFronts, read: root.readFronts, show: showFronts },
      difference: { none: root.noDifference, read: root.readDifference, show: showFronts },
      spots: { none: root.noSpots, read: root.readSpots, show: showSpots },
      features: { none: root.noFeatures, read: root.readFeatures, show: showMarks, kept: 1 },
      marks: { none: root.noMarks, read: root.readMarks, show: showMarks },
      timeline: { none: root.noTimeline, read: root.readTimeline, show: takeTimeline, kept: 1 },
    };
  }

  function pane(name, height) {
    const made = map.createPane(name);
    made.style.zIndex = String(height);
    made.style.pointerEvents = "none";
  }

  function buildParts() {
    const container = map.getContainer();
    parts.tip = new root.Tip(map);
    parts.warning = element("div", "cl-warning", container);
    parts.day = element("div", "cl-day", container);
    parts.focus = element("div", "cl-focus", container);
    container.prepend(parts.focus); // the next stop of the Tab key after the map, before its buttons
    parts.focus.tabIndex = 0;
    parts.focus.setAttribute("role", "application");
    parts.focus.setAttribute("aria-label", "Marks on the map: arrow keys step from one to the next, Enter picks it, Escape leaves it. The table below holds the same claims.");
    parts.live = element("div", "cl-live", container);
    parts.live.setAttribute("aria-live", "polite");
    parts.legend = element("details", "cl-legend", document.getElementById("root"));
    parts.legend.open = window.innerWidth > 720 && window.innerHeight > 530; // else the map is too small to share
    // Leaflet focuses the map when it is touched: scrolled then, the tap would hit another spot.
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", "Map of claims: arrow keys move it, plus and minus zoom. The Tab key goes on to the marks.");
  }

  function listen() {
    map.on("click", (event) => (aiming ? setPoint(event.latlng) : clicked(event)));
    for (const name of ["pointerdown", "pointermove"]) {
      map.getContainer().addEventListener(name, (event) => (touched = event.pointerType === "touch"), true);
    }
    // After a tap browsers move a mouse that isn't there; nothing would ever take its tip away.
    map.on("mousemove", function (event) {
      const mark = touched ? null : under(event);
      hover(mark, event.containerPoint, touched ? null : groundUnder(event, mark));
    });
    map.on("mouseout", () => hover(null));
    map.on("moveend", report);
    for (const name of ["zoomend", "dragstart"]) map.on(name, () => hover(null));
    parts.focus.addEventListener("keydown", step);
    parts.focus.addEventListener("blur", () => hover(null));
    map.on("movestart", () => (fitted = null));
    new ResizeObserver(resize).observe(map.getContainer());
    window.addEventListener("resize", measureLegend);
    Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, followTheme);
    if (options.font) {
      // Streamlit's own font; where it can't be had, the system's serves.
      const face = new FontFace("Source Sans", 'url("' + options.font + '")', { weight: "200 900" });
      face.load().then(function () {
        document.fonts.add(face);
        measureLegend();
        repaint();
      }, () => undefined);
    }
  }

  // Page and legend find their size only after the first marks were fitted to the map.
  function resize() {
    const all = fitted !== null && fitted === files.nameOf("marks");
    if (fillFrame() && all) fitMarks(false);
  }

  // The middle of the map stays what it is, to the last digit, whatever the legend leaves of the
  // frame; Leaflet would keep it to the next pixel. Returns whether the map has another size now.
  function fillFrame() {
    const frame = map.getContainer();
    if (map.getSize().equals([frame.clientWidth, frame.clientHeight])) return false;
    const centre = map.getCenter();
    const all = fitted;
    map.invalidateSize({ pan: false });
    map.setView(centre, map.getZoom(), { reset: true });
    fitted = all;
    return true;
  }

  let paletteName = "";
  function followTheme() {
    const name = root.palette().name;
    if (name === paletteName) return;
    paletteName = name;
    for (const kind of ["fronts", "difference"]) root.toneMarks(files.of(kind), root.palette());
    root.toneMarks(marks, root.palette());
    renderLegend();
    repaint();
  }

  function repaint() {
    for (const sheet of [ground, overlay]) if (sheet) sheet.redraw(true);
  }

  // Painted when the view or the data change, not whenever the pointer comes upon a mark.
  function paintHeld(like, view, palette) {
    root.paintFronts(fresh(held, like), view, files.of("fronts"), files.of("difference"), palette);
    root.paintFrontLines(fresh(heldLines, like), view, files.of("fronts"), palette);
  }

  function fresh(canvas, like) {
    const ctx = canvas.getContext("2d");
    root.clear(ctx, like.canvas.width, like.canvas.height);
    ctx.setTransform(like.getTransform());
    return ctx;
  }

  function paintGround(ctx, view) {
    root.paintGround(ctx, view, base, root.palette());
    tellPainted();
  }

  // Whoever waits for the map to go on needs to know once; where it looks is no news yet.
  function tellPainted() {
    if (told || !want || !want.tells || !isReady()) return;
    told = true;
    requestAnimationFrame(() => say({ painted: true }));
  }

  function paintMarks(ctx, view, moved) {
    const palette = root.palette();
    if (moved || !board) {
      root.arrange(marks, view);
      board = new root.Board(ctx, view, palette);
      keepOffControls(view);
      root.takeMarks(board, marks, view);
      root.labelSpots(board, pointedAt(), view);
      if (play.day === null) root.labelMarks(board, marks, view);
      if (base && !tiles) board.placeBase(base.labels);
      if (moved !== DAY) paintHeld(ctx, view, palette);
    }
    if (held.width) ctx.drawImage(held, 0, 0, view.width, view.height);
    root.paintAreas(ctx, view, marks, palette);
    root.paintBorders(ctx, view, files.of("borders"), palette);
    if (heldLines.width) ctx.drawImage(heldLines, 0, 0, view.width, view.height);
    root.paintHighlight(ctx, view, marks.byId.get(picked), palette, true);
    if (hovered && hovered.id !== picked) root.paintHighlight(ctx, view, hovered, palette, false);
    root.paintPoints(ctx, view, marks, palette);
    root.paintSpots(ctx, view, pointedAt(), palette);
    board.paint();
    tellPainted();
  }

  function pointedAt() {
    return root.spotsInSight(spots, picked);
  }

  // No label under a button, the scale or the credits.
  function keepOffControls(view) {
    const home = map.getContainer().getBoundingClientRect();
    for (const control of map.getContainer().querySelectorAll(".leaflet-control")) {
      const box = control.getBoundingClientRect();
      const x = (box.left + box.right) / 2 - home.left + view.inner[0];
      const y = (box.top + box.bottom) / 2 - home.top + view.inner[1];
      board.take(x, y, box.width / 2 + 3, box.height / 2 + 3);
    }
  }

  // Marks first; else, or where a mark covers an area only, the ground tells more.
  function groundUnder(event, mark) {
    if (!overlay || !overlay.view || (mark && !mark.area)) return null;
    const at = event.layerPoint.subtract(overlay._bounds.min);
    return root.groundAt(files.of("fronts"), files.of("difference"), overlay.view, at.x, at.y);
  }

  function under(event) {
    if (!overlay || !overlay.view) return null;
    const at = event.layerPoint.subtract(overlay._bounds.min);
    const touch = event.originalEvent && event.originalEvent.pointerType === "touch";
    const mark = root.markAt(marks, overlay.view, at.x, at.y, touch ? 22 : 14);
    return mark && !mark.area ? mark : root.spotAt(pointedAt(), overlay.view, at.x, at.y) || mark;
  }

  function clicked(event) {
    const mark = under(event);
    const below = mark ? null : groundUnder(event, null);
    if (below) ask(event.latlng);
    else choose(mark);
    // A finger can't hover.
    if (touched) hover(null, event.containerPoint, below === hoveredGround ? null : below);
  }

  function choose(found) {
    if (found && found.marks) {
      const spots = found.marks.map((mark) => [mark.lat, mark.lon]);
      map.fitBounds(L.latLngBounds(spots).pad(0.4), { maxZoom: 13 });
      return;
    }
    if (found && found.number) found = null; // what a name may mean is chosen in the form
    picked = found ? found.id : null;
    pick = { id: picked, seq: Date.now() };
    overlay.redraw(spots.spots.length > 0);
    send();
  }

  // Whose words the ground there rests on, Python knows: it answers with a pick.
  function ask(latLng) {
    const at = latLng.wrap();
    asked = { at: [Number(at.lng.toFixed(5)), Number(at.lat.toFixed(5))], seq: Date.now() };
    send();
  }

  function hover(found, at, below = null) {
    if (aiming) found = below = null;
    map.getContainer().style.cursor = found || below ? "pointer" : "";
    if (found !== hovered || below !== hoveredGround) {
      const other = found !== hovered;
      hovered = found;
      hoveredGround = below;
      if (other) overlay.redraw();
      parts.tip.tell(found, below);
    }
    if ((found || below) && at) parts.tip.place(at);
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function step(event) {
    if (aiming) {
      root.stepAim(map, event, setPoint);
      return;
    }
    const list = marks.points.concat(marks.areas.slice().reverse());
    if (event.key in STEPS && list.length) {
      const from = list.indexOf(hovered);
      const next = list[(from + STEPS[event.key] + list.length + (from < 0 && STEPS[event.key] < 0 ? 1 : 0)) % list.length];
      bringIntoView(next);
      hover(next, map.latLngToContainerPoint(latLngOf(next)));
      parts.live.textContent = next.name + ". " + next.note.join(". ");
    } else if ((event.key === "Enter" || event.key === " ") && hovered) {
      choose(hovered);
    } else if (event.key === "Escape") {
      hover(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function latLngOf(mark) {
    return map.unproject([mark.x, mark.y], 0);
  }

  function bringIntoView(mark) {
    const at = latLngOf(mark);
    if (!map.getBounds().pad(-0.05).contains(at)) map.panTo(at, { animate: false });
  }

  // The whole of what Python hears: the last pick and where the reader looks; what it has heard
  // already is not worth a run of the page.
  function send() {
    const view = viewOf();
    knownView = view.join();
    say({ picked: pick.id, seq: pick.seq, point: point, asked: asked, view: view, painted: told });
  }

  function viewOf() {
    const centre = map.getCenter().wrap();
    const round = (value, digits) => Number(value.toFixed(digits));
    return [round(centre.lng, 4), round(centre.lat, 4), round(map.getZoom(), 2)];
  }

  function say(value) {
    const words = JSON.stringify(value);
    if (words === heard) return;
    heard = words;
    Streamlit.setComponentValue(value);
  }

  // The reader has pointed at a place, or given up (null); Python answers with what stands.
  function setPoint(latLng) {
    const at = latLng && latLng.wrap();
    point = { at: at && [Number(at.lng.toFixed(5)), Number(at.lat.toFixed(5))], zoom: map.getZoom(), seq: Date.now() };
    aim(false);
    send();
  }

  function aim(on) {
    if (on === aiming) return;
    aiming = on;
    hover(null);
    root.showAim(map, on, parts.focus);
  }

  function report() {
    if (!placedView || link.following) return; // whoever leads reports
    clearTimeout(reportTimer);
    reportTimer = setTimeout(function () {
      if (viewOf().join() !== knownView) send();
    }, REPORT_AFTER);
  }

  function warn(text) {
    parts.warning.textContent = text;
    parts.warning.classList.toggle("cl-on", Boolean(text));
  }

  root.apply = function (message) {
    const aimed = want && want.aim;
    want = message;
    if (!map) return;
    switchTiles(message.tiles);
    if (Boolean(message.aim) !== Boolean(aimed)) aim(message.aim);
    pointSign = root.drawPoint(map, pointSign, message.point, root.palette());
    link.join(message.link || null);
    if (message.borders) files.follow("borders", message.borders);
    files.follow("fronts", message.fronts);
    files.follow("difference", message.difference);
    files.follow("spots", message.spots);
    files.follow("features", message.features);
    files.follow("marks", message.data);
    files.follow("timeline", message.timeline);
    play.join(message.channel || null);
    settle();
  };

  // Legend and sheets are made once, when the last of the files that a message names is there.
  function showMore() {
    if (!files.haveArrived()) return;
    renderLegend();
    fillFrame();
    overlay.redraw(true);
    settle();
  }

  function showSpots(data) {
    spots = data;
    hover(null);
    showMore();
  }

  function showFronts(data) {
    root.toneMarks(data, root.palette());
    hover(null);
    root.leaveToGround(marks, files.of("fronts"));
    showMore();
  }

  // Marks are drawn once they and the features that they are of are there.
  function showMarks(data, first) {
    const view = files.of("marks");
    if (view.of !== files.nameOf("features")) return;
    play.stop();
    takeTimeline();
    wear(root.dress(files.of("features"), view));
    showMore();
    if (!first) report();
  }

  function wear(dressed) {
    marks = dressed;
    root.toneMarks(marks, root.palette());
    root.leaveToGround(marks, files.of("fronts"));
    hover(null);
  }

  function takeTimeline() {
    const line = files.of("timeline");
    const fits = line && line.of === files.nameOf("features");
    play.take(fits ? line : null, files.nameOf("timeline"), fits ? files.of("features").marks.length : 0);
  }

  // A day in passing: the marks alone. Ground and lines stay as they are, and the map says of when.
  function drawDay(codes, line) {
    const was = marks.legend;
    marks = root.dressDay(files.of("features"), line, codes);
    root.toneMarks(marks, root.palette());
    hover(null);
    sayDay();
    if (was !== marks.legend) renderLegend();
    overlay.redraw(DAY);
  }

  function sayDay() {
    const on = play.day !== null;
    parts.day.classList.toggle("cl-on", on);
    if (!on) return;
    const drawn = files.nameOf("fronts") ? " · ground and lines as before play" : "";
    parts.day.textContent = new Date(play.day * 86400000).toISOString().slice(0, 10) + drawn;
  }

  // Brings view and pick to what the last message says.
  function settle() {
    // The legend is whole, and the map as large as it will be, only when all has arrived.
    if (files.nameOf("marks") === null || !files.haveArrived()) return;
    if (play.rests && play.stop()) {
      wear(root.dress(files.of("features"), files.of("marks")));
      renderLegend();
      overlay.redraw(true);
    }
    sayDay();
    const opens = !placedView && Boolean(want.view); // then a link says where to look, not its pick
    if (!placedView) {
      const view = want.view;
      if (view) {
        map.setView([view[1], view[0]], view[2], { animate: false });
        lookSeen = want.look ? want.look.n : 0;
        knownView = viewOf().join();
      } else {
        fitMarks(false);
      }
      placedView = true;
      link.place();
    }
    const gone = goLooking(want.look);
    if (want.picked !== picked) {
      picked = want.picked;
      comeTo(marks.byId.get(picked) || spots.spots.find((spot) => spot.id === picked), gone || opens);
    }
    const chosen = spots.spots.find((spot) => spot.chosen);
    if ((chosen ? chosen.id : null) !== chosenSpot) {
      chosenSpot = chosen ? chosen.id : null;
      comeTo(chosen, gone);
    }
    overlay.redraw(spots.spots.length > 0);
  }

  function goLooking(look) {
    if (!look || look.n === lookSeen) return false;
    lookSeen = look.n;
    if (look.show && window.frameElement) window.frameElement.scrollIntoView({ block: "center" });
    if (look.at) map.setView([look.at[1], look.at[0]], look.zoom);
    else if (look.bounds) fitBox(look.bounds, 11, true);
    else fitMarks(true);
    return true;
  }

  function comeTo(mark, gone) {
    if (mark && !gone) bringIntoView(mark);
  }

  function fitMarks(animate) {
    fitBox(marks.bounds || options.bounds, 9, animate);
    fitted = files.nameOf("marks");
  }

  // box: west, south, east, north
  function fitBox(box, maxZoom, animate) {
    const bounds = L.latLngBounds([[box[1], box[0]], [box[3], box[2]]]);
    map.fitBounds(bounds, { padding: [18, 18], maxZoom: maxZoom, animate: animate });
  }

  function switchTiles(on) {
    if (on && !tiles) {
      tiles = L.tileLayer(TILES, { attribution: OSM_CREDIT, maxZoom: 18, opacity: 0.75 });
      tiles.on("tileerror", () => warn("Some online tiles did not arrive; the map's own base stands in for them."));
      tiles.on("load", () => repaint());
      tiles.addTo(map);
      repaint();
    } else if (!on && tiles) {
      tiles.remove();
      tiles = null;
      warn("");
      repaint();
    }
  }

  function renderLegend() {
    const body = document.createElement("div");
    body.className = "cl-entries";
    parts.legend.textContent = "";
    element("summary", "", parts.legend).textContent = "Legend";
    parts.legend.appendChild(body);
    parts.legend.hidden = !root.fillLegend(body, legendEntries(), root.palette());
    legendRoom = Math.max(legendRoom, body.offsetHeight);
    body.style.minHeight = legendRoom + "px";
  }

  // In another font, or on a frame of another size, its lines break elsewhere.
  function measureLegend() {
    legendRoom = 0;
    renderLegend();
  }

  function legendEntries() {
    if (want && want.legend === false) return [];
    return root.joinLegends([marks].concat(["fronts", "difference", "spots", "borders"].map((kind) => files.of(kind))).map((of) => of.legend));
  }

  function isReady() {
    return isPlaced() && files.nameOf("marks") !== null && files.haveArrived() && !overlay.isDue() && !ground.isDue();
  }

  // The same in short, for whoever asks often.
  root.showing = function () {
    return { ready: isReady(), data: files.nameOf("marks"), day: play.day };
  };

  // What is on the map, for tests and for whoever debugs it.
  root.drawn = function () {
    const size = map.getSize();
    const spot = function (mark) {
      const at = mark.area ? map.latLngToContainerPoint(latLngOf(mark)) : mark.at && map.layerPointToContainerPoint(L.point(mark.at).add(overlay._bounds.min));
      return at ? [at.x, at.y] : null;
    };
    const spotOf = function (mark) {
      const at = map.latLngToContainerPoint(latLngOf(mark));
      return [at.x, at.y];
    };
    const describe = (mark) => ({ id: mark.id, grounded: Boolean(mark.grounded), name: mark.name, note: mark.note, style: mark.style, spot: spot(mark), clustered: Boolean(mark.disc) });
    return {
      ready: isReady(),
      data: files.nameOf("marks"), borders: files.nameOf("borders"), worldview: files.of("borders").view, picked: picked,
      fronts: files.nameOf("fronts"), ground: files.of("fronts").areas.map((area) => ({ note: area.note, style: area.style })),
      lines: files.of("fronts").lines.map((line) => ({ kind: line.kind, guess: line.guess, count: line.paths.length })),
      difference: files.of("difference").parts.map((part) => ({ part: part.part, note: part.note, style: part.style })),
      areas: marks.areas.map(describe), points: marks.points.map(describe),
      labels: board ? board.placed.filter((item) => item.rows).map((item) => item.rows.map((row) => row.text)) : [],
      legend: legendEntries().map((entry) => entry.text), tiles: Boolean(tiles), palette: root.palette().name,
      view: [map.getCenter().lng, map.getCenter().lat, map.getZoom()], size: [size.x, size.y],
      spots: pointedAt().map((spot) => ({ id: spot.id, name: spot.name, number: spot.number, chosen: spot.chosen, outlined: spot.rings.length > 0, spot: spotOf(spot) })),
      day: play.day, timeline: play.line ? play.file : null, days: play.line ? play.line.days : [], channel: play.name, features: files.nameOf("features"),
      aiming: aiming, point: want && want.point,
    };
  };
})((window.claimline = window.claimline || {}));
