"""Score the extractor on labelled cases: `python -m tests.score_claims FILE… [--show] [--each]`.

FILE is JSON Lines of `{id, text, published, places: [{name, kind, lat, lon, aliases}], claims:
[{place, claimant, relation, actor, polarity, event_date, claimant_alt, …}]}`, or a TOML file as in
tests/golden/scored or tests/golden/passages. Strict: place, claimant, relation, actor and polarity
are right; relaxed leaves the claimant out. A place is right if its name (or an alias, or what the
text calls it) is the case's, or, for a settlement, if it lies within 15 km. Wrong claimant: right
but for the claimant, as a share of all that was found. Dates are judged on the claims that are
right.
"""

import argparse
import json
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry import Point

from geodata.model import (
    Article,
    Claim,
    DatePrecision,
    Mention,
    Place,
    PlaceKind,
    article_id_of,
)
from geodata.pipeline import Knowledge, load_knowledge, read
from geodata.seeds import moment_of
from geodata.settings import settings_from

NEAR_DEGREES = 0.15
STRICT = ("claimant", "relation", "actor", "polarity")
RELAXED = STRICT[1:]
WIDTH = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
KIND_WORDS = frozenset(
    {"region", "province", "state", "governorate", "oblast", "district", "territory", "county"}
)
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Edges of the rows of the reliability table."""

Found = tuple[Claim, Place]
Label = dict[str, Any]
Pair = tuple[Found | None, Label | None]


@dataclass(slots=True)
class Tally:
    """Right, found and labelled claims of one kind."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was to be found, or was."""
        both = self.found + self.labelled
        return 2 * self.right / both if both else 1.0

    def line(self, name: str) -> str:
        """One line of the printed table."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.labelled if self.labelled else 0.0
        return (
            f"{name:>18}: precision {precision:.3f}  recall {recall:.3f}  F1 {self.f1:.3f}"
            f"  ({self.right} right of {self.found} found, {self.labelled} labelled)"
        )


@dataclass(slots=True)
class Scores:
    """What became of all cases."""

    strict: Tally = field(default_factory=Tally)
    relaxed: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    """Strict tallies per relation and per polarity."""
    wrong_claimant: int = 0
    dates_right: int = 0
    dates: int = 0
    quotes_inexact: int = 0
    from_negatives: list[str] = field(default_factory=list)
    """Cases without any labelled claim in which one was found."""
    judged: list[tuple[Claim, bool]] = field(default_factory=list)
    """Each found claim, and whether it is right."""
    failures: list[str] = field(default_factory=list)

    @property
    def wrong_claimant_rate(self) -> float:
        """Share of the found claims that are right but for the claimant."""
        return self.wrong_claimant / max(1, self.strict.found)

    @property
    def date_accuracy(self) -> float:
        """Share of the right claims whose event date is the labelled one."""
        return self.dates_right / max(1, self.dates)


def score_cases(cases: Iterable[Label], knowledge: Knowledge) -> Scores:
    """Read each case as an article and compare what is found with its labels."""
    scores = Scores()
    for told in cases:
        article = _article(told)
        mentions, claims = read(article, knowledge)
        case = _by_name(told, mentions, knowledge)
        found = [(claim, knowledge.gazetteer.place(claim.place_id)) for claim in claims]
        strict = _pair(found, case, STRICT)
        relaxed = _pair(found, case, RELAXED)
        _add(scores.strict, strict)
        _add(scores.relaxed, relaxed)
        _add_kinds(scores.kinds, strict)
        scores.wrong_claimant += _wrong_claimants(strict, case)
        scores.quotes_inexact += sum(
            article.text[claim.start_char : claim.end_char] != claim.quote for claim in claims
        )
        if found and not case["claims"]:
            scores.from_negatives.append(case["id"])
        for claim, label in strict:
            if claim is not None:
                scores.judged.append((claim[0], label is not None))
            if claim is not None and label is not None and "event_date" in label:
                scores.dates += 1
                scores.dates_right += date_words(claim[0]) == label["event_date"]
        scores.failures += _failures(case, strict)
    return scores


def date_words(claim: Claim) -> str | None:
    """A claim's event date, as exact as it is: 2024, 2024-05 or 2024-05-11."""
    if claim.event_date is None or claim.date_precision is None:
        return None
    return claim.event_date.isoformat()[: WIDTH[claim.date_precision]]


