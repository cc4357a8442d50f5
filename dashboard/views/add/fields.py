"""What is known of an article, filled in as far as it says so itself, and editable."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.reads.adding import known_sources
from dashboard.reads.reading import source_name
from dashboard.views.add.drafts import Draft
from geodata.model import Article, DateBasis
from geodata.pipeline import listed_source
from geodata.seeds import UNKNOWN_SOURCE

_FIRST_DAY = date(1900, 1, 1)
_LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian"}
_LONGEST = 300


def show_fields(desk: reads.Desk, draft: Draft, shown: Article) -> str:
    """Show the fields of a draft and take into it what they say.

    shown: the article as it would be kept, dated by its own words if it came without a date.

    Returns: what is wrong with the fields, in words; empty if nothing is.
    """
    given = draft.article
    if given is None:
        return ""
    wide, narrow = st.columns([6, 5], gap="small")
    with wide:
        title = _text(draft, "title", "Title", shown.title)
    with narrow:
        url = _text(draft, "url", "Address", shown.url, "https://… (optional)")
    first, second, third, fourth = st.columns([4, 2, 3, 2], gap="small")
    with first:
        source = _source(desk, draft, shown.source_id)
    with second:
        day = _day(draft, shown.published_on)
    with third:
        basis = _basis(draft, shown.published_basis, day)
    with fourth:
        language = _language(draft, shown.language)
    if url and not url.lower().startswith(("http://", "https://")):
        return "The address must start with http:// or https://, or be empty."
    article = replace(given, title=title, language=language, url=url)
    if source != given.source_id:
        article = listed_source(replace(article, source_id=source), desk.knowledge.sources)
    draft.article = _dated(article, shown, day, basis)
    return ""


def _dated(article: Article, shown: Article, day: date | None, basis: DateBasis) -> Article:
    """Only what was changed counts: else a day read in the text would be one that was given."""
    if (day, basis) == (shown.published_on, shown.published_basis):
        return article
    moment = shown.published_at if day == shown.published_on else None
    if day and moment is None:
        moment = datetime.combine(day, time(), UTC)
    note = shown.published_note if basis is shown.published_basis else ""
    return replace(
        article,
        published_at=moment,
        published_basis=basis if day else DateBasis.UNKNOWN,
        published_note=note if day else "",
    )


def _key(draft: Draft, name: str) -> str:
    return f"add-{name}-{draft.number}"


def _text(draft: Draft, name: str, label: str, value: str, placeholder: str = "") -> str:
    key = _key(draft, name)
    st.session_state.setdefault(key, value)
    written = st.text_input(label, key=key, max_chars=2_000, placeholder=placeholder)
    return " ".join(str(written or "").split())


def _source(desk: reads.Desk, draft: Draft, value: str) -> str:
    key = _key(draft, "source")
    st.session_state.setdefault(key, value)
    chosen = st.selectbox(
        "Source",
        list(dict.fromkeys([*known_sources(desk), value, st.session_state[key] or value])),
        key=key,
        format_func=partial(source_name, desk),
        accept_new_options=True,
        placeholder="Choose, or type a name",
        help="Who prints it. Type a name that isn't listed yet.",
    )
    return " ".join(str(chosen or UNKNOWN_SOURCE).split())[:_LONGEST]


def _day(draft: Draft, value: date | None) -> date | None:
    key = _key(draft, "day")
    st.session_state.setdefault(key, value)
    chosen: Any = st.date_input(
        "Published",
        value=None,
        min_value=_FIRST_DAY,
        max_value=datetime.now(UTC).date() + timedelta(days=1),
        key=key,
        format="YYYY-MM-DD",
        on_change=partial(_follow, draft),
        help="Left empty, the day is taken from the text, if it tells one.",
    )
    return chosen if isinstance(chosen, date) else None


def _follow(draft: Draft) -> None:
    """A day that somebody sets is given; without a day there is nothing that it rests on."""
    day = st.session_state[_key(draft, "day")]
    st.session_state[_key(draft, "basis")] = DateBasis.GIVEN if day else DateBasis.UNKNOWN


def _basis(draft: Draft, value: DateBasis, day: date | None) -> DateBasis:
    key = _key(draft, "basis")
    st.session_state.setdefault(key, value)
    chosen = st.selectbox(
        "The day rests on",
        list(DateBasis),
        key=key,
        format_func=lambda one: {DateBasis.GIVEN: "what you were given"}.get(one, one.value),
        disabled=day is None,
    )
    return DateBasis(chosen or value)


def _language(draft: Draft, value: str) -> str:
    key = _key(draft, "language")
    st.session_state.setdefault(key, value)
    chosen = st.selectbox(
        "Language",
        list(dict.fromkeys([*_LANGUAGES, value])),
        key=key,
        format_func=lambda one: _LANGUAGES.get(one, one),
    )
    return str(chosen or value)
