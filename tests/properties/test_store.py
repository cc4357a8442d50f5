"""What must hold of the store whatever is put into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import StoreError
from geodata.model import (
    Article,
    Candidate,
    Claim,
    ClaimQuery,
    DateBasis,
    DatePrecision,
    Extent,
    Mention,
    Polarity,
    Relation,
    article_id_of,
)
from geodata.store import ClaimStore, open_store
from tests.records import NOON, PLACES, make_article, make_claim, place_of

# Each example opens a database on disk.
on_disk = settings(max_examples=60, deadline=None)

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
)
moments = st.datetimes(
    min_value=datetime.fromisoformat("1990-01-01"),
    max_value=datetime.fromisoformat("2050-01-01"),
    # Fixed offsets: Python finds no equal in another zone for an hour that summer time repeats.
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)


@contextmanager
def fresh_store() -> Iterator[ClaimStore]:
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'c.sqlite3'}")
        try:
            yield store
        finally:
            store.close()


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text, source_id = draw(texts), draw(texts)
    return Article(
        article_id=article_id_of(text),
        source_id=source_id,
        title=draw(texts),
        text=text,
        language=draw(st.sampled_from(["en", "uk"])),
        url=draw(texts),
        published_at=draw(st.none() | moments),
        published_basis=draw(st.sampled_from(DateBasis)),
        published_note=draw(texts),
        retrieved_at=draw(st.none() | moments),
        origin_group=draw(texts),
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int, str]:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return start, end, text[start:end]


@st.composite
def mentions(draw: st.DrawFn, article: Article) -> Mention:
    start, end, surface = draw(spans(article.text))
    candidates = st.builds(
        Candidate, place_id=texts, score=st.floats(allow_nan=False, allow_infinity=False)
    )
    return Mention(
        article_id=article.article_id,
        start_char=start,
        end_char=end,
        surface=surface,
        place_id=draw(st.none() | texts),
        candidates=tuple(draw(st.lists(candidates, max_size=2))),
        how=draw(texts),
    )


@st.composite
def claims(draw: st.DrawFn, article: Article) -> Claim:
    start, end, quote = draw(spans(article.text))
    event_date = draw(st.none() | st.dates())
    return Claim(
        article_id=article.article_id,
        source_id=article.source_id,
        place_id=draw(st.sampled_from(sorted(PLACES))),
        claimant=draw(texts),
        relation=draw(st.sampled_from(Relation)),
        actor=draw(st.none() | texts),
        polarity=draw(st.sampled_from(Polarity)),
        start_char=start,
        end_char=end,
        quote=quote,
        extractor=draw(texts),
        speaker=draw(texts),
        extent=draw(st.sampled_from(Extent)),
        hedged=draw(st.booleans()),
        current=draw(st.booleans()),
        event_date=event_date,
        date_precision=draw(st.sampled_from(DatePrecision)) if event_date else None,
        published_at=article.published_at,
        denies=tuple(draw(st.lists(texts, max_size=2))),
        confidence=draw(st.floats(0, 1)),
        how=draw(texts),
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[Article, list[Mention], list[Claim]]:
    article = draw(articles())
    return (
        article,
        draw(st.lists(mentions(article), max_size=3)),
        draw(st.lists(claims(article), max_size=4, unique_by=lambda claim: claim.claim_id)),
    )


def add(store: ClaimStore, reading, extractor: str = "r@1", at: datetime = NOON) -> bool:
    return store.add(*reading, extractor=extractor, recorded_at=at, places=place_of)


@on_disk
@given(readings())
def test_what_goes_in_comes_out(reading: tuple[Article, list[Mention], list[Claim]]) -> None:
    article, found_mentions, found_claims = reading
    with fresh_store() as store:
        assert add(store, reading)
        assert store.articles() == [article]
        assert store.mentions(article.article_id) == found_mentions
        assert store.claims() == [replace(claim, recorded_at=NOON) for claim in found_claims]
        assert [claim.claim_id for claim in store.claims()] == [
            claim.claim_id for claim in found_claims
        ]


@on_disk
@given(st.lists(readings(), max_size=3))
def test_adding_twice_is_adding_once(several) -> None:
    with fresh_store() as store:
        for reading in several:
            add(store, reading)
        before = (store.articles(), store.claims(), store.revision())
        for reading in several:
            assert not add(store, reading, at=NOON + timedelta(days=1))
        assert (store.articles(), store.claims(), store.revision()) == before


@on_disk
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("1234"), st.integers(0, 9)), max_size=9
    ),
    st.integers(0, 9),
)
def test_nothing_recorded_later_changes_what_was_known(
    steps: list[tuple[str, str, int]], known_day: int
) -> None:
    """Whatever is added after a moment, with whatever clock, the view as known then stays."""
    known_at = NOON + timedelta(days=known_day)
    query = ClaimQuery(known_at=known_at)
    frozen = None
    with fresh_store() as store:
        for text, extractor, day in steps:
            article = make_article(text)
            claim = make_claim(article, speaker=extractor)
            before = store.claims(query)
            add(store, (article, [], [claim]), extractor, NOON + timedelta(days=day))
            if frozen is not None:
                assert store.claims(query) == before
            if any(claim.recorded_at > known_at for claim in store.claims()):
                frozen = True
            assert all(claim.recorded_at <= known_at for claim in store.claims(query))


@on_disk
@given(readings(), st.text(min_size=1, max_size=5))
def test_text_search_is_python_s_own_casefold(reading, wanted: str) -> None:
    with fresh_store() as store:
        add(store, reading)
        expected = [c.claim_id for c in reading[2] if wanted.casefold() in c.quote.casefold()]
        assert [c.claim_id for c in store.claims(ClaimQuery(text=wanted))] == expected


@on_disk
@given(readings(), st.dates(), st.dates())
def test_days_are_bounded_inclusively_and_the_dateless_is_always_there(
    reading, one: object, other: object
) -> None:
    since, as_of = sorted([one, other])

    def day(claim: Claim):
        published = claim.published_at
        return claim.event_date or (published and published.astimezone(UTC).date())

    with fresh_store() as store:
        add(store, reading)
        found = store.claims(ClaimQuery(since=since, as_of=as_of))
        expected = [c.claim_id for c in reading[2] if day(c) is None or since <= day(c) <= as_of]
        assert [c.claim_id for c in found] == expected


@on_disk
@given(st.text(min_size=1))
def test_any_text_is_kept_exactly_or_refused_whole(text: str) -> None:
    article = make_article(text)
    with fresh_store() as store:
        try:
            add(store, (article, [], []))
        except StoreError:
            assert "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
            assert store.articles() == []
        else:
            assert store.article(article.article_id).text == text
