"""Sheets to draw: made by hand, so that drawing is tested without a store."""

import io
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame
from pypdf import PdfReader
from shapely import Point

from geodata.briefing.sheet import (
    Base,
    Label,
    LabelKind,
    Layout,
    LegendEntry,
    Panel,
    Section,
    Sentence,
    Sheet,
    SourceLine,
    Swatch,
    Table,
    TableRow,
    moment_of,
)
from geodata.gazetteer.boundaries import load_boundaries
from geodata.portrayal import DISCLAIMER, EDGE, FRONT, Style, border_dash

ONE, OTHER = "#D55E00", "#0072B2"
SEEDS = Path(__file__).parents[2] / "seeds"
BOUNDS = (30.0, 44.0, 41.5, 52.8)


@cache
def base() -> Base:
    outlines = load_boundaries(SEEDS)
    borders = outlines.borders()
    ways = zip(borders["status"], borders["agreed"], strict=True)
    borders["dash"] = [border_dash(status, agreed=agreed) for status, agreed in ways]
    layers = {name: outlines.base_frame(name) for name in ("land", "lakes", "rivers")}
    return Base(**layers, regions=outlines.frame(), borders=borders)


def frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> GeoDataFrame:
    cells = {name: [row[name] for row in rows] for name in columns}
    return GeoDataFrame(cells, geometry=[row["geometry"] for row in rows], crs=4326)


def style(texture: str = "solid", **more: Any) -> Style:
    return Style(**{"shape": "square", "texture": texture, "colours": (ONE,), **more})


def outline(place_id: str) -> Any:
    return load_boundaries(SEEDS).outline(place_id)


REGIONS = (
    ("iso:RU-KRS", "Kursk region", style("cross", colours=(ONE, OTHER), dash="dashed")),
    ("iso:UA-43", "Crimea", style("dots", dash="dashed")),
    ("iso:UA-59", "Sumy region", style("sparse", shape="triangle", dash="dashed")),
    ("iso:RU-BEL", "Belgorod region",
     style("sparse", shape="circle", colours=(OTHER,), dash="dashed")),
)  # fmt: skip
TOWNS = (
    ("Kyiv", 30.52, 50.45, 2_800_000), ("Kharkiv", 36.25, 49.99, 1_400_000),
    ("Odesa", 30.73, 46.48, 1_000_000), ("Dnipro", 35.05, 48.46, 980_000),
    ("Donetsk", 37.8, 48.0, 900_000), ("Zaporizhzhia", 35.14, 47.84, 720_000),
    ("Kryvyi Rih", 33.39, 47.91, 610_000), ("Rostov-on-Don", 39.7, 47.23, 1_100_000),
    ("Voronezh", 39.18, 51.67, 1_000_000), ("Kherson", 32.62, 46.64, 280_000),
    ("Poltava", 34.55, 49.59, 280_000), ("Luhansk", 39.31, 48.57, 400_000),
    ("Mariupol", 37.54, 47.1, 430_000), ("Bryansk", 34.37, 53.25, 400_000),
    ("Chernihiv", 31.29, 51.5, 285_000), ("Cherkasy", 32.06, 49.44, 270_000),
)  # fmt: skip
SHAPES = ("square", "circle", "triangle", "star", "diamond")
TEXTURES = ("solid", "hatch", "cross", "dots", "none")


def points(count: int, seed: int = 3) -> list[dict[str, Any]]:
    numbers = np.random.default_rng(seed)
    found = []
    for n in range(count):
        lon, lat = numbers.uniform(31, 41), numbers.uniform(45.5, 52)
        look = style(
            TEXTURES[n % 5] if n % 5 == 0 or SHAPES[n % 5] == "square" else "solid",
            shape=SHAPES[n % 5], colours=((ONE, OTHER) if n % 2 else (OTHER, ONE)),
        )  # fmt: skip
        found.append(
            {
                "place_id": f"p{n}",
                "name": f"Village {n}",
                "style": look,
                "precision_km": 2.0 if n % 7 == 0 else 0.0,
                "geometry": Point(lon, lat),
            }
        )
    return found


GORNAL = {"place_id": "curated:gornal", "name": "Gornal", "style": style("hatch"),
          "precision_km": 2.0, "geometry": Point(35.36, 51.04)}  # fmt: skip


