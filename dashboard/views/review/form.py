"""The fields of a claim, filled in as it was read; or those of one that was missed."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.reading import Reading
from geodata import portrayal
from geodata.model import SOURCE_VOICE, Article, Claim, Extent, Polarity, Relation

_MARKED = "review-marked"
_MOST_FOUND = 8
_BLANK: Mapping[str, Any] = {
    "place_id": None,
    "claimant": SOURCE_VOICE,
    "speaker": "",
    "relation": Relation.CONTROLS,
    "actor": None,
    "polarity": Polarity.AFFIRM,
    "extent": Extent.WHOLE,
    "hedged": False,
    "current": True,
    "event_date": "",
}


def take_words(marked: tuple[int, int]) -> None:
    """Rest the claim on the words that the reader has marked in the text."""
    st.session_state[_MARKED] = marked


def forget_words() -> None:
    """Another claim is reviewed, or the marking is taken back."""
    st.session_state[_MARKED] = None


def show_form(desk: reads.Desk, reading: Reading, claim: Claim | None) -> dict[str, Any]:
    """Show the fields.

    claim: None = one that was missed.

    Returns: what the fields say, as `geodata.reviewing.FIELDS` names them.
    """
    article = reading.article
    start = _values_of(claim) if claim else dict(_BLANK)
    name = claim.claim_id[:12] if claim else f"new-{article.article_id[:12]}"
    values: dict[str, Any] = {}
    values |= _show_words(article, claim)
    with st.container(border=True, key="review-form"):
        values["place_id"] = _show_place(desk, reading, start["place_id"], name)
        values["relation"] = _show_word("What is said", Relation, start["relation"], name)
        left, right = st.columns(2, gap="small")
        with left:
            values["claimant"] = _show_actor(desk, "Who says it", start["claimant"], name)
            values["polarity"] = _show_word("It is", Polarity, start["polarity"], name)
            values["extent"] = _show_word("Extent", Extent, start["extent"], name)
        with right:
            values["speaker"] = _show_text("Speaker, as named", start["speaker"], name)
            values["actor"] = _show_actor(desk, "About whom", start["actor"], name, nobody=True)
            values["event_date"] = _show_text(
                "True of (2025-04-26, 2025-04, 2025)", start["event_date"], name
            )
            with st.container(horizontal=True):
                values["hedged"] = st.checkbox(
                    "Hedged", start["hedged"], key=f"review-hedged-{name}"
                )
                values["current"] = st.checkbox(
                    "Still so", start["current"], key=f"review-current-{name}"
                )
    return values


def changes_of(claim: Claim, values: Mapping[str, Any]) -> dict[str, Any]:
    """What of the fields differs from the claim."""
    start: dict[str, Any] = {
        **_values_of(claim), "start_char": claim.start_char, "end_char": claim.end_char,
    }  # fmt: skip
    changed = {name: value for name, value in values.items() if value != start[name]}
    if "start_char" in changed or "end_char" in changed:
        changed |= {name: values[name] for name in ("start_char", "end_char")}
    return changed


def _values_of(claim: Claim) -> dict[str, Any]:
    fields = {name: getattr(claim, name) for name in _BLANK}
    return {**fields, "event_date": portrayal.iso_of(claim.event_date, claim.date_precision)}


def _show_words(article: Article, claim: Claim | None) -> dict[str, int]:
    """Show on which words the claim rests: those marked in the text, else as it was read."""
    marked: tuple[int, int] | None = st.session_state.get(_MARKED)
    if marked and marked[1] <= len(article.text):
        words = article.text[marked[0] : marked[1]]
        with st.container(horizontal=True, vertical_alignment="center", key="review-words"):
            st.markdown(f"Rests on the words marked: “{markdown_safe(_shortened(words))}”")
            st.button("Take back", on_click=forget_words, key="review-unmark")
        return {"start_char": marked[0], "end_char": marked[1]}
    if claim is None:
        st.info("Mark the words in the text that make the claim.", icon=":material/ink_marker:")
        return {}
    st.markdown(f"“{markdown_safe(_shortened(claim.quote))}”")
    return {"start_char": claim.start_char, "end_char": claim.end_char}


def _shortened(words: str) -> str:
    return words if len(words) <= 300 else f"{words[:297]}…"


def _show_place(desk: reads.Desk, reading: Reading, place_id: str | None, name: str) -> str | None:
    """Offer the places of the article, and what a search finds."""
    named = [one.place_id for one in reading.mentions if one.place_id]
    left, right = st.columns(2, gap="small", vertical_alignment="bottom")
    with right:
        looked_up = _show_text("Another place, by name", "", f"place-{name}")
    found: Sequence[str] = reads.find(desk, looked_up).place_ids if looked_up else ()
    listed = [*found[:_MOST_FOUND], *([place_id] if place_id else []), *named]
    told = reads.told_apart(desk, list(dict.fromkeys(listed)))
    meant = found[0] if found else place_id
    with left:
        # Another list begins with another value: what was searched for is what is meant.
        chosen: str | None = st.selectbox(
            "Place",
            list(told),
            index=list(told).index(meant) if meant else None,
            format_func=lambda one: told[one],
            key=f"review-place-{name}-{looked_up}",
            placeholder="Choose, or look one up",
        )
    if looked_up and not found:
        st.caption(f"The gazetteer knows no place called “{markdown_safe(looked_up[:60])}”.")
    return chosen


def _show_actor(
    desk: reads.Desk, label: str, actor_id: str | None, name: str, *, nobody: bool = False
) -> str | None:
    """Offer every actor, those that the ledger speaks of first; options are shown as they are."""
    choices = reads.choices(desk)
    often = {one: choices.claimants.get(one, 0) + choices.actors.get(one, 0) for one in desk.actors}
    known = sorted(
        {*desk.actors, *([actor_id] if actor_id else [])},
        key=lambda one: (-often.get(one, 0), portrayal.actor_name(one, desk.actors)),
    )
    listed: list[str | None] = [*([None] if nobody else []), *known]
    chosen: str | None = st.selectbox(
        label,
        listed,
        index=listed.index(actor_id) if actor_id in listed else None,
        format_func=lambda one: portrayal.actor_name(one, desk.actors),
        key=f"review-{label}-{name}",
    )
    return chosen


def _show_word(label: str, words: Any, value: Any, name: str) -> Any:
    return st.segmented_control(
        label,
        list(words),
        format_func=lambda word: _WORDS.get(word, str(word).capitalize()),
        default=value,
        required=True,
        key=f"review-{label}-{name}",
    )


_WORDS: Mapping[Any, str] = {
    **portrayal.RELATION_NAMES,
    Polarity.AFFIRM: "Affirmed",
    Polarity.DENY: "Denied",
    Extent.WHOLE: "The whole",
    Extent.PARTIAL: "Parts",
}


def _show_text(label: str, value: str, name: str) -> str:
    typed = st.text_input(label, value, key=f"review-{label}-{name}", max_chars=200)
    return " ".join((typed or "").split())
