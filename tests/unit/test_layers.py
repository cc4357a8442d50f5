"""What a mark shows, and what a claim carries when it is laid out."""

import re
from datetime import date

import pytest
from shapely import box

from geodata.control import assess_control
from geodata.layers import (
    LAYERS,
    Provenance,
    area_features,
    area_marks,
    claim_features,
    difference_features,
    line_features,
    place_features,
    point_marks,
)
from geodata.model import (
    EVERYBODY,
    Claim,
    DateBasis,
    Extent,
    Polarity,
    Relation,
)
from tests.frames import GROUND, HOSTILE, claim_frame, frame_of, hostile_claim, provenance
from tests.records import ACTORS, make_article, make_claim, place_of

DAY = date(2025, 5, 1)
KURSK, BELGOROD, GORNAL = "iso:RU-KRS", "iso:RU-BEL", "curated:gornal"

OUTLINES = {KURSK: GROUND[0], BELGOROD: GROUND[1], "iso:UA": box(22, 44, 40, 52.4)}


def marks(*claims: Claim):
    controls = assess_control(claims, voice=EVERYBODY, as_of=None, known_at=None, actors=ACTORS)
    lookups = {"places": place_of, "outline": OUTLINES.get, "day": DAY}
    return area_marks(claims, controls, **lookups), point_marks(claims, controls, **lookups)


def only_mark(*claims: Claim) -> dict[str, object]:
    areas, points = marks(*claims)
    [row] = [*areas.to_dict("records"), *points.to_dict("records")]
    return row


def kursk(claimant: str = "RU", actor: str | None = "RU", **changes: object) -> Claim:
    return make_claim(place_id=KURSK, claimant=claimant, actor=actor, **changes)


DENIAL = {"polarity": Polarity.DENY}
PRESENT = {"relation": Relation.PRESENT}


def test_regions_are_areas_and_settlements_are_points() -> None:
    areas, points = marks(kursk(), make_claim(place_id=GORNAL))
    assert areas["place_id"].tolist() == [KURSK]
    assert points["place_id"].tolist() == [GORNAL]
    assert areas.crs == points.crs == "EPSG:4326"
    assert areas.geometry.iloc[0].equals(OUTLINES[KURSK])
    assert (points.geometry.x.iloc[0], points.geometry.y.iloc[0]) == (35.245, 51.07)
    assert points["precision_km"].tolist() == [2.0]


def test_region_without_an_outline_is_a_point() -> None:
    lookups = {"places": place_of, "outline": lambda _: None, "day": DAY}
    claims = [kursk()]
    controls = assess_control(claims, voice=EVERYBODY, as_of=None, known_at=None, actors=ACTORS)
    assert area_marks(claims, controls, **lookups).empty
    assert point_marks(claims, controls, **lookups)["place_id"].tolist() == [KURSK]


def test_columns_of_marks_are_those_of_the_docstring_even_without_rows() -> None:
    empty_areas, empty_points = marks()
    full, _ = marks(kursk())
    assert list(empty_areas.columns) == list(empty_points.columns) == list(full.columns)
    told = str(area_marks.__doc__).split("Returns:")[1]
    assert set(full.columns) <= set(re.findall(r"\w+", told))
    assert (empty_areas.dtypes == full.dtypes).all()


def test_kursk_is_disputed_between_who_claims_and_who_denies() -> None:
    mark = only_mark(kursk(), kursk("UA", "RU", **DENIAL), kursk("UA", "UA", **PRESENT))
    assert (mark["state"], mark["corroboration"]) == ("disputed", "disputed")
    assert (mark["actor"], mark["contender"]) == ("RU", "UA")
    assert (mark["relation"], mark["relations"]) == ("controls", "controls,present")
    assert mark["statement_count"] == 3


@pytest.mark.parametrize(
    ("claims", "parties"),
    [
        ([kursk(), kursk("UA", "UA")], {"RU", "UA"}),
        ([kursk(), kursk("SOURCE", "RU", **DENIAL, source_id="x")], {"RU", ""}),
        (
            [
                kursk(),
                kursk("SOURCE", "RU", **DENIAL, source_id="x"),
                kursk("SOURCE", "UA", **PRESENT, source_id="x"),
            ],
            {"RU", "UA"},
        ),
        ([kursk()], {"RU", ""}),
    ],
)
def test_contender_is_the_other_side_of_a_dispute(claims: list[Claim], parties: set[str]) -> None:
    mark = only_mark(*claims)
    assert {mark["actor"], mark["contender"]} == parties