def labels(places: Sequence[dict[str, Any]], regions: Any = REGIONS) -> tuple[Label, ...]:
    countries = [
        Label(text=text, lon=lon, lat=lat, kind=LabelKind.COUNTRY, importance=1.0)
        for text, lon, lat in (("Ukraine", 32.0, 48.9), ("Russia", 40.5, 51.0))
    ]
    areas = [
        Label(text=name, lon=shape.centroid.x, lat=shape.centroid.y, kind=LabelKind.REGION,
              importance=3.0, outline=shape)
        for place_id, name, _ in regions
        if (shape := outline(place_id)) is not None
    ]  # fmt: skip
    marked = [
        Label(text=one["name"], lon=one["geometry"].x, lat=one["geometry"].y,
              kind=LabelKind.PLACE, importance=1000.0 - n)
        for n, one in enumerate(places)
    ]  # fmt: skip
    towns = [
        Label(text=name, lon=lon, lat=lat, kind=LabelKind.TOWN, importance=float(people))
        for name, lon, lat, people in TOWNS
    ]
    return (*countries, *areas, *marked, *towns)


AREA_COLUMNS = ("place_id", "name", "style")
POINT_COLUMNS = ("place_id", "name", "style", "precision_km")


def held() -> list[dict[str, Any]]:
    line = shapely.LineString([(36.6, 50.4), (37.6, 49.9), (38.0, 49.0), (37.4, 48.2),
                               (36.2, 47.6), (34.6, 47.3), (32.8, 46.6)])  # fmt: skip
    south = shapely.Polygon([*line.coords, (33.0, 46.0), (36.0, 46.5), (38.4, 47.0), (40.0, 48.5),
                             (39.8, 49.6), (38.0, 50.2)])  # fmt: skip
    north = shapely.Polygon([*line.coords, (31.5, 47.2), (32.5, 48.4), (35.5, 49.4)])
    return [
        {"style": style("hatch", shape="square"), "geometry": south},
        {"style": style("solid", shape="square", colours=(OTHER,)), "geometry": north},
        {"line": line},
    ]


def panel(count: int = 1, *, heading: str = "", fronts: bool = False, **more: Any) -> Panel:
    places = [GORNAL, *points(count - 1)] if count else []
    regions = [
        {"place_id": place_id, "name": name, "style": look, "geometry": outline(place_id)}
        for place_id, name, look in REGIONS
    ]
    regions.append({"place_id": "iso:UA", "name": "Ukraine", "geometry": outline("iso:UA"),
                    "style": style("none", badge=True, dash="dashed")})  # fmt: skip
    *ground, front = held()
    line = front["line"]
    lines = [
        {"kind": FRONT, "guess": False, "geometry": line},
        {"kind": FRONT, "guess": True,
         "geometry": shapely.LineString([(36.6, 50.4), (35.6, 50.9), (34.6, 51.3)])},
        {"kind": EDGE, "guess": False,
         "geometry": shapely.LineString([(37.6, 49.9), (38.4, 49.4), (38.0, 49.0)])},
    ]  # fmt: skip
    empty = frame([], ("texture", "colour"))
    made = Panel(
        heading=heading,
        bounds=BOUNDS,
        grounds=frame(ground if fronts else [], ("style",)),
        lines=frame(lines if fronts else [], ("kind", "guess")),
        difference=empty,
        areas=frame(regions if not fronts else regions[1:2], AREA_COLUMNS),
        points=frame(places, POINT_COLUMNS),
        labels=labels(places, REGIONS if not fronts else REGIONS[1:2]),
    )
    return replace(made, **more)


def empty_panel() -> Panel:
    return panel(0, areas=frame([], AREA_COLUMNS), labels=labels([], ()))


def entry(text: str, kind: str, look: Any) -> LegendEntry:
    return LegendEntry(text=text, swatches=(Swatch(kind=kind, style=look),))


def legend() -> tuple[LegendEntry, ...]:
    return (
        entry("Disputed: Russia / Ukraine", "area", asdict(REGIONS[0][2])),
        entry("Control by Russia: an outlet's or mapper's own word", "area", asdict(REGIONS[1][2])),
        LegendEntry(
            text="Control by Russia: one side's word",
            swatches=(Swatch(kind="area", style=asdict(style("hatch"))),
                      Swatch(kind="point", style=asdict(style("hatch")))),
        ),
        entry("Presence of Ukraine stated", "area", asdict(REGIONS[3][2])),
        entry("Threat of Russia stated", "area", asdict(REGIONS[2][2])),
        entry("Russia: parts of the place only", "badge", asdict(style(badge=True))),
        entry("Front line", "front", {"kind": FRONT, "guess": False}),
        entry("Dashed front line: a guess, far from any claim", "front",
              {"kind": FRONT, "guess": True}),
        entry("Held by Russia on the left only", "part", {"texture": "upright", "colours": [ONE]}),
        entry("Dashed outline: a claim about the whole region", "line", {"dash": "dashed"}),
        entry("Dotted circle: approximate place", "radius", {}),
        entry("Paler with age: up to 30 days · over a year or undated", "steps",
              {"steps": [1.0, 0.7]}),
        entry("Dotted border: a border in another view only", "line", {"dash": "dotted"}),
    )  # fmt: skip


