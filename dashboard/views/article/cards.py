"""What the panel of an article is told, in words."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dashboard import reads
from dashboard.reads.reading import Reading, source_name
from dashboard.views.words import CONFIDENCE
from geodata import portrayal
from geodata.model import Article, Claim, DateBasis, Polarity, Source

Facts = list[tuple[str, str]]

_OUTSIDE_QUOTES = re.compile(r';\s+(?=(?:[^"]*"[^"]*")*[^"]*$)')
_PHRASE = re.compile(r'phrase rule (\S+) "(.*)"', re.DOTALL)
_DATE = re.compile(r'date "|no date given|told as past|a lasting state|said (at|on) ')
_VOICE = re.compile(r"said by |in the outlet's own voice")


def head_card(desk: reads.Desk, reading: Reading) -> dict[str, Any]:
    """Title, and what is known of the article as a whole."""
    article = reading.article
    source = desk.sources.get(article.source_id)
    facts = [
        ("Source", f"{source_name(desk, article.source_id)} · {_graded(source)}"),
        ("Published", _published_words(article)),
        ("Retrieved", _moment_words(article.retrieved_at)),
        ("Known here since", _moment_words(reading.known_since)),
        ("Language", article.language),
        ("Read by", ", ".join(sorted({one.extractor for one in reading.claims})) or "no claims"),
        *([("Withdrawn", "by an analyst: nothing in it counts")] if reading.withdrawn else []),
    ]
    linked = [
        *([("Near-duplicate of", reading.original)] if reading.original else []),
        *(("Also printed as", other) for other in reading.copies if other != reading.original),
    ]
    return {
        "title": article.title or "(no title)",
        "url": article.url,
        "facts": facts,
        "copies": [
            {"how": how, "id": other.article_id, "text": _named(desk, other)}
            for how, other in linked
        ],
    }


def _graded(source: Source | None) -> str:
    """The grade, and its reason if there is one."""
    note = source.reliability_note if source else ""
    return f"{portrayal.grade(source)}{f' ({note})' if note else ''}"


def _named(desk: reads.Desk, article: Article) -> str:
    day = portrayal.dated(article.published_on, None)
    return f"{article.title or '(no title)'} ({source_name(desk, article.source_id)}, {day})"


def _published_words(article: Article) -> str:
    if article.published_on is None:
        return "not known"
    day = portrayal.dated(article.published_on, None)
    basis = article.published_basis
    said = f"{day} ({'basis not known' if basis is DateBasis.UNKNOWN else basis.value})"
    return f"{said}. {article.published_note}" if article.published_note else said


def _moment_words(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "not kept"


def claim_cards(desk: reads.Desk, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """One card per claim, in the order of the text."""
    names = reads.place_names(desk, {claim.place_id for claim in claims})
    listed = sorted(claims, key=lambda claim: (claim.start_char, claim.end_char))
    return [_claim_card(desk, claim, names[claim.place_id]) for claim in listed]


def _claim_card(desk: reads.Desk, claim: Claim, place_name: str) -> dict[str, Any]:
    source = desk.sources.get(claim.source_id)
    return {
        "id": claim.claim_id,
        "place": claim.place_id,
        "colour": portrayal.colour_of(claim.actor, desk.actors),
        "head": portrayal.attribution(claim, source, desk.actors),
        "says": portrayal.content(claim, place_name, desk.actors),
        "tags": portrayal.tags(claim),
        "facts": [*_said(desk, claim), *how_facts(claim), ("Confidence", _sure(claim))],
    }


def _said(desk: reads.Desk, claim: Claim) -> Facts:
    denied = claim.polarity is Polarity.DENY
    return [
        ("Claimant", portrayal.actor_name(claim.claimant, desk.actors)),
        ("Speaker", claim.speaker or "not named"),
        ("Relation", portrayal.RELATION_NAMES[claim.relation]),
        ("Actor", portrayal.actor_name(claim.actor, desk.actors)),
        ("Polarity", "denied by the claimant" if denied else "affirmed by the claimant"),
        ("True of", portrayal.dated(claim.event_date, claim.date_precision)),
        ("Recorded", _moment_words(claim.recorded_at)),
    ]


def _sure(claim: Claim) -> str:
    return f"{claim.confidence:.0%}. {CONFIDENCE}"


def how_facts(claim: Claim) -> Facts:
    """Say by which phrase, in whose voice, for what date and with what doubts it was read."""
    if not claim.extractor.startswith("rules@"):
        return [("Found by", claim.extractor), *([("How", claim.how)] if claim.how else [])]
    facts = [_how_fact(part) for part in _OUTSIDE_QUOTES.split(claim.how) if part]
    return [("Found by", f"the grammar, {claim.extractor}"), *_joined(facts)]


def _how_fact(part: str) -> tuple[str, str]:
    if phrase := _PHRASE.fullmatch(part):
        words = phrase[2].replace("#", "").replace(" ~ ", " … ").replace("|", "/")
        return "Phrase", f"“{words}” (rule {phrase[1]})"
    if _VOICE.match(part):
        return "Attribution", part
    if _DATE.match(part):
        return "Date rule", part
    return "Noted", part


def _joined(facts: Iterable[tuple[str, str]]) -> Facts:
    """One line for all that bears the same name."""
    lines: dict[str, list[str]] = {}
    for name, words in facts:
        lines.setdefault(name, []).append(words)
    return [(name, "; ".join(words)) for name, words in lines.items()]
