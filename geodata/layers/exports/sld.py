"""SLD: symbols as other programs read them, in OGC Symbology Encoding 1.1."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from geodata.layers.symbols import Shape, Symbol, Texture

_NAMESPACES = {
    "sld": "http://www.opengis.net/sld",
    "se": "http://www.opengis.net/se",
    "ogc": "http://www.opengis.net/ogc",
}
_FILL_OPACITY = "0.45"
_PATTERNS = {
    Texture.HATCH: ("shape://slash",),
    Texture.BACK_HATCH: ("shape://backslash",),
    Texture.CROSS: ("shape://slash", "shape://backslash"),
    Texture.SPARSE: ("shape://horline",),
    Texture.DOTS: ("shape://dot",),
}


def sld_of(layer: str, symbols: Sequence[Symbol]) -> str:
    """Write a style with a rule to each text of the column `legend`."""
    for prefix, namespace in _NAMESPACES.items():
        ET.register_namespace(prefix, namespace)
    root = ET.Element(_tag("sld:StyledLayerDescriptor"), version="1.1.0")
    named = _child(root, "sld:NamedLayer")
    _child(named, "se:Name", layer)
    style = _child(named, "sld:UserStyle")
    _child(style, "se:Name", layer)
    rules = _child(style, "se:FeatureTypeStyle")
    for symbol in symbols:
        rule = _child(rules, "se:Rule")
        _child(rule, "se:Name", symbol.legend)
        equal = _child(_child(rule, "ogc:Filter"), "ogc:PropertyIsEqualTo")
        _child(equal, "ogc:PropertyName", "legend")
        _child(equal, "ogc:Literal", symbol.legend)
        _symbolise(rule, symbol)
    return ET.tostring(root, encoding="unicode")


def _symbolise(rule: ET.Element, symbol: Symbol) -> None:
    if symbol.shape is Shape.LINE:
        _stroke(_child(rule, "se:LineSymbolizer"), symbol, width=1.5 if symbol.thin else 3)
    elif symbol.shape is Shape.AREA:
        for pattern, colour in _fills(symbol):
            area = _child(rule, "se:PolygonSymbolizer")
            graphic = _child(_child(_child(area, "se:Fill"), "se:GraphicFill"), "se:Graphic")
            mark = _child(graphic, "se:Mark")
            _child(mark, "se:WellKnownName", pattern)
            _parameter(_child(mark, "se:Stroke"), "stroke", colour)
            _child(graphic, "se:Size", "8")
        area = _child(rule, "se:PolygonSymbolizer")
        if symbol.texture is Texture.SOLID:
            _solid(area, symbol.colours[0], _FILL_OPACITY)
        _stroke(area, symbol, width=1)
    else:
        _marker(rule, symbol)


def _marker(rule: ET.Element, symbol: Symbol) -> None:
    """A marker; inside, textures are a weaker fill. A diamond is a square that stands on end."""
    graphic = _child(_child(rule, "se:PointSymbolizer"), "se:Graphic")
    mark = _child(graphic, "se:Mark")
    diamond = symbol.shape is Shape.DIAMOND
    _child(mark, "se:WellKnownName", "square" if diamond else symbol.shape.value)
    if symbol.texture is not Texture.NONE:
        opacity = "1" if symbol.texture is Texture.SOLID else _FILL_OPACITY
        _solid(mark, symbol.colours[0], opacity)
    _stroke(mark, symbol, width=1)
    _child(graphic, "se:Size", "10")
    if diamond:
        _child(graphic, "se:Rotation", "45")


def _fills(symbol: Symbol) -> Iterator[tuple[str, str]]:
    for number, pattern in enumerate(_PATTERNS.get(symbol.texture, ())):
        yield pattern, symbol.colours[number % len(symbol.colours)]


def _solid(parent: ET.Element, colour: str, opacity: str) -> None:
    fill = _child(parent, "se:Fill")
    _parameter(fill, "fill", colour)
    _parameter(fill, "fill-opacity", opacity)


def _stroke(parent: ET.Element, symbol: Symbol, *, width: float) -> None:
    stroke = _child(parent, "se:Stroke")
    _parameter(stroke, "stroke", symbol.colours[-1])
    _parameter(stroke, "stroke-width", str(width))
    if symbol.dashed:
        _parameter(stroke, "stroke-dasharray", "9 6")


def _parameter(parent: ET.Element, name: str, value: str) -> None:
    _child(parent, "se:SvgParameter", value).set("name", name)


def _child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, _tag(tag))
    child.text = text or None
    return child


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