def sources(count: int) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(
            number=n + 1, name=f"Outlet {n + 1}", date="26 April 2025", grade="F6",
            title="Ukraine rejects Russian claim to have retaken the Kursk region",
            url=f"https://example.org/articles/{n + 1}",
        )
        for n in range(count)
    )  # fmt: skip


def sections() -> tuple[Section, ...]:
    return (
        Section(
            heading="What Russia says",
            sentences=(
                Sentence(text="Russia (Valery Gerasimov) claims control of Gornal and of the whole "
                         "of Kursk region, 26 April 2025.", numbers=(1, 2), claim_ids=("a" * 32,)),
                Sentence(text="Russia claims to threaten Sumy region.", numbers=(2,)),
            ),
        ),
        Section(
            heading="What Ukraine says",
            sentences=(
                Sentence(text="Ukraine (General Staff) denies that Russia controls Kursk region, "
                         "26 April 2025.", numbers=(1,), claim_ids=("b" * 32,)),
                Sentence(text="Ukraine claims presence in Belgorod region.", numbers=(2,)),
            ),
        ),
        Section(
            heading="What is disputed",
            sentences=(Sentence(text="Kursk region: claimed by Russia, denied by Ukraine, for one "
                                "day; 2 sources, 1 independent origin each.", numbers=(1, 2)),),
        ),
        Section(
            heading="What is unknown",
            sentences=(Sentence(text="No claim was found about 24 of 27 regions of Ukraine."),),
        ),
    )  # fmt: skip


def table(count: int) -> Table:
    rows = [
        TableRow(
            cells=(f"{26 - n % 20} April 2025", "Russia (Valery Gerasimov)",
                   "Russia controls Kursk region; the village of Gornal was the last settlement "
                   "under Ukrainian control", "Claimed"),
            numbers=(1, 2),
        )
        for n in range(count)
    ]  # fmt: skip
    return Table(head=("Date", "Voice", "Statement", "Kind"), rows=tuple(rows),
                 widths=(0.16, 0.24, 0.46, 0.14))  # fmt: skip


def sheet(layout: Layout = Layout.SINGLE, **more: Any) -> Sheet:
    moment = moment_of(datetime(2025, 4, 26, 18, tzinfo=UTC))
    tabled = layout in {Layout.DISPUTES, Layout.DOSSIER}
    made = Sheet(
        layout=layout,
        title="Kursk, Belgorod and Sumy regions: who is said to hold what",
        subtitle="Everybody's account · 18 claims by 3 voices in 2 sources",
        dated=moment,
        known=moment_of(datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        cut_off=moment.both,
        banner="UNCLASSIFIED // OPEN SOURCE",
        panels=(panel(),),
        base=base(),
        legend=legend(),
        sources=sources(2),
        most_sources=12,
        sections=sections(),
        table=table(6) if tabled else None,
        notes=("No front line: too few settlements are named.",),
        method="Claims are read out of articles by rules, each tied to its sentence; a claim is "
        "not a fact. Texture tells who says so, hue who is said to hold the place.",
        disclaimer=DISCLAIMER,
        credits="Made with Natural Earth; © GeoNames (CC BY 4.0), changed.",
        permalink="https://claimline.example/map?as_of=2025-04-26&voice=all&z=6.2",
        digest="0123456789abcdef0123456789abcdef",
        watermark="",
        proof='{"digest": "0123456789abcdef0123456789abcdef", "claims": ["aaaa"]}',
        made=datetime(2025, 4, 26, 18, tzinfo=UTC),
        spelling_note="Ukrainian spellings; Russian ones for places in Russia.",
    )
    return replace(made, **more)


def pair(layout: Layout = Layout.VOICES, **more: Any) -> Sheet:
    shaded = frame(
        [{"texture": "upright", "colour": ONE, "geometry": held()[0]["geometry"].buffer(-0.6)}],
        ("texture", "colour"),
    )
    return sheet(
        layout,
        panels=(
            panel(12, heading="Russia says", fronts=True),
            panel(12, heading="Ukraine says", fronts=True, difference=shaded),
        ),
        **more,
    )


def text_of(pdf: bytes, page: int | None = None) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    chosen = pages if page is None else [pages[page]]
    return " ".join(" ".join(one.extract_text() for one in chosen).split())
