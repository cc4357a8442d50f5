"""QML: symbols as QGIS (3.18 and later) reads them, a category to each line of the legend."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from geodata.layers.symbols import Shape, Symbol, Texture

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_SHINING_THROUGH = 115
"""Opacity of a full area, of 255: the base map shows through."""
_AREA_MM, _MARKER_MM, _OUTLINE_MM, _HATCH_MM = 2.0, 3.4, 0.3, 0.5
_INNER = "@0@0"
"""What QGIS calls a symbol in a symbol."""
_ANGLES = {Texture.HATCH: (45,), Texture.BACK_HATCH: (135,), Texture.CROSS: (45, 135)}

_Options = Mapping[str, object]


def qml_of(symbols: Sequence[Symbol]) -> str:
    """Write a style that tells features apart by their column `legend`."""
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology")
    renderer = ET.SubElement(
        root,
        "renderer-v2",
        type="categorizedSymbol",
        attr="legend",
        symbollevels="0",
        forceraster="0",
        enableorderby="0",
    )
    categories = ET.SubElement(renderer, "categories")
    drawn = ET.SubElement(renderer, "symbols")
    for number, symbol in enumerate(symbols):
        ET.SubElement(
            categories,
            "category",
            value=symbol.legend,
            label=symbol.legend,
            symbol=str(number),
            type="string",
            render="true",
        )
        _symbol(drawn, str(number), symbol)
    return _DOCTYPE + ET.tostring(root, encoding="unicode")


def _symbol(parent: ET.Element, name: str, symbol: Symbol) -> None:
    if symbol.shape is Shape.LINE:
        line = _group(parent, name, "line")
        _line(line, symbol.colours[0], width=0.5 if symbol.thin else 0.9, dashed=symbol.dashed)
    elif symbol.shape is Shape.AREA:
        _fill(_group(parent, name, "fill"), symbol, apart=_AREA_MM, opacity=_SHINING_THROUGH)
    else:
        _marker(_group(parent, name, "marker"), symbol)


def _marker(group: ET.Element, symbol: Symbol) -> None:
    shape = {"name": symbol.shape.value, "size": _MARKER_MM, "size_unit": "MM"}
    if symbol.texture in {Texture.SOLID, Texture.NONE}:
        opacity = 255 if symbol.texture is Texture.SOLID else 0
        inside, edge = _rgba(symbol.colours[0], opacity), _rgba(symbol.colours[-1])
        outline = {"outline_color": edge, "outline_style": "solid", "outline_width": _OUTLINE_MM}
        _layer(group, "SimpleMarker", {**shape, "color": inside, **outline})
    else:  # only a filled one can have a texture
        inner = _group(_layer(group, "FilledMarker", shape), _INNER, "fill")
        _fill(inner, symbol, apart=_MARKER_MM / 4, opacity=255)


def _fill(group: ET.Element, symbol: Symbol, *, apart: float, opacity: int) -> None:
    """Fill and outline an area or a marker; `apart` is the distance of lines and dots, in mm."""
    if symbol.texture is Texture.SOLID:
        colour = _rgba(symbol.colours[0], opacity)
        _layer(group, "SimpleFill", {"color": colour, "style": "solid", "outline_style": "no"})
    elif symbol.texture is Texture.DOTS:
        _dots(group, symbol.colours[0], apart)
    elif symbol.texture is Texture.SPARSE:
        _hatch(group, symbol.colours[0], angle=0, apart=2 * apart)
    for number, angle in enumerate(_ANGLES.get(symbol.texture, ())):
        colour = symbol.colours[number % len(symbol.colours)]
        _hatch(group, colour, angle=angle, apart=apart)
    _line(group, symbol.colours[-1], width=_OUTLINE_MM, dashed=symbol.dashed)


def _hatch(group: ET.Element, colour: str, *, angle: int, apart: float) -> None:
    width = min(_HATCH_MM, apart / 3)
    options = {"angle": angle, "distance": apart, "distance_unit": "MM", "color": _rgba(colour)}
    layer = _layer(group, "LinePatternFill", {**options, "line_width": width})
    _line(_group(layer, _INNER, "line"), colour, width=width)


def _dots(group: ET.Element, colour: str, apart: float) -> None:
    options = {
        "distance_x": apart,
        "distance_y": apart,
        "displacement_x": apart / 2,
        **{f"{key}_unit": "MM" for key in ("distance_x", "distance_y", "displacement_x")},
    }
    dot = _group(_layer(group, "PointPatternFill", options), _INNER, "marker")
    size = {"name": "circle", "size": apart * 0.4, "size_unit": "MM"}
    _layer(dot, "SimpleMarker", {**size, "color": _rgba(colour), "outline_style": "no"})


def _line(group: ET.Element, colour: str, *, width: float, dashed: bool = False) -> None:
    options = {"line_color": _rgba(colour), "line_width": width, "line_width_unit": "MM"}
    dash = {"use_custom_dash": int(dashed), "customdash": "3;2", "customdash_unit": "MM"}
    _layer(group, "SimpleLine", {**options, **dash, "line_style": "solid"})


def _group(parent: ET.Element, name: str, kind: str) -> ET.Element:
    return ET.SubElement(
        parent, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0"
    )


def _layer(group: ET.Element, kind: str, options: _Options) -> ET.Element:
    layer = ET.SubElement(group, "layer", attrib={"class": kind}, enabled="1", locked="0")
    layer.set("pass", "0")
    listed = ET.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        ET.SubElement(listed, "Option", name=key, type="QString", value=str(value))
    return layer


def _rgba(hue: str, opacity: int = 255) -> str:
    red, green, blue = (int(hue[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{opacity}"
