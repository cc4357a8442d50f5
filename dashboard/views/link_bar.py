"""The address bar: the page's choice in the link, and which page is entered."""

from collections.abc import Iterable, Mapping

import streamlit as st

_PAGE = "page"


def enters(page: str) -> bool:
    """Tell whether the page opens in this run; the one before is left with it."""
    if st.session_state.get(_PAGE) == page:
        return False
    st.session_state[_PAGE] = page
    return True


def entered() -> str:
    """Name the page that this run shows."""
    return str(st.session_state.get(_PAGE, ""))


def write(link: Mapping[str, list[str]], names: Iterable[str]) -> None:
    """Keep the address bar on a choice; parameters of others than these names stay."""
    ours = set(names)
    there = {name: st.query_params.get_all(name) for name in st.query_params}
    wanted = {**{name: values for name, values in there.items() if name not in ours}, **link}
    if wanted != there:
        st.query_params.from_dict(wanted)
