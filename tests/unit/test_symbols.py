"""How an exported layer is drawn: one symbol to each line of the legend, never colour alone."""

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest

from geodata.layers import (
    LAYERS,
    area_features,
    difference_features,
    line_features,
    place_features,
    write_layers,
)
from geodata.layers.exports.qml import qml_of
from geodata.layers.exports.sld import sld_of
from geodata.layers.symbols import Shape, Symbol, Texture, symbols_of
from geodata.model import ControlState, Corroboration, Extent, Polarity, Relation
from tests.frames import (
    HUES,
    UKRAINE,
    area,
    claim_frame,
    control,
    difference,
    drawn,
    grounds,
    line,
    provenance,
    ways,
)
from tests.records import make_claim, place_of

RUSSIA, UKRAINIAN, CONTESTED = "#D55E00", "#0072B2", "#F0E442"
PICTURE = provenance()


def areas(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    return area_features(drawn(rows, grounds(len(rows))), PICTURE)


def lines(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    return line_features(drawn(rows, ways(len(rows))), PICTURE)


def differences(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    other = provenance(voice=UKRAINE)
    return difference_features(drawn(rows, grounds(len(rows))), PICTURE, other)


def symbols(layer: str, frame: geopandas.GeoDataFrame) -> list[Symbol]:
    found = symbols_of(layer, frame, HUES)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "texture", "colours", "legend"),
    [
        (
            {"corroboration": "agreed"},
            "solid",
            (RUSSIA,),
            "Control by Russia: said by both sides or several origins",
        ),
        ({"corroboration": "one side"}, "hatch", (RUSSIA,), "Control by Russia: one side's word"),
        (
            {"corroboration": "reported", "actor": "UA"},
            "dots",
            (UKRAINIAN,),
            "Control by Ukraine: an outlet's or mapper's own word",
        ),
        (
            {"state": "disputed", "actor": "RU", "contender": "UA", "corroboration": "disputed"},
            "cross",
            (RUSSIA, UKRAINIAN),
            "Disputed: Russia / Ukraine",
        ),
        ({"state": "contested"}, "sparse", (CONTESTED,), "Contested: fighting reported"),
        (
            {"state": "unknown", "actor": "", "corroboration": "none"},
            "none",
            ("#999999",),
            "No claim of control found",
        ),
        (
            {"actor": "XX", "corroboration": "agreed"},
            "solid",
            ("#999999",),
            "Control by XX: said by both sides or several origins",
        ),
    ],
)
def test_an_area_has_the_hue_of_its_holder_and_the_texture_of_its_support(
    row: dict[str, str], texture: str, colours: tuple[str, ...], legend: str
) -> None:
    [symbol] = symbols("areas", areas(area(**row)))
    assert (symbol.shape, symbol.texture) == (Shape.AREA, texture)
    assert (symbol.colours, symbol.legend) == (colours, legend)


def test_what_is_said_of_a_whole_area_has_a_dashed_outline() -> None:
    own, around, unspoken = symbols(
        "areas", areas(area(), area(basis="area"), area(basis="area", state="unknown"))
    )
    assert [symbol.dashed for symbol in (own, around, unspoken)] == [False, True, False]
    assert around.legend == "Control by Russia: one side's word (said of a whole area)"
    assert options_of(around, "SimpleLine")[-1]["use_custom_dash"] == "1"


def test_a_dispute_is_drawn_alike_whoever_spoke_last() -> None:
    one = area(state="disputed", actor="RU", contender="UA", corroboration="disputed")
    other = one | {"actor": "UA", "contender": "RU"}
    first, second = symbols("areas", areas(one, other))
    assert first == second


@pytest.mark.parametrize(
    ("changes", "shape", "legend"),
    [
        ({}, "square", "Control by Russia"),
        ({"relation": Relation.PRESENT}, "circle", "Presence of Russia"),
        ({"relation": Relation.THREATENS}, "triangle", "Threat by Russia"),
        ({"relation": Relation.CONTESTED}, "star", "Contested: fighting reported"),
        ({"polarity": Polarity.DENY}, "diamond", "Control by Russia denied"),
        (
            {"relation": Relation.CONTESTED, "polarity": Polarity.DENY},
            "diamond",
            "Fighting by Russia denied",
        ),
    ],
)
def test_a_claim_has_the_shape_of_what_it_states(
    changes: dict[str, Any], shape: str, legend: str
) -> None:
    [symbol] = symbols("claims", claim_frame(make_claim(**changes)))
    assert (symbol.shape, symbol.legend, symbol.texture) == (shape, legend, Texture.SOLID)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"current": False}, ", in the past"), ({"extent": Extent.PARTIAL}, ", parts only")],
)
def test_what_is_past_or_about_parts_only_is_hollow(changes: dict[str, Any], words: str) -> None:
    [symbol] = symbols("claims", claim_frame(make_claim(**changes)))
    assert (symbol.texture, symbol.legend) == (Texture.NONE, f"Control by Russia{words}")


