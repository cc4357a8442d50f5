"""Score finding and resolving of places: `python -m tests.score_toponyms FILE.toml [--show]`.

The form of the file is told at the head of tests/golden/toponyms.toml. Right is: a settlement or
facility within 10 km; a district, as a district, within 25 km; a water, as a water, within 100 km
(rivers are one point); a region, as a region of that country whose outline holds the label's point.
"""

import argparse
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from shapely.geometry import Point

from geodata.gazetteer.boundaries import load_boundaries
from geodata.gazetteer.distance import distance_km
from geodata.mentions import find_mentions
from geodata.model import Article, Mention, Place, PlaceKind
from geodata.pipeline import Knowledge, load_knowledge
from geodata.settings import settings_from

POINTS = (PlaceKind.SETTLEMENT, PlaceKind.FACILITY)
REACH_KM = {
    PlaceKind.SETTLEMENT: 10.0,
    PlaceKind.FACILITY: 10.0,
    PlaceKind.DISTRICT: 25.0,
    PlaceKind.WATER: 100.0,
    PlaceKind.REGION: 150.0,
}
"""For a region: where the gazetteer has no outline of it."""


class Outcome(StrEnum):
    """What became of one label."""

    RIGHT = "right"
    NOT_FOUND = "not found"
    UNRESOLVED = "left open"
    WRONG_KIND = "wrong kind"
    WRONG_COUNTRY = "wrong country"
    WRONG_PLACE = "wrong namesake"
    FALSE = "false mention"
    FALSE_UNRESOLVED = "false mention, unresolved"
    QUIET = "rightly quiet"
    GUESS = "guess among namesakes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One label and what the program made of it."""

    text: dict[str, Any]
    field: str
    """Where the label stands: `places`, `not_places` or `open`."""
    label: dict[str, Any]
    """As in the file; for `not_places` and `open` only its surface."""
    outcome: Outcome
    place: Place | None
    missing: bool = False
    """True if the gazetteer has no such place under the label's name or surface."""
    note: str = ""
    """Why the program decided so, in its own words."""


def judge_file(path: Path, knowledge: Knowledge) -> list[Judgement]:
    """Read every text of a file and judge each label."""
    texts = tomllib.loads(path.read_text("utf-8"))["text"]
    return [judgement for text in texts for judgement in judge_text(text, knowledge)]


def judge_text(text: dict[str, Any], knowledge: Knowledge) -> Iterator[Judgement]:
    """Judge the labels of one text."""
    words = text["text"]
    article = Article(
        article_id=text["id"], source_id="", title="", text=words, language=text["language"]
    )
    mentions = find_mentions(article, knowledge.gazetteer, knowledge.actors)
    places = list(_spans(words, [label["surface"] for label in text["places"]]))
    for label, span in zip(text["places"], places, strict=True):
        yield _judge_place(text, label, _over(mentions, span), knowledge)
    for field in ("not_places", "open"):
        for surface, span in zip(text[field], _spans(words, text[field]), strict=True):
            yield _judge_silence(text, surface, _over(mentions, span), field, knowledge)


