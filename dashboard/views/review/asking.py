"""The question before deciding against what somebody else decided since the claim was shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard.plain import markdown_safe
from geodata.errors import DecidedMeanwhileError
from geodata.model import Claim, Decision

_PENDING = "review-pending"
SAID = {
    Decision.ACCEPT: "accepted",
    Decision.CORRECT: "corrected",
    Decision.REJECT: "rejected",
    Decision.MERGE: "merged into another claim",
    Decision.ADD: "added by hand",
    Decision.UNDONE: "decision taken back",
    Decision.WITHDRAW: "article withdrawn",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A decision that waits for a yes."""

    claim: Claim
    words: str
    decide: Callable[[], None]
    leave: Callable[[], None]


def ask(
    newer: DecidedMeanwhileError,
    claim: Claim,
    decide: Callable[[], None],
    leave: Callable[[], None],
) -> None:
    """Ask whether to decide all the same. decide, leave: what a yes and a no do."""
    moment = newer.recorded_at.astimezone(UTC)
    day = "" if moment.date() == datetime.now(UTC).date() else f" on {moment:%Y-%m-%d}"
    did = (
        "took a decision on this claim back"
        if newer.decision == Decision.UNDONE
        else f"{SAID[Decision(newer.decision)]} this claim"
    )
    words = f"{newer.analyst} {did} at {moment:%H:%M} UTC{day}, after you were shown it."
    st.session_state[_PENDING] = Question(claim, f"{words} Decide anyway?", decide, leave)


def pending() -> Claim | None:
    """The claim about which is asked."""
    asked: Question | None = st.session_state.get(_PENDING)
    return asked.claim if asked else None


def forget() -> None:
    """The reader has turned to something else."""
    st.session_state.pop(_PENDING, None)


def show_question() -> None:
    """Ask, if there is something to ask."""
    asked: Question | None = st.session_state.get(_PENDING)
    if asked is None:
        return
    st.warning(markdown_safe(asked.words), icon=":material/group:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Decide anyway", type="primary", shortcut="Y", key="review-anyway",
            on_click=lambda: _answer(asked.decide),
        )  # fmt: skip
        st.button(
            "Leave it as it is", shortcut="L", key="review-leave",
            on_click=lambda: _answer(asked.leave),
        )  # fmt: skip


def _answer(act: Callable[[], None]) -> None:
    forget()
    act()
