"""The form in which an analyst says which place a name means, and what comes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import streamlit as st

from dashboard import reads
from dashboard.theme import markdown_safe
from dashboard.views.map import state
from geodata.errors import ClaimlineError
from geodata.model import PlaceChoice, Verdict
from geodata.reading import ReadAgain, own_point, settle

_ANALYST = "settle-analyst"
_TRIED = "settle-tried"
_OUTCOME = "settle-outcome"
_NO_PLACE = "no-place"
_LONGEST_NOTE = 500


def show_analyst() -> None:
    """Ask who decides; kept with every choice, and remembered while the page is open."""
    st.text_input(
        "Who decides",
        key=_ANALYST,
        max_chars=80,
        placeholder="Your name or initials",
        help="Kept in the store with each choice and shown beside it.",
        width=320,
    )


def show_outcome() -> None:
    """Say what became of the last choice, or why it could not be kept.

    The box has its place on every run: one element more would mount the list below it anew.
    """
    outcome = st.session_state.get(_OUTCOME)
    with st.container(key="settle-outcome"):
        if outcome:
            kept, words = outcome
            (st.success if kept else st.error)(markdown_safe(words))


def forget_outcome() -> None:
    """The reader has turned to something else."""
    st.session_state.pop(_OUTCOME, None)
    st.session_state.pop(_TRIED, None)


def show_form(desk: reads.Desk, name: reads.OpenName) -> None:
    """Show what a name may mean, and what else can be said of it."""
    with st.container(border=True, key="settle-form"):
        st.markdown(f"**Which place is “{markdown_safe(name.name[:80])}”?**")
        _place_options(desk, name)
        st.text_input(
            "Search for another place",
            key=state.settling("search"),
            placeholder="English, Ukrainian or Russian; adds to the list above",
            icon=":material/search:",
        )
        if st.session_state.get(state.settling("place")) == state.OWN_POINT:
            _point_fields(name)
        st.selectbox(
            "It holds for",
            ["", *name.article_ids],
            format_func=lambda article_id: _scope_words(desk, name, article_id),
            key=state.settling("scope"),
        )
        st.text_input("Note (optional)", key=state.settling("note"), max_chars=_LONGEST_NOTE)
        if st.session_state.get(_TRIED) == state.settling("form"):
            for problem in _problems():
                st.error(problem, icon=":material/error:")
        st.button("Save", type="primary", on_click=_save, args=(desk, name), key="settle-save")


def _place_options(desk: reads.Desk, name: reads.OpenName) -> None:
    listed = {place_id: f"score {score:g}" for place_id, score in name.candidates}
    for rank, place_id in zip(("best fit", "runner-up"), listed, strict=False):
        listed[place_id] = f"{rank}, {listed[place_id]}"
    asked = st.session_state.get(state.settling("search"))
    found = reads.find(desk, asked) if asked else None
    for place_id in found.place_ids if found else ():
        listed.setdefault(place_id, "found by name" if found and found.exact else "spelled alike")
    told = reads.told_apart(desk, list(listed))
    told |= {state.OWN_POINT: "A point that I set on the map", _NO_PLACE: "Not a place"}
    st.radio(
        "Places",
        list(told),
        index=None,
        format_func=lambda option: markdown_safe(told[option]),
        captions=[listed.get(option, "") for option in told],
        key=state.settling("place"),
        on_change=state.aim,
        args=(False,),
        label_visibility="collapsed",
    )
    if asked and found and not found.place_ids:
        st.caption(markdown_safe(f"The gazetteer knows no place like “{asked[:60]}”."))


def _point_fields(name: reads.OpenName) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Pick on the map",
            key="settle-aim",
            icon=":material/my_location:",
            on_click=state.aim,
            args=(True,),
        )
        if state.aims():
            st.button("Stop picking", key="settle-stop", on_click=state.aim, args=(False,))
    left, right = st.columns(2)
    with left:
        _degrees("Latitude, °N", "lat", 85.0)
    with right:
        _degrees("Longitude, °E", "lon", 180.0)
    left, right = st.columns(2)
    left.number_input(
        "Within how many km of it",
        min_value=0.0,
        max_value=200.0,
        value=3.0,
        step=1.0,
        format="%.1f",
        key=state.settling("radius"),
    )
    right.text_input("Name on the map", name.name, key=state.settling("label"), max_chars=80)


def _degrees(label: str, field: str, most: float) -> None:
    st.number_input(
        label,
        min_value=-most,
        max_value=most,
        value=None,
        step=0.01,
        format="%.5f",
        key=state.settling(field),
    )


def _scope_words(desk: reads.Desk, name: reads.OpenName, article_id: str) -> str:
    if not article_id:
        return "Every article that leaves it open"
    article = reads.articles(desk)[article_id]
    return f"Only “{article.title[:80]}” ({article.published_on or 'undated'})"


def _problems() -> Iterator[str]:
    """What is missing before the choice can be kept."""
    held = st.session_state
    if not (held.get(_ANALYST) or "").strip():
        yield "Say who decides, above: your name or initials are kept with the choice."
    option = held.get(state.settling("place"))
    if option is None:
        yield "Choose one of the places, set a point, or say that it is not a place."
    if option == state.OWN_POINT:
        if state.point() is None:
            yield "Set the point: pick it on the map, or type latitude and longitude."
        if not (held.get(state.settling("label")) or "").strip():
            yield "Give the point a name."


def _save(desk: reads.Desk, name: reads.OpenName) -> None:
    forget_outcome()
    if any(_problems()):
        st.session_state[_TRIED] = state.settling("form")
        return
    held = st.session_state
    option = held[state.settling("place")]
    spot = state.point()  # None unless the form asks for a point
    point = (
        own_point(held[state.settling("label")], *spot, reads.boundaries(desk)) if spot else None
    )
    place_id = None if option == _NO_PLACE else point.place_id if point else option
    choice = PlaceChoice(
        name=name.key,
        verdict=Verdict.NO_PLACE if place_id is None else Verdict.PLACE,
        article_id=held.get(state.settling("scope")) or "",
        place_id=place_id,
        point=point,
        analyst=held[_ANALYST].strip(),
        note=(held.get(state.settling("note")) or "").strip(),
        recorded_at=datetime.now(UTC),
    )
    if _keep(desk, choice, f"Kept: “{name.name}”"):
        state.settle_name(None)


def undo(desk: reads.Desk, choice: PlaceChoice) -> None:
    """Take a choice back; who does so is kept like a choice."""
    forget_outcome()
    analyst = (st.session_state.get(_ANALYST) or "").strip()
    if not analyst:
        words = "Say who decides: whoever takes a choice back is kept with it, too."
        st.session_state[_OUTCOME] = False, words
        return
    taken_back = PlaceChoice(
        name=choice.name,
        verdict=Verdict.UNDONE,
        article_id=choice.article_id,
        analyst=analyst,
        recorded_at=datetime.now(UTC),
    )
    _keep(desk, taken_back, f"Undone: “{choice.name.title()}” is open again")


def _keep(desk: reads.Desk, choice: PlaceChoice, head: str) -> bool:
    try:
        report = settle(choice, desk.store, desk.knowledge)
    except ClaimlineError as error:
        st.session_state[_OUTCOME] = False, f"Not kept. {error}"
        return False
    what = ""
    if choice.place_id:
        what = f" is {desk.place_name(choice.place_id)}"
    elif choice.verdict is Verdict.NO_PLACE:
        what = " is no place"
    st.session_state[_OUTCOME] = True, f"{head}{what}. {_report_words(report)}"
    state.claims_changed()
    return True


def _report_words(report: ReadAgain) -> str:
    again = f"{_counted(report.read_again, 'article')} read again"
    changes = [
        f"{_counted(number, 'claim')} {word}"
        for number, word in ((report.claims_added, "added"), (report.claims_gone, "gone"))
        if number
    ]
    left = (
        f" {_counted(report.left, 'article')} left as another program read them."
        if report.left
        else ""
    )
    return f"{'; '.join([again, *(changes or ['no claims changed'])])}.{left}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
