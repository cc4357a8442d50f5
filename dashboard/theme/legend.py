"""The legend: what is drawn and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from dashboard.theme.styles import AGE_STEPS, DENIAL_SHAPE, Style, is_area
from dashboard.theme.words import NO_CLAIM, RELATION_NAMES, actor_name
from geodata.model import (
    Actor,
    Relation,
)


def _meaning(style: Style, mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> str:
    """Say what a style stands for, for the legend."""
    name = actor_name(mark["actor"], actors)
    relation = Relation(mark["relation"])
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
        contender = mark["contender"]
        against = f" against {actor_name(contender, actors)}" if contender else ""
        return f"Disputed: {name}{against}"
    support = {
        "solid": "said by both sides or several origins",
        "hatch": "one side's word",
        "dots": "in an outlet's own voice",
        "none": NO_CLAIM.lower(),
    }
    return f"Control by {name}: {support[style.texture]}"


def legend_entries(
    drawn: Sequence[tuple[Mapping[str, Any], Style]],
    actors: Mapping[str, Actor],
    *,
    disputed_border: bool,
) -> list[dict[str, Any]]:
    """List what is drawn and nothing else, each with the style that its swatch shows."""
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    for mark, style in drawn:
        kind = "badge" if style.badge else "area" if is_area(mark) else "point"
        text = _meaning(style, mark, actors)
        if (kind, text) not in entries:
            swatch = asdict(replace(style, pale=1.0))
            entries[kind, text] = {"kind": kind, "text": text, "style": swatch}
    order = {"area": 0, "point": 1, "badge": 2}
    listed = sorted(entries.values(), key=lambda entry: (order[entry["kind"]], entry["text"]))
    return [*listed, *_further(drawn, disputed_border=disputed_border)]


def _further(
    drawn: Sequence[tuple[Mapping[str, Any], Style]], *, disputed_border: bool
) -> Iterable[dict[str, Any]]:
    if any(style.dash == "dashed" for _, style in drawn):
        yield _line_entry("dashed", "Dashed outline: a claim about the whole region")
    if any(mark["precision_km"] > 0 for mark, _ in drawn):
        yield {"kind": "radius", "style": {}, "text": "Dotted circle: approximate place"}
    if disputed_border:
        yield _line_entry("dashed", "Dashed border: boundary claims differ")
    steps = [step for step in AGE_STEPS if any(style.pale == step[1] for _, style in drawn)]
    if any(pale < 1 for _, pale, _ in steps):
        words = ", ".join(words for _, _, words in steps)
        tones = [pale for _, pale, _ in steps]
        yield {"kind": "steps", "style": {"steps": tones}, "text": f"Paler with age: {words}"}


def _line_entry(dash: str, text: str) -> dict[str, Any]:
    return {"kind": "line", "style": {"dash": dash}, "text": text}
