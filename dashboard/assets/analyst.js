// Keeps who decides in this browser, so that it is asked once; tells it when the page doesn't know.
const KEPT = "claimline-analyst";

export default function ({ data, setStateValue }) {
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
