// Keeps who decides in this browser, so that it is asked once; tells it when the page doesn't know.
// Enter in a field of one line leaves it, so that the next keys decide and don't go into the field.
const KEPT = "claimline-analyst";

function leaveFields() {
  if (window.claimlineLeaves) return;
  window.claimlineLeaves = true;
  document.addEventListener("keydown", function (event) {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.closest) return;
    if (field.closest('[data-testid="stTextInput"]')) setTimeout(() => field.blur(), 0);
  });
}

export default function ({ data, setStateValue }) {
  leaveFields();
  try {
    if (data.analyst) window.localStorage.setItem(KEPT, data.analyst);
    else if (data.asks) {
      const kept = window.localStorage.getItem(KEPT);
      if (kept) setStateValue("analyst", kept);
    }
  } catch {
    // A browser that keeps nothing asks again.
  }
}
