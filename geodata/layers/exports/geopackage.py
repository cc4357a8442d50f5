"""GeoPackage: several layers in one file, with the table of styles that QGIS opens them in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from geodata.layers.exports.credits import ATTRIBUTION, DISCLAIMER
from geodata.layers.exports.layer import KINDS, Layer
from geodata.layers.exports.qml import qml_of
from geodata.layers.exports.sld import sld_of

_GEOMETRY = "geom"
_STYLES = "layer_styles"


def write_geopackage(layers: Sequence[Layer], path: Path) -> None:
    """Write layers, then `layer_styles`, which GDAL registers as a table of attributes.

    Raises: OSError: GDAL can't write the file.
    """
    # GDAL takes 30 MB of memory, and only this format needs it.
    from pyogrio.errors import DataSourceError  # noqa: PLC0415

    try:
        _write(layers, path)
    except DataSourceError as error:
        raise OSError(str(error)) from error


def _write(layers: Sequence[Layer], path: Path) -> None:
    from pyogrio import write_dataframe  # noqa: PLC0415 - as above

    about = {"DESCRIPTION": f"{DISCLAIMER} {ATTRIBUTION}"}
    for layer in layers:
        kind = _geometry_type(layer)
        write_dataframe(
            layer.features,
            path,
            layer=layer.name,
            driver="GPKG",
            geometry_type=kind,
            promote_to_multi=kind.startswith("Multi"),
            layer_metadata=about,
            GEOMETRY_NAME=_GEOMETRY,
            **about,
        )
    styles = _styles(layers)
    if len(styles):
        write_dataframe(styles, path, layer=_STYLES, driver="GPKG", FID="id")


def _geometry_type(layer: Layer) -> str:
    """Name the one type of a layer, Multi… if any feature has several parts; else Unknown."""
    drawn = set(layer.features.geom_type)
    if not drawn:
        return KINDS.get(layer.name, "Unknown")
    single = {kind.removeprefix("Multi") for kind in drawn}
    if len(single) > 1:
        return "Unknown"
    several = any(kind.startswith("Multi") for kind in (*drawn, KINDS.get(layer.name, "")))
    return f"{'Multi' if several else ''}{single.pop()}"


def _styles(layers: Sequence[Layer]) -> pd.DataFrame:
    """One default style per layer that has symbols, in the columns that QGIS looks for.

    QGIS compares the schema with "", so an unknown one must not be NULL.
    """
    styled = [layer for layer in layers if layer.symbols]
    table = pd.DataFrame(
        {
            "f_table_name": [layer.name for layer in styled],
            "styleQML": [qml_of(layer.symbols) for layer in styled],
            "styleSLD": [sld_of(layer.name, layer.symbols) for layer in styled],
        }
    )
    return table.assign(
        f_table_catalog="",
        f_table_schema="",
        f_geometry_column=_GEOMETRY,
        styleName=table["f_table_name"],
        useAsDefault=True,
        description="Hue: who is said to hold it. Texture, shape, dashes: how far that goes.",
        owner="",
        ui="",
        update_time=pd.Timestamp(datetime.now(UTC)),
    )[list(_STYLE_COLUMNS)]


_STYLE_COLUMNS = (
    *("f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName"),
    *("styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time"),
)
