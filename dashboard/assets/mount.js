// Travels on each run, so it is short: the rest is fetched once, see load.js.
const DATA = "component/dashboard.drawing.frame.data/";
export default (component) =>
  import(new URL(DATA + component.data.loader, document.baseURI).href).then((it) => it.default(component));
