// Head and claims of an article, built node by node with what text.js gives.
function addButton(parent, className, words, act) {
  const button = add(parent, "button", className, words);
  button.type = "button";
  button.onclick = act;
  return button;
}

function addFacts(parent, facts) {
  const list = add(parent, "dl", "facts");
  for (const [name, words] of facts) {
    add(list, "dt", "", name);
    add(list, "dd", "", words);
  }
  return list;
}

function showHead(root, head, send) {
  add(root, "h3", "", head.title);
  const list = addFacts(root, head.facts);
  list.classList.add("wide");
  if (/^https?:\/\//.test(head.url)) {
    add(list, "dt", "", "Link");
    const link = add(add(list, "dd", ""), "a", "", head.url);
    link.href = head.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  for (const copy of head.copies) {
    add(list, "dt", "", copy.how);
    addButton(add(list, "dd", ""), "link", copy.text, () => send("article", copy.id));
  }
}

function addClaim(list, claim, data, send) {
  const open = claim.id === data.chosen;
  const item = add(list, "li", open ? "claim chosen" : "claim");
  item.classList.toggle("here", claim.place === data.place);
  item.style.borderLeftColor = claim.colour;
  const button = addButton(item, "row", null, () => send("claim", open ? "" : claim.id));
  button.dataset.claim = claim.id;
  button.setAttribute("aria-expanded", String(open));
  const head = add(button, "span", "head", claim.head);
  for (const tag of claim.tags) add(head, "span", "tag", tag);
  add(button, "span", "says", claim.says);
  if (open) addFacts(item, claim.facts);
}

function showClaims(root, data, send) {
  const count = data.claims.length;
  add(root, "h4", "", count === 1 ? "1 claim" : count + " claims");
  if (!count) {
    add(root, "p", "notice", "No claim was found in this article.");
    return;
  }
  const list = add(root, "ul", "claims");
  for (const claim of data.claims) addClaim(list, claim, data, send);
}

// The list scrolls to what was chosen in the text; whoever chose here by keyboard goes on from there.
function settle(root, focused, data) {
  const list = root.querySelector(".claims");
  const item = list && list.querySelector(".chosen, .here");
  if (item) {
    const [there, around] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
    const outside = there.top < around.top || there.bottom > around.bottom;
    if (outside) list.scrollTop += there.top - around.top - 8;
  }
  const again = [...root.querySelectorAll("[data-claim]")].find((one) => one.dataset.claim === focused);
  if (again) again.focus({ preventScroll: true });
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".article");
  const fresh = JSON.stringify(data);
  if (root.dataset.shown === fresh) return;
  root.dataset.shown = fresh;
  const active = root.getRootNode().activeElement;
  const focused = active && root.contains(active) ? active.dataset.claim : null;
  const scrolled = root.querySelector(".claims") ? root.querySelector(".claims").scrollTop : 0;
  root.textContent = "";
  if (data.head) {
    showHead(root, data.head, setTriggerValue);
    return;
  }
  showClaims(root, data, setTriggerValue);
  if (root.querySelector(".claims")) root.querySelector(".claims").scrollTop = scrolled;
  settle(root, focused, data);
}
