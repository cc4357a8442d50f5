import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dashboard.plain import markdown_safe
from geodata import portrayal
from geodata.control import assess_control
from geodata.model import EVERYBODY, Actor, DatePrecision, Extent, Polarity, Relation
from geodata.portrayal import CONTESTED_COLOUR, Style, legend_entries, style_of
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER
from tests.dashboard.ledger import GORNAL, make_article, make_claim

ACTORS = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}


def mark(**changes: object) -> dict[str, object]:
    return {
        "kind": "region", "drawn_as": "area", "state": "held", "actor": "RU",
        "corroboration": "one side", "relation": "controls", "polarity": "affirm",
        "extent": "whole", "current": True,
        "contender": "", "precision_km": 0.0, "age_days": 3, **changes,
    }  # fmt: skip


def drawn(**changes: object) -> Style:
    if changes.get("kind") == "settlement":
        changes["drawn_as"] = "point"
    return style_of(mark(**changes), ACTORS)


@pytest.mark.parametrize(
    ("corroboration", "texture"),
    [("agreed", "solid"), ("one side", "hatch"), ("disputed", "cross"), ("reported", "dots")],
)
def test_texture_says_how_well_control_is_supported(corroboration: str, texture: str) -> None:
    assert drawn(corroboration=corroboration).texture == texture


def test_a_dispute_shows_both_hues() -> None:
    style = drawn(corroboration="disputed", contender="UA")
    assert style.colours == (ACTORS["RU"].colour, ACTORS["UA"].colour)


@pytest.mark.parametrize("relation", ["present", "threatens", "contested"])
def test_what_is_not_control_never_fills_an_area(relation: str) -> None:
    assert drawn(relation=relation, corroboration="agreed").texture == "sparse"


def test_a_partial_claim_is_a_badge_and_no_fill() -> None:
    style = drawn(extent="partial", kind="country")
    assert style.badge
    assert style.texture == "none"


def test_a_claim_about_a_region_is_dashed_and_about_a_settlement_is_not() -> None:
    assert drawn().dash == "dashed"
    assert drawn(kind="district").dash == "solid"
    assert drawn(kind="settlement").dash == "solid"


def test_each_kind_of_statement_has_its_own_shape() -> None:
    kinds = [{"relation": r} for r in ("controls", "present", "threatens", "contested")]
    shapes = {drawn(kind="settlement", **kind).shape for kind in [*kinds, {"polarity": "deny"}]}
    assert shapes == {"square", "circle", "triangle", "star", "diamond"}


def test_fighting_has_the_hue_of_no_side() -> None:
    assert drawn(relation="contested").colours == (CONTESTED_COLOUR,)


def test_old_statements_pale_and_never_vanish() -> None:
    pales = [drawn(age_days=days).pale for days in (0, 100, 300, 4000, None)]
    assert pales == sorted(pales, reverse=True)
    assert min(pales) > 0.5


def test_the_legend_lists_only_what_is_drawn() -> None:
    shown = mark(relation="present", actor="UA")
    texts = [e["text"] for e in legend_entries([(shown, style_of(shown, ACTORS))], ACTORS)]
    assert texts == ["Presence of Ukraine stated", "Dashed outline: a claim about the whole region"]


def test_the_legend_names_the_steps_of_age_that_are_drawn() -> None:
    old = mark(age_days=500)
    texts = [e["text"] for e in legend_entries([(old, style_of(old, ACTORS))], ACTORS)]
    assert texts[-1] == "Paler with age: up to 30 days · over a year or undated"


def legend_of(*marks: dict[str, object]) -> dict[str, list[str]]:
    """The kinds of swatch of each entry."""
    entries = legend_entries([(one, style_of(one, ACTORS)) for one in marks], ACTORS)
    assert len({entry["text"] for entry in entries}) == len(entries)
    return {entry["text"]: [s["kind"] for s in entry["swatches"]] for entry in entries}


def test_paleness_is_shown_against_full_strength() -> None:
    [*_, steps] = legend_entries(
        [(old, style_of(old, ACTORS)) for old in (mark(age_days=100), mark(age_days=None))],
        ACTORS,
    )
    [swatch] = steps["swatches"]
    assert swatch["style"]["steps"] == [1.0, 0.9, 0.7]
    assert not [text for text in legend_of(mark(age_days=1)) if "Paler" in text]