def _spans(words: str, surfaces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the surfaces stand, each after the one before."""
    cursor = 0
    for surface in surfaces:
        start = words.index(surface, cursor)
        cursor = start + len(surface)
        yield start, cursor


def _over(mentions: Sequence[Mention], span: tuple[int, int]) -> list[Mention]:
    return [one for one in mentions if one.start_char < span[1] and span[0] < one.end_char]


def _judge_place(
    text: dict[str, Any], label: dict[str, Any], over: list[Mention], knowledge: Knowledge
) -> Judgement:
    judged = [(_outcome(label, _place(one, knowledge), knowledge), one) for one in over]
    judged.sort(key=lambda pair: list(Outcome).index(pair[0]))
    outcome, mention = judged[0] if judged else (Outcome.NOT_FOUND, None)
    return Judgement(
        text=text,
        field="places",
        label=label,
        outcome=outcome,
        place=_place(mention, knowledge) if mention else None,
        missing=not _known(label, knowledge),
        note=mention.how if mention else "",
    )


def _judge_silence(
    text: dict[str, Any], surface: str, over: list[Mention], field: str, knowledge: Knowledge
) -> Judgement:
    places = [place for one in over if (place := _place(one, knowledge))]
    places = [place for place in places if place.kind is not PlaceKind.COUNTRY]
    if places:
        outcome = Outcome.GUESS if field == "open" else Outcome.FALSE
    elif field == "not_places" and any(one.place_id is None for one in over):
        outcome = Outcome.FALSE_UNRESOLVED
    else:
        outcome = Outcome.QUIET
    return Judgement(
        text=text,
        field=field,
        label={"surface": surface},
        outcome=outcome,
        place=places[0] if places else None,
        note=over[0].how if over else "",
    )


def _place(mention: Mention, knowledge: Knowledge) -> Place | None:
    return knowledge.gazetteer.place(mention.place_id) if mention.place_id else None


def _known(label: dict[str, Any], knowledge: Knowledge) -> bool:
    namesakes = (
        place
        for name in {label["surface"], label["name"]}
        for place in knowledge.gazetteer.named(name)
    )
    return any(_outcome(label, place, knowledge) is Outcome.RIGHT for place in namesakes)


def _outcome(label: dict[str, Any], place: Place | None, knowledge: Knowledge) -> Outcome:
    if place is None:
        return Outcome.UNRESOLVED
    if not _of_kind(place, PlaceKind(label["kind"])):
        return Outcome.WRONG_KIND
    if place.country_code != label["country"] and place.kind is not PlaceKind.WATER:
        return Outcome.WRONG_COUNTRY
    return Outcome.RIGHT if _there(label, place, knowledge) else Outcome.WRONG_PLACE


def _of_kind(place: Place, kind: PlaceKind) -> bool:
    return place.kind is kind or (place.kind in POINTS and kind in POINTS)


def _there(label: dict[str, Any], place: Place, knowledge: Knowledge) -> bool:
    kind = PlaceKind(label["kind"])
    if kind is PlaceKind.REGION:
        outline = load_boundaries(knowledge.seeds_folder).outline(place.place_id)
        if outline is not None:
            return bool(outline.covers(Point(label["lon"], label["lat"])))
    apart = distance_km(place, replace(place, lon=label["lon"], lat=label["lat"]))
    return apart <= REACH_KM[kind] + place.precision_km


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is asserted and reported; shares are of the labelled places."""

    places: int
    found: float
    right: float
    wrong_country: int
    not_places: int
    false_mentions: int
    open_names: int
    guesses: int

    def __str__(self) -> str:
        return (
            f"{self.places:4} places: {self.found:6.1%} found, {self.right:6.1%} right,"
            f" {self.wrong_country} wrong country; {self.false_mentions} false of"
            f" {self.not_places}; {self.guesses} guesses of {self.open_names}"
        )


def figures_of(judgements: Iterable[Judgement]) -> Figures:
    """Sum up."""
    judgements = list(judgements)
    counts = Counter(one.outcome for one in judgements)
    places = [one for one in judgements if one.field == "places"]
    false = counts[Outcome.FALSE] + counts[Outcome.FALSE_UNRESOLVED]
    opens = sum(one.field == "open" for one in judgements)
    return Figures(
        places=len(places),
        found=1 - counts[Outcome.NOT_FOUND] / max(1, len(places)),
        right=counts[Outcome.RIGHT] / max(1, len(places)),
        wrong_country=counts[Outcome.WRONG_COUNTRY],
        not_places=len(judgements) - len(places) - opens,
        false_mentions=false,
        open_names=opens,
        guesses=counts[Outcome.GUESS],
    )


def failures_of(judgements: Iterable[Judgement]) -> Iterator[str]:
    """One line per failure, grouped by cause."""
    quiet = (Outcome.RIGHT, Outcome.QUIET)
    failed = [one for one in judgements if one.outcome not in quiet]
    groups: dict[str, list[Judgement]] = {}
    for one in failed:
        cause = f"{one.outcome}, missing from the gazetteer" if one.missing else str(one.outcome)
        groups.setdefault(cause, []).append(one)
    for cause, members in sorted(groups.items(), key=lambda group: -len(group[1])):
        yield f"\n# {cause}: {len(members)}"
        yield from map(_line, members)


def _line(one: Judgement) -> str:
    label, place = one.label, one.place
    wanted = f" = {label['name']} ({label['kind']}, {label['country']})" if "kind" in label else ""
    where = f" {label['lat']}, {label['lon']}" if "kind" in label else ""
    got = f" -> {place.name} ({place.place_id}, {place.kind}, {_at(place)})" if place else ""
    return f"{one.text['id']}: {label['surface']}{wanted}{where}{got} | {one.note}"


def _at(place: Place) -> str:
    return f"{place.lat:.3f}, {place.lon:.3f}"


def _report(judgements: list[Judgement]) -> Iterator[str]:
    yield f"all: {figures_of(judgements)}"
    for field in ("language", "theatre"):
        for value in sorted({one.text[field] for one in judgements}):
            part = [one for one in judgements if one.text[field] == value]
            yield f"{field} {value}: {figures_of(part)}"


def main() -> None:
    """Print the figures, and with --show every failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true", help="print each failure")
    arguments = parser.parse_args()
    judgements = judge_file(arguments.file, load_knowledge(settings_from(os.environ)))
    lines = [*_report(judgements), *(failures_of(judgements) if arguments.show else ())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
