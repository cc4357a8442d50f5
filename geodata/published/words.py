"""A map's words: its change points as articles of a line each, and as claims that rest on them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time

import numpy as np

from geodata.model import (
    Article,
    Claim,
    DateBasis,
    DatePrecision,
    Polarity,
    Relation,
    content_id,
)
from geodata.published_map import IMPORTED, PublishedMap

_MARK = "map:"
"""Begins the ids of a map's articles."""


def claims_of(
    published: PublishedMap,
    place_ids: Collection[str] | None = None,
    as_of: date | None = None,
) -> list[Claim]:
    """What a map says of places, a claim per change point; by default of all, which may be many.

    Points at which the map stops saying anything are lines of the article and no claims. Ids stay
    the same when a longer edition of the map is imported.
    """
    claims: list[Claim] = []
    for place_id, points in _points_of(published, place_ids):
        article_id, end = _article_id(published, place_id), -1
        for point in points:
            line = _line(published, int(point))
            start, end = end + 1, end + 1 + len(line)
            if as_of is None or published.day[point] <= as_of.toordinal():
                claims.extend(_claim(published, int(point), article_id, start, line))
    return claims


def articles_of(published: PublishedMap, place_ids: Collection[str] | None = None) -> list[Article]:
    """The words that claims rest on: per place the transcription of its rows, a line per point."""
    return [
        _article(published, place_id, points)
        for place_id, points in _points_of(published, place_ids)
    ]


def _points_of(
    published: PublishedMap, place_ids: Collection[str] | None
) -> Iterator[tuple[str, Sequence[int]]]:
    """Places and the numbers of their change points; nothing of places without any."""
    wanted = None if place_ids is None else set(place_ids)
    bounds = np.searchsorted(published.place, np.arange(len(published.place_ids) + 1))
    for number, place_id in enumerate(published.place_ids):
        if wanted is None or place_id in wanted:
            start, end = int(bounds[number]), int(bounds[number + 1])
            if start < end:
                yield place_id, range(start, end)


def _article_id(published: PublishedMap, place_id: str) -> str:
    return f"{_MARK}{content_id(published.account)[:12]}:{place_id}"


def _article(published: PublishedMap, place_id: str, points: Sequence[int]) -> Article:
    last = date.fromordinal(int(published.day[points[-1]]))
    url = published.urls[points[-1]] if published.urls else ""
    return Article(
        article_id=_article_id(published, place_id),
        source_id=published.source_id,
        title=published.title,
        text="\n".join(_line(published, int(point)) for point in points),
        url=url or published.url,
        published_at=_dawn(last),
        published_basis=DateBasis.GIVEN,
        published_note=f"the newest day in these rows of {published.file_name}",
    )


def _line(published: PublishedMap, point: int) -> str:
    if published.lines:
        return published.lines[point]
    day = date.fromordinal(int(published.day[point])).isoformat()
    label = published.labels[int(published.place[point])]
    word = published.statuses[int(published.status[point])].word
    return " ".join(filter(None, [day, label, published.column, word]))


def _claim(
    published: PublishedMap, point: int, article_id: str, start: int, line: str
) -> Iterator[Claim]:
    status = published.statuses[int(published.status[point])]
    if not status.relation:
        return
    day = date.fromordinal(int(published.day[point]))
    since = "on this day" if published.file_format == "csv" else "from this day on"
    yield Claim(
        article_id=article_id,
        source_id=published.source_id,
        place_id=published.place_ids[int(published.place[point])],
        claimant=published.claimant,
        relation=Relation(status.relation),
        actor=status.actor or None,
        polarity=Polarity(status.polarity),
        start_char=start,
        end_char=start + len(line),
        quote=line,
        extractor=f"{IMPORTED}{published.file_format}",
        event_date=day,
        date_precision=DatePrecision.DAY,
        published_at=_dawn(day),
        confidence=1.0,
        how=f"{published.title} says so {since} ({published.file_name})",
        recorded_at=published.recorded_at,
    )


def _dawn(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
