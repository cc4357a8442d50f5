"""Names to settle: what no place was given to, the form for one of them, and what was chosen."""

from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.drawing import ASSETS
from dashboard.theme import markdown_safe
from dashboard.views.map import settle, state
from geodata.model import PlaceChoice, Verdict

_MOST_NAMES = 200

_list = st.components.v2.component(
    "claimline_names",
    html='<div class="names"></div>',
    css=(ASSETS / "names.css").read_text(encoding="utf-8"),
    js="\n".join((ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in ("text", "names")),
)


def show_names(desk: reads.Desk) -> None:
    """Show the open names with their sentences, the form for the chosen one, and past choices."""
    names = reads.open_names(desk)
    made = reads.choices_made(desk)
    st.markdown(f"#### Names to settle ({len(names)})")
    settle.show_outcome()
    if not names:
        st.info("Every name in the articles was settled.", icon=":material/check_circle:")
    if names or made:
        settle.show_analyst()
    if names:
        _show_open(desk, list(names.values()))
    if made:
        _show_made(desk, made)


def _show_open(desk: reads.Desk, names: list[reads.OpenName]) -> None:
    listed = names[:_MOST_NAMES]
    chosen = next((one for one in names if one.key == st.session_state.get("settle-name")), None)
    left, right = st.columns([5, 5], gap="medium")
    with left:
        card: dict[str, Any] = reads.names_card(desk, listed, chosen.key if chosen else None)
        back = st.session_state.get("point-heard", 0)
        _list(data={**card, "back": back}, key="names", on_chosen_change=_hear)
        if len(names) > len(listed):
            st.caption(f"The {len(listed)} of {len(names)} names mentioned most are listed.")
    with right:
        if chosen:
            settle.show_form(desk, chosen)
        else:
            st.caption(
                "No place was given to these names: none, or more than one, fits. Open a name to "
                "read its sentences and to say which place it is; nothing is guessed."
            )


def _hear() -> None:
    chosen = st.session_state["names"].chosen
    if isinstance(chosen, str):
        settle.forget_outcome()
        state.settle_name(chosen or None)


def _show_made(desk: reads.Desk, made: list[PlaceChoice]) -> None:
    with st.container(border=True, key="choices-made"):
        st.markdown(f"**Choices kept ({len(made)})**")
        for number, choice in enumerate(made):
            words, button = st.columns([8, 2], vertical_alignment="center")
            words.markdown(markdown_safe(_told(desk, choice)))
            button.button(
                "Undo",
                key=f"undo-{len(made) - number}-{choice.recorded_at.isoformat()}",
                on_click=settle.undo,
                args=(desk, choice),
                icon=":material/undo:",
                help=markdown_safe(f"Leave “{choice.name[:60].title()}” open again"),
            )


def _told(desk: reads.Desk, choice: PlaceChoice) -> str:
    if choice.verdict is Verdict.NO_PLACE:
        what = "is no place"
    else:
        what = f"is {desk.place_name(choice.place_id or '')}"
    article = reads.articles(desk).get(choice.article_id)
    where = f"in “{article.title[:80]}”" if article else "in every article"
    note = f" · {choice.note}" if choice.note else ""
    moment = f"{choice.recorded_at:%Y-%m-%d %H:%M} UTC"
    return f"“{choice.name.title()}” {what}, {where} · {choice.analyst}, {moment}{note}"
