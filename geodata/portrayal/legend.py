"""The legend: what is drawn and nothing else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from geodata.model import (
    Actor,
    Relation,
)
from geodata.portrayal.styles import (
    AGE_STEPS,
    DENIAL_SHAPE,
    Style,
    is_area,
    parties_of,
    relation_of,
    style_of,
)
from geodata.portrayal.words import NO_CLAIM, RELATION_NAMES, actor_name


def _meaning(style: Style, mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> str:
    """Say what a style stands for, for the legend."""
    name = actor_name(mark["actor"], actors)
    relation = relation_of(mark)
    if not mark["current"]:
        return "Hollow: a statement about the past only"
    if style.shape == DENIAL_SHAPE:
        return f"{RELATION_NAMES[relation]} by {name} denied"
    if style.badge:
        return f"{name}: parts of the place only"
    if relation is Relation.CONTESTED:
        return "Contested: fighting reported"
    if relation is not Relation.CONTROLS:
        return f"{RELATION_NAMES[relation]} of {name} stated"
    if style.texture == "cross":
        parties = [actor_name(party, actors) for party in parties_of(mark, actors)]
        return f"Disputed: {' / '.join(parties)}"
    support = {
        "solid": "said by both sides or several origins",
        "hatch": "one side's word",
        "dots": "an outlet's or mapper's own word",
        "none": NO_CLAIM.lower(),
    }
    return f"Control by {name}: {support[style.texture]}"


def legend_entries(
    drawn: Sequence[tuple[Mapping[str, Any], Style]],
    actors: Mapping[str, Actor],
) -> list[dict[str, Any]]:
    """List what is drawn and nothing else, each meaning once with a swatch for each form of it."""
    entries: dict[str, dict[str, dict[str, Any]]] = {}
    for mark, style in drawn:
        swatch = _swatch(mark, style)
        entries.setdefault(_meaning(style, mark, actors), {}).setdefault(swatch["kind"], swatch)
    listed: list[dict[str, Any]] = [
        {"text": text, "swatches": sorted(forms.values(), key=_form)}
        for text, forms in entries.items()
    ]
    listed.sort(key=lambda entry: (_form(entry["swatches"][0]), entry["text"]))
    return [*listed, *_further(drawn)]


BORDER_DASHES = ("solid", "dashed", "dotted")


def border_dash(status: str, *, agreed: bool) -> str:
    """Choose how a line of Boundaries.borders() is drawn: solid, dashed or dotted."""
    if status == "claimed":
        return "dotted"
    return "solid" if agreed else "dashed"


def border_entries(dashes: Collection[str], view: str | None) -> list[dict[str, Any]]:
    """List the kinds of border that are drawn; by whose view, unless it is that of the UN."""
    words = {
        "dashed": "Dashed border: not agreed, or not a border in every view",
        "dotted": "Dotted border: a border in another view only",
    }
    seen = [entry("line", {"dash": "solid"}, f"Borders as seen by {view}")] if view else []
    return seen + [entry("line", {"dash": dash}, words[dash]) for dash in words if dash in dashes]


def spot_entries(*, ring: bool, outline: bool, numbers: bool) -> list[dict[str, Any]]:
    """List how places without a claim are pointed at, as far as it is done."""
    listed = {
        "ring": (ring, "Ring: the place looked up, no mark of its own"),
        "outline": (outline, "Plain outline: the area looked up, no mark of its own"),
        "number": (numbers, "Numbered ring: what the open name may mean"),
    }
    return [entry(kind, {}, words) for kind, (drawn, words) in listed.items() if drawn]


def swatch_of(mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> dict[str, Any]:
    """What assets/symbols.js draws to stand for a mark: one swatch, at full strength."""
    return _swatch(mark, style_of(mark, actors))


def _swatch(mark: Mapping[str, Any], style: Style) -> dict[str, Any]:
    kind = "badge" if style.badge else "area" if is_area(mark) else "point"
    return {"kind": kind, "style": asdict(replace(style, pale=1.0))}


def _form(swatch: Mapping[str, Any]) -> int:
    return ("area", "point", "badge").index(swatch["kind"])


def _further(drawn: Sequence[tuple[Mapping[str, Any], Style]]) -> Iterable[dict[str, Any]]:
    if any(style.dash == "dashed" for _, style in drawn):
        yield entry("line", {"dash": "dashed"}, "Dashed outline: a claim about the whole region")
    if any(mark["precision_km"] > 0 for mark, _ in drawn):
        yield entry("radius", {}, "Dotted circle: approximate place")
    drawn_pales = {style.pale for _, style in drawn}
    if min(drawn_pales, default=1.0) < 1:
        # Full strength always stands beside: what is pale shows only by comparison.
        steps = [step for step in AGE_STEPS if step[1] in {1.0, *drawn_pales}]
        words = " · ".join(words for _, _, words in steps)
        tones = [pale for _, pale, _ in steps]
        yield entry("steps", {"steps": tones}, f"Paler with age: {words}")


def entry(kind: str, style: dict[str, Any], text: str) -> dict[str, Any]:
    """One line of a legend; assets/symbols.js knows the kinds of swatch."""
    return {"text": text, "swatches": [{"kind": kind, "style": style}]}
