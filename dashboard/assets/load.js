// Fetches, once each, a component's script and style and what of its data comes by file.
const DATA = "component/dashboard.drawing.frame.data/";

function urlOf(name) {
  if (!/^(panel|script)-[0-9a-f]{32}\.js(on)?$/.test(name)) throw new Error("no name of a file");
  return new URL(DATA + name, document.baseURI).href;
}

function scriptOf(root, name) {
  if (!root.script) {
    root.script = import(urlOf(name)).then(function (module) {
      const style = document.createElement("style");
      style.textContent = module.style;
      root.prepend(style);
      return module.default;
    });
    root.script.catch(() => (root.script = null)); // the next run tries again
  }
  return root.script;
}

function dataOf(root, name) {
  if (name && root.file !== name) {
    root.file = name;
    root.fetched = fetch(urlOf(name), { cache: "force-cache" }).then((response) => response.json());
    root.fetched.catch(() => (root.file = null));
  }
  return name ? root.fetched : {};
}

export default function (component) {
  const root = component.parentElement;
  root.latest = component;
  const { script, file } = component.data;
  return Promise.all([scriptOf(root, script), dataOf(root, file)]).then(function ([show, more]) {
    if (root.latest === component) show({ ...component, data: { ...more, ...component.data } });
  });
}
