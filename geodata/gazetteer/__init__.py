"""Names to places: load the gazetteer, look names and ids up."""

from geodata.gazetteer.lookup import Gazetteer, load_gazetteer
from geodata.gazetteer.suggest import suggest

__all__ = ["Gazetteer", "load_gazetteer", "suggest"]
