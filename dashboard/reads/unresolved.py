"""The names that no place was given to: where they stand, why, and what analysts chose for them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import theme
from dashboard.reads.desk import Desk, articles
from geodata.claims.reading import sentence_spans
from geodata.mentions.settled import CHOSEN_BY, name_key
from geodata.model import Article, Mention, PlaceChoice, Verdict

_MOST_SENTENCES = 12
"""Sentences of one name that are shown."""
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


def choices_made(desk: Desk) -> list[PlaceChoice]:
    """What analysts chose and did not take back, the newest first."""
    made = [c for c in desk.store.place_choices() if c.verdict is not Verdict.UNDONE]
    return made[::-1]


@st.cache_resource(show_spinner=False, max_entries=4)
def _helped_articles(_desk: Desk, revision: str) -> frozenset[str]:
    readings = _desk.store.readings() if _desk.store.all_place_choices() else {}
    return frozenset(article_id for article_id, reading in readings.items() if "+" in reading)


def chosen_mentions(desk: Desk, article_id: str) -> dict[str, str]:
    """The places in an article that an analyst chose, each with who did so and when."""
    if article_id not in _helped_articles(desk, desk.store.revision()):
        return {}
    return {
        mention.place_id: mention.how
        for mention in desk.store.mentions(article_id)
        if mention.place_id and mention.how.startswith(CHOSEN_BY)
    }


def names_card(desk: Desk, names: Sequence[OpenName], chosen: str | None) -> dict[str, Any]:
    """Lay the names out for assets/names.js, the chosen one with its sentences."""
    return {
        "names": [
            {
                "key": one.key,
                "name": one.name,
                "count": _count_words(one),
                "why": _why(one),
            }
            for one in names
        ],
        "chosen": chosen,
        "sentences": next((_sentences(desk, one) for one in names if one.key == chosen), []),
        "more": next((_more(one) for one in names if one.key == chosen), ""),
    }


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
        f"{theme.dated(article.published_on, None)}",
    }


def _span(text: str, mention: Mention) -> tuple[int, int]:
    for start, end in sentence_spans(text):
        if start <= mention.start_char and mention.end_char <= end:
            return start, end
    return max(0, mention.start_char - _AROUND), min(len(text), mention.end_char + _AROUND)


def _utf16(text: str) -> int:
    """Count as JavaScript does, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