def place_symbol(**changes: Any) -> Symbol:
    claim = make_claim(relation=changes.pop("relation", Relation.CONTROLS))
    frame = place_features([control(claim, **changes)], provenance(claim), places=place_of)
    return symbols("places", frame)[0]


def test_a_place_without_a_holder_shows_the_strongest_statement() -> None:
    unknown = {"state": ControlState.UNKNOWN, "corroboration": Corroboration.NONE, "actor": None}
    symbol = place_symbol(relation=Relation.PRESENT, **unknown)
    assert (symbol.shape, symbol.legend) == (Shape.CIRCLE, "Presence of Russia")


def test_a_place_that_is_held_or_fought_over_shows_its_state() -> None:
    held = place_symbol()
    assert (held.shape, held.texture) == (Shape.SQUARE, Texture.HATCH)
    fought = place_symbol(state=ControlState.CONTESTED, actor=None)
    assert (fought.shape, fought.colours) == (Shape.STAR, (CONTESTED,))


def test_a_line_is_of_neither_sides_colour_and_dashed_only_where_it_is_a_guess() -> None:
    sure, mirrored, guess, edge = symbols(
        "lines",
        lines(
            line(),
            line(left="UA", right="RU"),
            line(guess=True),
            line(kind="edge of disputed ground", right="disputed"),
        ),
    )
    assert sure == mirrored
    assert sure.colours == ("#222222",)
    assert [symbol.dashed for symbol in (sure, guess, edge)] == [False, True, False]
    assert (sure.thin, edge.thin) == (False, True)
    assert sure.legend == "Front line: Russia / Ukraine"
    assert edge.legend == "Edge of disputed ground: Russia"
    assert guess.legend == "Front line: Russia / Ukraine (a guess: far from any claim)"


def test_the_parts_of_a_difference_differ_by_texture() -> None:
    rows = [difference(part=part) for part in ("one only", "other only", "both")]
    found = symbols("differences", differences(*rows))
    assert [symbol.texture for symbol in found] == ["hatch", "back hatch", "solid"]
    assert [symbol.legend.partition(": ")[2] for symbol in found] == [
        "the first account only (Russia, 2025-05-01)",
        "the second account only (Ukraine, 2025-05-01)",
        "both accounts",
    ]


def every_symbol() -> dict[str, list[Symbol]]:
    """What the layers draw in all combinations of what they depend on."""
    claims = [
        make_claim(relation=relation, polarity=polarity, current=current, extent=extent)
        for relation, polarity, current, extent in product(
            Relation, Polarity, (True, False), Extent
        )
    ]
    states = [
        area(state=state, actor=actor, contender=contender, corroboration=support, basis=basis)
        for state, actor, contender, support, basis in product(
            ControlState, ("RU", "UA", ""), ("UA", ""), Corroboration, ("place", "area")
        )
    ]
    fronts = [
        line(kind=kind, guess=guess, right=right)
        for kind, guess, right in product(
            ("front", "edge of disputed ground"), (True, False), ("UA", "disputed")
        )
    ]
    parts = [difference(part=part) for part in ("one only", "other only", "both")]
    return {
        "claims": symbols("claims", claim_frame(*claims)),
        "areas": symbols("areas", areas(*states)),
        "lines": symbols("lines", lines(*fronts)),
        "differences": symbols("differences", differences(*parts)),
    }


