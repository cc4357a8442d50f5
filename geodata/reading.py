"""Reads an article into the store, and again when an analyst has chosen a place for a name."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from geodata.articles.copies import bands_of, original_of
from geodata.claims import EXTRACTOR, date_article, extract_claims, extractor_name
from geodata.decisions import REVIEWED, is_withdrawn
from geodata.gazetteer import Gazetteer
from geodata.knowledge import (
    Knowledge,
    gazetteer_of,
    load_knowledge,
    lost_places,
    own_point,
    places_in,
)
from geodata.mentions import find_mentions
from geodata.mentions.settled import may_name, name_key, settle_mentions
from geodata.model import (
    SOURCE_VOICE,
    ActorKind,
    Article,
    Claim,
    Decision,
    Mention,
    PlaceChoice,
    Review,
    content_id,
)
from geodata.store import ClaimStore

__all__ = [
    "Foreseen",
    "Knowledge",
    "ReadAgain",
    "foresee",
    "gazetteer_of",
    "keep",
    "load_knowledge",
    "lost_places",
    "make_comparable",
    "own_point",
    "read",
    "reader_of",
    "reread",
    "restore",
    "settle",
    "was_helped",
    "was_read",
]

_GROWN = "+grown:"
"""Between the extractor's name and the edition of a grown gazetteer, in the name of a reading."""
_HELPED = "+places:"
"""Between the extractor's name and the choices that helped it, in the name of a reading."""
_CIRCUMSTANCES = re.compile(rf"(?:{'|'.join(map(re.escape, (_GROWN, _HELPED, REVIEWED)))})[^+]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """Articles that were read again, and how their claims changed."""

    read_again: int
    claims_added: int
    claims_gone: int
    left: int
    """Articles that are not read again, since another extractor read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What `keep` keeps of an article."""

    article: Article
    """Dated by its own words if it came without a date; as it is kept, if its text is."""
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    reading: str
    """Name of the reading: the extractor, and what helped it."""
    places: Gazetteer
    bands: tuple[int, ...] = ()


def read(article: Article, knowledge: Knowledge) -> tuple[list[Mention], list[Claim]]:
    """Find the places that an article mentions and the claims that it makes about them."""
    article = _dated(article, knowledge)
    mentions, claims, _ = _read(article, knowledge, (), knowledge.gazetteer)
    return mentions, claims


def keep(
    article: Article, store: ClaimStore, knowledge: Knowledge, *, compare: bool = True
) -> bool:
    """Read an article into the store; False if that was done before.

    One that was withdrawn is back then. compare: whether to look for an article of the store that
    this one is a copy of.
    """
    back = restore(article.article_id, store, knowledge)
    if was_read(article.article_id, store, knowledge):
        return back
    return _save(foresee(article, store, knowledge, compare=compare), store)


def foresee(
    article: Article,
    store: ClaimStore,
    knowledge: Knowledge,
    *,
    compare: bool = True,
    among: Iterable[Article] = (),
) -> Foreseen:
    """Read an article as `keep` does; nothing is saved.

    compare: as there. among: articles of the store that it can't find as copies yet.
    """
    # An article that differs in white space only is the same article: read the text as kept.
    kept = store.find_article(article.article_id)
    if kept or not compare:
        return _foreseen(kept or _dated(article, knowledge), store, knowledge)
    article = _dated(article, knowledge)
    bands = bands_of(article.text)
    alike = [one for one in among if not set(bands).isdisjoint(bands_of(one.text))]
    first = original_of(article, _standing([*store.articles_alike(bands), *alike], store))
    if first:  # what that one is a copy of, if it is one itself
        article = replace(article, origin_group=first.origin_group or first.article_id)
    return _foreseen(article, store, knowledge, bands)


def restore(
    article_id: str,
    store: ClaimStore,
    knowledge: Knowledge,
    *,
    analyst: str = "Claimline",
    note: str = "added again",
) -> bool:
    """Bring an article back that was withdrawn; False if it was not.

    Raises: StoreError.
    """
    if not is_withdrawn(store.reviews(article_id)):
        return False
    undone = Review(
        article_id=article_id,
        claim_id="",
        decision=Decision.UNDONE,
        analyst=analyst,
        note=note,
        recorded_at=datetime.now(UTC),
    )
    store.review(undone, places=places_in(article_id, store, knowledge).place)
    return True


def _standing(articles: Sequence[Article], store: ClaimStore) -> list[Article]:
    withdrawn = store.withdrawn() if articles else ()
    return [article for article in articles if article.article_id not in withdrawn]


def make_comparable(store: ClaimStore) -> None:
    """Let copies be found of articles that were kept uncompared, or by an older Claimline."""
    for article_id in store.articles_without_bands():
        store.keep_bands(article_id, bands_of(store.article(article_id).text))


def settle(choice: PlaceChoice, store: ClaimStore, knowledge: Knowledge) -> ReadAgain:
    """Keep an analyst's choice and read again every article that it bears on.

    Whatever was read and chosen before stays in the store, as known then. Raises: StoreError.
    """
    store.choose_place(choice)
    return _read_again(_named_in(choice, store, knowledge.gazetteer), store, knowledge)


def reread(
    store: ClaimStore,
    knowledge: Knowledge,
    *,
    track: Callable[[Sequence[tuple[str, str]]], Iterable[tuple[str, str]]] = iter,
) -> ReadAgain:
    """Read every article of the store again, as after the gazetteer has grown.

    What was read before stays in the store, as known then. `track` sees the articles go by.
    Raises: StoreError.
    """
    return _read_again(track(sorted(store.readings().items())), store, knowledge)


def _read_again(
    readings: Iterable[tuple[str, str]], store: ClaimStore, knowledge: Knowledge
) -> ReadAgain:
    read_again = added = gone = left = 0
    for article_id, reading in readings:
        if _extractor_of(reading) != _extractor_of(EXTRACTOR):
            left += 1
            continue
        before = {claim.claim_id for claim in store.claims_of(article_id)}
        if _save(_foreseen(store.article(article_id), store, knowledge), store):
            after = {claim.claim_id for claim in store.claims_of(article_id)}
            read_again += 1
            added += len(after - before)
            gone += len(before - after)
    return ReadAgain(read_again=read_again, claims_added=added, claims_gone=gone, left=left)


def _named_in(
    choice: PlaceChoice, store: ClaimStore, gazetteer: Gazetteer
) -> list[tuple[str, str]]:
    """Articles that a choice may bear on, each with the name of the reading that counts.

    Those that leave the name open, and those that earlier choices helped to read.
    """
    readings = store.readings()
    if choice.article_id:
        return [(choice.article_id, readings[choice.article_id])]
    places = gazetteer.find
    found = {m.article_id for m in store.unresolved() if name_key(m, places) == choice.name}
    helped = (article_id for article_id, reading in readings.items() if was_helped(reading))
    found.update(a for a in helped if may_name(store.article(a).text, choice.name))
    return [(article_id, readings[article_id]) for article_id in sorted(found)]


def was_read(article_id: str, store: ClaimStore, knowledge: Knowledge) -> bool:
    """Tell whether an article was read with this extractor and gazetteer before."""
    return store.knows(article_id, _reader(knowledge))


def was_helped(reading: str) -> bool:
    """Tell from the name of a reading whether choices of analysts bear on it."""
    return _HELPED in reading


def reader_of(reading: str) -> str:
    """Name who read, without the gazetteer, the choices and the reviews: `rules@6+parse@1:…`."""
    return _CIRCUMSTANCES.sub("", reading)


def _extractor_of(reading: str) -> str:
    return reading.partition("@")[0]


def _read(
    article: Article, knowledge: Knowledge, choices: Sequence[PlaceChoice], own: Gazetteer
) -> tuple[list[Mention], list[Claim], str]:
    """Mentions, claims, and the name of the reading: the extractor and the choices that bear."""
    mentions = find_mentions(article, knowledge.gazetteer, knowledge.actors)
    mentions, heard = settle_mentions(mentions, choices, own.find)
    claims = extract_claims(
        article,
        mentions,
        lexicon=knowledge.lexicon,
        places=own.place,
        own_voice=_own_voice(article, knowledge),
        parser=knowledge.parser,
    )
    return mentions, claims, f"{_reader(knowledge)}{_helped_by(heard)}"


def _own_voice(article: Article, knowledge: Knowledge) -> str:
    """Under which actor a publisher speaks: as listed, or the monitor that it is named for."""
    listed = {source.source_id: source.voice for source in knowledge.sources}
    if article.source_id in listed:
        return listed[article.source_id]
    name = article.source_id.casefold()
    return next(
        (
            actor.actor_id
            for actor in knowledge.actors
            if actor.kind is ActorKind.MONITOR
            and name in {one.casefold() for one in (actor.actor_id, actor.name, *actor.names)}
        ),
        SOURCE_VOICE,
    )


def _dated(article: Article, knowledge: Knowledge) -> Article:
    """Date an undated article by its own words, unless they name a day yet to come."""
    dated = date_article(article, knowledge.lexicon)
    now = datetime.now(UTC)
    return article if dated.published_at and dated.published_at > now else dated


def _reader(knowledge: Knowledge) -> str:
    """Name the extractor, and the gazetteer if it has grown: it then finds more places."""
    edition = knowledge.gazetteer.edition
    name = extractor_name(knowledge.parser)
    return f"{name}{_GROWN}{edition}" if edition else name


def _helped_by(choices: Sequence[PlaceChoice]) -> str:
    """Name the choices; an undone one counts too, for the reading after it is a new one."""
    if not choices:
        return ""
    parts = sorted((c.name, c.article_id, c.recorded_at.isoformat()) for c in choices)
    return f"{_HELPED}{content_id(parts)[:12]}"


def _foreseen(
    article: Article, store: ClaimStore, knowledge: Knowledge, bands: tuple[int, ...] = ()
) -> Foreseen:
    own = places_in(article.article_id, store, knowledge)
    mentions, claims, reading = _read(article, knowledge, store.place_choices(), own)
    return Foreseen(
        article=article, mentions=mentions, claims=claims, reading=reading, places=own, bands=bands
    )


def _save(seen: Foreseen, store: ClaimStore) -> bool:
    return store.add(
        seen.article,
        seen.mentions,
        seen.claims,
        extractor=seen.reading,
        recorded_at=datetime.now(UTC),
        places=seen.places.place,
        bands=seen.bands,
    )
