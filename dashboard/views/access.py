"""Who may see the desk and who may decide: an optional login with an allow-list."""

from enum import StrEnum

import streamlit as st
from streamlit.errors import StreamlitAuthError

from dashboard.drawing import ASSETS
from geodata.settings import Settings


class Role(StrEnum):
    """What a reader of the desk may do."""

    VIEWER = "viewer"
    """May look, filter, share and export."""
    REVIEWER = "reviewer"
    """May also add articles, settle names and review claims."""


_NO_LOGIN = "no-login"
_HOW_TO_LOG_IN = (
    "The login is not set up. Whoever runs this desk: install the extra “login” and fill in "
    "[auth] in .streamlit/secrets.toml, as README.md says; or take CLAIMLINE_REVIEWERS and "
    "CLAIMLINE_VIEWERS away."
)

_return = st.components.v2.component(
    "claimline_return", html="", js=(ASSETS / "return.js").read_text(encoding="utf-8")
)


def enter(settings: Settings) -> bool:
    """Let a reader in, or show why not and how; without a login everybody is let in.

    Returns: whether the page may be shown.
    """
    st.session_state["role"] = role = role_of(settings)
    if settings.asks_login:
        # A login ends on the home page: the browser keeps the link that was asked for.
        _return(data={"inside": role is not None}, key="return")
    if role is not None:
        return True
    st.markdown("### Claimline")
    if not st.user.get("is_logged_in"):
        st.info("This desk asks who you are.", icon=":material/lock:")
        st.button("Log in", type="primary", on_click=_log_in, key="log-in")
        if st.session_state.get(_NO_LOGIN):
            st.error(_HOW_TO_LOG_IN, icon=":material/error:")
    else:
        st.warning(
            "You are logged in, but this address is not on the list of this desk. Ask whoever "
            "runs it to add you to CLAIMLINE_VIEWERS or CLAIMLINE_REVIEWERS.",
            icon=":material/block:",
        )
        st.button("Log out", on_click=st.logout, key="log-out")
    return False


def _log_in() -> None:
    try:
        st.login()
    except StreamlitAuthError:
        st.session_state[_NO_LOGIN] = True


def may_decide() -> bool:
    """Tell whether this reader may change what the ledger says."""
    return st.session_state.get("role", Role.REVIEWER) is Role.REVIEWER


def show_viewer_notice(what: str) -> None:
    """Say that viewers can't do this; `what` ends the sentence "Viewers can't …"."""
    st.info(
        f"You are here as a viewer. Viewers can't {what}; ask for the role of a reviewer.",
        icon=":material/visibility:",
    )


def logged_in_as() -> str:
    """Address of who is logged in; empty if nobody is."""
    if not st.session_state.get("role-by-login"):
        return ""
    return _address()


def role_of(settings: Settings) -> Role | None:
    """Find what the reader may do; None if they may not come in."""
    st.session_state["role-by-login"] = settings.asks_login
    if not settings.asks_login:
        return Role.VIEWER if settings.read_only else Role.REVIEWER
    address = _address()
    if not address:
        return None
    if not settings.read_only and _listed(address, settings.reviewers):
        return Role.REVIEWER
    known = _listed(address, settings.viewers | settings.reviewers)
    return Role.VIEWER if known else None


def _address() -> str:
    """The verified address that the login gives, in lower case; empty if there is none."""
    if not st.user.get("is_logged_in") or st.user.get("email_verified") is False:
        return ""
    return str(st.user.get("email") or "").strip().casefold()


def _listed(address: str, allowed: frozenset[str]) -> bool:
    """An entry is an address, or @ and a domain for everybody there."""
    return address in allowed or f"@{address.rpartition('@')[2]}" in allowed
