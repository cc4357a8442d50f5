"""The method page: what it tells is what the program and its data are."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reads.method import licences, measured
from dashboard.views.method import marks, rules
from geodata.control import assess_control
from geodata.errors import SeedError
from geodata.model import (
    EVERYBODY,
    Control,
    ControlState,
    Corroboration,
    Extent,
    Polarity,
    Relation,
)
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER
from tests.dashboard.ledger import GORNAL, make_article, make_claim, make_store
from tests.dashboard.opening import open_page, told_to, use_store

ROOT = Path(__file__).parents[2]
Opened = Callable[[], AppTest]
ACTORS = read_actors(SEEDS_FOLDER)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    make_store(use_store(tmp_path, monkeypatch)).close()

    def open_app() -> AppTest:
        page = open_page("method", {})
        assert not page.error
        return page

    return open_app


def written(page: AppTest) -> str:
    told = [*page.markdown, *page.caption, *page.subheader]
    cells = [str(cell) for table in page.table for cell in table.value.to_numpy().ravel()]
    return " ".join([*(one.value for one in told), *cells]).replace("\\", "")


def test_the_page_tells_rules_figures_clocks_licences_and_editions(opened: Opened) -> None:
    told = written(opened())
    assert "What each mark means" in told
    assert "“X controls the region” reaches a place inside" in told
    assert "the moment at which this ledger had recorded them" in told
    assert "© GeoNames" in told
    assert "2 by analyst:test" in told
    assert "they imply no endorsement or acceptance." in told


def test_the_page_says_at_which_level_confidence_is(opened: Opened) -> None:
    told = written(opened())
    assert "at the level of labelled articles that nothing was developed with" in told
    assert "69% of the claims found were right in every field." in told


def test_readme_and_page_show_the_same_figures(opened: Opened) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    figures = measured(SEEDS_FOLDER)
    for row in figures.claims:
        shown = f"{row['precision']:.2f} | {row['recall']:.2f} | {row['f1']:.2f}"
        assert f"| {row['cases']} | {shown} |" in readme
    for row in figures.names:
        shown = f"{row['found']:.0%} | {row['right']:.0%}".replace("%", " %")
        assert f"| {row['names']} | {shown} | {row['wrong_country']} |" in readme
    together = " ".join(readme.split())
    for row in figures.front:
        assert f"{row['settlements']:,}" in together
        assert f"{row['overlap']:.2f}" in together
        assert f"{row['off_km']:g} km" in together
    rows = re.findall(r"^\| .* \| ([\d.]+|\d+ %) \| ([\d.]+|\d+ %) \|", readme, re.MULTILINE)
    assert len(rows) == len(figures.claims) + len(figures.names)
    told = written(opened())
    assert all(row["cases"] in told for row in figures.claims)


def test_the_licences_are_those_of_the_gazetteers_own_list() -> None:
    head, *rows = licences(SEEDS_FOLDER)
    assert head == ("file", "what", "made from", "licence and attribution")
    listed = {name.strip() for row in rows for name in row[0].split(",")}
    kept = {path.name for path in (SEEDS_FOLDER / "gazetteer").iterdir()} - {"README.md"}
    assert listed == kept


@pytest.mark.parametrize("text", ["", "no table", "| a | b |\n|---|---|\n| c | d |\n"])
def test_without_a_table_of_licences_the_page_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "README.md").write_text(text, "utf-8")
    with pytest.raises(SeedError, match=r"README.md: has no table"):
        licences(tmp_path)


def test_figures_that_lack_a_field_are_refused(tmp_path: Path) -> None:
    (tmp_path / "measured.toml").write_text('[[claims]]\ncases = "all"\n')
    with pytest.raises(SeedError, match="precision"):
        measured(tmp_path)


def test_the_legend_shows_each_texture_and_shape_with_its_words() -> None:
    control = {entry["text"]: entry["swatches"] for entry in marks.control_entries()}
    assert len(control) == 4
    textures = {one["style"]["texture"] for swatches in control.values() for one in swatches}
    assert textures == {"solid", "hatch", "dots", "cross"}
    assert all([one["kind"] for one in drawn] == ["area", "point"] for drawn in control.values())
    shapes = {
        entry["swatches"][0]["style"]["shape"]: entry["text"] for entry in marks.statement_entries()
    }
    assert {"circle", "triangle", "star", "diamond"} <= set(shapes)
    kinds = {one["swatches"][0]["kind"] for one in marks.further_entries()}
    assert kinds == {"line", "radius", "steps", "front", "ring", "outline", "number", "part"}


def test_actors_of_the_ledger_are_told_apart_by_hue(opened: Opened) -> None:
    sent = [one["lists"][0] for one in told_to(opened(), "claimline_legend")]
    assert [entry["text"] for entry in sent[-1]] == ["Russia", "Ukraine"]


def state(*said: dict[str, object]) -> Control:
    """The state of Gornal by what is said of it, one sentence each."""
    text = "".join(f"Sentence {number}. " for number in range(len(said)))
    article = make_article(text, "wire", "Rules")
    claims = [
        make_claim(article, f"Sentence {number}.", GORNAL, **changes)
        for number, changes in enumerate(said)
    ]
    [control] = assess_control(
        claims, voice=EVERYBODY, as_of=date(2025, 5, 1), known_at=None, actors=ACTORS
    )
    return control


CASES: list[tuple[dict[str, object], ...]] = [
    ({}, {"claimant": "UA", "actor": "UA"}),
    ({}, {"claimant": "UA", "polarity": Polarity.DENY}),
    ({"relation": Relation.CONTESTED},),
    ({}, {"claimant": "UA"}),
    ({},),
    ({"claimant": "SOURCE"},),
    ({"relation": Relation.PRESENT}, {"extent": Extent.PARTIAL}),
    ({"current": False},),
]


@pytest.mark.parametrize(("row", "said"), list(enumerate(CASES)))
def test_a_rule_that_the_page_tells_is_what_the_program_does(
    row: int, said: tuple[dict[str, object], ...]
) -> None:
    _, held, support, _ = rules.STATES[row]
    control = state(*said)
    assert control.state is held
    assert support is None or control.corroboration is support


def test_every_state_and_support_is_told() -> None:
    assert len(rules.STATES) == len(CASES)
    assert {held for _, held, _, _ in rules.STATES} == set(ControlState)
    told = {support for _, _, support, _ in rules.STATES if support}
    assert told == set(Corroboration)
