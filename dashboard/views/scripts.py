"""Components whose scripts the browser fetches once: what stands inline travels on each run."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import drawing, reads
from dashboard.drawing import ASSETS
from dashboard.views import files

Show = Callable[..., Any]


def component(name: str, html: str, scripts: Sequence[str]) -> Show:
    """Make a component of assets: `scripts` in their order, and the style of the last one.

    Returns: shows it; takes the desk, the component's data, a `file` of kind "panel" with data that
    many runs share, and what the component takes.
    """
    mounted = st.components.v2.component(name, html=html, js=_text("mount.js"))
    loader = drawing.pack_script(_text("load.js"))
    style = f"export const style = {json.dumps(_text(f'{scripts[-1]}.css'))};"
    packed = drawing.pack_script("\n".join([*(_text(f"{each}.js") for each in scripts), style]))

    def show(
        desk: reads.Desk, data: Mapping[str, Any], file: drawing.Packed | None = None, **given: Any
    ) -> Any:
        named = {"loader": files.publish(desk, loader), "script": files.publish(desk, packed)}
        if file:
            named["file"] = files.publish(desk, file)
        return mounted(data={**data, **named}, **given)

    return show


def _text(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
