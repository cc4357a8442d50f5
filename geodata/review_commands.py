"""python -m geodata reviews: what analysts decided, listed, or written as labelled cases."""

import argparse
import json
import sys
from functools import partial

from geodata.knowledge import Knowledge
from geodata.model import Claim, Polarity, Review
from geodata.options import LoadKnowledge, add_known_at
from geodata.outputs import open_output, printing
from geodata.pipeline.reviewed_cases import reviewed_cases
from geodata.settings import Settings
from geodata.store import open_store

_LONGEST_NOTE = 120


def add_reviews(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", load: LoadKnowledge
) -> list[argparse.ArgumentParser]:
    """Add `reviews` to the command line; `load` loads the seeds and names what is bad in them."""
    kinds = commands.add_parser(
        "reviews", help="list what analysts decided about claims, or write it as labelled cases"
    ).add_subparsers(required=True, metavar="WHAT")

    listing = kinds.add_parser(
        "list",
        help="print the reviews, oldest first",
        description="Print a line per review: when, who, what, which claim, why. By tabs.",
    )
    listing.add_argument(
        "--all", action="store_true", help="also those superseded or taken back since"
    )
    add_known_at(listing)
    listing.set_defaults(run=partial(_run_list, load=load))

    export = kinds.add_parser(
        "export",
        help="write reviewed articles as labelled cases, JSON Lines",
        description="Write a case per article whose every claim is decided: its text, its places "
        "and the claims that stand, in the schema of labelled cases that "
        "`python -m tests.score_claims` reads. Texts of sources that must not be passed on are "
        "left out.",
    )
    export.add_argument("out", metavar="OUT.jsonl", help="where to, or - for stdout")
    export.add_argument(
        "--partial",
        action="store_true",
        help='also articles with undecided claims, without these and marked "complete": false',
    )
    export.set_defaults(run=partial(_run_export, load=load))
    return [listing, export]


def _run_list(options: argparse.Namespace, settings: Settings, *, load: LoadKnowledge) -> int:
    knowledge = load(settings)
    store = open_store(settings.store_url, must_exist=True)
    try:
        asked = store.all_reviews if options.all else store.reviews
        made = asked(known_at=options.known_at)
    finally:
        store.close()
    with printing():
        for review in made:
            print("\t".join(map(_plain, _row(review, knowledge))))
    return 0


def _run_export(options: argparse.Namespace, settings: Settings, *, load: LoadKnowledge) -> int:
    knowledge = load(settings)
    store = open_store(settings.store_url, must_exist=True)
    try:
        found = reviewed_cases(store, knowledge, partial=options.partial)
    finally:
        store.close()
    with open_output(options.out) as stream:
        for case in found.cases:
            print(json.dumps(case, ensure_ascii=False), file=stream)
    told = [f"{len(found.cases)} cases written"]
    if found.undecided:
        marked = "marked as incomplete" if options.partial else "left out (--partial takes them)"
        told.append(f"{found.undecided} with undecided claims {marked}")
    if found.restricted:
        told.append(f"{found.restricted} left out, not redistributable")
    print("; ".join(told), file=sys.stderr)
    return 0


def _row(review: Review, knowledge: Knowledge) -> tuple[str, ...]:
    """When, who, what, article, the claim, what became of it, why."""
    outcome = review.corrected if review.claim else None
    return (
        review.recorded_at.isoformat(timespec="seconds"),
        review.analyst,
        review.decision.value,
        review.article_id,
        _told(review.claim or review.corrected, knowledge),
        f"→ {_told(outcome, knowledge)}" if outcome else "",
        review.note[:_LONGEST_NOTE],
    )


def _told(claim: Claim | None, knowledge: Knowledge) -> str:
    if claim is None:
        return ""
    place = knowledge.gazetteer.find(claim.place_id)
    denial = "denies: " if claim.polarity is Polarity.DENY else ""
    where = place.name if place else claim.place_id
    return f"{claim.claimant}: {denial}{claim.actor or 'somebody'} {claim.relation.value} {where}"


def _plain(text: str) -> str:
    """Without what could steer a terminal or break the table."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
