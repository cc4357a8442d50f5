"""Sheets of a view: made once, drawn when asked for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.reads.changes import newest_day
from dashboard.reads.desk import Desk, choices, situation
from geodata.briefing import Bureau, Layout, Request, Sheet, link_of, make_sheet, write_text
from geodata.selection import Comparison, Selection

FORMATS: Mapping[str, tuple[str, str]] = {
    "png": ("PNG", "image/png"),
    "pdf": ("PDF", "application/pdf"),
    "pptx": ("PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
"""Name and media type of each form that a sheet can be downloaded in."""
_DAYS_BACK = 7
_Key = tuple[str, ...]


@st.cache_resource(show_spinner=False)
def _bureau(_desk: Desk, store: str) -> Bureau:
    return Bureau(store=_desk.store, knowledge=_desk.knowledge, settings=_desk.settings)


def _key_of(desk: Desk, request: Request) -> _Key:
    """Name a sheet: equal keys are equal sheets."""
    view = link_of(request.view, request.layout)
    worldview = request.view.worldview or desk.settings.worldview
    said = (request.title, request.banner, request.most_sources, request.spelling)
    told = (request.changed_since, request.subject, worldview)
    return desk.store.revision(), str(request.layout), view, *map(str, (*said, *told))


def sheet(desk: Desk, request: Request) -> Sheet:
    """Put a view on a sheet. Shared between readers: look, don't touch."""
    return _sheet(desk, request, _key_of(desk, request))


@st.cache_resource(show_spinner="Putting the sheet together …", max_entries=8)
def _sheet(_desk: Desk, _request: Request, key: _Key) -> Sheet:
    return make_sheet(_bureau(_desk, _desk.settings.store_url), _request)


def preview(desk: Desk, request: Request) -> bytes:
    """Draw a sheet as a small PNG."""
    return _preview(desk, request, _key_of(desk, request))


@st.cache_data(show_spinner="Drawing the sheet …", max_entries=16)
def _preview(_desk: Desk, _request: Request, key: _Key) -> bytes:
    drawing = _drawing()
    small = replace(drawing.SCREEN, dpi=drawing.SCREEN.dpi // 2)
    preview: bytes = drawing.draw_png(sheet(_desk, _request), small)
    return preview


def _drawing() -> Any:
    """Load what draws when somebody draws: it takes a second, and every start would wait for it."""
    from geodata.briefing import drawing  # noqa: PLC0415

    return drawing


def download(desk: Desk, request: Request, form: str) -> bytes:
    """Draw a sheet in one of FORMATS, as the command line does."""
    drawing = _drawing()
    draw: Mapping[str, Callable[[Sheet], bytes]] = {
        "png": drawing.draw_png,
        "pdf": drawing.draw_pdf,
        "pptx": drawing.draw_pptx,
    }
    return draw[form](sheet(desk, request))


def text_of(desk: Desk, request: Request) -> str:
    """The brief in words."""
    return write_text(sheet(desk, request))


def other_voices(desk: Desk, selection: Selection) -> list[str]:
    """Whom an account can be set beside: sides first."""
    known = choices(desk)
    others = sorted(set(known.claimants) - set(known.voices))
    return [one for one in (*known.voices, *others) if one != first_voice(desk, selection)]


def first_voice(desk: Desk, selection: Selection) -> str | None:
    """The left one of two voices: the chosen one, else the first side."""
    sides = choices(desk).voices
    return selection.voice or (None if selection.outlet else next(iter(sides), None))


def usual_earlier(desk: Desk, selection: Selection) -> date | None:
    """A week before the last day of a view."""
    last = selection.as_of or newest_day(situation(desk, selection))
    in_calendar = last and last > date.min + timedelta(days=_DAYS_BACK)
    return last - timedelta(days=_DAYS_BACK) if last and in_calendar else None


def view_of(
    desk: Desk,
    selection: Selection,
    layout: Layout,
    voice2: str | None,
    earlier: date | None,
) -> Selection | Comparison:
    """The view that a layout is of; what narrows a selection does not narrow a comparison."""
    if layout not in {Layout.VOICES, Layout.DAYS}:
        return selection
    both = Comparison(
        voice=selection.voice, outlet=selection.outlet, as_of=selection.as_of,
        voice2=selection.voice, outlet2=selection.outlet, as_of2=selection.as_of,
        known_at=selection.known_at, view=selection.view, worldview=selection.worldview,
    )  # fmt: skip
    if layout is Layout.DAYS:
        return replace(both, as_of=earlier)
    return replace(both, voice=first_voice(desk, selection), voice2=voice2)
