"""The choice between two runs: widgets and picks in the session, the link in the address bar.

Every page shares it: what is chosen on one holds on the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import streamlit as st

from dashboard.drawing import Look
from dashboard.views import link_bar
from dashboard.views.accounts import Account, account_of, token_of
from geodata.errors import SelectionError
from geodata.selection import (
    PARAMETERS,
    Bounds,
    Choices,
    Parameters,
    Selection,
    View,
    from_parameters,
    known_only,
    read_fields,
    to_parameters,
    write_values,
)
from geodata.settings import Worldview

EVERYONE = "everyone"
SEARCH = "search"
_LISTS = ("claimants", "actors", "relations", "sources", "places")
_PLAIN = ("as_of", "known_at", "picked", "view")
"""What no widget of the page holds by itself."""
_NOTHING_MORE: Parameters = {}


def key_of(field: str) -> str:
    """Name the widget that holds a field of a Selection; another one after each reset.

    What is written to the key of a widget that the browser shows is lost if the run ends before the
    browser has heard of it, and of one in a closed popover always: the browser sends the old value
    again. A new widget begins with the new value.
    """
    held = st.session_state
    return f"chosen-{field}-{held.get('round', 0)}-{held.get(f'turn-{field}', 0)}"


def _set(field: str, value: Any) -> None:
    """Put a value into the widget of one field, which becomes another one."""
    turn = f"turn-{field}"
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    st.session_state[key_of(field)] = value


def begin(
    page: str,
    choices: Choices,
    is_place: Callable[[str], bool],
    worldview: Worldview,
    more: Parameters = _NOTHING_MORE,
) -> None:
    """Read the link, on opening and when the reader goes back; say what could not be followed.

    worldview: the installation's own, which no link needs to name. more: what else the page's
        links hold, see `more`.
    """
    st.session_state["own-worldview"] = worldview
    st.session_state["sides"] = choices.voices
    names = [*PARAMETERS, *more]
    link = {name: values for name in names if (values := st.query_params.get_all(name))}
    back = not link_bar.enters(page) and "look" in st.session_state
    if back and not _went_back(link):
        return
    selection, unread = from_parameters(link)
    selection, unknown = known_only(selection, choices, is_place)
    if not back:
        st.session_state["look"] = Look(number=0)
    elif selection.view:
        look_at(selection.view)
    else:
        selection = replace(selection, view=st.session_state["view"])
    fields, unread_more = read_fields(link, more)
    st.session_state["more"], st.session_state["more-parameters"] = fields, more
    _hold(selection)
    st.session_state["link-problems"] = _filters(current()), [*unread, *unknown, *unread_more]


def _went_back(link: Mapping[str, Sequence[str]]) -> bool:
    """Tell the browser's back from an address bar that lags behind a choice just made."""
    written = st.session_state.get("written")
    return written is not None and link != written and _link() == written


def problems() -> list[str]:
    """Say what of the link or of the days can't be followed, until the filters change.

    It is derived anew in each run: what is said once can be lost when two runs follow closely.
    """
    selection, of_days = _chosen()
    of_link = st.session_state.get("link-problems")
    said = of_link[1] if of_link and of_link[0] == _filters(selection) else []
    return [*said, *of_days]


def _filters(selection: Selection) -> Selection:
    return replace(selection.narrowing, worldview=None)


def current() -> Selection:
    """Put the choice together from widgets, picks and the map's view."""
    return _chosen()[0]


def _chosen() -> tuple[Selection, list[str]]:
    """The choice, and what in it can't hold together."""
    held = st.session_state
    fields: dict[str, Any] = {name: frozenset(held.get(key_of(name), ())) for name in _LISTS}
    fields["voice"], fields["outlet"] = _account()
    fields |= {name: held.get(name) for name in _PLAIN}
    fields["without_ground"] = not held.get(key_of("ground"), True)
    worldview = held.get(key_of("worldview"))
    fields["worldview"] = None if worldview == held.get("own-worldview") else worldview
    try:
        return Selection(**fields, since=held.get(key_of("since"))), []
    except SelectionError as error:
        return Selection(**{**fields, "as_of": None}), [f"{error} Both days are ignored."]