def read_cases(path: Path) -> Iterator[Label]:
    """Read the cases of a JSON Lines or TOML file."""
    if path.suffix == ".toml":
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            yield _from_table(f"{path.stem}: {name}", table)
        return
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _from_table(name: str, table: Label) -> Label:
    published = table.get("published")
    lines = [line.strip() for line in table.get("lines", "").strip().split("\n")]
    text = table.get("text") or re.sub(r"(?<=\S)\n(?=\S)", " ", "\n".join(lines))
    sentences = [line for line in lines if line]
    return {
        "id": name,
        "text": re.sub(r"\n+", "\n", text),
        "published": str(published) if published else None,
        "places": [],
        "claims": [_from_line(line, sentences or [text]) for line in table["claims"]],
    }


def _from_line(line: str, sentences: Sequence[str]) -> Label:
    """Take apart `Place | CLAIMANT | relation | ACTOR/ALT | polarity | marks and date`.

    Of a case told in lines, the number of the line that says so stands before.
    """
    number, *_ = line.partition(" | ")
    at = int(number) - 1 if number.isdigit() else 0
    line = line.removeprefix(f"{number} | ") if number.isdigit() else line
    place, *parts = (part.strip() for part in line.split("|"))
    label: Label = {"place": place, "evidence": sentences[at]}
    for name, part in zip(STRICT, parts, strict=False):
        values = [None if one.strip() == "None" else one.strip() for one in part.split("/")]
        label |= {name: values[0], f"{name}_alt": values[1:]}
    for mark in parts[len(STRICT) :]:
        if mark == "undated" or mark[0].isdigit():
            label["event_date"] = None if mark == "undated" else mark
    return label


def _article(case: Label) -> Article:
    published = case.get("published")
    return Article(
        article_id=article_id_of(case["text"]),
        source_id=case.get("source") or "unknown",
        title=case.get("title") or "",
        text=case["text"],
        published_at=moment_of(published) if published else None,
    )


def _by_name(case: Label, mentions: Sequence[Mention], knowledge: Knowledge) -> Label:
    """Call labelled places as the gazetteer does what the text calls so."""
    if case["places"]:
        return case
    called = {
        mention.surface.casefold(): knowledge.gazetteer.place(mention.place_id).name
        for mention in mentions
        if mention.place_id
    }
    claims = [
        label | {"place": called.get(label["place"].casefold(), label["place"])}
        for label in case["claims"]
    ]
    return {**case, "claims": claims}


def _pair(found: Sequence[Found], case: Label, fields: tuple[str, ...]) -> list[Pair]:
    places = {place["name"]: place for place in case["places"]}
    pairs: list[Pair] = []
    left = list(case["claims"])
    for claim, place in found:
        label = next(
            (
                one
                for one in left
                if _same_place(place, one["place"], places.get(one["place"], {}))
                and all(_same(getattr(claim, name), one, name) for name in fields)
            ),
            None,
        )
        if label is not None:
            left.remove(label)
        pairs.append(((claim, place), label))
    return pairs + [(None, one) for one in left]


def _same(value: object, label: Label, name: str) -> bool:
    return value == label[name] or value in (label.get(f"{name}_alt") or ())


def _same_place(place: Place, name: str, labelled: Label) -> bool:
    kind = labelled.get("kind")
    area = kind == "region" and place.kind is PlaceKind.DISTRICT  # some label both alike
    if kind in {"settlement", "region"} and kind != place.kind and not area:
        return False
    names = {one.casefold() for one in (name, *(labelled.get("aliases") or ()))}
    if place.name.casefold() in names:
        return True
    if kind == "region" and _bare(place.name) in {_bare(one) for one in names}:
        return True  # "Marib province" is the Marib region
    if kind == "region" or labelled.get("lat") is None:
        return False
    return Point(place.lon, place.lat).distance(Point(labelled["lon"], labelled["lat"])) < (
        NEAR_DEGREES * (2 if labelled.get("approx") else 1)
    )


