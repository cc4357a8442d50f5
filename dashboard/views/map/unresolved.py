"""Names to settle: what no place was given to, the form for one of them, and what was chosen."""

from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views import access
from dashboard.views.analyst import show_analyst
from dashboard.views.map import keeping, naming, settle
from dashboard.views.scripts import component
from geodata.model import PlaceChoice, Verdict

_MOST_NAMES = 200

_list = component("claimline_names", '<div class="names"></div>', ["text", "names"])


def show_names(desk: reads.Desk) -> None:
    """Show the open names with their sentences, the form for the chosen one, and past choices."""
    names = reads.open_names(desk)
    made = reads.choices_made(desk)
    st.markdown(f"#### Names to settle ({len(names)})")
    if not access.may_decide():
        access.show_viewer_notice("settle names")
    elif names or made:
        show_analyst(desk)
    if names:
        _show_open(desk, list(names.values()))
    else:
        st.info("Every name in the articles was settled.", icon=":material/check_circle:")
        keeping.show_outcome()
    said = keeping.outcome()
    if made or (said and said.row is not None):
        _show_made(desk, made)


def _show_open(desk: reads.Desk, names: list[reads.OpenName]) -> None:
    listed = names[:_MOST_NAMES]
    chosen = naming.open_name(desk)
    left, right = st.columns([5, 5], gap="medium")
    with left:
        card: dict[str, Any] = reads.names_card(desk, listed, chosen)
        told = {"back": st.session_state.get("point-heard", 0), "undone": keeping.undone()}
        _list(desk, {**card, **told}, key="names", on_chosen_change=_hear)
        if len(names) > len(listed) and not chosen:
            st.caption(f"The {len(listed)} of {len(names)} names mentioned most are listed.")
    with right:
        if chosen and access.may_decide():
            settle.show_form(desk, chosen)
        else:
            keeping.show_outcome()
            st.caption(
                "No place was given to these names: none, or more than one, fits. Open a name to "
                "read its sentences and to say which place it is; nothing is guessed."
            )


def _hear() -> None:
    chosen = st.session_state["names"].chosen
    if isinstance(chosen, str):
        keeping.forget_outcome()
        naming.open_form(chosen or None)


def _show_made(desk: reads.Desk, made: list[PlaceChoice]) -> None:
    said = keeping.outcome()
    with st.container(border=True, key="choices-made"):
        st.markdown(f"**Choices kept ({len(made)})**")
        for row, choice in enumerate(made):
            if said and said.row == row and said.kept:
                keeping.show_outcome(row)  # where the choice stood that was taken back
            _show_choice(desk, choice, row, len(made) - row)
            if said and said.row == row and not said.kept:
                keeping.show_outcome(row)
        if said and said.row == len(made):
            keeping.show_outcome(said.row)


def _show_choice(desk: reads.Desk, choice: PlaceChoice, row: int, number: int) -> None:
    words, button = st.columns([8, 2], vertical_alignment="center")
    written = reads.written_name(desk, choice)
    words.markdown(markdown_safe(_told(desk, choice, written)))
    button.button(
        "Undo",
        key=f"undo-{number}-{choice.recorded_at.isoformat()}",
        on_click=keeping.undo,
        args=(desk, choice, row),
        icon=":material/undo:",
        disabled=not access.may_decide(),
        help=markdown_safe(f"Leave “{written[:60]}” open again"),
    )


def _told(desk: reads.Desk, choice: PlaceChoice, written: str) -> str:
    if choice.verdict is Verdict.NO_PLACE:
        what = "is no place"
    else:
        what = f"is {reads.placed_name(desk, choice.place_id or '')}"
    article = reads.articles(desk).get(choice.article_id)
    where = f"in “{article.title[:80]}”" if article else "in every article"
    note = f" · {choice.note}" if choice.note else ""
    moment = f"{choice.recorded_at:%Y-%m-%d %H:%M} UTC"
    return f"“{written[:80]}” {what}, {where} · {choice.analyst}, {moment}{note}"
