"""The decisions: buttons with keys, what came of the last one, and which claim comes next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.reading import Reading
from dashboard.reads.reviewing import Queue
from dashboard.views import state
from dashboard.views.analyst import analyst
from dashboard.views.review import asking, form
from geodata import portrayal, reviewing
from geodata.errors import ClaimlineError, DecidedMeanwhileError
from geodata.model import Claim, Review

_OUTCOME = "review-outcome"
_MADE = "review-made"
"""Decisions of this session, the newest last: what Undo takes back."""
_ADDING = "review-adding"
_NOTE = "review-note"
_LONGEST_NOTE = 500
_WHO = "Say who decides: your name or initials are kept with the decision."


@dataclass(frozen=True, slots=True)
class Case:
    """A claim as it is shown for review."""

    desk: reads.Desk
    queue: Queue
    claim: Claim
    seen: frozenset[str]
    """The decisions on it that are known to whoever is shown it, see `reviewing.seen_of`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the last decision, or why it could not be kept."""

    kept: bool
    words: str


def current(queue: Queue) -> Claim | None:
    """The claim that the link names, else the first of the queue; None if there is none.

    One about which is asked comes first, though somebody else's decision took it off the queue.
    """
    if asked := asking.pending():
        return asked
    by_id = {claim.claim_id: claim for claim in queue.claims}
    asked = by_id.get(state.more("claim") or "")
    return asked or next(iter(queue.claims), None)


def adding() -> str | None:
    """The article to which a missed claim is being added."""
    article_id: str | None = st.session_state.get(_ADDING)
    return article_id


def turn_to(claim_id: str) -> None:
    """Review another claim: the reader chose its sentence, or skips."""
    if ":" not in claim_id:  # else the name of a place
        state.keep(claim=claim_id)
        st.session_state[_ADDING] = None
        asking.forget()
        form.forget_words()


def show_outcome() -> None:
    """Say what came of the last decision, or ask whether it is meant."""
    asking.show_question()
    said: Outcome | None = st.session_state.pop(_OUTCOME, None)
    if said:
        icon = ":material/check:" if said.kept else ":material/error:"
        (st.success if said.kept else st.error)(markdown_safe(said.words), icon=icon)


def case_of(desk: reads.Desk, queue: Queue, claim: Claim) -> Case:
    """Note what is known of a claim when it is shown."""
    return Case(desk, queue, claim, reviewing.seen_of(claim, desk.store))


def show_buttons(desk: reads.Desk, case: Case | None, values: Mapping[str, Any]) -> None:
    """Offer what can be decided; each button has its key. case: None = a missed claim is added."""
    if case is None:
        _show_adding(desk, values)
    else:
        _show_deciding(case, form.changes_of(case.claim, values))
    st.text_input(
        "Why",
        key=_NOTE,
        max_chars=_LONGEST_NOTE,
        placeholder="Why (optional): kept with the decision",
        label_visibility="collapsed",
    )


def show_less_common(case: Case, reading: Reading) -> None:
    """Offer to merge the claim into another one, and to add one that was missed."""
    claim = case.claim
    others = {one.claim_id: one for one in reading.claims if one.claim_id != claim.claim_id}
    if others:
        _show_merging(case.desk, claim, others, partial(_decide, case))
    st.button(
        "Add a claim that was missed", icon=":material/add:", key="review-add",
        type="tertiary", on_click=lambda: _begin_adding(claim.article_id),
    )  # fmt: skip


def _show_deciding(case: Case, changes: Mapping[str, Any]) -> None:
    act, claim = partial(_decide, case), case.claim
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Accept", type="secondary" if changes else "primary", shortcut="A",
            key="review-accept", disabled=bool(changes),
            help="Right in every field, as it stands." if not changes else "Fields are changed: "
            "save the correction.",
            on_click=lambda: act(lambda: reviewing.accept(claim, analyst(), _note()), "Accepted"),
        )  # fmt: skip
        st.button(
            "Save correction", type="primary" if changes else "secondary", shortcut="S",
            key="review-correct", disabled=not changes,
            on_click=lambda: act(lambda: _corrected(case.desk, claim, changes), "Corrected"),
        )  # fmt: skip
        st.button(
            "Reject", shortcut="X", key="review-reject", help="The text makes no such claim.",
            on_click=lambda: act(lambda: reviewing.reject(claim, analyst(), _note()), "Rejected"),
        )  # fmt: skip
        following = _following(case.queue, claim)
        st.button(
            "Skip", shortcut="N", key="review-skip", disabled=following is None,
            on_click=lambda: turn_to(following or ""),
        )  # fmt: skip
        _show_undo(case.desk)


def _show_merging(
    desk: reads.Desk,
    claim: Claim,
    others: Mapping[str, Claim],
    act: Callable[[Callable[[], Review], str], None],
) -> None:
    """Offer the article's other claims, one of which may say the same."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        into = st.selectbox(
            "Says the same as",
            list(others),
            index=None,
            format_func=lambda one: _told(desk, others[one]),
            key=f"review-into-{claim.claim_id[:12]}",
            placeholder="Another claim of this article",
        )
        st.button(
            "Merge", shortcut="M", key="review-merge", disabled=into is None,
            on_click=lambda: act(
                lambda: reviewing.merge(claim, others[into or ""], analyst(), _note()), "Merged"
            ),
        )  # fmt: skip


