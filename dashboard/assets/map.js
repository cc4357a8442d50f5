// Joins the sheets to the Leaflet map: messages in, picks and views out. Text is only ever set
// through textContent or drawn with fillText; nothing received is evaluated or parsed as HTML.
(function (root) {
  "use strict";

  const REPORT_AFTER = 350; // milliseconds of rest before a new view is reported
  const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
  const OSM_CREDIT = "© OpenStreetMap contributors";
  const NAME = /^[a-z]+-[0-9a-f]{16,64}\.json$/;

  let map = null;
  let options = null;
  let ground = null;
  let overlay = null;
  let base = null;
  let borders = root.noBorders();
  let bordersShown = null; // name of the borders on the map
  let marks = root.noMarks();
  let spots = root.noSpots();
  let spotsShown = null; // name of the spots on the map
  let chosenSpot = null; // id of the one chosen in the form
  let want = null; // the last message
  let shown = null; // name of the marks on the map
  let picked = null;
  let hovered = null;
  let touched = false; // the last pointer was a finger
  let placedView = false;
  let fitted = null; // name of the marks that the view was fitted to and has not left since
  let lookSeen = 0;
  let tiles = null;
  let board = null;
  let pick = { id: null, seq: 0 };
  let aiming = false; // the next click sets a point
  let point = { at: null, seq: 0 }; // the last one set, or null when the reader gave up
  let pointSign = null;
  let reportTimer = 0;
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
    ground = new root.Sheet(paintGround, { pane: "ground", padding: 0.4 }).addTo(map);
    overlay = new root.Sheet(paintMarks, { pane: "marks", padding: 0.4 }).addTo(map);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    addFitButton();
    buildParts();
    root.buildAim(map);
    listen();
    read(options.base, function (data) {
      base = root.readBase(data);
      repaint();
    });
  };

  function pane(name, height) {
    const made = map.createPane(name);
    made.style.zIndex = String(height);
    made.style.pointerEvents = "none";
  }

  function buildParts() {
    const container = map.getContainer();
    parts.tip = element("div", "cl-tip", container);
    parts.warning = element("div", "cl-warning", container);
    parts.focus = element("div", "cl-focus", container);
    parts.focus.tabIndex = 0;
    parts.focus.setAttribute("role", "application");
    parts.focus.setAttribute("aria-label", "Marks on the map: arrow keys step through them, Enter picks one. The table below holds the same claims.");
    parts.live = element("div", "cl-live", container);
    parts.live.setAttribute("aria-live", "polite");
    parts.legend = element("details", "cl-legend", document.getElementById("root"));
    parts.legend.open = window.innerWidth > 640;
    container.setAttribute("aria-label", "Map of claims");
  }

  function addFitButton() {
    const Fit = L.Control.extend({
      onAdd: function () {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        const button = element("a", "cl-fit", bar);
        button.href = "#";
        button.setAttribute("role", "button");
        button.title = "Show all marks";
        button.setAttribute("aria-label", "Show all marks");
        L.DomEvent.on(button, "click", function (event) {
          L.DomEvent.stop(event);
          fitMarks(true);
        });
        return bar;
      },
    });
    new Fit({ position: "topleft" }).addTo(map);
  }

  function listen() {
    map.on("click", (event) => (aiming ? setPoint(event.latlng) : choose(under(event))));
    for (const name of ["pointerdown", "pointermove"]) {
      map.getContainer().addEventListener(name, (event) => (touched = event.pointerType === "touch"), true);
    }
    // After a tap browsers move a mouse that isn't there; nothing would ever take its tip away.
    map.on("mousemove", (event) => hover(touched ? null : under(event), event.containerPoint));
    map.on("mouseout", () => hover(null));
    map.on("moveend", report);
    map.on("zoomend", () => hover(null));
    parts.focus.addEventListener("keydown", step);
    parts.focus.addEventListener("blur", () => hover(null));
    map.on("movestart", () => (fitted = null));
    new ResizeObserver(resize).observe(map.getContainer());
    Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, followTheme);
    if (options.font) {
      // Streamlit's own font; where it can't be had, the system's serves.
      const face = new FontFace("Source Sans", 'url("' + options.font + '")', { weight: "200 900" });
      face.load().then(function () {
        document.fonts.add(face);
        repaint();
      }, () => undefined);
    }
  }

  // Page and legend find their size only after the first marks were fitted to the map.
  function resize() {
    const all = fitted !== null && fitted === shown;
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
    root.toneMarks(marks, root.palette());
    renderLegend();
    repaint();
  }

  function repaint() {
    if (ground) ground.redraw(true);
    if (overlay) overlay.redraw(true);
  }

  function paintGround(ctx, view) {
    root.paintGround(ctx, view, base, root.palette());
  }

  function paintMarks(ctx, view, moved) {
    const palette = root.palette();
    if (moved || !board) {
      root.arrange(marks, view);
      board = new root.Board(ctx, view, palette);
      keepOffControls(view);
      root.takeMarks(board, marks, view);
      root.labelSpots(board, pointedAt(), view);
      root.labelMarks(board, marks, view);
      if (base && !tiles) board.placeBase(base.labels);
    }
    root.paintAreas(ctx, view, marks, palette);
    root.paintBorders(ctx, view, borders, palette);
    root.paintHighlight(ctx, view, marks.byId.get(picked), palette, true);
    if (hovered && hovered.id !== picked) root.paintHighlight(ctx, view, hovered, palette, false);
    root.paintPoints(ctx, view, marks, palette);
    root.paintSpots(ctx, view, pointedAt(), palette);
    board.paint();
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

  function under(event) {
    if (!overlay || !overlay.view) return null;
    const at = event.layerPoint.subtract(overlay._bounds.min);
    const touch = event.originalEvent && event.originalEvent.pointerType === "touch";
    const mark = root.markAt(marks, overlay.view, at.x, at.y, touch ? 22 : 14);
    return mark && !mark.area ? mark : root.spotAt(pointedAt(), overlay.view, at.x, at.y) || mark;
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

  function hover(found, at) {
    if (aiming) found = null;
    map.getContainer().style.cursor = found ? "pointer" : "";
    if (found !== hovered) {
      hovered = found;
      overlay.redraw();
      tell(found);
    }
    if (found && at) placeTip(at);
  }

  function tell(mark) {
    parts.tip.textContent = "";
    parts.tip.classList.toggle("cl-on", Boolean(mark));
    if (!mark) return;
    element("strong", "", parts.tip).textContent = mark.name;
    for (const line of mark.note) element("span", "", parts.tip).textContent = line;
  }

  function placeTip(at) {
    const size = map.getSize();
    const tip = parts.tip;
    const left = at.x + 16 + tip.offsetWidth > size.x ? at.x - 12 - tip.offsetWidth : at.x + 16;
    const top = at.y + 14 + tip.offsetHeight > size.y ? at.y - 10 - tip.offsetHeight : at.y + 14;
    tip.style.transform = "translate(" + Math.max(4, left) + "px," + Math.max(4, top) + "px)";
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

  // The whole of what Python hears: the last pick and where the reader looks.
  function send() {
    const centre = map.getCenter().wrap();
    const round = (value, digits) => Number(value.toFixed(digits));
    Streamlit.setComponentValue({
      picked: pick.id, seq: pick.seq, point: point,
      view: [round(centre.lng, 4), round(centre.lat, 4), round(map.getZoom(), 2)],
    });
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
    if (!placedView) return;
    clearTimeout(reportTimer);
    reportTimer = setTimeout(send, REPORT_AFTER);
  }

  function read(url, use) {
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
    if (message.borders && message.borders !== bordersShown && NAME.test(message.borders)) loadBorders(message.borders);
    if (Boolean(message.aim) !== Boolean(aimed)) aim(message.aim);
    pointSign = root.drawPoint(map, pointSign, message.point, root.palette());
    if (spotsWanted() !== spotsShown) loadSpots(spotsWanted());
    if (message.data !== shown && NAME.test(message.data)) load(message.data);
    else settle();
  };

  function spotsWanted() {
    return want.spots && NAME.test(want.spots) ? want.spots : null;
  }

  function loadSpots(name) {
    const show = function (data) {
      if (spotsWanted() !== name) return; // others have been asked for meanwhile
      spotsShown = name;
      spots = data;
      hover(null);
      renderLegend();
      fillFrame();
      overlay.redraw(true);
      settle();
    };
    if (name === null) show(root.noSpots());
    else read(options.data + name, (data) => show(root.readSpots(data)));
  }

  function loadBorders(name) {
    read(options.data + name, function (data) {
      if (!want || want.borders !== name) return; // another view has been asked for meanwhile
      bordersShown = name;
      borders = root.readBorders(data);
      renderLegend();
      fillFrame();
      repaint();
      settle();
    });
  }

  function load(name) {
    read(options.data + name, function (data) {
      if (!want || want.data !== name) return; // a newer message has come meanwhile
      const first = shown === null;
      shown = name;
      marks = root.readMarks(data);
      root.toneMarks(marks, root.palette());
      hovered = null;
      tell(null);
      renderLegend();
      fillFrame();
      overlay.redraw(true);
      settle();
      if (!first) report();
    });
  }

  // Brings view and pick to what the last message says.
  function settle() {
    // The legend is whole, and the map as large as it will be, only with the borders.
    if (shown === null || spotsShown !== spotsWanted() || (want.borders && bordersShown === null)) return;
    if (!placedView) {
      const view = want.view;
      if (view) map.setView([view[1], view[0]], view[2], { animate: false });
      else fitMarks(false);
      if (view) lookSeen = want.look ? want.look.n : 0;
      placedView = true;
    }
    const gone = goLooking(want.look);
    if (want.picked !== picked) {
      picked = want.picked;
      comeTo(marks.byId.get(picked) || spots.spots.find((spot) => spot.id === picked), gone);
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
    fitted = shown;
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
    const palette = root.palette();
    const body = document.createElement("div");
    body.className = "cl-entries";
    for (const entry of legendEntries()) {
      const row = element("span", "cl-entry", body);
      for (const swatch of entry.swatches) row.appendChild(root.symbols.drawSwatch(swatch.kind, swatch.style, palette));
      element("span", "", row).textContent = entry.text;
    }
    parts.legend.textContent = "";
    element("summary", "", parts.legend).textContent = "Legend";
    parts.legend.appendChild(body);
    parts.legend.hidden = legendEntries().length === 0;
  }

  function legendEntries() {
    return marks.legend.concat(spots.legend, borders.legend);
  }

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
    const describe = (mark) => ({ id: mark.id, name: mark.name, note: mark.note, style: mark.style, spot: spot(mark), clustered: Boolean(mark.disc) });
    return {
      ready: Boolean(base) && shown !== null && (!want || (want.data === shown && spotsWanted() === spotsShown && (!want.borders || want.borders === bordersShown))),
      data: shown, borders: bordersShown, worldview: borders.view, picked: picked,
      areas: marks.areas.map(describe), points: marks.points.map(describe),
      labels: board ? board.placed.filter((item) => item.rows).map((item) => item.rows.map((row) => row.text)) : [],
      legend: legendEntries().map((entry) => entry.text), tiles: Boolean(tiles), palette: root.palette().name,
      view: [map.getCenter().lng, map.getCenter().lat, map.getZoom()], size: [size.x, size.y],
      spots: pointedAt().map((spot) => ({ id: spot.id, name: spot.name, number: spot.number, chosen: spot.chosen, outlined: spot.rings.length > 0, spot: spotOf(spot) })),
      aiming: aiming, point: want && want.point,
    };
  };
})((window.claimline = window.claimline || {}));