def _bare(name: str) -> str:
    """The name of a region without the word for its kind."""
    first, _, last = name.casefold().rpartition(" ")
    return first if first and last in KIND_WORDS else name.casefold()


def _add(tally: Tally, pairs: Sequence[Pair]) -> None:
    tally.right += sum(claim is not None and label is not None for claim, label in pairs)
    tally.found += sum(claim is not None for claim, _ in pairs)
    tally.labelled += sum(label is not None for _, label in pairs)


def _add_kinds(kinds: dict[str, Tally], pairs: Sequence[Pair]) -> None:
    for claim, label in pairs:
        for name in ("relation", "polarity"):
            # A right claim counts under its label, so that alternatives stay on one line.
            kind = str(label[name] if label is not None else getattr(claim and claim[0], name))
            _add(kinds.setdefault(kind, Tally()), [(claim, label)])


def _wrong_claimants(strict: Sequence[Pair], case: Label) -> int:
    invented = [claim for claim, label in strict if claim is not None and label is None]
    missed = [label for claim, label in strict if claim is None]
    again = _pair(invented, {**case, "claims": missed}, RELAXED)
    return sum(claim is not None and label is not None for claim, label in again)


def _failures(case: Label, pairs: Sequence[Pair]) -> Iterator[str]:
    for claim, label in pairs:
        if claim is None and label is not None:
            words = [label[name] for name in ("place", *STRICT)]
            yield f"{case['id']} missed   {words} {label['evidence']}"
        elif claim is not None and label is None:
            words = [claim[1].name, *(str(getattr(claim[0], name)) for name in STRICT)]
            yield f"{case['id']} invented {words} {claim[0].how} :: {claim[0].quote}"


def table_of(scores: Scores) -> str:
    """The figures as printed lines: scores, kinds, claimants, dates, reliability."""
    lines = [scores.strict.line("strict"), scores.relaxed.line("without claimant")]
    lines += [tally.line(kind) for kind, tally in sorted(scores.kinds.items())]
    lines += [
        f"{'wrong claimant':>18}: {scores.wrong_claimant_rate:.3f} of found",
        f"{'event date':>18}: {scores.date_accuracy:.3f} of {scores.dates} right claims",
        f"{'inexact quotes':>18}: {scores.quotes_inexact}",
        f"{'reliability':>18}: confidence -> share that is right",
        *reliability(scores.judged),
    ]
    return "\n".join(lines)


def reliability(judged: Sequence[tuple[Claim, bool]]) -> Iterator[str]:
    """Lines of a reliability table: mean confidence, share that is right, number of claims."""
    rows: Counter[float] = Counter()
    right: Counter[float] = Counter()
    told: Counter[float] = Counter()
    for claim, is_right in judged:
        confidence = claim.confidence
        low = max(edge for edge in BINS if edge <= confidence)
        rows[low] += 1
        right[low] += is_right
        told[low] += confidence
    for low in sorted(rows):
        count = rows[low]
        yield f"{told[low] / count:>18.2f}  {right[low] / count:.2f}  ({count} claims)"


def main() -> None:
    """Print the figures of all files, and with --show what was missed and invented."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print what was missed and invented")
    parser.add_argument("--each", action="store_true", help="print a table for each file")
    arguments = parser.parse_args()
    knowledge = load_knowledge(settings_from(os.environ))
    groups = [[path] for path in arguments.files] if arguments.each else [arguments.files]
    for paths in groups:
        scores = score_cases((case for path in paths for case in read_cases(path)), knowledge)
        if arguments.show:
            print("\n".join(scores.failures))
        print(f"{', '.join(path.name for path in paths)}\n{table_of(scores)}")


if __name__ == "__main__":
    main()
