"""Components whose scripts the browser fetches once: what stands inline travels on each run."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import drawing, reads
from dashboard.drawing import ASSETS
from dashboard.views import files

Show = Callable[..., Any]


def component(name: str, html: str, scripts: Sequence[str]) -> Show:
    """Make a component of assets: `scripts` in their order, and the style of the last one.

    Returns: shows it; takes the desk, the component's data and what the component takes.
    """
    mounted = st.components.v2.component(
        name,
        html=html,
        css=_text(f"{scripts[-1]}.css"),
        js=_text("load.js"),
    )
    packed = drawing.pack_script("\n".join(_text(f"{script}.js") for script in scripts))

    def show(desk: reads.Desk, data: Mapping[str, Any], **settings: Any) -> Any:
        return mounted(data={**data, "script": files.publish(desk, packed)}, **settings)

    return show


def _text(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
