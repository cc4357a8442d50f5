"""Score the extractor on labelled cases: `python tests/score_claims.py CASES.jsonl [--show]`.

A case is `{id, text, published, places: [{name, kind, lat, lon, aliases, mentions}], claims:
[{place, claimant, relation, actor, polarity, claimant_alt, …}]}`. Strict: place, claimant,
relation, actor and polarity are right; "without claimant" leaves the claimant out. A place is
right if its name (or an alias) is the case's, or, for a settlement, if it lies within 15 km.
"""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely.geometry import Point

from geodata.model import Article, Claim, Place, article_id_of
from geodata.pipeline import load_knowledge, read
from geodata.seeds import moment_of
from geodata.settings import settings_from

NEAR_DEGREES = 0.15
FIELDS = ("claimant", "relation", "actor", "polarity")


def main() -> None:
    """Print precision, recall and F1 over all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and invented")
    arguments = parser.parse_args()
    knowledge = load_knowledge(settings_from(os.environ))
    totals = {"strict": [0, 0, 0], "without claimant": [0, 0, 0]}
    for case in _cases(arguments.cases):
        article = _article(case)
        _, claims = read(article, knowledge)
        found = [(claim, knowledge.gazetteer.place(claim.place_id)) for claim in claims]
        for name, fields in (("strict", FIELDS), ("without claimant", FIELDS[1:])):
            pairs = _pair(found, case, fields)
            right = sum(gold is not None and claim is not None for claim, gold in pairs)
            totals[name][0] += right
            totals[name][1] += len(found)
            totals[name][2] += len(case["claims"])
            if arguments.show and name == "strict":
                _show(case, pairs)
    for name, (right, found_count, gold_count) in totals.items():
        _print_scores(name, right, found_count, gold_count)


def _cases(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _article(case: dict[str, Any]) -> Article:
    published = case.get("published")
    return Article(
        article_id=article_id_of(case["text"]),
        source_id="unknown",
        title=case.get("title") or "",
        text=case["text"],
        published_at=moment_of(published) if published else None,
    )


def _pair(
    found: list[tuple[Claim, Place]], case: dict[str, Any], fields: tuple[str, ...]
) -> list[tuple[tuple[Claim, Place] | None, dict[str, Any] | None]]:
    places = {place["name"]: place for place in case["places"]}
    pairs: list[tuple[tuple[Claim, Place] | None, dict[str, Any] | None]] = []
    left = list(case["claims"])
    for claim, place in found:
        gold = next(
            (
                one
                for one in left
                if _same_place(place, one["place"], places.get(one["place"], {}))
                and all(_same(getattr(claim, name), one, name) for name in fields)
            ),
            None,
        )
        if gold is not None:
            left.remove(gold)
        pairs.append(((claim, place), gold))
    return pairs + [(None, one) for one in left]


def _same(value: object, gold: dict[str, Any], name: str) -> bool:
    return value == gold[name] or value in gold.get(f"{name}_alt", ())


def _same_place(place: Place, name: str, labelled: dict[str, Any]) -> bool:
    kind = labelled.get("kind")
    if kind in {"settlement", "region"} and kind != place.kind:
        return False
    if place.name.casefold() in {one.casefold() for one in (name, *labelled.get("aliases", ()))}:
        return True
    if kind == "region" or "lat" not in labelled:
        return False
    return Point(place.lon, place.lat).distance(Point(labelled["lon"], labelled["lat"])) < (
        NEAR_DEGREES * (2 if labelled.get("approx") else 1)
    )


def _show(case: dict[str, Any], pairs: list[Any]) -> None:
    for claim, gold in pairs:
        if claim is None:
            print(
                f"{case['id']} missed   {[gold[k] for k in ('place', *FIELDS)]} {gold['evidence']}"
            )
        elif gold is None:
            words = [claim[1].name, *(str(getattr(claim[0], name)) for name in FIELDS)]
            print(f"{case['id']} invented {words} {claim[0].how} :: {claim[0].quote}")


def _print_scores(name: str, right: int, found: int, gold: int) -> None:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(
        f"{name:>16}: precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
        f"  ({right} right of {found} found, {gold} labelled)"
    )


if __name__ == "__main__":
    main()