def test_a_meaning_is_listed_once_with_each_of_its_swatches() -> None:
    point = mark(kind="settlement", drawn_as="point")
    listed = legend_of(point, mark(), point)
    assert listed["Control by Russia: one side's word"] == ["area", "point"]


def test_a_dispute_is_one_entry_whichever_side_spoke_last() -> None:
    disputed = mark(corroboration="disputed", state="disputed")
    one, other = disputed | {"contender": "UA"}, disputed | {"actor": "UA", "contender": "RU"}
    assert style_of(one, ACTORS) == style_of(other, ACTORS)
    assert next(iter(legend_of(one, other))) == "Disputed: Russia / Ukraine"
    assert next(iter(legend_of(disputed))) == "Disputed: Russia"


def test_where_fighting_leaves_the_state_open_no_sides_hold_is_drawn() -> None:
    open_state = mark(state="contested")
    assert style_of(open_state, ACTORS).colours == (CONTESTED_COLOUR,)
    assert portrayal.word_of(open_state, ACTORS) == "fighting reported"
    assert "Contested: fighting reported" in legend_of(open_state)


def test_a_date_is_never_written_more_exactly_than_it_is_known() -> None:
    day = date(2024, 8, 1)
    assert portrayal.iso_of(day, DatePrecision.MONTH) == "2024-08"
    assert portrayal.dated(day, DatePrecision.YEAR) == "2024"
    assert portrayal.dated(None, None) == "not stated"


def test_markdown_shows_hostile_text_as_it_is() -> None:
    assert markdown_safe("![x](http:e) :smile: $x$ <b>") == (
        r"\!\[x\]\(http\:e\) \:smile\: \$x\$ \<b\>"
    )
    assert "\n" not in markdown_safe("a\n# b")


RU_PART: dict[str, object] = {"extent": Extent.PARTIAL}
UA_DENIAL: dict[str, object] = {"claimant": "UA", "polarity": Polarity.DENY}
OUTLET: dict[str, object] = {"claimant": "SOURCE"}


def state_of(*statements: dict[str, object]) -> str:
    """The heading over a place of which this is said; left open: Russia claims it for itself."""
    claims = [
        make_claim(make_article(f"Statement {number}", "wire", "t"), "Statement", GORNAL, **changes)
        for number, changes in enumerate(statements)
    ]
    [control] = assess_control(
        claims, voice=EVERYBODY, as_of=None, known_at=None, actors=list(ACTORS.values())
    )
    by_id = {claim.claim_id: claim for claim in claims}
    return portrayal.state_words(control, [by_id[i] for i in control.claim_ids], ACTORS)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ([OUTLET | RU_PART], "Held in part by Russia (said by the outlet itself)"),
        (
            [OUTLET | RU_PART, OUTLET | RU_PART | {"source_id": "agency"}],
            "Held in part by Russia (said by 2 outlets)",
        ),
        ([RU_PART], "Held in part by Russia (said by Russia)"),
        (
            [RU_PART, UA_DENIAL | RU_PART],
            "Held in part by Russia (said by Russia, denied by Ukraine)",
        ),
        (
            [RU_PART, {"claimant": "UA", "actor": "UA"} | RU_PART],
            "Held in part by Russia (said by Russia); held in part by Ukraine (said by Ukraine)",
        ),
        ([UA_DENIAL], "Control by Russia denied by Ukraine"),
        (
            [UA_DENIAL, {"claimant": "UA", "actor": "UA", "relation": Relation.PRESENT}],
            "Control by Russia denied by Ukraine",
        ),
        ([UA_DENIAL | RU_PART], "Control of a part by Russia denied by Ukraine"),
        ([OUTLET | {"actor": None}], "Held by an unnamed actor (said by the outlet itself)"),
        ([{"current": False}], "Only statements about the past"),
        ([{"relation": Relation.PRESENT}], "No claim of control"),
        ([{"relation": Relation.PRESENT}, {"current": False}], "No claim of control"),
        ([{}], "Held by Russia (one side's word)"),
    ],
)
def test_a_heading_never_contradicts_the_claims_below_it(
    statements: list[dict[str, object]], words: str
) -> None:
    assert state_of(*statements) == words


