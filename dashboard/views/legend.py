"""The legend of a page that shows several maps: one for all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.drawing import ASSETS

# One text, in this order: the swatches are drawn by what draws the maps.
_SCRIPTS = ("palette", "symbols", "fronts", "spots", "legend", "key")

_legend = st.components.v2.component(
    "claimline_legend",
    html='<div class="cl-entries"></div>',
    css=(ASSETS / "legend.css").read_text(encoding="utf-8"),
    js="\n".join((ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS),
)


def show_legend(lists: Sequence[Sequence[Mapping[str, Any]]], key: str = "legend") -> None:
    """Show the entries of several files; what two of them name is one entry.

    key: unique on the page.
    """
    _legend(data={"lists": lists}, key=key)
