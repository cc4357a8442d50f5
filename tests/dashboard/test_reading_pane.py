"""What the pane with the marked text is sent, and what it makes of what a browser reports."""

import json
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.views import reading_pane
from dashboard.views.reading_pane import MOST_CHARACTERS, MOST_SPANS, Span

CANARY = '{{7*7}} <img src=x onerror="window.__canary=1"> ![x](http://canary.invalid) `tick`'


PAGE = """
import streamlit as st
from dashboard.views.reading_pane import show_text
show_text(st.session_state["text"], st.session_state["spans"], "pane", st.session_state["chosen"])
"""


def sent(text: str, spans: list[Span], chosen: str | None = None) -> dict[str, Any]:
    shown = AppTest.from_string(PAGE, default_timeout=30)
    for name, value in {"text": text, "spans": spans, "chosen": chosen}.items():
        shown.session_state[name] = value
    shown.run()
    assert not shown.exception
    [component] = shown.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def span(text: str, quote: str, name: str = "1") -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), kind="claim", id=name, words=["Says who"])


def test_offsets_stay_those_of_python_and_text_and_words_stay_as_they_are() -> None:
    text = f"🚀 Село Горналь. {CANARY}"
    marked = span(text, CANARY)
    marked["words"] = [CANARY]
    data = sent(text, [marked])
    assert data["text"] == text
    assert data["spans"] == [dict(marked)]
    assert text[data["spans"][0]["start"] : data["spans"][0]["end"]] == CANARY


def test_the_version_changes_with_text_and_spans_and_not_with_the_choice() -> None:
    text = "Gornal was taken."
    before = sent(text, [span(text, "Gornal")])
    chosen = sent(text, [span(text, "Gornal")], "1")
    other = sent(text, [span(text, "taken")])
    assert before["chosen"] is None
    assert chosen["chosen"] == "1"
    assert before["version"] == chosen["version"] != other["version"]


def test_of_a_very_long_text_the_beginning_is_shown_and_the_rest_is_counted() -> None:
    text = "Gornal " * 200_000
    late = Span(start=len(text) - 7, end=len(text) - 1, kind="place", id="2", words=["late"])
    data = sent(text, [span(text, "Gornal"), late])
    assert len(data["text"]) == MOST_CHARACTERS
    assert [one["id"] for one in data["spans"]] == ["1"]
    assert f"first {MOST_CHARACTERS:,} of {len(text):,} characters" in data["notice"]
    assert "1 of 2 claims and names are marked" in data["notice"]


def test_more_spans_than_can_be_drawn_are_counted() -> None:
    text = "a" * 3000
    spans = [Span(start=i, end=i + 1, kind="place", id=str(i), words=[""]) for i in range(2500)]
    data = sent(text, spans)
    assert len(data["spans"]) == MOST_SPANS
    assert "2,000 of 2,500" in data["notice"]


class _Reported:
    def __init__(self, chosen: object) -> None:
        self.chosen = chosen


@pytest.mark.parametrize(
    "reported", [None, "c1", {"id": 7, "seq": 1}, {"id": "c1"}, {"id": "c1", "seq": "x"}]
)
def test_what_no_pane_reports_chooses_nothing(
    monkeypatch: pytest.MonkeyPatch, reported: object
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(st, "session_state", {"pane": _Reported(reported)})
    reading_pane._hear("pane", heard.append)
    assert heard == []


def test_a_choice_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(st, "session_state", {"pane": _Reported({"id": "c1", "seq": 4})})
    reading_pane._hear("pane", heard.append)
    reading_pane._hear("pane", heard.append)
    assert heard == ["c1"]
