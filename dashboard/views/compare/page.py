"""Lays the compare page out: two maps that move together, their difference and its figures."""

import secrets
from functools import partial
from typing import Any

import streamlit as st

from dashboard import drawing, reads
from dashboard.plain import markdown_safe
from dashboard.views import files
from dashboard.views.brief.links import to_sheet
from dashboard.views.clocks import show_banner
from dashboard.views.compare import state
from dashboard.views.compare.chart import show_chart
from dashboard.views.compare.difference import actors_of, show_difference
from dashboard.views.compare.head import show_accounts
from dashboard.views.desk_page import show_notices
from dashboard.views.figures import CAVEAT, NO_GROUND, line_words, speaks_of_ground
from dashboard.views.legend import show_legend
from dashboard.views.navigation import (
    Pages,
    link_from_comparison,
    show_navigation,
    show_way_to_sheet,
)
from dashboard.views.problems import told
from dashboard.views.words import not_yet
from geodata import portrayal
from geodata.selection import Comparison, Selection


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    st.html(files.PAIR_CSS)
    with told():
        choices = reads.choices(desk)
        state.begin(choices)
        show_navigation(desk, pages, "compare", link_from_comparison(state.current()))
        show_banner(desk, state.current().known_at, state.to_now)
        show_accounts(desk, choices)
        _workspace(desk, pages)


@st.fragment
def _workspace(desk: reads.Desk, pages: Pages) -> None:
    """Maps and figures: moving a map reruns these and not the pickers."""
    with told():
        _lay_out(desk, pages)


def _lay_out(desk: reads.Desk, pages: Pages) -> None:
    show_notices(state.problems())
    about = _show_about(desk, state.current())
    comparison = state.current()
    difference = _difference(desk, comparison, about)
    _show_maps(desk, comparison, difference, about)
    early = not_yet(desk, comparison.known_at)
    if early or about is None:
        st.info(early or NO_GROUND, icon=":material/landscape:")
    elif difference is None or not all(map(speaks_of_ground, _grounds(desk, comparison))):
        st.info(
            "One of the two accounts names nobody who holds ground, so all that the other names is "
            "shown as the difference. Choose another account or a later day there.",
            icon=":material/landscape:",
        )
    if about is not None and difference is not None:
        show_difference(desk, difference, about)
    if about is not None:
        show_chart(desk, comparison, about)
    st.caption(markdown_safe(f"{CAVEAT} {portrayal.DISCLAIMER}"))
    if link := to_sheet(comparison):
        show_way_to_sheet(pages, link, "these two maps")
    else:
        st.caption(
            "A sheet sets two voices side by side on one day, or an earlier and a later day of one "
            "account."
        )
    state.write_link()


def _grounds(desk: reads.Desk, comparison: Comparison) -> list[reads.Ground | None]:
    sides = (comparison.left, comparison.right)
    return [reads.held_ground(desk, side.ground_query(), side.worldview) for side in sides]


def _show_about(desk: reads.Desk, comparison: Comparison) -> str | None:
    """Offer whose ground is compared: those who hold any on either side."""
    actors = actors_of(*_grounds(desk, comparison))
    key = state.key_of("about")
    with st.container(key="compared-about"):
        if not actors:
            return None
        if st.session_state.get(key) not in actors:
            st.session_state[key] = actors[0]
        chosen: str | None = st.segmented_control(
            "Whose ground is compared",
            sorted(actors, key=lambda actor: portrayal.actor_name(actor, desk.actors)),
            format_func=lambda actor: markdown_safe(portrayal.actor_name(actor, desk.actors)),
            key=key,
            required=True,
        )
    return chosen or actors[0]


def _difference(
    desk: reads.Desk, comparison: Comparison, about: str | None
) -> reads.Difference | None:
    if about is None:
        return None
    queries = (comparison.left.ground_query(), comparison.right.ground_query())
    return reads.difference(desk, *queries, about, comparison.worldview)


def _show_maps(
    desk: reads.Desk, comparison: Comparison, difference: reads.Difference | None, about: str | None
) -> None:
    shaded = (
        drawing.difference_payload(difference.parts, about, desk.actors)
        if about and difference
        else None
    )
    packed = drawing.pack("difference", shaded) if shaded else None
    name = files.publish(desk, packed) if packed else None
    marks = files.publish(desk, drawing.pack("marks", _opening(desk, comparison, difference)))
    sides = (comparison.left, comparison.right)
    for side, account, column in zip(state.SIDES, sides, st.columns(2, gap="small"), strict=True):
        with column:
            st.markdown(f"**{markdown_safe(_heading(desk, side, account))}**")
            message = drawing.Message(
                data=marks,
                borders=files.borders(desk, account.worldview),
                fronts=files.fronts(desk, account),
                difference=name,
                view=comparison.view,
                link=_link(),
                legend=False,
            )
            key = f"map-{side}"
            drawing.show_map(
                files.base(desk),
                files.script(desk),
                message,
                key=key,
                on_change=partial(state.hear_map, key),
            )
            st.caption(markdown_safe(_side_words(desk, account)))
    show_legend(
        [shaded["legend"] if shaded else [], *(files.fronts_legend(desk, side) for side in sides)]
    )


def _opening(
    desk: reads.Desk, comparison: Comparison, difference: reads.Difference | None
) -> dict[str, Any]:
    """No marks; both maps open on the difference, else on the ground of both."""
    parts = difference.parts if difference else None
    changed = parts[parts["part"] != portrayal.BOTH] if parts is not None else None
    grounds = [ground.areas for ground in _grounds(desk, comparison) if ground]
    bounds = drawing.bounds_of(changed) if changed is not None else None
    return drawing.bare_marks_payload(bounds or drawing.bounds_of(*grounds))


def _heading(desk: reads.Desk, side: str, account: Selection) -> str:
    name = portrayal.account_name(account.voice, account.outlet, desk.actors, desk.sources)
    day = f"up to {account.as_of}" if account.as_of else "every day"
    known = f", as known at {account.known_at:%Y-%m-%d %H:%M} UTC" if account.known_at else ""
    return f"{side.capitalize()}: {name or 'everyone'}, {day}{known}"


def _side_words(desk: reads.Desk, account: Selection) -> str:
    ground = reads.held_ground(desk, account.ground_query(), account.worldview)
    return " ".join([*line_words(ground.lines), ground.note]) if ground else NO_GROUND


def _link() -> str:
    """Tie the maps of this reader's page together, and no others'."""
    if "compared-link" not in st.session_state:
        st.session_state["compared-link"] = secrets.token_hex(8)
    return str(st.session_state["compared-link"])
