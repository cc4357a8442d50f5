"""The articles that were read and are not saved yet, kept in the session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from geodata.articles import Arrival
from geodata.model import Article

MOST_DRAFTS = 500
"""More are for the command line: python -m geodata ingest."""
_DRAFTS = "add-drafts"
_NUMBER = "add-number"
_OPEN = "add-open"


@dataclass(slots=True, kw_only=True)
class Draft:
    """An article that may be saved, or why there is none."""

    number: int
    """Unlike that of any other of the session: names its widgets."""
    origin: str
    """Where it comes from, as given, so hostile."""
    group: str
    """The file, or the way, that it came by."""
    article: Article | None
    """As the reader has described it so far."""
    problem: str = ""
    notes: Sequence[str] = ()
    wanted: bool = True
    """False: the reader leaves it out."""

    @property
    def short_problem(self) -> str:
        """What is wrong, without what it is wrong with."""
        return self.problem.removeprefix(f"{self.origin}: ")

    def name_source(self, source_id: str) -> None:
        """Say who prints it; its widgets show that when they are drawn next."""
        if self.article:
            self.article = replace(self.article, source_id=source_id)
            st.session_state.pop(f"add-source-{self.number}", None)


def drafts() -> list[Draft]:
    """All of them, in the order in which they came."""
    held: list[Draft] = st.session_state.setdefault(_DRAFTS, [])
    return held


def take(group: str, arrivals: Iterable[Arrival]) -> bool:
    """Add what came in a file or by another way; False if some had to stay out."""
    for arrival in arrivals:
        if len(drafts()) >= MOST_DRAFTS:
            return False
        number = st.session_state.get(_NUMBER, 0) + 1
        st.session_state[_NUMBER] = number
        drafts().append(
            Draft(
                number=number,
                origin=arrival.origin,
                group=group,
                article=arrival.article,
                problem=str(arrival.error or ""),
                notes=arrival.notes,
            )
        )
    return True


def keep_groups(groups: Iterable[str]) -> None:
    """Drop whatever came otherwise."""
    kept = set(groups)
    st.session_state[_DRAFTS] = [draft for draft in drafts() if draft.group in kept]


def groups() -> set[str]:
    """The files, or ways, that the drafts came by."""
    return {draft.group for draft in drafts()}


def readable() -> list[Draft]:
    """The drafts with an article in them."""
    return [draft for draft in drafts() if draft.article]


def current() -> Draft | None:
    """The draft whose preview is shown; the first that can be read, unless one was chosen."""
    found = {draft.number: draft for draft in readable()}
    return found.get(st.session_state.get(_OPEN, 0)) or next(iter(found.values()), None)


def open_draft(number: int) -> None:
    """Show the preview of another."""
    st.session_state[_OPEN] = number
