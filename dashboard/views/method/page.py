"""Lays the method page out, a section each; what is told of data is read from the data."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.method import Measured, editions, licences, measured
from dashboard.views import state
from dashboard.views.desk_page import begin_page
from dashboard.views.legend import show_legend
from dashboard.views.method import marks, rules
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from geodata import portrayal

_WIDTH = 920
"""Pixels: lines longer than that are hard to read."""


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        begin_page(desk, pages, "method")
        with st.container(width=_WIDTH, key="method"):
            _show(desk, measured(desk.settings.seeds_folder))
    state.write_link()


def _show(desk: reads.Desk, figures: Measured) -> None:
    st.markdown(
        "A claim is not a fact. *Who says so* (claimant), *who is said to hold the place* (actor) "
        "and *which outlet printed it* (source) are three different things; presence is not "
        "control, and a denial is a record of its own."
    )
    _show_marks(desk)
    _show_rules()
    _show_claims(desk, figures)
    _show_front(figures)
    _show_clocks()
    _show_gazetteer(desk)
    _show_editions(desk)
    st.caption(markdown_safe(portrayal.DISCLAIMER))


def _show_marks(desk: reads.Desk) -> None:
    st.subheader("What each mark means", anchor="marks")
    st.markdown("**Texture: how well control is supported.** X and Y stand for any two actors.")
    show_legend([marks.control_entries()], "legend-control")
    st.markdown("**Shape: what kind of statement it is.**")
    show_legend([marks.statement_entries()], "legend-statements")
    st.markdown("**Outlines, lines and age.**")
    show_legend([marks.further_entries()], "legend-lines")
    st.markdown("**Colour: the actor said to hold the place.** Never colour alone.")
    spoken_of = reads.choices(desk).actors
    actors = [actor for actor in desk.actors.values() if actor.actor_id in spoken_of]
    if actors:
        show_legend([marks.actor_entries(actors)], "legend-actors")
    else:
        st.caption("No claim here names an actor yet.")
    st.markdown(
        "*Contested* means that fighting is reported; *disputed* means that voices disagree. The "
        "two words are never used for one another."
    )


def _show_rules() -> None:
    st.subheader("How a place gets its state", anchor="rules")
    st.markdown(markdown_safe(rules.COUNTS))
    st.markdown(markdown_safe(rules.REACHES))
    rows = [
        {"What the voices still say": said, "State": held.value.capitalize(), "That is": words}
        for said, held, _, words in rules.STATES
    ]
    _show_table(rows)
    st.caption(markdown_safe(f"The first row that fits decides. {rules.GROUND}"))


def _show_claims(desk: reads.Desk, figures: Measured) -> None:
    st.subheader("How claims are found, and how well", anchor="accuracy")
    st.markdown(
        "A grammar reads each sentence: who speaks (“X said that …”, quotations), what is said "
        "(captured, withdrew from, under control of, advancing toward …), of which place, when, "
        "and whether it is denied, hedged or past. No model and no network. Aims, offers, "
        "conditions, predictions, strikes and casualties are no claims. Each claim says by which "
        "phrase, in whose voice and for what date it was read. It would rather miss a claim than "
        "invent one."
    )
    st.markdown(
        "Measured on labelled cases: a claim counts as right if place, claimant, relation, actor "
        "and polarity all are."
    )
    _show_table(
        {
            "Labelled cases": _expected(row, "cases"),
            "Precision": f"{row['precision']:.2f}",
            "Recall": f"{row['recall']:.2f}",
            "F1": f"{row['f1']:.2f}",
        }
        for row in figures.claims
    )
    st.markdown("**Confidence.** " + _confidence_words(figures))
    st.markdown("**Names of places**, right meaning the right one of several namesakes:")
    _show_table(
        {
            "Labelled names": _expected(row, "names"),
            "Found": f"{row['found']:.0%}",
            "Right": f"{row['right']:.0%}",
            "In the wrong country": f"{row['wrong_country']}",
        }
        for row in figures.names
    )
    st.markdown(
        "A name that cannot be told from its namesakes is left open, with its candidates, for an "
        "analyst to settle: nothing is guessed silently."
    )


def _expected(row: Mapping[str, Any], name: str) -> str:
    """Mark the row that tells of news never seen."""
    return f"{row[name]} (what to expect of unseen news)" if row.get("expect") else str(row[name])


def _confidence_words(figures: Measured) -> str:
    unseen = next((row for row in figures.claims if row.get("expect")), None)
    words = (
        "The figure beside a claim says how often claims read under the same circumstances were "
        "right, at the level of labelled articles that nothing was developed with"
    )
    if unseen is None:
        return f"{words}."
    return (
        f"{words}: there, {unseen['precision']:.0%} of the claims found were right in every field."
    )


def _show_front(figures: Measured) -> None:
    st.subheader("Held ground and the front line", anchor="front")
    st.markdown(
        "Land is cut into one cell per settlement known to within 5 km. A cell that no claim "
        "reaches belongs to its recognised holder and is not coloured. The line runs where the "
        "holders of neighbouring cells differ and at least one of them rests on a claim; far from "
        "any claim it is dashed, so that a guess looks like a guess. An account that names the "
        "holder of fewer than three places gets no line. Length is measured along the edges of the "
        "cells, before smoothing."
    )
    st.markdown("How far off it is, of a made-up front rebuilt from what settlements tell:")
    _show_table(
        {
            "Settlements": f"{row['settlements']:,}",
            "Apart": f"{row['apart_km']:g} km",
            "Ground that agrees (intersection over union)": f"{row['overlap']:.2f}",
            "Line off by, on average": f"{row['off_km']:g} km",
        }
        for row in figures.front
    )


def _show_clocks() -> None:
    st.subheader("The two clocks", anchor="clocks")
    st.markdown(
        "The *day* is when claims are said to be true; *as known at* is the moment at which this "
        "ledger had recorded them. The ledger only appends: a newer reading or a decision of an "
        "analyst supersedes and deletes nothing, so what was known at a moment can always be shown "
        "again. An event without a date is never given one, except the day of publication where a "
        "story plainly tells of its own day."
    )


def _show_gazetteer(desk: reads.Desk) -> None:
    st.subheader("Places, borders and their licences", anchor="gazetteer")
    names = ", ".join(reads.worldview_names(desk).values())
    st.markdown(
        "The base shows internationally recognised borders (UN General Assembly resolution "
        f"68/262). Other worldviews can be chosen under the map ({markdown_safe(names)}): they "
        "change outlines and borders, never a claim, and where views differ the line is dashed in "
        "all of them. Control is an overlay, never a border."
    )
    _, *rows = licences(desk.settings.seeds_folder)
    for row in rows:
        name, what, origin, licence = map(markdown_safe, row)
        st.markdown(f"**{name}**: {what}  \nMade from: {origin}  \nLicence: {licence}")


def _show_editions(desk: reads.Desk) -> None:
    st.subheader("Editions", anchor="editions")
    now = editions(desk)
    read = [f"{count:,} by {name}" for name, count in sorted(now.readings.items())]
    grown = f", grown to edition {now.grown}" if now.grown else ""
    _show_table(
        {"": name, " ": words}
        for name, words in (
            ("Reads now", now.extractor),
            ("Articles here were read", "; ".join(read) or "none yet"),
            ("Gazetteer", f"edition {now.gazetteer}{grown}, {now.place_count:,} places"),
        )
    )


def _show_table(rows: Iterable[Mapping[str, str]]) -> None:
    """Show rows whose words wrap; cells are plain text."""
    table = pd.DataFrame(
        [{name: markdown_safe(cell) for name, cell in row.items()} for row in rows]
    )
    st.table(table, border="horizontal", hide_index=True)
