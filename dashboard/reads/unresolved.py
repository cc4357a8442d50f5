"""The names that no place was given to: where they stand, why, and what else is called so."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.reads.desk import Desk, articles
from dashboard.reads.places import Found
from geodata import portrayal
from geodata.claims.reading import sentence_spans
from geodata.mentions.settled import name_key
from geodata.model import Article, Mention

_MOST_SENTENCES = 12
"""Sentences of one name that are shown."""
_MOST_ARTICLES = 20
"""Articles of one name whose countries are looked at."""
_AROUND = 200
"""Characters about a name that stands in no sentence, such as one in a heading that repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenName:
    """One name in every spelling that folds to it."""

    key: str
    """What a PlaceChoice calls it."""
    name: str
    """As it is mostly written."""
    mentions: tuple[Mention, ...]
    candidates: tuple[tuple[str, float], ...]
    """place_id and score, best first, over all mentions."""

    @property
    def article_ids(self) -> list[str]:
        """The articles that leave it open."""
        return list(dict.fromkeys(mention.article_id for mention in self.mentions))


@st.cache_resource(show_spinner=False, max_entries=4)
def _open_names(_desk: Desk, revision: str) -> dict[str, OpenName]:
    found: dict[str, list[Mention]] = {}
    for mention in _desk.store.unresolved():
        found.setdefault(name_key(mention, _desk.place), []).append(mention)
    names = [_open_name(key, mentions) for key, mentions in found.items()]
    names.sort(key=lambda one: (-len(one.mentions), one.key))
    return {one.key: one for one in names}


def open_names(desk: Desk) -> Mapping[str, OpenName]:
    """The names left open, by key, the most mentioned first."""
    return _open_names(desk, desk.store.revision())


def _open_name(key: str, mentions: Sequence[Mention]) -> OpenName:
    best: dict[str, float] = {}
    for mention in mentions:
        for candidate in mention.candidates:
            best[candidate.place_id] = max(candidate.score, best.get(candidate.place_id, 0.0))
    return OpenName(
        key=key,
        name=Counter(mention.surface for mention in mentions).most_common(1)[0][0],
        mentions=tuple(mentions),
        candidates=tuple(sorted(best.items(), key=lambda one: (-one[1], one[0]))),
    )


def namesakes(desk: Desk, one: OpenName) -> Found:
    """Every place of an open name, or of the best candidate's for a name in another case."""
    gazetteer = desk.knowledge.gazetteer
    places = gazetteer.look_up(one.name)
    if not places and one.candidates and one.candidates[0][1] > 0:
        best = desk.place(one.candidates[0][0])
        places = gazetteer.look_up(best.name) if best else []
    return Found(place_ids=tuple(place.place_id for place in places), exact=True)


def countries_of(desk: Desk, article_ids: Sequence[str]) -> dict[str, str]:
    """The countries in which articles name a place that is known, by code, with their names."""
    return _countries_of(desk, tuple(article_ids[:_MOST_ARTICLES]), desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=16)
def _countries_of(_desk: Desk, article_ids: tuple[str, ...], revision: str) -> dict[str, str]:
    mentions = (mention for one in article_ids for mention in _desk.store.mentions(one))
    places = (_desk.place(mention.place_id) for mention in mentions if mention.place_id)
    codes = {place.country_code for place in places if place and place.country_code}
    countries = {code: _desk.place(f"iso:{code}") for code in sorted(codes)}
    return {code: country.name if country else code for code, country in countries.items()}


def names_card(desk: Desk, names: Sequence[OpenName], chosen: OpenName | None) -> dict[str, Any]:
    """Lay the names out for assets/names.js, or the chosen one with its sentences."""
    return {
        "names": [_row(one) for one in names],
        "chosen": chosen
        and {**_row(chosen), "sentences": _sentences(desk, chosen), "more": _more(chosen)},
    }


def _row(one: OpenName) -> dict[str, str]:
    return {"key": one.key, "name": one.name, "count": _count_words(one), "why": _why(one)}


def _count_words(one: OpenName) -> str:
    mentions, of_articles = len(one.mentions), len(one.article_ids)
    named = f"{mentions} mention{'' if mentions == 1 else 's'}"
    return f"{named} in {of_articles} article{'' if of_articles == 1 else 's'}"


def _why(one: OpenName) -> str:
    return next((mention.how for mention in one.mentions if mention.how), "")


def _more(one: OpenName) -> str:
    left = len(one.mentions) - _MOST_SENTENCES
    return f"… and {left} more of the same name." if left > 0 else ""


def _sentences(desk: Desk, one: OpenName) -> list[dict[str, Any]]:
    known = articles(desk)
    return [
        _sentence(desk, known[mention.article_id], mention)
        for mention in one.mentions[:_MOST_SENTENCES]
    ]


def _sentence(desk: Desk, article: Article, mention: Mention) -> dict[str, Any]:
    start, end = _span(article.text, mention)
    text = article.text[start:end]
    before = text[: mention.start_char - start]
    source = desk.sources.get(article.source_id)
    return {
        "text": text,
        "start": _utf16(before),
        "end": _utf16(before) + _utf16(mention.surface),
        "title": article.title,
        "printed": f"{source.name if source else article.source_id}, "
        f"{portrayal.dated(article.published_on, None)}",
    }


def _span(text: str, mention: Mention) -> tuple[int, int]:
    for start, end in sentence_spans(text):
        if start <= mention.start_char and mention.end_char <= end:
            return start, end
    return max(0, mention.start_char - _AROUND), min(len(text), mention.end_char + _AROUND)


def _utf16(text: str) -> int:
    """Count as JavaScript does, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