def look(symbol: Symbol) -> tuple[object, ...]:
    return symbol.shape, symbol.texture, symbol.colours, symbol.dashed, symbol.thin


def test_symbols_of_one_legend_are_equal() -> None:
    for found in every_symbol().values():
        by_legend = {symbol.legend: symbol for symbol in found}
        assert all(symbol == by_legend[symbol.legend] for symbol in found)


def test_no_two_states_of_one_actor_look_the_same() -> None:
    for layer in ("areas", "differences"):
        unique = {symbol.legend: symbol for symbol in every_symbol()[layer]}.values()
        for one, other in combinations(unique, 2):
            if one.colours == other.colours:
                assert look(one) != look(other), (one.legend, other.legend)


def test_what_differs_in_support_differs_in_more_than_hue() -> None:
    kinds = [area(actor="RU", corroboration=support) for support in ("agreed", "one side")]
    kinds += [area(actor="RU", corroboration="reported"), area(state="contested")]
    kinds += [area(state="disputed", contender="UA"), area(state="unknown")]
    textures = [symbol.texture for symbol in symbols("areas", areas(*kinds))]
    assert len(set(textures)) == len(kinds)


ALL = every_symbol()


@pytest.mark.parametrize("layer", ALL)
def test_qml_has_one_symbol_for_each_category(layer: str) -> None:
    unique = list({symbol.legend: symbol for symbol in ALL[layer]}.values())
    root = ET.fromstring(qml_of(unique))
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", "legend")
    categories = renderer.findall("categories/category")
    assert [category.get("value") for category in categories] == [s.legend for s in unique]
    drawn_as = {symbol.get("name"): symbol for symbol in renderer.findall("symbols/symbol")}
    assert [category.get("symbol") for category in categories] == list(drawn_as)
    kinds = {"claims": "marker", "lines": "line"}
    assert {symbol.get("type") for symbol in drawn_as.values()} == {kinds.get(layer, "fill")}


def options_of(symbol: Symbol, kind: str) -> list[dict[str | None, str | None]]:
    root = ET.fromstring(qml_of([symbol]))
    return [
        {option.get("name"): option.get("value") for option in found.findall("Option/Option")}
        for found in root.iter("layer")
        if found.get("class") == kind
    ]


def area_symbol(texture: Texture, *colours: str) -> Symbol:
    return Symbol(legend="x", shape=Shape.AREA, colours=colours or (RUSSIA,), texture=texture)


def test_qml_hatches_one_way_for_one_side_and_both_ways_in_both_hues_for_a_dispute() -> None:
    [hatch] = options_of(area_symbol(Texture.HATCH), "LinePatternFill")
    assert (hatch["angle"], hatch["color"]) == ("45", "213,94,0,255")
    one, other = options_of(area_symbol(Texture.CROSS, RUSSIA, UKRAINIAN), "LinePatternFill")
    assert (one["angle"], other["angle"]) == ("45", "135")
    assert (one["color"], other["color"]) == ("213,94,0,255", "0,114,178,255")
    assert options_of(area_symbol(Texture.DOTS), "PointPatternFill")
    assert not options_of(area_symbol(Texture.NONE), "SimpleFill")


def test_qml_shines_through_where_an_area_is_solid() -> None:
    [fill] = options_of(area_symbol(Texture.SOLID), "SimpleFill")
    assert fill["color"] == "213,94,0,115"


@pytest.mark.parametrize("guess", [True, False])
def test_qml_dashes_a_guess(guess: bool) -> None:
    symbol = Symbol(legend="x", shape=Shape.LINE, colours=("#222222",), dashed=guess)
    [drawn_line] = options_of(symbol, "SimpleLine")
    assert drawn_line["use_custom_dash"] == str(int(guess))
    assert ("stroke-dasharray" in sld_of("lines", [symbol])) == guess