@pytest.mark.parametrize(
    ("claims", "relation", "polarity"),
    [
        ([kursk(), kursk("UA", "UA", **PRESENT)], "controls", "affirm"),
        ([kursk(relation=Relation.CONTESTED), kursk("UA", "UA", **PRESENT)], "contested", "affirm"),
        ([kursk(**PRESENT), kursk(relation=Relation.THREATENS)], "present", "affirm"),
        ([kursk(relation=Relation.THREATENS), kursk("UA", "RU", **DENIAL)], "threatens", "affirm"),
        ([kursk("UA", "RU", **DENIAL)], "controls", "deny"),
        ([kursk(current=False), kursk("UA", "UA", **PRESENT)], "present", "affirm"),
    ],
)
def test_mark_shows_the_strongest_statement(
    claims: list[Claim], relation: str, polarity: str
) -> None:
    mark = only_mark(*claims)
    assert (mark["relation"], mark["polarity"], mark["current"]) == (relation, polarity, True)


def test_presence_is_marked_for_who_is_there() -> None:
    mark = only_mark(make_claim(place_id=BELGOROD, claimant="UA", actor="UA", **PRESENT))
    assert (mark["state"], mark["actor"], mark["contender"]) == ("unknown", "UA", "")
    assert mark["reason"] == "Ukraine says its forces are present; no claim of control found"


def test_place_of_which_only_the_past_is_told_says_so() -> None:
    mark = only_mark(kursk(current=False))
    assert (mark["current"], mark["state"], mark["relations"]) == (False, "unknown", "")


def test_part_of_a_country_is_partial() -> None:
    claim = make_claim(place_id="iso:UA", claimant="SOURCE", extent=Extent.PARTIAL)
    mark = only_mark(claim)
    assert (mark["extent"], mark["state"]) == ("partial", "unknown")


def test_age_is_counted_from_the_day_of_the_statement() -> None:
    assert only_mark(kursk(event_date=date(2014, 3, 18)))["age_days"] == 5
    dateless = make_article(published_at=None)
    areas, _ = marks(make_claim(dateless, place_id=KURSK))
    assert areas["age_days"].isna().all()


def test_larger_areas_come_first() -> None:
    areas, _ = marks(kursk(), make_claim(place_id="iso:UA"), make_claim(place_id=BELGOROD))
    assert areas["place_id"].tolist()[0] == "iso:UA"


def _listed(documented: object, after: str) -> list[str]:
    """Names in backticks that a docstring lists from some words on."""
    return re.findall(r"`([a-z_0-9]+)`", str(documented.__doc__).split(after)[1])


VIEW = ["voice", "voice_name", "as_of", "known_at"]
OTHER_VIEW = [f"other_{column}" for column in VIEW]
MAKERS = {
    "claims": claim_features,
    "places": place_features,
    "areas": area_features,
    "lines": line_features,
    "differences": difference_features,
}


def test_every_exported_layer_is_documented() -> None:
    assert MAKERS.keys() == set(LAYERS)


@pytest.mark.parametrize("layer", LAYERS)
def test_columns_are_those_of_the_docstring_in_its_order(layer: str) -> None:
    carried = _listed(Provenance, "carries")
    listed = [name for name in _listed(MAKERS[layer], "Returns:") if name != "area_marks"]
    if layer != "claims":
        own = [name for name in listed if name not in OTHER_VIEW]
        others = OTHER_VIEW if layer == "differences" else []
        assert len(own) + len(others) == len(listed)
        assert carried[:4] == VIEW
        listed = [*own, *VIEW, *others, *carried[4:]]
    assert list(frame_of(layer).columns) == [*listed, "geometry"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_without_rows_has_the_same_columns(layer: str) -> None:
    full, empty = frame_of(layer), frame_of(layer, empty=True)
    assert len(empty) == 0
    assert (empty.dtypes == full.dtypes).all()
    assert empty.crs == full.crs == "EPSG:4326"


def test_feature_carries_what_leads_back_to_the_words() -> None:
    claim = hostile_claim()
    [row] = claim_frame(claim).to_dict("records")
    assert row["quote"] == claim.quote
    assert (row["start_char"], row["end_char"]) == (0, len(HOSTILE))
    assert row["event_date"] == "2025-04"
    assert row["published"] == row["recorded_at"] == "2025-04-26T12:00:00+00:00"
    assert row["published_basis"] == DateBasis.GIVEN
    assert (row["source"], row["place"], row["denies"]) == ("The Wire", "Gornal", "a b")
    assert (row["extractor"], row["article_id"]) == ("rules@1", claim.article_id)
    assert row["licence"] == "may be passed on, if named: The Wire"


def test_claims_say_in_which_picture_they_were_found() -> None:
    [alone] = claim_frame(make_claim()).to_dict("records")
    assert [alone[name] for name in VIEW] == ["everybody", "everybody", "", ""]
    [found] = claim_frame(make_claim(), picture=provenance()).to_dict("records")
    noon = "2025-04-26T12:00:00+00:00"
    assert [found[name] for name in VIEW] == ["RU", "Russia", "2025-05-01", noon]


def test_unknown_source_is_named_by_its_id() -> None:
    claim = make_claim(make_article(source_id="blog"))
    assert claim_frame(claim)["source"].tolist() == ["blog"]
