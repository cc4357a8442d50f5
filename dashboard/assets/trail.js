// The browser's trail of pages, so that Back goes where a reader expects: to the view before.
// Streamlit leaves two marks where a reader goes to another page on another choice (the old page on
// the new choice comes first), and one for each time the map is moved. Here the former are one, and
// the latter none.
const SOON = 500; // milliseconds within which two marks belong to one step

function withoutView(search) {
  const names = new URLSearchParams(search);
  names.delete("view");
  names.sort();
  return names.toString();
}

function keepTrailShort() {
  const trail = window.history;
  if (trail.claimline) return;
  trail.claimline = true;
  const push = trail.pushState.bind(trail);
  const replace = trail.replaceState.bind(trail);
  let last = { href: null, at: 0 }; // the newest mark that another choice left on the same page
  trail.pushState = function (state, title, url) {
    const from = window.location;
    const to = new URL(url === undefined || url === null ? from.href : url, from.href);
    const samePage = to.pathname === from.pathname;
    if (samePage && withoutView(to.search) === withoutView(from.search)) return replace(state, title, url);
    if (!samePage && last.href === from.href && Date.now() - last.at < SOON) return replace(state, title, url);
    last = samePage ? { href: to.href, at: Date.now() } : { href: null, at: 0 };
    return push(state, title, url);
  };
}
