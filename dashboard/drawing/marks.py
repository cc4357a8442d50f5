"""Marks for the browser: features once per revision, and for each view what they look like."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.drawing.curve import along_curve
from dashboard.drawing.payloads import encode_lines
from geodata.model import Actor, Place
from geodata.portrayal import legend_entries, style_of, word_of

Rows = NDArray[np.intp]
_FIRST = 35
"""Code of the character that stands for no mark; the next ones stand for styles."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Features:
    """Places of a ledger as the browser has them: in the order of a curve, so that they pack."""

    places: Sequence[Place]
    outlines: Mapping[int, BaseGeometry]
    """By the number of the place, of those that are drawn as areas."""
    claims_of: Sequence[Rows]
    """By place the claims about it, the newest first."""
    words: Sequence[str]
    """By claim: who says so."""
    counts: Rows
    """By place the number of statements about it, if nothing is filtered."""
    at: Rows
    """By place its position in what the browser has."""
    nth: Rows
    """By claim its number among those of its place."""
    boxes: NDArray[np.float64]
    """By place west, south, east, north."""


def order_features(
    places: Sequence[Place],
    outlines: Mapping[int, BaseGeometry],
    claims: tuple[Rows, Rows, Sequence[str]],
    counts: Rows,
) -> Features:
    """Put places in order; `claims`: by claim its place, how new it is (0 = newest), and who says.

    Areas come after the points, the largest first.
    """
    place, newest, words = claims
    lon = np.array([one.lon for one in places], np.float64)
    lat = np.array([one.lat for one in places], np.float64)
    area = np.zeros(len(places), np.float64)
    for number, outline in outlines.items():
        area[number] = outline.area
    order = np.lexsort((along_curve(lon, lat), -area, area > 0))
    at = np.empty(len(places), np.intp)
    at[order] = np.arange(len(places))
    by_place = np.lexsort((newest, place))
    starts = np.searchsorted(place[by_place], np.arange(len(places) + 1))
    nth = np.empty(len(place), np.intp)
    nth[by_place] = np.arange(len(place)) - starts[place[by_place]]
    claims_of = [by_place[starts[one] : starts[one + 1]] for one in range(len(places))]
    boxes = np.column_stack([lon, lat, lon, lat])
    for number, outline in outlines.items():
        boxes[number] = outline.bounds
    return Features(
        places=places, outlines=outlines, claims_of=claims_of, words=words, counts=counts, at=at,
        nth=nth, boxes=boxes,
    )  # fmt: skip


def features_payload(
    features: Features, about: Callable[[str], Sequence[str]] = lambda place_id: ()
) -> dict[str, Any]:
    """Pack what no filter changes: ids, names, points, outlines, and who says what of each place.

    about: what else is to be said of an area, by place id.
    """
    order = np.argsort(features.at).tolist()
    places = [features.places[number] for number in order]
    words = list(dict.fromkeys(features.words))
    number = {word: nth for nth, word in enumerate(words)}
    said = [[number[features.words[row]] for row in features.claims_of[one]] for one in order]
    drawn = [one for one in order if one in features.outlines]
    anchors = _anchors([features.outlines[one] for one in drawn])
    return {
        "ids": [place.place_id for place in places],
        "names": [place.name for place in places],
        "lon": _steps(np.array([place.lon for place in places], np.float64)),
        "lat": _steps(np.array([place.lat for place in places], np.float64)),
        "rough": [
            [nth, place.precision_km] for nth, place in enumerate(places) if place.precision_km
        ],
        "words": words,
        "said": [one[0] if len(one) == 1 else one for one in said],
        "counts": features.counts[order].tolist(),
        "areas": [
            {
                "at": anchor,
                "rings": encode_lines([features.outlines[one]]),
                "about": list(about(features.places[one].place_id)),
            }
            for one, anchor in zip(drawn, anchors, strict=True)
        ],
    }


def _steps(degrees: NDArray[np.float64]) -> list[int]:
    """Hundred-thousandths of a degree, each but the first as a difference."""
    steps: list[int] = np.diff(np.rint(degrees * 100_000).astype(np.int64), prepend=0).tolist()
    return steps


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """What a selection shows: columns of equal length, a row per place."""

    place: Rows
    looks: Sequence[Mapping[str, Any]]
    """Rows of `geodata.pipeline.Looks`."""
    look: Rows
    shown: Rows
    """Number of the claim shown; likewise the next, -1 = none."""
    answer: Rows
    counts: Rows
    """How many statements are heard."""


