// Copies the page's address, which names exactly this view, and says whether that worked.
const STAY = 2500; // milliseconds that the answer stays

function copyAddress(button, field) {
  field.value = window.location.href;
  const copied = navigator.clipboard
    ? navigator.clipboard.writeText(field.value).then(() => true, () => copyChosen(field))
    : Promise.resolve(copyChosen(field));
  copied.then((done) => answer(button, done ? "Link copied" : "Copy the address bar"));
}

// Where a page may not use the clipboard (no https, no permission), a chosen field still can.
function copyChosen(field) {
  field.hidden = false;
  field.select();
  const done = document.execCommand("copy");
  field.hidden = true;
  return done;
}

function answer(button, words) {
  button.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => (button.textContent = "Copy link"), STAY);
}

export default function ({ parentElement }) {
  keepTrailShort();
  const home = parentElement.querySelector(".copy");
  if (home.firstChild) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy link";
  button.title = "The address of exactly this view: page, account, filters, days, place";
  button.setAttribute("aria-live", "polite");
  const field = document.createElement("input");
  field.hidden = true;
  field.readOnly = true;
  field.setAttribute("aria-hidden", "true");
  button.onclick = () => copyAddress(button, field);
  home.append(button, field);
}
