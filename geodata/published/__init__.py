"""1  Files of mappers (VIINA, DeepState format, plain CSV) -> published maps, as change points."""

from geodata.published.files import MapFormat
from geodata.published.mappers import Mappers, read_mappers
from geodata.published.reading import MapKnowledge, MapReading, MapRequest, read_maps
from geodata.published.words import articles_of, claims_of

__all__ = [
    "MapFormat",
    "MapKnowledge",
    "MapReading",
    "MapRequest",
    "Mappers",
    "articles_of",
    "claims_of",
    "read_mappers",
    "read_maps",
]
