"""What analysts chose for names: the choices that count, as articles write the names, and where."""

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from dashboard.reads.desk import Desk, articles
from geodata.mentions.settled import CHOSEN_BY, may_name, name_key
from geodata.model import Article, Mention, PlaceChoice, Verdict
from geodata.pipeline import read
from geodata.reading import was_helped

_MOST_READ_AGAIN = 3
"""Articles that are read again to see how they write a name."""


def choices_made(desk: Desk) -> list[PlaceChoice]:
    """What analysts chose and did not take back, the newest first."""
    made = [c for c in desk.store.place_choices() if c.verdict is not Verdict.UNDONE]
    return made[::-1]


def chosen_mentions(desk: Desk, article_id: str) -> dict[str, str]:
    """The places in an article that an analyst chose, each with who did so, when and why."""
    if article_id not in _helped_articles(desk, desk.store.revision()):
        return {}
    return {
        mention.place_id: mention.how
        for mention in desk.store.mentions(article_id)
        if mention.place_id and mention.how.startswith(CHOSEN_BY)
    }


@st.cache_resource(show_spinner=False, max_entries=4)
def _helped_articles(_desk: Desk, revision: str) -> frozenset[str]:
    readings = _desk.store.readings() if _desk.store.all_place_choices() else {}
    return frozenset(article_id for article_id, reading in readings.items() if was_helped(reading))


def written_name(desk: Desk, choice: PlaceChoice) -> str:
    """The name that a choice is about, as an article writes it."""
    return _written_name(desk, choice.name, choice.article_id)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _written_name(_desk: Desk, name: str, article_id: str) -> str:
    """Kept whatever the store learns: how the text writes a name doesn't change."""
    known = articles(_desk)
    about = [known[article_id]] if article_id in known else _that_may_name(known.values(), name)
    for article in about:
        if written := _spelling(_desk, _desk.store.mentions(article.article_id), name):
            return written
    # What was said to be no place is no mention any more, but for whoever reads without choices.
    for article in about[:_MOST_READ_AGAIN]:
        if written := _spelling(_desk, read(article, _desk.knowledge)[0], name):
            return written
    return name


def _that_may_name(known: Iterable[Article], name: str) -> list[Article]:
    return [article for article in known if may_name(article.text, name)]


def _spelling(desk: Desk, mentions: Iterable[Mention], name: str) -> str:
    """How most of the mentions of a name write it; empty if there is none."""
    surfaces = Counter(
        mention.surface for mention in mentions if name_key(mention, desk.place) == name
    )
    return surfaces.most_common(1)[0][0] if surfaces else ""
