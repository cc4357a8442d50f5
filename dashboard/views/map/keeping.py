"""Keeps what an analyst says of a name, or takes it back, and says what came of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views.analyst import analyst
from dashboard.views.map import naming
from geodata import portrayal
from geodata.errors import ClaimlineError
from geodata.model import OwnPoint, PlaceChoice, Verdict
from geodata.reading import ReadAgain, own_point, settle

_OUTCOME = "settle-outcome"
_UNDONE = "settle-undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the last choice, or why it could not be kept."""

    kept: bool
    words: str
    row: int | None = None
    """Of the kept choices, whose button was pressed; None = the form's."""


def outcome() -> Outcome | None:
    """What came of the last button, until the reader turns to something else."""
    return st.session_state.get(_OUTCOME)


def show_outcome(row: int | None = None) -> None:
    """Say it beside the button; the form's box has its place on every run."""
    said = outcome()
    with st.container(key="settle-outcome" if row is None else "undo-outcome"):
        if said and said.row == row:
            (st.success if said.kept else st.error)(markdown_safe(said.words))


def forget_outcome() -> None:
    """The reader has turned to something else."""
    st.session_state.pop(_OUTCOME, None)


def undone() -> int:
    """How many choices were taken back in this session."""
    return int(st.session_state.get(_UNDONE, 0))


def save(desk: reads.Desk, name: reads.OpenName) -> None:
    """Keep what the form says; it closes if that could be done."""
    forget_outcome()
    point = _own_point(desk)
    option = str(naming.held("place"))
    place_id = None if option == naming.NO_PLACE else point.place_id if point else option
    choice = PlaceChoice(
        name=name.key,
        verdict=Verdict.NO_PLACE if place_id is None else Verdict.PLACE,
        article_id=naming.text("scope"),
        place_id=place_id,
        point=point,
        analyst=analyst(),
        note=naming.text("note"),
        recorded_at=datetime.now(UTC),
    )
    if _keep(desk, choice, f"Kept: “{name.name}”"):
        naming.open_form(None)


def _own_point(desk: reads.Desk) -> OwnPoint | None:
    spot = naming.point()  # None unless the form asks for a point
    return own_point(naming.text("label"), *spot, reads.boundaries(desk)) if spot else None


def undo(desk: reads.Desk, choice: PlaceChoice, row: int) -> None:
    """Take a choice back; who does so is kept like a choice."""
    forget_outcome()
    if not analyst():
        words = "Say who decides, above the list: whoever takes a choice back is kept with it, too."
        st.session_state[_OUTCOME] = Outcome(kept=False, words=words, row=row)
        return
    written = reads.written_name(desk, choice)
    taken_back = PlaceChoice(
        name=choice.name,
        verdict=Verdict.UNDONE,
        article_id=choice.article_id,
        analyst=analyst(),
        recorded_at=datetime.now(UTC),
    )
    if _keep(desk, taken_back, f"Undone: “{written}” is open again", row):
        st.session_state[_UNDONE] = undone() + 1


def _keep(desk: reads.Desk, choice: PlaceChoice, head: str, row: int | None = None) -> bool:
    try:
        report = settle(choice, desk.store, desk.knowledge)
    except ClaimlineError as error:
        st.session_state[_OUTCOME] = Outcome(kept=False, words=f"Not kept. {error}", row=row)
        return False
    what = ""
    if choice.place_id:
        what = f" is {reads.placed_name(desk, choice.place_id)}"
    elif choice.verdict is Verdict.NO_PLACE:
        what = " is no place"
    words = f"{head}{what}. {_report_words(report)}"
    st.session_state[_OUTCOME] = Outcome(kept=True, words=words, row=row)
    return True


def _report_words(report: ReadAgain) -> str:
    again = f"{portrayal.counted(report.read_again, 'article')} read again"
    changes = [
        f"{portrayal.counted(number, 'claim')} {word}"
        for number, word in ((report.claims_added, "added"), (report.claims_gone, "gone"))
        if number
    ]
    left = (
        f" {portrayal.counted(report.left, 'article')} left as another program read them."
        if report.left
        else ""
    )
    return f"{'; '.join([again, *(changes or ['no claims changed'])])}.{left}"
