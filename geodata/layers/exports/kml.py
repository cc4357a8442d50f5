"""KML: placemarks in the colours of their symbols; it knows no textures, so names say the rest."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.layers.exports.credits import ATTRIBUTION, DISCLAIMER
from geodata.layers.exports.layer import Layer, xml_text
from geodata.layers.symbols import Shape, Symbol, Texture

_KML = "http://www.opengis.net/kml/2.2"
_STRENGTH = {Texture.SOLID: 0x73, Texture.NONE: 0}
_WEAKER = 0x40
"""Opacity of a fill of 255, where there is a texture that KML can't draw."""


def write_kml(layers: Sequence[Layer], path: Path) -> None:
    """Write one layer, through an XML serialiser: GDAL's KML drops columns with reserved names."""
    [layer] = layers
    ET.register_namespace("", _KML)
    root = ET.Element(f"{{{_KML}}}kml")
    document = _child(root, "Document")
    _child(document, "name", f"Claimline: {layer.name}")
    _child(document, "description", f"{DISCLAIMER} {ATTRIBUTION}")
    styles = {symbol.legend: f"s{number}" for number, symbol in enumerate(layer.symbols)}
    for symbol in layer.symbols:
        _style(document, symbol).set("id", styles[symbol.legend])
    _placemarks(document, layer, styles)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _placemarks(document: ET.Element, layer: Layer, styles: dict[str, str]) -> None:
    frame = layer.features
    titles = [name for name in ("place", "name", "legend", "place_id") if name in frame.columns]
    table = frame.drop(columns=frame.geometry.name)
    shapes = shapely.orient_polygons(frame.geometry.to_numpy())
    for row, shape in zip(table.to_dict("records"), shapes, strict=True):
        placemark = _child(document, "Placemark")
        _child(placemark, "name", str(row[titles[0]]))
        if "legend" in row:
            _child(placemark, "styleUrl", f"#{styles[row['legend']]}")
        extended = _child(placemark, "ExtendedData")
        for column, value in row.items():
            data = _child(extended, "Data")
            data.set("name", str(column))
            _child(data, "value", str(value))
        _shape(placemark, shape)


def _style(document: ET.Element, symbol: Symbol) -> ET.Element:
    """Colour points, lines and areas; a dispute's second hue is that of its outline."""
    style = _child(document, "Style")
    if symbol.shape is Shape.LINE:
        line = _child(style, "LineStyle")
        _child(line, "color", _colour(symbol.colours[0], 0x80 if symbol.dashed else 0xFF))
        _child(line, "width", "1.5" if symbol.thin else "3")
    elif symbol.shape is Shape.AREA:
        line = _child(style, "LineStyle")
        _child(line, "color", _colour(symbol.colours[-1], 0xFF))
        _child(line, "width", "1.5")
        area = _child(style, "PolyStyle")
        _child(area, "color", _colour(symbol.colours[0], _STRENGTH.get(symbol.texture, _WEAKER)))
    else:
        _child(_child(style, "IconStyle"), "color", _colour(symbol.colours[0], 0xFF))
    return style


def _colour(hue: str, opacity: int) -> str:
    """Write #RRGGBB as KML does: aabbggrr."""
    red, green, blue = hue[1:3], hue[3:5], hue[5:7]
    return f"{opacity:02x}{blue}{green}{red}".lower()


def _child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, f"{{{_KML}}}{tag}")
    child.text = xml_text(text)
    return child


def _shape(parent: ET.Element, shape: BaseGeometry) -> None:
    if hasattr(shape, "geoms"):
        several = _child(parent, "MultiGeometry")
        for part in shape.geoms:
            _shape(several, part)
        return
    element = _child(parent, shape.geom_type)
    drawn = mapping(shape)["coordinates"]
    if shape.geom_type != "Polygon":
        _child(element, "coordinates", _points([drawn] if shape.geom_type == "Point" else drawn))
        return
    for number, ring in enumerate(drawn):
        boundary = _child(element, "innerBoundaryIs" if number else "outerBoundaryIs")
        _child(_child(boundary, "LinearRing"), "coordinates", _points(ring))


def _points(points: list[tuple[float, ...]]) -> str:
    return " ".join(f"{point[0]:.7f},{point[1]:.7f}" for point in points)
