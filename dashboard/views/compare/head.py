"""The head of the compare page: whose account is on which side, and up to which day."""

import streamlit as st

from dashboard import reads
from dashboard.views import accounts
from dashboard.views.compare import state
from geodata.selection import FIRST_DAY, LAST_DAY, Choices


def show_accounts(desk: reads.Desk, choices: Choices) -> None:
    """Show the pickers of both sides; what they hold is read by state.current()."""
    for side, column in zip(state.SIDES, st.columns(2, gap="medium"), strict=True):
        with column, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _show_account(desk, choices, side)


def _show_account(desk: reads.Desk, choices: Choices, side: str) -> None:
    key = state.key_of(f"{side}-account")
    listed = [accounts.EVERYONE, *accounts.tokens(choices)]
    chosen = st.session_state.get(key)
    st.selectbox(
        f"{side.capitalize()}: whose account",
        listed if chosen in listed else [chosen, *listed],
        format_func=lambda token: accounts.account_words(desk, token),
        key=key,
        on_change=state.forget_problems,
    )
    st.date_input(
        f"{side.capitalize()}: up to day",
        None,
        key=state.key_of(f"{side}-day"),
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        on_change=state.forget_problems,
        help="Empty: all that is known now.",
        width=170,
    )
