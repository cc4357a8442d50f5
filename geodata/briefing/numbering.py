"""Numbered sources: each article that is visible, or in a long list each source as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from geodata.briefing.sheet import MONTHS, SourceLine
from geodata.layers import Rights, Work, rights_of, work_of
from geodata.model import Article, Claim, Source
from geodata.portrayal import counted
from geodata.published_map import PublishedMap

MOST_ARTICLES = 60
"""A longer list names sources as wholes."""
CREDIBILITY = "6"
"""Admiralty code: the truth of a statement cannot be judged. Nobody judges single statements here,
and credibility is not derived from reliability."""
_DAWN = datetime.min.replace(tzinfo=UTC)
_Known = tuple[Rights, Mapping[str, Source]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Sources by number, and which of them a claim is of."""

    lines: tuple[SourceLine, ...]
    number: Mapping[str, int]
    """By claim_id."""
    restricted: tuple[str, ...]
    """Names of sources that must not be passed on."""

    def of(self, claims: Iterable[Claim]) -> tuple[int, ...]:
        """The numbers of claims' sources, ascending."""
        return tuple(sorted({self.number[claim.claim_id] for claim in claims}))


def number_sources(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    sources: Mapping[str, Source],
    maps: Sequence[PublishedMap],
) -> Numbered:
    """Number the sources of claims, the newest first.

    A source with a published map and with articles is two.
    """
    rights = rights_of(sources.values(), maps)
    works = {claim.article_id: work_of(claim) for claim in claims}
    many = sum(not work.is_map for work in works.values()) > MOST_ARTICLES
    groups: dict[object, list[Article]] = {}
    for article_id, work in works.items():
        whole = many or work.is_map
        groups.setdefault(work if whole else article_id, []).append(articles[article_id])
    keys = sorted(groups, key=lambda key: _rank(groups[key]))
    number = {article.article_id: nth for nth, key in enumerate(keys, 1) for article in groups[key]}
    known = (rights, sources)
    return Numbered(
        lines=tuple(
            _line(nth, groups[key], works[groups[key][0].article_id], many=many, known=known)
            for nth, key in enumerate(keys, 1)
        ),
        number={claim.claim_id: number[claim.article_id] for claim in claims},
        restricted=tuple(rights.restricted(works.values())),
    )


def _rank(articles: Sequence[Article]) -> tuple[float, str, str]:
    newest = max(article.published_at or _DAWN for article in articles)
    return -newest.timestamp(), articles[0].source_id, min(one.article_id for one in articles)


def _line(
    number: int, articles: Sequence[Article], work: Work, *, many: bool, known: _Known
) -> SourceLine:
    rights, sources = known
    source = sources.get(work.source_id)
    first, count = articles[0], len(articles)
    is_group = many or work.is_map
    whole = "published map" if work.is_map else counted(count, "article")
    return SourceLine(
        number=number,
        name=rights.name(work.source_id),
        title=whole if is_group else " ".join(first.title.split()),
        date=_dates(articles),
        grade=f"{source.reliability if source else 'F'}{CREDIBILITY}",
        url="" if is_group else first.url,
        restricted=work in rights.closed,
        is_group=is_group,
    )


def _dates(articles: Sequence[Article]) -> str:
    days = sorted(one.published_at.astimezone(UTC).date() for one in articles if one.published_at)
    if not days:
        return "undated"
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (days[0], days[-1]))
    return first if first == last else f"{first} to {last}"
