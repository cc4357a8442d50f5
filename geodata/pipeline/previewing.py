"""Previewing: what would come of an article, before it is saved; and saving just that."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geodata.gazetteer import Gazetteer
from geodata.model import Article, Claim, ClaimQuery, Mention, Source
from geodata.origins import find_origins
from geodata.reading import Knowledge, foresee, keep, make_comparable, was_read
from geodata.seeds import UNKNOWN_SOURCE
from geodata.store import ClaimStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """An article of the store that reports some of the same statements."""

    article: Article
    claims: tuple[tuple[Claim, Claim], ...]
    """Pairs of the new article's claim and this one's: one statement, with one origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would come of an article."""

    article: Article
    """As it would be kept; as it is kept, if its text is known already."""
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    known: Article | None
    """The article of the store with this very text, but for white space."""
    is_withdrawn: bool
    """True: it is known and was withdrawn; adding it brings it back as it was."""
    is_read: bool
    """True: adding it changes nothing."""
    copy_of: Article | None
    """The article of the store that this one is a near-duplicate of."""
    same_story: tuple[Retelling, ...]
    """Other articles that report its statements, the one that shares most first."""
    places: Gazetteer
    """Knows every place of mentions and claims."""

    @property
    def open_names(self) -> tuple[Mention, ...]:
        """Names that may be places and aren't resolved."""
        return tuple(mention for mention in self.mentions if mention.place_id is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What came of adding an article."""

    article: Article
    """As it is kept."""
    is_new: bool
    """False if it had been read before."""
    claim_count: int
    copy_of: Article | None
    notes: tuple[str, ...]
    """What of it stays as it was kept before; what it is a near-duplicate of."""


def preview(article: Article, store: ClaimStore, knowledge: Knowledge) -> Preview:
    """Read an article as it would be kept; nothing is saved. Raises StoreError."""
    unbanded = (store.article(one) for one in store.articles_without_bands())
    seen = foresee(article, store, knowledge, among=unbanded)
    known = store.find_article(article.article_id)
    is_withdrawn = bool(known) and article.article_id in store.withdrawn()
    is_read = not is_withdrawn and was_read(article.article_id, store, knowledge)
    claims = store.claims_of(article.article_id) if is_read else seen.claims
    copy_of = _original(seen.article, store)
    return Preview(
        article=seen.article,
        mentions=tuple(store.mentions(article.article_id) if is_read else seen.mentions),
        claims=tuple(claims),
        known=known,
        is_withdrawn=is_withdrawn,
        is_read=is_read,
        copy_of=copy_of,
        same_story=_same_story(claims, copy_of, store),
        places=seen.places,
    )


def add(article: Article, store: ClaimStore, knowledge: Knowledge) -> Addition:
    """Keep an article: what `preview` shows of it, unless the store changed since.

    Raises: StoreError.
    """
    make_comparable(store)
    is_new = keep(article, store, knowledge)
    kept = store.article(article.article_id)
    return Addition(
        article=kept,
        is_new=is_new,
        claim_count=len(store.claims_of(article.article_id)),
        copy_of=_original(kept, store),
        notes=tuple(notes_on(article, store, is_new=is_new)),
    )


def notes_on(given: Article, store: ClaimStore, *, is_new: bool) -> Iterable[str]:
    """Say what a person should know of an article that has just been kept, or was before."""
    kept = store.article(given.article_id)
    if not is_new:
        yield from _differences(given, kept)
    elif kept.origin_group:
        first = store.article(kept.origin_group)
        yield (
            f"{kept.title[:80]!r} is a near-duplicate of {first.title[:80]!r} "
            f"({first.source_id}): they count as one origin"
        )


def listed_source(article: Article, sources: Iterable[Source]) -> Article:
    """Give an article the source that is listed under the name that its page bears, if one is.

    So its grade, side and rights count.
    """
    name = article.source_id.casefold()
    for source in sources:
        if name in {source.source_id.casefold(), source.name.casefold()}:
            return replace(article, source_id=source.source_id)
    return article


def _original(article: Article, store: ClaimStore) -> Article | None:
    return store.article(article.origin_group) if article.origin_group else None


def _same_story(
    claims: Sequence[Claim], copy_of: Article | None, store: ClaimStore
) -> tuple[Retelling, ...]:
    """Find the claims of the store that have the same origin as one of these."""
    if not claims:
        return ()
    if copy_of:  # as the store will have it: the copy's own voice is that of the original
        claims = [replace(claim, copied_from=copy_of.source_id) for claim in claims]
    places = frozenset(claim.place_id for claim in claims)
    own = claims[0].article_id
    others = [one for one in store.claims(ClaimQuery(place_ids=places)) if one.article_id != own]
    origins = find_origins([*others, *claims])
    of_origin: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_origin[origins[claim.claim_id]].append(claim)
    shared: defaultdict[str, list[tuple[Claim, Claim]]] = defaultdict(list)
    for other in others:
        pairs = [(claim, other) for claim in of_origin.get(origins[other.claim_id], ())]
        if pairs:
            shared[other.article_id].extend(pairs)
    tellings = [
        Retelling(article=store.article(article_id), claims=tuple(pairs))
        for article_id, pairs in shared.items()
    ]
    return tuple(sorted(tellings, key=_rank))


def _rank(telling: Retelling) -> tuple[int, str]:
    return -len({new.claim_id for new, _ in telling.claims}), telling.article.article_id


def _differences(given: Article, kept: Article) -> Iterable[str]:
    """Say what is said otherwise of a text that is known: the store only appends."""
    ways = []
    if given.source_id not in {UNKNOWN_SOURCE, kept.source_id}:
        ways.append(f"its source stays {kept.source_id!r}, not {given.source_id!r}")
    if given.published_on not in {None, kept.published_on}:
        ways.append(f"its date stays {kept.published_on or 'unknown'}, not {given.published_on}")
    if ways:
        yield f"{given.title[:80]!r} is known already: {'; '.join(ways)}"
