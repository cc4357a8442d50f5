"""Exports: layers as a new GeoJSON, GeoPackage, KML or CSV file, with credits and disclaimer.

A layer is named claims, places, areas, lines or differences and then has symbols; any other name
is written without. A file has the columns of its frame but `redistributable` and `restricted`
(what must not be passed on never leaves), and `legend`: in words, how the feature is drawn. In
CSV `lon`, `lat` and, of lines and areas, `wkt` stand for the geometry.
"""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import geopandas
import pandas as pd

from geodata.errors import ExportError
from geodata.layers.exports.credits import ATTRIBUTION, DISCLAIMER
from geodata.layers.exports.geojson import write_geojson
from geodata.layers.exports.geopackage import write_geopackage
from geodata.layers.exports.kml import write_kml
from geodata.layers.exports.layer import KINDS, Layer, layer_of
from geodata.layers.exports.tables import write_csv, write_rows
from geodata.layers.symbols import Hues
from geodata.model import ClaimQuery

__all__ = [
    "ATTRIBUTION",
    "DISCLAIMER",
    "EXPORT_FORMATS",
    "LAYERS",
    "ExportRequest",
    "write_export",
    "write_layers",
]

EXPORT_FORMATS: dict[str, Callable[[Sequence[Layer], Path], None]] = {
    "geojson": write_geojson,
    "gpkg": write_geopackage,
    "kml": write_kml,
    "csv": write_csv,
}
"""Name of a format (and its file ending) -> what writes it."""

LAYERS = tuple(KINDS)
"""What can be exported: claims, places, areas, lines, differences."""

_OF_SEVERAL_LAYERS = "gpkg"
_SIDE_FILES = ("", "-wal", "-shm", "-journal")
_GREY: Hues = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """Which layers are to be written, and where to."""

    layers: tuple[str, ...]
    """Of LAYERS."""
    path: Path
    file_format: str
    """Of EXPORT_FORMATS; more than one layer goes into a GeoPackage only."""
    compared: ClaimQuery | None = None
    """The other picture, for differences."""
    about: str = ""
    """Whose ground differences are about: an actor's id; empty = every actor's."""


def write_layers(
    frames: Mapping[str, geopandas.GeoDataFrame],
    path: Path,
    file_format: str,
    *,
    store_path: Path | None,
    hues: Hues = _GREY,
) -> None:
    """Write frames (EPSG:4326) to a file, whole or not at all.

    GDAL writes to a file of its own that is then moved into place: it must never open the live
    store, whose locks it would drop (see geodata/store/engine.py).

    Args:
        frames: Name of a layer -> its features.
        path: Where to; a file that is there is replaced.
        file_format: One of EXPORT_FORMATS.
        store_path: Where the live store is, None if it is no file.
        hues: Actor id -> name and #RRGGBB, for the legend and the styles.

    Raises:
        ExportError: an unknown format, several layers for a format of one, the live store's own
            path, a source whose licence forbids it, or a file that can't be written.
    """
    _check_target(path, file_format, len(frames), store_path)
    for name, frame in frames.items():
        _check_licence(name, frame)
    layers = [layer_of(name, frame, hues) for name, frame in frames.items()]
    _put(path, lambda made: EXPORT_FORMATS[file_format](layers, made))


def write_table(table: pd.DataFrame, path: Path, *, store_path: Path | None) -> None:
    """Write a table that is no layer as CSV, whole or not at all. Raises ExportError."""
    _check_target(path, "csv", 1, store_path)
    _put(path, lambda made: write_rows(table, made))


def _put(path: Path, write: Callable[[Path], None]) -> None:
    """Let a file be written beside its place, then move it there."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".claimline-") as folder:
            made = Path(folder) / f"export{path.suffix}"
            write(made)
            os.replace(made, path)  # noqa: PTH105 - Path.replace reads like str.replace
    except OSError as error:
        why = error.strerror or error
        raise ExportError(f"{path}: can't be written ({why}); is its folder there?") from error


def _check_target(path: Path, file_format: str, count: int, store_path: Path | None) -> None:
    if file_format not in EXPORT_FORMATS:
        known = ", ".join(EXPORT_FORMATS)
        raise ExportError(f"{file_format!r} is no export format; use one of {known}")
    if count > 1 and file_format != _OF_SEVERAL_LAYERS:
        raise ExportError(f"{file_format} holds one layer; use {_OF_SEVERAL_LAYERS} for several")
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it")
    if store_path is not None and _is_store(path, store_path):
        raise ExportError(f"{path} is the live store; export to another file")


def _check_licence(name: str, frame: geopandas.GeoDataFrame) -> None:
    if "redistributable" not in frame.columns or frame["redistributable"].all():
        return
    closed = frame.loc[~frame["redistributable"]]
    if "restricted" not in frame.columns:
        named = ", ".join(sorted(closed["source"].unique()))
        raise ExportError(f"{named} must not be redistributed; leave it out")
    named = ", ".join(sorted(closed["restricted"].unique()))
    raise ExportError(
        f"the {name} rest on {named}, which must not be redistributed; choose sources or voices "
        "without them"
    )


def _is_store(path: Path, store_path: Path) -> bool:
    for suffix in _SIDE_FILES:
        kept = store_path.with_name(store_path.name + suffix)
        if path.resolve() == kept.resolve():
            return True
        if path.exists() and kept.exists() and path.samefile(kept):
            return True
    return False
