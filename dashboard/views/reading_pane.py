"""A text with its claims and places marked in place, each explaining itself."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, TypedDict

import streamlit as st

from dashboard.drawing import ASSETS

MOST_CHARACTERS = 1_000_000
MOST_SPANS = 2_000

# Streamlit's own elements would render article text as markdown, and can't mark a part of it.
_pane = st.components.v2.component(
    "claimline_reading",
    html='<div class="reading"><div class="text" tabindex="0" role="region" '
    'aria-label="Text of the article. Left and right arrow keys go from mark to mark, Enter '
    'chooses one."></div><div class="tip" role="tooltip" hidden></div>'
    '<div class="key"></div></div>',
    css=(ASSETS / "reading.css").read_text(encoding="utf-8"),
    js="\n".join(
        (ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in ("text", "reading")
    ),
)


class Span(TypedDict):
    """A stretch of a text that explains itself; spans may nest and overlap."""

    start: int
    """Offset in characters as Python counts them."""
    end: int
    kind: Literal["claim", "place", "open"]
    """`open`: a name that no place was given to."""
    id: str
    """Reported when it is chosen; several spans may share one and are chosen together."""
    words: Sequence[str]
    """Lines that explain it, the first as a heading. Shown as plain text."""


def show_text(
    text: str,
    spans: Sequence[Span],
    key: str,
    chosen: str | None = None,
    on_choice: Callable[[str], None] | None = None,
) -> None:
    """Show a text; a span is explained when pointed at and chosen by click or Enter.

    Text and words may come from anybody: they are only ever set as text. Of a text longer than
    `MOST_CHARACTERS` the beginning is shown, of more than `MOST_SPANS` spans the first.

    key: unique on the page. chosen: id of the span that is outlined and brought into sight.
    on_choice: called with the id that the reader chooses, before the page runs again.
    """
    _show(_content(text, spans), key, chosen, on_choice)


def show_markable_text(
    text: str,
    spans: Sequence[Span],
    key: str,
    chosen: str | None = None,
    on_choice: Callable[[str], None] | None = None,
) -> tuple[int, int] | None:
    """Show a text whose words the reader may mark with the mouse, or with Shift and arrow keys.

    Returns: start and end of what was marked since the last run, in characters; mostly None.
    """
    content = {**_content(text, spans), "selects": True}
    marked = _show(content, key, chosen, on_choice).selected
    if not isinstance(marked, Mapping):
        return None
    start, end = marked.get("start"), marked.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return None
    return start, end


def _content(text: str, spans: Sequence[Span]) -> dict[str, Any]:
    """What of a text and its spans is shown, and what to say of the rest."""
    shown = sorted(
        (span for span in spans if span["end"] <= MOST_CHARACTERS), key=lambda one: one["start"]
    )[:MOST_SPANS]
    return {
        "text": text[:MOST_CHARACTERS],
        "spans": shown,
        "notice": _notice(len(text), len(spans), len(shown)),
    }


def _show(
    content: Mapping[str, Any],
    key: str,
    chosen: str | None,
    on_choice: Callable[[str], None] | None,
) -> Any:
    version = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
    return _pane(
        data={**content, "version": version, "chosen": chosen},
        key=key,
        on_chosen_change=partial(_hear, key, on_choice),
        on_selected_change=lambda: None,
    )


def _notice(characters: int, spans: int, shown: int) -> str:
    """Say what of the text is not shown, if anything."""
    words = []
    if characters > MOST_CHARACTERS:
        words.append(f"The first {MOST_CHARACTERS:,} of {characters:,} characters are shown.")
    if shown < spans:
        words.append(f"{shown:,} of {spans:,} claims and names are marked.")
    return " ".join(words)


def _hear(key: str, on_choice: Callable[[str], None] | None) -> None:
    """Take in what the pane reports; it comes from a browser, so anything may stand in it."""
    said = st.session_state[key].chosen
    if not isinstance(said, dict) or not isinstance(said.get("id"), str):
        return
    serial, heard = said.get("seq"), f"{key}-heard"
    if not isinstance(serial, int) or serial <= st.session_state.get(heard, 0):
        return
    st.session_state[heard] = serial
    if on_choice:
        on_choice(said["id"])