def _told(desk: reads.Desk, claim: Claim) -> str:
    source = desk.sources.get(claim.source_id)
    return portrayal.statement(claim, desk.place_name(claim.place_id), source, desk.actors)


def show_undo(desk: reads.Desk) -> None:
    """Offer to take the last decision back, where no claim is left to decide."""
    with st.container(horizontal=True):
        _show_undo(desk)


def _show_undo(desk: reads.Desk) -> None:
    made: list[Review] = st.session_state.get(_MADE, [])
    st.button(
        "Undo", shortcut="U", icon=":material/undo:", key="review-undo", disabled=not made,
        help="Take the last decision of this session back.", on_click=lambda: _undo(desk),
    )  # fmt: skip


def _show_adding(desk: reads.Desk, values: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Add the claim", type="primary", shortcut="S", key="review-add-save",
            on_click=lambda: _add(desk, values),
        )  # fmt: skip
        st.button(
            "Cancel", key="review-add-cancel", on_click=lambda: _begin_adding(None),
        )  # fmt: skip


def _begin_adding(article_id: str | None) -> None:
    st.session_state[_ADDING] = article_id
    form.forget_words()


def _note() -> str:
    return " ".join(str(st.session_state.get(_NOTE) or "").split())


def _following(queue: Queue, claim: Claim) -> str | None:
    """The claim after this one; after the last one the first."""
    ids = [one.claim_id for one in queue.claims]
    if claim.claim_id not in ids or len(ids) < 2:
        return next((one for one in ids if one != claim.claim_id), None)
    return ids[(ids.index(claim.claim_id) + 1) % len(ids)]


def _corrected(desk: reads.Desk, claim: Claim, changes: Mapping[str, Any]) -> Review:
    corrected = reviewing.corrected_claim(claim, changes, analyst(), desk.store, desk.knowledge)
    return reviewing.correct(claim, corrected, analyst(), _note())


def _decide(case: Case, make: Callable[[], Review], words: str, *, anyway: bool = False) -> None:
    """Keep a decision. anyway: also against what somebody else has decided since."""
    following = _following(case.queue, case.claim)
    asking.forget()
    try:
        kept = _keep(case.desk, make, words, None if anyway else case.seen)
    except DecidedMeanwhileError as newer:
        again = partial(_decide, case, make, words, anyway=True)
        asking.ask(newer, case.claim, again, lambda: turn_to(following or ""))
        return
    if kept:
        state.keep(claim=following)


def _add(desk: reads.Desk, values: Mapping[str, Any]) -> None:
    article_id = adding() or ""

    def make() -> Review:
        added = reviewing.added_claim(article_id, values, analyst(), desk.store, desk.knowledge)
        return reviewing.add(added, analyst(), _note())

    if _keep(desk, make, "Added"):
        _begin_adding(None)


def _keep(
    desk: reads.Desk,
    make: Callable[[], Review],
    words: str,
    seen: frozenset[str] | None = None,
) -> bool:
    """Keep a review, or say why that can't be. Raises DecidedMeanwhileError."""
    if not analyst():
        st.session_state[_OUTCOME] = Outcome(kept=False, words=_WHO)
        return False
    try:
        made = reviewing.review(make(), desk.store, desk.knowledge, seen)
    except DecidedMeanwhileError:
        raise
    except ClaimlineError as error:
        st.session_state[_OUTCOME] = Outcome(kept=False, words=f"Not kept. {error}")
        return False
    st.session_state.setdefault(_MADE, []).append(made)
    about = made.corrected or made.claim
    told = f"{words}: {_told(desk, about)}" if about else words
    st.session_state[_OUTCOME] = Outcome(kept=True, words=told)
    st.session_state[_NOTE] = ""
    form.forget_words()
    return True


def _undo(desk: reads.Desk) -> None:
    made: list[Review] = st.session_state[_MADE]
    if not analyst():
        st.session_state[_OUTCOME] = Outcome(kept=False, words=_WHO)
        return
    asking.forget()
    last = made.pop()
    try:
        reviewing.undo(last, analyst(), desk.store, desk.knowledge)
    except ClaimlineError as error:
        st.session_state[_OUTCOME] = Outcome(kept=False, words=f"Not undone. {error}")
        return
    st.session_state[_OUTCOME] = Outcome(kept=True, words="The last decision is taken back")
    state.keep(claim=last.claim_id)
