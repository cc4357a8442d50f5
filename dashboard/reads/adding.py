"""Articles on their way into the store: read, previewed, saved, and taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Thread

import pandas as pd
import streamlit as st

from dashboard.reads.desk import Desk
from dashboard.reads.places import place_names
from dashboard.reads.reading import source_name
from geodata import portrayal
from geodata.articles import Arrival, fetch_article, read_pasted, read_upload
from geodata.articles.copies import bands_of
from geodata.model import Article, Claim, content_id
from geodata.pipeline import Addition, Preview, add, listed_source, preview
from geodata.reviewing import withdraw
from geodata.seeds import UNKNOWN_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What would come of an article, in short."""

    claim_count: int
    open_count: int
    words: str
    """Whether it is new, known, a copy; what else tells its story."""
    is_read: bool
    """True: saving it changes nothing."""
    published_on: date | None
    """Also as read in its own words."""


def read_file(desk: Desk, name: str, content: bytes) -> Iterator[Arrival]:
    """Read the articles in a file that somebody dropped."""
    return (_listed(desk, arrival) for arrival in read_upload(name, content))


def read_address(desk: Desk, url: str) -> Iterator[Arrival]:
    """Fetch a page of the open internet and read it; its server sees that."""
    return (_listed(desk, arrival) for arrival in fetch_article(url))


def read_text(text: str) -> Article:
    """Make an article of pasted text. Raises ArticleError."""
    return read_pasted(text, {})


def _listed(desk: Desk, arrival: Arrival) -> Arrival:
    if arrival.article is None or not arrival.names_itself:
        return arrival
    article = listed_source(arrival.article, desk.knowledge.sources)
    return Arrival(origin=arrival.origin, article=article, notes=arrival.notes)


@st.cache_resource(show_spinner=False)
def warm_up() -> bool:
    """Load what compares texts while the reader looks for one: it takes a second."""
    Thread(target=bands_of, args=("",), daemon=True).start()
    return True


def foresight(desk: Desk, article: Article) -> Preview:
    """What would come of an article; nothing is saved. Raises StoreError."""
    return _foresight(desk, article, (desk.store.revision(), content_id([repr(article)])))


@st.cache_resource(show_spinner=False, max_entries=16)
def _foresight(_desk: Desk, _article: Article, key: tuple[str, str]) -> Preview:
    return preview(_article, _desk.store, _desk.knowledge)


def outlook(desk: Desk, article: Article) -> Outlook:
    """The same in short, kept for many. Raises StoreError."""
    return _outlook(desk, article, (desk.store.revision(), content_id([repr(article)])))


@st.cache_resource(show_spinner=False, max_entries=2_000)
def _outlook(_desk: Desk, _article: Article, key: tuple[str, str]) -> Outlook:
    seen = foresight(_desk, _article)
    return Outlook(
        claim_count=len(seen.claims),
        open_count=len(seen.open_names),
        words=_words(_desk, seen),
        is_read=seen.is_read,
        published_on=seen.article.published_on,
    )


def _words(desk: Desk, seen: Preview) -> str:
    if seen.is_withdrawn:
        return "withdrawn before; comes back"
    if seen.is_read:
        return "here already"
    if seen.known:
        return "here already; is read anew"
    if seen.copy_of:
        return f"near-duplicate of {named(desk, seen.copy_of)}"
    count = len(seen.same_story)
    return f"new; same story as {count} other{'' if count == 1 else 's'}" if count else "new"


def named(desk: Desk, article: Article) -> str:
    """An article by title, source and day, in one line."""
    day = portrayal.dated(article.published_on, None)
    return f"{article.title or '(no title)'} ({source_name(desk, article.source_id)}, {day})"


def known_sources(desk: Desk) -> list[str]:
    """Ids of the sources that are listed or have printed something here, by their names."""
    known = {*desk.sources, *desk.store.source_ids()} - {UNKNOWN_SOURCE}
    return [UNKNOWN_SOURCE, *sorted(known, key=lambda one: source_name(desk, one).casefold())]


def claim_rows(desk: Desk, claims: Sequence[Claim]) -> pd.DataFrame:
    """List claims in the order of the text.

    Columns: claim_id, who, says, true_of, confidence (0-100), all but the last as words.
    """
    names = place_names(desk, {claim.place_id for claim in claims})
    listed = sorted(claims, key=lambda claim: (claim.start_char, claim.end_char))
    rows = [
        {
            "claim_id": claim.claim_id,
            "who": portrayal.attribution(claim, desk.sources.get(claim.source_id), desk.actors),
            "says": _says(desk, claim, names[claim.place_id]),
            "true_of": portrayal.dated(claim.event_date, claim.date_precision),
            "confidence": round(100 * claim.confidence),
        }
        for claim in listed
    ]
    return pd.DataFrame(rows, columns=["claim_id", "who", "says", "true_of", "confidence"])


def _says(desk: Desk, claim: Claim, place_name: str) -> str:
    noted = ", ".join(portrayal.tags(claim, denial=False))
    said = portrayal.content(claim, place_name, desk.actors)
    return f"{said} ({noted})" if noted else said


def retelling_rows(desk: Desk, seen: Preview) -> pd.DataFrame:
    """List the articles that report some of the same statements.

    Columns: article_id, article, shared (claims of the new article in words).
    """
    told = {claim.claim_id: claim for claim in seen.claims}
    names = place_names(desk, {claim.place_id for claim in seen.claims})
    rows = []
    for telling in seen.same_story:
        ids = dict.fromkeys(new.claim_id for new, _ in telling.claims)
        shared = [_says(desk, told[one], names[told[one].place_id]) for one in ids if one in told]
        rows.append(
            {
                "article_id": telling.article.article_id,
                "article": named(desk, telling.article),
                "shared": "; ".join(shared),
            }
        )
    return pd.DataFrame(rows, columns=["article_id", "article", "shared"])


def save(desk: Desk, article: Article) -> Addition:
    """Keep an article. Raises StoreError."""
    return add(article, desk.store, desk.knowledge)


def take_back(desk: Desk, article_id: str, analyst: str) -> None:
    """Withdraw an article that was just added. Raises ReviewError, StoreError."""
    withdraw(article_id, analyst, "added by mistake", desk.store)