@pytest.mark.parametrize("statements", [[RU_PART], [UA_DENIAL], [OUTLET | RU_PART], [{}]])
def test_a_heading_differs_between_the_sides_in_names_only(
    statements: list[dict[str, object]],
) -> None:
    other = {"RU": "UA", "UA": "RU", "SOURCE": "SOURCE"}
    swapped = [
        {**one, "actor": "UA", "claimant": other[str(one.get("claimant", "RU"))]}
        for one in statements
    ]
    names = {"Russia": "Ukraine", "Ukraine": "Russia"}
    mirrored = re.sub("Russia|Ukraine", lambda found: names[found[0]], state_of(*statements))
    assert state_of(*swapped) == mirrored


def test_a_denial_is_told_as_one_and_its_content_never_as_a_fact() -> None:
    article = make_article("Kyiv denies it.", "wire", "t")
    denial = make_claim(article, "Kyiv denies it", GORNAL, **UA_DENIAL, speaker="General Staff")
    said = portrayal.statement(denial, "Gornal", None, ACTORS)
    assert said == "Ukraine (General Staff) denies: Russia controls Gornal"
    assert portrayal.content(denial, "Gornal", ACTORS) == "Denies that Russia controls Gornal"
    assert portrayal.tags(denial) == ["denial"]
    assert portrayal.tags(denial, denial=False) == []
    claim = make_claim(article, "Kyiv denies it", GORNAL)
    said = portrayal.statement(claim, "Gornal", None, ACTORS)
    assert said == "Claimed by Russia: Russia controls Gornal"


def test_an_actor_that_the_seeds_do_not_know_is_grey() -> None:
    nobody: dict[str, Actor] = {}
    assert portrayal.colour_of("XX", nobody) == portrayal.colour_of(None, nobody) == "#999999"


def test_no_address_in_a_text_becomes_a_link() -> None:
    for text in ("see http://evil.invalid/x", "WWW.evil.invalid", "mail a@evil.invalid"):
        shown = markdown_safe(text)
        assert "\u2060" in shown
        assert shown.replace("\u2060", "").replace("\\", "") == text


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return sum(
            weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
        )

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


ROOT = Path(__file__).parents[2]
FADED = re.compile(r"^([^{}@/]+)\{[^{}]*\bopacity: (0\.\d+)", re.MULTILINE)


def theme_of(name: str) -> dict[str, str]:
    config = ROOT / ".streamlit" / "config.toml"
    theme: dict[str, str] = tomllib.loads(config.read_text(encoding="utf-8"))["theme"][name]
    return theme


def faded(text: str, ground: str, opacity: float) -> str:
    shares = [(int(text[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    mixed = [round(opacity * over + (1 - opacity) * under) for over, under in shares]
    return "#" + "".join(f"{value:02X}" for value in mixed)


def faded_texts() -> dict[str, float]:
    """The opacity of what our styles pale, by rule; not of what can’t be used or is no text."""
    sheets = [*(ROOT / "dashboard" / "assets").glob("*.css")]
    found = {
        f"{sheet.name} {rule.strip()}": float(opacity)
        for sheet in sheets
        for rule, opacity in FADED.findall(sheet.read_text(encoding="utf-8"))
    }
    return {rule: value for rule, value in found.items() if not re.search("disabled|dash", rule)}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_is_paled_keeps_the_contrast_of_wcag_aa(name: str) -> None:
    theme, texts = theme_of(name), faded_texts()
    assert 'page.css [data-testid="stCaptionContainer"]' in texts
    for rule, opacity in texts.items():
        for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
            shown = faded(theme["textColor"], ground, opacity)
            assert _contrast(shown, ground) >= 4.5, rule


def test_key_hints_on_buttons_are_not_paled() -> None:
    """So they have the contrast of the label beside them."""
    style = (ROOT / "dashboard" / "assets" / "page.css").read_text(encoding="utf-8")
    assert "button kbd { opacity: 1 !important; }" in style


def test_a_chosen_tab_is_written_in_the_colour_of_the_text() -> None:
    style = (ROOT / "dashboard" / "assets" / "page.css").read_text(encoding="utf-8")
    assert re.search(r'segmented_control"\]\[aria-checked="true"\] \{ color: inherit', style)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_texts_and_buttons_of_both_themes_have_the_contrast_of_wcag_aa(name: str) -> None:
    theme = theme_of(name)
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        assert _contrast(theme["textColor"], theme[ground]) >= 4.5
        assert _contrast(theme["linkColor"], theme[ground]) >= 4.5
        assert _contrast(theme["primaryColor"], theme[ground]) >= 3  # outlines and sliders
    assert _contrast("#FFFFFF", theme["primaryColor"]) >= 4.5  # the label of a primary button
