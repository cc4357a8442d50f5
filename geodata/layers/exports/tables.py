"""CSV: one row per feature; what a spreadsheet would run as a formula is a text."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from geodata.layers.exports.layer import KINDS, Layer

# A cell that a spreadsheet would run: after blanks, signs of a formula, also full-width.
_FORMULA = re.compile(r"\A(?:[\t\r\n]|[\s\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")
_DECIMALS = 7
"""Of a degree: a centimetre."""


def write_csv(layers: Sequence[Layer], path: Path) -> None:
    """Write one layer: lon and lat of a point on each feature; of lines and areas also `wkt`."""
    [layer] = layers
    frame = layer.features
    points = frame.geometry.representative_point()
    table = frame.drop(columns=frame.geometry.name).assign(lon=points.x, lat=points.y)
    if KINDS.get(layer.name) != "Point":
        table["wkt"] = frame.geometry.to_wkt(rounding_precision=_DECIMALS)
    write_rows(table, path)


def write_rows(table: pd.DataFrame, path: Path) -> None:
    """Write a table as it is, but for what a spreadsheet would run."""
    texts = table.select_dtypes(include=["object", "string"]).columns
    inert = table.assign(**{text: table[text].map(_without_formula) for text in texts})
    inert.to_csv(path, index=False, encoding="utf-8", lineterminator="\r\n")


def _without_formula(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
