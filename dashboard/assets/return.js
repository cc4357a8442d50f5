// A login comes back to the home page: goes on to the link that was asked for before it.
const ASKED = "claimline-asked";

export default function ({ data }) {
  try {
    if (!data.inside) {
      window.sessionStorage.setItem(ASKED, window.location.href);
      return;
    }
    const asked = window.sessionStorage.getItem(ASKED);
    window.sessionStorage.removeItem(ASKED);
    const same = asked && new URL(asked).origin === window.location.origin;
    if (same && asked !== window.location.href) window.location.replace(asked);
  } catch {
    // A browser that keeps nothing stays on the home page.
  }
}