def _account() -> Account:
    """Whose account is chosen: in the list of all, else by the switch for the sides."""
    listed = st.session_state.get(key_of("account"))
    voice = st.session_state.get(key_of("voice"))
    return account_of(listed) if listed else (None if voice in {None, EVERYONE} else voice, None)


def choose_side() -> None:
    """The switch was used: the list chooses nothing any more."""
    _set("account", None)


def choose_account() -> None:
    """The list was used: the switch shows what it can of that."""
    voice, outlet = account_of(st.session_state.get(key_of("account")))
    _set("voice", None if voice or outlet else EVERYONE)


def turn_to(day: date | None, *, in_passing: bool = False) -> None:
    """Let claims count up to a day; None = all days. in_passing: no link is kept of it."""
    st.session_state["as_of"] = day
    st.session_state["in-passing"] = in_passing


def narrow_to(since: date | None, day: date | None) -> None:
    """Let claims count that are of a stretch of days; None = from the first, or to the last."""
    _hold(replace(current(), since=since, as_of=day))


def know(moment: datetime | None) -> None:
    """Show what had been recorded by a moment; None = all that is known now."""
    st.session_state["known_at"] = moment


def to_now() -> None:
    """Show all that is known now."""
    know(None)


def reset() -> None:
    """Drop every filter and show all marks; the switches under the map stay as they are."""
    now = current()
    _hold(Selection(worldview=now.worldview, without_ground=now.without_ground))
    _set(SEARCH, None)
    look_at(None)


def _hold(selection: Selection) -> None:
    asked = st.session_state.get(key_of(SEARCH))
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.session_state[key_of(SEARCH)] = asked
    for name in _LISTS:
        st.session_state[key_of(name)] = sorted(getattr(selection, name))
    by_side = selection.outlet is None and selection.voice in {None, *st.session_state["sides"]}
    account = None if by_side else token_of(selection.voice, selection.outlet)
    st.session_state[key_of("account")] = account
    st.session_state[key_of("voice")] = (selection.voice or EVERYONE) if by_side else None
    st.session_state[key_of("since")] = selection.since
    st.session_state[key_of("ground")] = not selection.without_ground
    st.session_state["in-passing"] = False
    st.session_state[key_of("worldview")] = selection.worldview or st.session_state["own-worldview"]
    for name in _PLAIN:
        st.session_state[name] = getattr(selection, name)


def more(field: str) -> Any:
    """Give what the page's link holds beside the selection; None if it doesn't."""
    return st.session_state["more"].get(field)


def keep(**fields: Any) -> None:
    """Change what the page's link holds beside the selection."""
    st.session_state["more"] = {**st.session_state["more"], **fields}


def write_link() -> None:
    """Keep the address bar on the choice; not on each day of a play, or Back would replay it."""
    if st.session_state.get("in-passing"):
        return
    st.session_state["written"] = link = _link()
    link_bar.write(link, (*PARAMETERS, *st.session_state["more-parameters"]))


def _link() -> dict[str, list[str]]:
    fields = st.session_state["more"]
    own = st.session_state["more-parameters"]
    return {**to_parameters(current()), **write_values(fields, own)}


def pick(place_id: str | None) -> None:
    """Open the evidence of a place, or close it."""
    st.session_state["picked"] = place_id


def lead(place_id: str | None) -> None:
    """Pick from outside the table, which then begins anew with this place first."""
    pick(place_id)
    st.session_state["lead"] = place_id
    st.session_state["leads"] = st.session_state.get("leads", 0) + 1


def look_at(goal: View | Bounds | None, *, from_below: bool = False) -> None:
    """Send the map somewhere once; None = to all marks. from_below: it may be out of sight."""
    number = st.session_state["look"].number + 1
    st.session_state["look"] = Look(number=number, goal=goal, from_below=from_below)


def go_to(place_id: str, goal: View | Bounds) -> None:
    """Pick a place and show where it is."""
    lead(place_id)
    look_at(goal)


def is_news(name: str, serial: object) -> bool:
    """Tell whether what the map reports under a serial number was not heard before."""
    if not isinstance(serial, int) or serial <= st.session_state.get(name, 0):
        return False
    st.session_state[name] = serial
    return True
