"""The page that adds articles: nothing is saved before Save, all of it is told, all undone."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.views.add import drafts
from dashboard.views.analyst import FIELD
from geodata.articles import Arrival, addresses
from geodata.model import Article, DateBasis
from geodata.store import ClaimStore, open_store
from tests.dashboard.ledger import make_store
from tests.dashboard.opening import HOSTILE, open_page, told_to, use_store
from tests.records import make_article

STORY = (
    "Oleshnya falls\n\nRussia's army chief said that Russian forces had captured Gornal. Fighting "
    "went on near Ivanivka. Ukraine denied it."
)
OTHER = "Ukraine's army said that its troops had entered Sudzha."
PASTE, FILES, ADDRESS = "Paste text", "Drop files", "Web address"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClaimStore]:
    path = use_store(tmp_path, monkeypatch)
    make_store(path).close()
    made = open_store(f"sqlite:///{path}")
    yield made
    made.close()


@pytest.fixture
def page(store: ClaimStore) -> AppTest:
    """The page on the hand-made ledger."""
    return open_page("add", {})


def run(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def paste(page: AppTest, text: str) -> AppTest:
    page.text_area[0].set_value(text)
    return run(page)


def drop(page: AppTest, **files: bytes) -> AppTest:
    page.segmented_control(key="add-way").set_value(FILES)
    run(page)
    content = [(name.replace("__", "."), body, "") for name, body in files.items()]
    page.file_uploader[0].set_value(content)
    return run(page)


def save(page: AppTest) -> AppTest:
    page.button(key="add-save").click()
    return run(page)


def widget(page: AppTest, kind: str, label: str) -> Any:
    [found] = [one for one in page.get(kind) if one.label == label]
    return found


def name_source(page: AppTest, label: str, name: str) -> AppTest:
    """Type a source that may not be listed."""
    box = widget(page, "selectbox", label)
    if name not in box.options:
        box.options.append(name)  # AppTest doesn't know that new ones may be typed
    box.set_value(name)
    return run(page)


def has(page: AppTest, key: str) -> bool:
    return any(one.key == key for one in page.button)


def warnings(page: AppTest) -> str:
    return "\n".join(one.value.replace("\\", "") for one in page.warning)


def errors(page: AppTest) -> str:
    return "\n".join(one.value.replace("\\", "") for one in page.error)


def shown(page: AppTest) -> dict[str, Any]:
    """What the text with its marks is told."""
    [data] = told_to(page, "claimline_reading")
    return data


def table(page: AppTest, column: str) -> list[Any]:
    [found] = [one.value for one in page.dataframe if column in one.value]
    return found[column].tolist()


def added(store: ClaimStore) -> list[Article]:
    """What is in the store beside the ledger."""
    return [one for one in store.articles() if one.source_id not in {"seed-000", "seed-004"}]


def test_pasted_text_is_shown_with_its_claims_and_places_marked_and_nothing_is_saved(
    page: AppTest, store: ClaimStore
) -> None:
    before = store.revision()
    paste(page, STORY)
    data = shown(page)
    assert data["text"] == STORY
    marked = {(span["kind"], STORY[span["start"] : span["end"]]) for span in data["spans"]}
    assert ("place", "Gornal") in marked
    assert ("open", "Ivanivka") in marked
    assert "claim" in {kind for kind, _ in marked}
    assert any("Gornal" in says for says in table(page, "says"))
    assert (store.revision(), added(store)) == (before, [])


def test_what_was_previewed_is_saved_with_what_the_fields_say(
    page: AppTest, store: ClaimStore
) -> None:
    paste(page, STORY)
    widget(page, "text_input", "Title").set_value("A title of mine")
    name_source(page, "Source", "The Wire")
    widget(page, "date_input", "Published").set_value(date(2025, 4, 27))
    widget(page, "text_input", "Address").set_value("https://wire.example/1")
    run(page)
    claims = len(table(page, "says"))
    save(page)
    [article] = added(store)
    assert (article.title, article.source_id) == ("A title of mine", "The Wire")
    assert (article.text, article.url) == (STORY, "https://wire.example/1")
    assert article.published_on == date(2025, 4, 27)
    assert article.published_basis is DateBasis.GIVEN
    assert len(store.claims_of(article.article_id)) == claims
    assert table(page, "what") == ["added"]


def test_the_first_line_is_the_title_and_a_day_in_the_text_says_that_it_is_inferred(
    page: AppTest, store: ClaimStore
) -> None:
    paste(page, f"Gornal falls\n\nKYIV, April 27, 2025 — {OTHER}")
    assert widget(page, "text_input", "Title").value == "Gornal falls"
    assert widget(page, "date_input", "Published").value == date(2025, 4, 27)
    assert widget(page, "selectbox", "The day rests on").value == DateBasis.INFERRED
    assert any(
        "Published 27 April 2025: The text begins" in one.value.replace("\\", "")
        for one in page.caption
    )
    save(page)
    [article] = added(store)
    assert article.published_basis is DateBasis.INFERRED
    assert article.published_note


def test_another_day_than_the_text_says_is_one_that_was_given(page: AppTest) -> None:
    paste(page, f"KYIV, April 27, 2025 — {OTHER}")
    widget(page, "date_input", "Published").set_value(date(2025, 4, 28))
    run(page)
    assert widget(page, "selectbox", "The day rests on").value == DateBasis.GIVEN


def test_a_source_that_is_listed_keeps_its_grade_when_its_name_is_typed(
    page: AppTest, store: ClaimStore
) -> None:
    paste(page, STORY)
    widget(page, "selectbox", "Source").set_value("Institute for the Study of War")
    save(run(page))
    assert [article.source_id for article in added(store)] == ["isw"]


def test_an_address_that_is_none_cannot_be_saved(page: AppTest) -> None:
    paste(page, STORY)
    widget(page, "text_input", "Address").set_value("javascript:alert(1)")
    run(page)
    assert "must start with http" in errors(page)
    assert page.button(key="add-save").disabled


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_pasted_says_so_and_offers_no_save(page: AppTest, text: str) -> None:
    page.text_area[0].set_value(text)
    page.button(key="add-read").click()
    run(page)
    assert "pasted text: is empty" in errors(page)
    assert not has(page, "add-save")


def test_a_text_that_is_here_says_so_and_cannot_be_saved_again(
    page: AppTest, store: ClaimStore
) -> None:
    save(paste(page, STORY))
    page.button(key="add-another").click()
    run(page)
    paste(page, STORY.replace("\n\n", "\n"))
    assert "This very text is here already: Oleshnya falls" in warnings(page)
    assert page.button(key="add-save").disabled
    assert len(added(store)) == 1


def test_a_near_duplicate_and_other_tellings_are_announced(page: AppTest) -> None:
    long = f"{STORY} {OTHER} " + " ".join(f"Word {number} of it." for number in range(20))
    save(paste(page, long))
    page.button(key="add-another").click()
    run(page)
    paste(page, f"{long} Reporting by the desk.")
    assert "Near-duplicate of Oleshnya falls" in warnings(page)
    assert any("Gornal" in words for words in table(page, "shared"))
    save(page)
    assert table(page, "what") == ["copy"]


def test_undo_takes_the_article_out_and_asks_who_does_so(page: AppTest, store: ClaimStore) -> None:
    save(paste(page, STORY))
    [article] = added(store)
    page.button(key="add-undo").click()
    run(page)
    assert "Say who decides" in errors(page)
    assert store.claims_of(article.article_id)
    page.text_input(key=FIELD).set_value("Ann")
    run(page)
    page.button(key="add-undo").click()
    run(page)
    assert table(page, "what") == ["taken back"]
    assert store.claims_of(article.article_id) == []
    assert store.withdrawn() == {article.article_id}
    assert not has(page, "add-undo")


def test_what_was_taken_back_can_be_added_again(page: AppTest, store: ClaimStore) -> None:
    save(paste(page, STORY))
    page.text_input(key=FIELD).set_value("Ann")
    run(page)
    page.button(key="add-undo").click()
    run(page)
    page.button(key="add-another").click()
    run(page)
    paste(page, STORY)
    assert "added before and withdrawn" in warnings(page)
    save(page)
    [article] = added(store)
    assert store.claims_of(article.article_id)


def test_files_are_listed_with_what_would_come_of_each_and_saved_together(
    page: AppTest, store: ClaimStore
) -> None:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(OTHER)
    document.save(stream)
    drop(
        page,
        a__txt=STORY.encode(),
        b__docx=stream.getvalue(),
        c__pdf=b"%PDF-broken",
        d__txt=STORY.encode(),
        e__csv=f'text,source\n"{STORY} More.",wire\n,wire\n'.encode(),
    )
    assert [name.split(":")[0] for name in table(page, "origin")] == [
        "a.txt", "b.docx", "c.pdf", "d.txt", "e.csv", "e.csv",
    ]  # fmt: skip
    told = table(page, "outlook")
    assert told[0].startswith("new")
    assert "is damaged" in told[2]
    assert (table(page, "origin")[5], "text is empty" in told[5]) == ("e.csv:5", True)
    assert added(store) == []
    save(page)
    assert table(page, "what") == ["added", "added", "failed", "known", "added", "failed"]
    assert len(added(store)) == 3
    page.text_input(key=FIELD).set_value("Ann")
    run(page)
    page.button(key="add-undo").click()
    run(page)
    assert len(store.withdrawn()) == 3


def test_an_article_without_a_day_is_announced_before_it_is_saved(page: AppTest) -> None:
    paste(page, STORY)
    assert "No day of publication is known" in warnings(page)
    widget(page, "date_input", "Published").set_value(date(2025, 4, 20))
    run(page)
    assert "No day of publication is known" not in warnings(page)


def test_a_reason_too_long_for_its_line_is_wrapped(page: AppTest) -> None:
    drop(
        page,
        a__txt=STORY.encode(),
        b__csv=b"text,published\nx,on the evening of the last Saturday of April",
    )
    [reason] = [one for one in table(page, "outlook") if one.startswith("can't be read")]
    [listed] = [one for one in page.dataframe if "outlook" in one.value]
    assert len(reason) > 72
    assert listed.proto.row_height > 60


def test_one_of_several_files_can_be_left_out(page: AppTest, store: ClaimStore) -> None:
    drop(page, a__txt=STORY.encode(), b__txt=OTHER.encode())
    widget(page, "checkbox", "Save this one, too").uncheck()
    run(page)
    save(page)
    assert table(page, "what") == ["left out", "added"]
    assert [article.text for article in added(store)] == [OTHER]


def test_files_without_a_source_can_be_given_one_together(page: AppTest, store: ClaimStore) -> None:
    drop(page, a__txt=STORY.encode(), b__txt=OTHER.encode())
    name_source(page, "Source of the 2 articles that name none", "The Wire")
    assert table(page, "source") == ["The Wire", "The Wire"]
    save(page)
    assert {article.source_id for article in added(store)} == {"The Wire"}


def test_a_file_that_is_taken_out_of_the_list_is_not_saved(page: AppTest) -> None:
    drop(page, a__txt=STORY.encode(), b__txt=OTHER.encode())
    page.file_uploader[0].set_value([("b.txt", OTHER.encode(), "")])
    run(page)
    assert shown(page)["text"] == OTHER


def test_more_articles_than_can_be_shown_are_told(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 3)
    rows = "".join(f"Report {number}. {OTHER}\n" for number in range(5))
    drop(page, many__csv=f"text\n{rows}".encode())
    assert len(table(page, "origin")) == 3
    assert "The first 3 articles are listed" in warnings(page)


def test_hostile_names_and_texts_are_shown_as_they_are(page: AppTest, store: ClaimStore) -> None:
    page.segmented_control(key="add-way").set_value(FILES)
    run(page)
    text = f"{HOSTILE}\n{STORY}\n{HOSTILE}"
    page.file_uploader[0].set_value(
        [(f"{HOSTILE}.txt", text.encode(), ""), (f"{HOSTILE}.pdf", b"%PDF-", "")]
    )
    run(page)
    name_source(page, "Source", HOSTILE)
    assert shown(page)["text"] == text
    save(page)
    page.button(key="add-another").click()
    run(page)
    paste(page, f"{text} again")
    rendered = [
        one.value for kind in ("markdown", "caption", "warning", "error") for one in page.get(kind)
    ]
    for words in rendered:
        assert "<img" not in words.replace("\\<", "")
        assert "](http" not in words
    assert added(store)[0].source_id == " ".join(HOSTILE.split())


def test_an_address_is_asked_only_when_told_to_and_says_who_sees_it(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fetch(url: str, *, private: bool = False) -> Iterator[Arrival]:
        asked.append((url, private))
        yield Arrival(origin=url, article=make_article(STORY, url=url))

    monkeypatch.setattr("dashboard.reads.adding.fetch_article", fetch)
    page.segmented_control(key="add-way").set_value(ADDRESS)
    run(page)
    assert any("server will see" in one.value for one in page.caption)
    page.text_input[0].set_value("https://wire.example/1")
    run(page)
    assert asked == []
    page.text_input[0].set_value("https://wire.example/1")
    [button] = [one for one in page.button if one.label == "Fetch it"]
    button.click()
    run(page)
    assert asked == [("https://wire.example/1", False)]
    assert widget(page, "text_input", "Address").value == "https://wire.example/1"


def test_an_address_of_this_machine_is_not_asked(page: AppTest) -> None:
    page.segmented_control(key="add-way").set_value(ADDRESS)
    run(page)
    page.text_input[0].set_value("http://127.0.0.1/")
    [button] = [one for one in page.button if one.label == "Fetch it"]
    button.click()
    run(page)
    assert "lies in a private network or on this machine" in errors(page)
    assert addresses.MOST_SECONDS <= 30


def test_a_viewer_is_told_and_offered_nothing(
    page: AppTest, store: ClaimStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_READ_ONLY", "on")
    run(page)
    assert any("Viewers can't add articles" in one.value for one in page.info)
    assert not page.text_area
    assert not has(page, "add-save")


def test_what_was_added_is_opened_on_the_article_page(page: AppTest, store: ClaimStore) -> None:
    save(paste(page, STORY))
    page.button(key="add-article").click()
    run(page)
    [article] = added(store)
    assert page.query_params["article"] == article.article_id
    assert shown(page)["text"] == STORY


def test_what_the_machine_misread_is_corrected_from_here(page: AppTest, store: ClaimStore) -> None:
    save(paste(page, STORY))
    page.button(key="add-review").click()
    run(page)
    [article] = added(store)
    assert page.query_params["article"] == article.article_id
    assert shown(page)["text"] == STORY


def test_what_was_added_is_picked_on_the_map_whatever_was_filtered(
    page: AppTest, store: ClaimStore
) -> None:
    save(paste(page, OTHER))
    page.button(key="add-map").click()
    run(page)
    [article] = added(store)
    [place_id] = {claim.place_id for claim in store.claims_of(article.article_id)}
    assert page.query_params["pick"] == place_id