def marks_payload(
    features: Features | None, of: str | None, view: View, actors: Mapping[str, Actor]
) -> dict[str, Any]:
    """Pack what a selection shows of features: a style for each, its words and the legend.

    of: name of the published features.
    """
    styles, number = number_styles(view.looks, actors)
    codes = np.zeros(len(features.places) if features else 0, np.intp)
    sparse: dict[str, list[int]] = {"shown": [], "answers": [], "counts": []}
    if features:
        at = features.at[view.place]
        codes[at] = 1 + number[view.look]
        sparse = {
            "shown": _exceptions(at, features.nth[view.shown], 0),
            "answers": _exceptions(
                at, np.where(view.answer < 0, -1, features.nth[view.answer]), -1
            ),
            "counts": _exceptions(at, view.counts, features.counts[view.place]),
        }
    drawn = [(row, style_of(row, actors)) for row in view.looks]
    return {
        "of": of,
        "styles": styles,
        "codes": "".join(map(chr, (codes + _FIRST).tolist())),
        **sparse,
        "legend": legend_entries(drawn, actors),
        "bounds": bounds_of_view(features, view) if features else None,
    }


def number_styles(
    looks: Sequence[Mapping[str, Any]], actors: Mapping[str, Actor]
) -> tuple[list[dict[str, Any]], Rows]:
    """Styles with their words, each once, and by look the number of its style."""
    drawn = [(style_of(row, actors), word_of(row, actors)) for row in looks]
    styles = list(dict.fromkeys(drawn))
    number = {style: nth for nth, style in enumerate(styles)}
    packed = [{**asdict(style), "word": word} for style, word in styles]
    return packed, np.array([number[one] for one in drawn], np.intp)


def _exceptions(at: Rows, values: Rows, usual: Rows | int) -> list[int]:
    """Positions (each but the first as a difference) and values, where these are not the usual."""
    unusual = np.flatnonzero(values != usual)
    order = unusual[np.argsort(at[unusual])]
    steps = np.diff(at[order], prepend=0)
    packed: list[int] = np.column_stack([steps, values[order]]).ravel().tolist()
    return packed


def bounds_of_view(features: Features, view: View) -> list[float] | None:
    """West, south, east, north of what catches the eye; a whole country named in part does not."""
    drawn_as = np.array([row["drawn_as"] == "area" for row in view.looks], bool)[view.look]
    partial = np.array([row["extent"] == "partial" for row in view.looks], bool)[view.look]
    shown = view.place[~(drawn_as & partial)]
    corners = features.boxes[shown if len(shown) else view.place]
    if not len(corners):
        return None
    box = (*corners[:, :2].min(axis=0), *corners[:, 2:].max(axis=0))
    return [round(float(edge), 3) for edge in box]


def _anchors(outlines: Sequence[BaseGeometry]) -> list[list[float]]:
    """Where an area's label stands: the middle of the largest circle that fits inside."""
    if not outlines:
        return []
    spokes = shapely.maximum_inscribed_circle(shapely.simplify(outlines, 0.02), tolerance=0.05)
    middles = shapely.get_coordinates(shapely.get_point(spokes, 0))
    anchors: list[list[float]] = np.round(middles, 3).tolist()
    return anchors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turns:
    """From which day on places look how: columns of equal length."""

    place: Rows
    day: NDArray[np.int64]
    """Proleptic ordinal."""
    looks: Sequence[Mapping[str, Any]]
    look: Rows


def timeline_payload(
    features: Features, of: str, turns: Turns, actors: Mapping[str, Actor]
) -> dict[str, Any]:
    """Pack what turns on which day: days since 1970, and the features that look otherwise then."""
    styles, number = number_styles(turns.looks, actors)
    at = features.at[turns.place]
    order = np.lexsort((at, turns.day))
    at, day = at[order], turns.day[order] - date(1970, 1, 1).toordinal()
    days, counts = np.unique(day, return_counts=True)
    steps = np.diff(at, prepend=0)
    first = np.cumsum(counts) - counts
    steps[first] = at[first]  # each day begins anew
    return {
        "of": of,
        "styles": styles,
        "days": days.tolist(),
        "turns": counts.tolist(),
        "features": steps.tolist(),
        "codes": "".join(map(chr, (1 + number[turns.look[order]] + _FIRST).tolist())),
        "legend": legend_entries([(row, style_of(row, actors)) for row in turns.looks], actors),
    }
