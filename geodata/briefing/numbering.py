"""Numbered sources: each article that is visible, or in a long list each source as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from geodata.briefing.sheet import MONTHS, SourceLine
from geodata.layers import Rights, Work, rights_of, work_of
from geodata.model import Article, Claim, Source
from geodata.published_map import PublishedMap

MOST_ARTICLES = 60
"""A longer list names sources as wholes."""
CREDIBILITY = "6"
"""Admiralty code: the truth of a statement cannot be judged. Nobody judges single statements here,
and credibility is not derived from reliability."""
_DAWN = datetime.min.replace(tzinfo=UTC)


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
    grouped = len(works) > MOST_ARTICLES
    groups: dict[object, list[Article]] = {}
    for article_id, work in works.items():
        groups.setdefault(work if grouped else article_id, []).append(articles[article_id])
    keys = sorted(groups, key=lambda key: _rank(groups[key]))
    number = {article.article_id: nth for nth, key in enumerate(keys, 1) for article in groups[key]}
    make = _grouped_line if grouped else _article_line
    return Numbered(
        lines=tuple(
            make(nth, groups[key], works[groups[key][0].article_id], (sources, rights))
            for nth, key in enumerate(keys, 1)
        ),
        number={claim.claim_id: number[claim.article_id] for claim in claims},
        restricted=tuple(rights.restricted(works.values())),
    )


def _rank(articles: Sequence[Article]) -> tuple[float, str, str]:
    newest = max(article.published_at or _DAWN for article in articles)
    return -newest.timestamp(), articles[0].source_id, min(one.article_id for one in articles)


_Known = tuple[Mapping[str, Source], Rights]


def _article_line(
    number: int, articles: Sequence[Article], work: Work, known: _Known
) -> SourceLine:
    title = " ".join(articles[0].title.split())
    return replace(_line(number, articles, work, known), title=title, url=articles[0].url)


def _grouped_line(
    number: int, articles: Sequence[Article], work: Work, known: _Known
) -> SourceLine:
    count = len(articles)
    whole = "published map" if work.is_map else f"{count} article{'' if count == 1 else 's'}"
    return replace(_line(number, articles, work, known), title=whole, is_group=True)


def _line(number: int, articles: Sequence[Article], work: Work, known: _Known) -> SourceLine:
    sources, rights = known
    source = sources.get(work.source_id)
    return SourceLine(
        number=number,
        name=rights.name(work.source_id),
        title="",
        date=_dates(articles),
        grade=f"{source.reliability if source else 'F'}{CREDIBILITY}",
        url="",
        restricted=work in rights.closed,
    )


def _dates(articles: Sequence[Article]) -> str:
    days = sorted(one.published_at.astimezone(UTC).date() for one in articles if one.published_at)
    if not days:
        return "undated"
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (days[0], days[-1]))
    return first if first == last else f"{first} to {last}"
