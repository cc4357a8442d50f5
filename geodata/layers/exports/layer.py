"""A layer as it is written: its name, its features, and the symbols that they are drawn with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas

from geodata.layers.symbols import Hues, Symbol, symbols_of

KINDS = {
    "claims": "Point",
    "places": "Point",
    "areas": "MultiPolygon",
    "lines": "LineString",
    "differences": "MultiPolygon",
}
"""The layers that have symbols -> the geometry that they are made of."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FLAGS = ("redistributable", "restricted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Features that are written together."""

    name: str
    features: geopandas.GeoDataFrame
    """With a column `legend` if there are symbols: which of them is the feature's."""
    symbols: Sequence[Symbol] = ()
    """One to each text of `legend`."""


def layer_of(name: str, features: geopandas.GeoDataFrame, hues: Hues) -> Layer:
    """Give features their symbols, and take away the columns that only say whether they may go."""
    kept = features.drop(columns=[flag for flag in _FLAGS if flag in features.columns])
    chosen = symbols_of(name, kept, hues)
    if chosen is None:
        return Layer(name=name, features=kept)
    legends = [xml_text(symbol.legend) for symbol in chosen]
    symbols = dict(zip(legends, chosen, strict=True))
    return Layer(
        name=name,
        features=kept.assign(legend=legends).astype({"legend": "str"}),
        symbols=[replace(symbols[legend], legend=legend) for legend in sorted(symbols)],
    )


def xml_text(text: str) -> str:
    """Replace what XML has no way to write: most control characters."""
    return _NOT_XML.sub("\ufffd", text)
