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

// The reader has gone back already, and the next page is on its way: what this one says now would
// have Streamlit run a part of a page that is gone, and empty the next.
function isLeft(elsewhere) {
  return elsewhere.includes(window.location.pathname.replace(/\/+$/, "").split("/").pop());
}

export default function ({ data, setStateValue }) {
  leaveFields();
  try {
    if (data.analyst) window.localStorage.setItem(KEPT, data.analyst);
    else if (data.asks && !isLeft(data.elsewhere)) {
      const kept = window.localStorage.getItem(KEPT);
      if (kept) setStateValue("analyst", kept);
    }
  } catch {
    // A browser that keeps nothing asks again.
  }
}
