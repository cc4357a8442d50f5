"""Exports: a frame as a new GeoJSON, GeoPackage, KML or CSV file, with credits and disclaimer."""

import json
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.errors import ExportError

DISCLAIMER = (
    "Boundaries, names and control shown record what the cited sources state at the date given; "
    "they imply no endorsement or acceptance."
)
ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0) and places set by hand. Outlines: Natural Earth (public domain). "
    "Claims: the cited sources, as read by Claimline."
)

_SIDE_FILES = ("", "-wal", "-shm", "-journal")

# A cell that a spreadsheet would run: after blanks, signs of a formula, also full-width.
_FORMULA = re.compile(r"\A(?:[\t\r\n]|[\s\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_KML = "http://www.opengis.net/kml/2.2"


def write_export(
    frame: geopandas.GeoDataFrame, path: Path, file_format: str, *, store_path: Path | None
) -> None:
    """Write a frame (EPSG:4326) to a file, whole or not at all.

    GDAL writes to a file of its own that is then moved into place: it must never open the live
    store, whose locks it would drop (see geodata/store/engine.py).

    Raises:
        ExportError: an unknown format, the live store's own path, a source whose licence forbids
            it, or a file that can't be written.
    """
    if file_format not in EXPORT_FORMATS:
        known = ", ".join(EXPORT_FORMATS)
        raise ExportError(f"{file_format!r} is no export format; use one of {known}")
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it")
    if store_path is not None and _is_store(path, store_path):
        raise ExportError(f"{path} is the live store; export to another file")
    if "redistributable" in frame.columns:
        closed = sorted(frame.loc[~frame["redistributable"], "source"].unique())
        if closed:
            raise ExportError(f"{', '.join(closed)} must not be redistributed; leave it out")
        frame = frame.drop(columns="redistributable")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".claimline-") as folder:
            made = Path(folder) / f"export.{file_format}"
            EXPORT_FORMATS[file_format](frame, made)
            os.replace(made, path)  # noqa: PTH105 - Path.replace reads like str.replace
    except (OSError, pyogrio.errors.DataSourceError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ExportError(f"{path}: can't be written ({why}); is its folder there?") from error


def _is_store(path: Path, store_path: Path) -> bool:
    for suffix in _SIDE_FILES:
        kept = store_path.with_name(store_path.name + suffix)
        if path.resolve() == kept.resolve():
            return True
        if path.exists() and kept.exists() and path.samefile(kept):
            return True
    return False


def _write_geojson(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """RFC 7946: no crs member, outer rings counter-clockwise; the credits are foreign members."""
    wound = frame.set_geometry(shapely.orient_polygons(frame.geometry.to_numpy()), crs=frame.crs)
    collection = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "disclaimer": DISCLAIMER,
        "features": list(wound.iterfeatures(na="null", drop_id=True)),
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def _write_gpkg(frame: geopandas.GeoDataFrame, path: Path) -> None:
    about = {"DESCRIPTION": f"{DISCLAIMER} {ATTRIBUTION}"}
    pyogrio.write_dataframe(
        frame,
        path,
        layer="claimline",
        driver="GPKG",
        geometry_type="Unknown",
        layer_metadata=about,
        DESCRIPTION=about["DESCRIPTION"],
    )


def _write_csv(frame: geopandas.GeoDataFrame, path: Path) -> None:
    points = frame.geometry.representative_point()
    table = frame.drop(columns=frame.geometry.name).assign(lon=points.x, lat=points.y)
    texts = table.select_dtypes(include=["object", "string"]).columns
    table[texts] = table[texts].map(_without_formula)
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\r\n")


def _without_formula(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _write_kml(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Through an XML serialiser and not GDAL, whose KML drops columns with reserved names."""
    ET.register_namespace("", _KML)
    root = ET.Element(f"{{{_KML}}}kml")
    document = _kml_child(root, "Document")
    _kml_child(document, "name", "Claimline")
    _kml_child(document, "description", f"{DISCLAIMER} {ATTRIBUTION}")
    title = "place" if "place" in frame.columns else "name"
    table = frame.drop(columns=frame.geometry.name)
    for row, shape in zip(table.to_dict("records"), frame.geometry, strict=True):
        placemark = _kml_child(document, "Placemark")
        _kml_child(placemark, "name", str(row[title]))
        extended = _kml_child(placemark, "ExtendedData")
        for column, value in row.items():
            data = _kml_child(extended, "Data")
            data.set("name", str(column))
            _kml_child(data, "value", str(value))
        _kml_shape(placemark, shape)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _kml_child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, f"{{{_KML}}}{tag}")
    child.text = _NOT_XML.sub("\ufffd", text)  # XML has no way to write most control characters
    return child


def _kml_shape(parent: ET.Element, shape: BaseGeometry) -> None:
    if hasattr(shape, "geoms"):
        several = _kml_child(parent, "MultiGeometry")
        for part in shape.geoms:
            _kml_shape(several, part)
        return
    element = _kml_child(parent, shape.geom_type)
    drawn = mapping(shape)["coordinates"]
    if shape.geom_type != "Polygon":
        _kml_child(
            element, "coordinates", _kml_points([drawn] if shape.geom_type == "Point" else drawn)
        )
        return
    for number, ring in enumerate(drawn):
        boundary = _kml_child(element, "innerBoundaryIs" if number else "outerBoundaryIs")
        _kml_child(_kml_child(boundary, "LinearRing"), "coordinates", _kml_points(ring))


def _kml_points(points: list[tuple[float, ...]]) -> str:
    return " ".join(f"{point[0]:.7f},{point[1]:.7f}" for point in points)


EXPORT_FORMATS: dict[str, Callable[[geopandas.GeoDataFrame, Path], None]] = {
    "geojson": _write_geojson,
    "gpkg": _write_gpkg,
    "kml": _write_kml,
    "csv": _write_csv,
}
"""Name of a format (and its file ending) -> what writes it."""