@pytest.mark.parametrize("shape", ["square", "circle", "triangle", "star", "diamond"])
def test_qml_and_sld_give_a_marker_its_shape(shape: str) -> None:
    symbol = Symbol(legend="x", shape=Shape(shape), colours=(RUSSIA,))
    [marker] = options_of(symbol, "SimpleMarker")
    assert (marker["name"], marker["color"]) == (shape, "213,94,0,255")
    [hollow] = options_of(replace(symbol, texture=Texture.NONE), "SimpleMarker")
    assert (hollow["color"], hollow["outline_color"]) == ("213,94,0,0", "213,94,0,255")
    hatched = replace(symbol, texture=Texture.HATCH)
    assert options_of(hatched, "FilledMarker")[0]["name"] == shape
    assert options_of(hatched, "LinePatternFill")[0]["angle"] == "45"
    named = sld_of("claims", [symbol])
    assert ("Rotation>45<" in named) == (shape == "diamond")
    assert f"WellKnownName>{'square' if shape == 'diamond' else shape}<" in named


@pytest.mark.parametrize("layer", ALL)
def test_sld_has_one_rule_for_each_line_of_the_legend(layer: str) -> None:
    unique = list({symbol.legend: symbol for symbol in ALL[layer]}.values())
    root = ET.fromstring(sld_of(layer, unique))
    literals = [literal.text for literal in root.iter("{http://www.opengis.net/ogc}Literal")]
    assert literals == [symbol.legend for symbol in unique]


def test_qgis_finds_a_default_style_for_every_layer(tmp_path: Path) -> None:
    claims = claim_frame(make_claim(), make_claim(polarity=Polarity.DENY))
    frames = {"claims": claims, "areas": areas(area(), area(state="contested"))}
    path = tmp_path / "x.gpkg"
    write_layers(frames, path, "gpkg", store_path=None, hues=HUES)
    assert pyogrio.list_layers(path).tolist() == [
        ["claims", "Point"],
        ["areas", "MultiPolygon"],
        ["layer_styles", None],
    ]
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert list(styles.columns) == [
        *("f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName"),
        *("styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time"),
    ]
    assert pyogrio.read_info(path, layer="layer_styles")["fid_column"] == "id"
    assert styles["f_table_name"].tolist() == ["claims", "areas"]
    assert styles["f_table_schema"].tolist() == ["", ""]  # compared with "", so never NULL
    assert styles["useAsDefault"].all()
    for name, style in zip(styles["f_table_name"], styles["styleQML"], strict=True):
        info = pyogrio.read_info(path, layer=name)
        assert styles["f_geometry_column"].tolist() == [info["geometry_name"]] * 2
        root = ET.fromstring(style)
        values = {category.get("value") for category in root.iter("category")}
        assert values == set(pyogrio.read_dataframe(path, layer=name)["legend"])


def test_every_feature_of_a_kml_has_the_style_of_its_legend(tmp_path: Path) -> None:
    kml = "{http://www.opengis.net/kml/2.2}"
    frame = areas(area(), area(actor="UA", corroboration="agreed"))
    write_layers({"areas": frame}, tmp_path / "x.kml", "kml", store_path=None, hues=HUES)
    root = ET.parse(tmp_path / "x.kml").getroot()
    styles = {f"#{style.get('id')}": style for style in root.iter(f"{kml}Style")}
    fills = [
        styles[placemark.findtext(f"{kml}styleUrl", "")].findtext(f"{kml}PolyStyle/{kml}color")
        for placemark in root.iter(f"{kml}Placemark")
    ]
    assert fills == ["40005ed5", "73b27200"]  # aabbggrr


def test_a_name_that_no_xml_can_hold_still_gives_a_file_that_opens(tmp_path: Path) -> None:
    hues = {"RU": ('<"R\x0b&', RUSSIA)}
    for file_format in ("gpkg", "kml"):
        path = tmp_path / f"x.{file_format}"
        write_layers({"areas": areas(area())}, path, file_format, store_path=None, hues=hues)
        assert len(pyogrio.read_dataframe(path, layer=pyogrio.list_layers(path)[0, 0])) == 1
    style = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="layer_styles")["styleQML"].item()
    [category] = ET.fromstring(style).iter("category")
    legend = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="areas")["legend"].item()
    assert category.get("value") == legend == "Control by <\"R\ufffd&: one side's word"


def test_every_layer_has_symbols() -> None:
    assert symbols_of("drafts", areas(area()), HUES) is None
    assert {*ALL, "places"} == set(LAYERS)
