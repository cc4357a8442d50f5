"""The files that the map's marks are made of: features, what they look like, and by day."""

from dataclasses import replace

import streamlit as st

from dashboard import drawing, reads
from dashboard.views import files
from geodata import portrayal
from geodata.pipeline import Situation, drawn_areas, looks_of, timeline_of
from geodata.selection import Selection

_Known = tuple[object, ...]


def publish_features(desk: reads.Desk, selection: Selection, shown: Situation) -> str:
    """Publish what no filter changes, once for all that is known at a moment; gives its name."""
    return files.publish(desk, _features(desk, shown, _known(desk, selection, shown))[1])


def publish_marks(desk: reads.Desk, selection: Selection, shown: Situation) -> str:
    """Publish what the selection shows of the features; gives the file's name."""
    return files.publish(desk, _marks(desk, selection, shown, reads.key_of(desk, selection)))


def publish_timeline(desk: reads.Desk, selection: Selection, shown: Situation) -> str | None:
    """Publish how the selection looks from which day on; None for a ledger of a single day."""
    always = replace(selection.narrowing, as_of=None)
    packed = _timeline(desk, always, reads.key_of(desk, always))
    return files.publish(desk, packed) if packed else None


def _known(desk: reads.Desk, selection: Selection, shown: Situation) -> _Known:
    worldview = selection.worldview or desk.settings.worldview
    return shown.ledger.revision, shown.ledger.known_at, worldview, len(shown.ledger.places)


@st.cache_resource(show_spinner=False, max_entries=4)
def _features(
    _desk: reads.Desk, _shown: Situation, known: _Known
) -> tuple[drawing.Features, drawing.Packed]:
    ledger, outline = _shown.ledger, _shown.boundaries.outline
    areas = drawn_areas(ledger, _shown.boundaries)
    outlines = {
        number: shape
        for number in areas.nonzero()[0].tolist()
        if (shape := outline(ledger.places[number].place_id)) is not None
    }
    said = [
        portrayal.attribution(claim, _desk.sources.get(claim.source_id), _desk.actors)
        for claim in ledger.claims
    ]
    assessor = ledger.assessor
    claims = (assessor.place, assessor.told.newest, said)
    features = drawing.order_features(ledger.places, outlines, claims, ledger.statement_counts)
    worldview = _shown.boundaries.worldview
    payload = drawing.features_payload(
        features, lambda place_id: reads.area_words(_desk, place_id, worldview)
    )
    return features, drawing.pack("features", payload)


@st.cache_resource(show_spinner=False, max_entries=48)
def _marks(
    _desk: reads.Desk, _selection: Selection, _shown: Situation, key: reads.Key
) -> drawing.Packed:
    features, packed = _features(_desk, _shown, _known(_desk, _selection, _shown))
    looks, standings = looks_of(_shown, portrayal.AGES), _shown.standings
    view = drawing.View(
        place=standings.place,
        looks=looks.rows,
        look=looks.look,
        shown=standings.shown,
        answer=standings.answer,
        counts=_shown.statement_counts,
    )
    return drawing.pack("marks", drawing.marks_payload(features, packed.name, view, _desk.actors))


@st.cache_resource(show_spinner=False, max_entries=8)
def _timeline(_desk: reads.Desk, _selection: Selection, key: reads.Key) -> drawing.Packed | None:
    span = reads.span(_desk, _selection.known_at)
    if span is None or span.first == span.last:
        return None
    shown = reads.situation(_desk, _selection)
    features, packed = _features(_desk, shown, _known(_desk, _selection, shown))
    line = timeline_of(shown, (span.first.toordinal(), span.last.toordinal()), portrayal.AGES)
    turns = drawing.Turns(
        place=line.place, day=line.day, looks=line.looks.rows, look=line.looks.look
    )
    payload = drawing.timeline_payload(features, packed.name, turns, _desk.actors)
    return drawing.pack("timeline", payload)
