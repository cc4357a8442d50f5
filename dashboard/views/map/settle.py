"""The form in which an analyst says which place a name means."""

from collections.abc import Iterator

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views import state
from dashboard.views.analyst import analyst
from dashboard.views.map import keeping, naming

_TRIED = "settle-tried"
_LONGEST_NOTE = 500
_FAR_KM = 200
"""From every country that the articles speak of: farther, and the point may be a slip."""


def show_form(desk: reads.Desk, name: reads.OpenName) -> None:
    """Show what a name may mean, and what else can be said of it."""
    with st.container(border=True, key="settle-form"):
        st.markdown(f"**Which place is “{markdown_safe(name.name[:80])}”?**")
        _place_options(desk, name)
        if naming.held("place") == naming.OWN_POINT:
            _point_fields(desk, name)
        st.text_input(
            "Search for another place",
            key=naming.widget("search"),
            placeholder="A name, and its region or raion if many bear it",
            help="In English, Ukrainian or Russian: “Ivanivka, Donetsk region”. "
            "What is found is added to the list above.",
            icon=":material/search:",
        )
        st.selectbox(
            "It holds for",
            ["", *name.article_ids],
            format_func=lambda article_id: _scope_words(desk, name, article_id),
            key=naming.widget("scope"),
        )
        st.text_input("Note (optional)", key=naming.widget("note"), max_chars=_LONGEST_NOTE)
        if st.session_state.get(_TRIED) == naming.widget("form"):
            for problem in _problems():
                st.error(problem, icon=":material/error:")
        keeping.show_outcome()
        st.button("Save", type="primary", on_click=_save, args=(desk, name), key="settle-save")


def _place_options(desk: reads.Desk, name: reads.OpenName) -> None:
    listed = naming.listed(desk, name)
    told = {
        place_id: f"{number}. {words}"
        for number, (place_id, words) in enumerate(
            reads.told_apart(desk, list(listed.captions)).items(), start=1
        )
    }
    captions = list(listed.captions.values())
    told |= {naming.OWN_POINT: "A point that I set on the map", naming.NO_PLACE: "Not a place"}
    st.radio(
        "Places",
        list(told),
        index=None,
        format_func=lambda option: markdown_safe(told[option]),
        captions=[*captions, "", ""],
        key=naming.widget("place"),
        on_change=naming.aim,
        args=(False,),
        label_visibility="collapsed",
    )
    if note := _list_note(desk, name, listed):
        st.caption(markdown_safe(note))
    if listed.captions:
        st.button(
            "Show on the map",
            key="settle-show",
            icon=":material/pin_drop:",
            help="The map goes to the places listed, numbered as here.",
            on_click=_show_on_map,
            args=(desk, list(listed.captions)),
        )


def _list_note(desk: reads.Desk, name: reads.OpenName, listed: naming.Listed) -> str:
    """Say what the list leaves out, or that a search found nothing."""
    asked = naming.text("search")
    if asked and not reads.find(desk, asked).place_ids:
        return f"The gazetteer knows no place like “{asked[:60]}”."
    if not listed.more:
        return ""
    where = "to the name" if asked else f"to “{name.name[:60]}” in the search below"
    return f"… and {listed.more} more of that name: add the region or raion {where}."


def _show_on_map(desk: reads.Desk, place_ids: list[str]) -> None:
    chosen = naming.held("place")
    wanted = [chosen] if chosen in place_ids else place_ids
    places = [place for one in wanted if (place := desk.place(str(one)))]
    if places:
        state.look_at(reads.goal_of_all(places), from_below=True)


def _point_fields(desk: reads.Desk, name: reads.OpenName) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Pick on the map",
            key="settle-aim",
            icon=":material/my_location:",
            on_click=naming.aim,
            args=(True,),
        )
        if naming.aims():
            st.button("Stop picking", key="settle-stop", on_click=naming.aim, args=(False,))
    left, right = st.columns(2)
    begun = naming.picked()
    with left:
        _degrees("Latitude, °N", "lat", begun.lat, 85.0)
    with right:
        _degrees("Longitude, °E", "lon", begun.lon, 180.0)
    left, right = st.columns(2)
    left.number_input(
        "Within how many km of it",
        min_value=naming.SMALLEST_RADIUS,
        max_value=naming.LARGEST_RADIUS,
        value=begun.radius_km,
        step=0.5,
        format="%.1f",
        key=naming.point_widget("radius"),
        help="A point picked on the map is as exact as the map was near.",
    )
    right.text_input("Name on the map", name.name, key=naming.widget("label"), max_chars=80)
    for doubt in _doubts(desk, name):
        st.warning(markdown_safe(doubt), icon=":material/warning:")


def _degrees(label: str, field: str, begun: float | None, most: float) -> None:
    st.number_input(
        label,
        min_value=-most,
        max_value=most,
        value=begun,
        step=0.01,
        format="%.5f",
        key=naming.point_widget(field),
    )


def _doubts(desk: reads.Desk, name: reads.OpenName) -> Iterator[str]:
    """What speaks against the point; it may be kept all the same."""
    spot = naming.point()
    if spot is None:
        return
    lon, lat, _ = spot
    if reads.is_at_sea(desk, lon, lat):
        yield "The point lies at sea."
    scope = naming.text("scope")
    countries = reads.countries_of(desk, [scope] if scope else name.article_ids)
    away_km = reads.km_to_countries(desk, lon, lat, countries)
    if away_km is not None and away_km > _FAR_KM:
        whose = (
            "the article speaks" if len(name.article_ids) == 1 or scope else "the articles speak"
        )
        yield (
            f"The point is some {away_km:,.0f} km from every country of which {whose} "
            f"({', '.join(countries.values())})."
        )


def _scope_words(desk: reads.Desk, name: reads.OpenName, article_id: str) -> str:
    if not article_id:
        return "Every article that leaves it open"
    article = reads.articles(desk)[article_id]
    return f"Only “{article.title[:80]}” ({article.published_on or 'undated'})"


def _problems() -> Iterator[str]:
    """What is missing before the choice can be kept."""
    if not analyst():
        yield "Say who decides, above the list: your name or initials are kept with the choice."
    option = naming.held("place")
    if option is None:
        yield "Choose one of the places, set a point, or say that it is not a place."
    if option == naming.OWN_POINT:
        if naming.point() is None:
            yield "Set the point: pick it on the map, or type latitude and longitude."
        if not naming.text("label"):
            yield "Give the point a name."


def _save(desk: reads.Desk, name: reads.OpenName) -> None:
    st.session_state.pop(_TRIED, None)
    if any(_problems()):
        keeping.forget_outcome()
        st.session_state[_TRIED] = naming.widget("form")
    else:
        keeping.save(desk, name)
