"""Distance between places."""

from math import asin, cos, radians, sin, sqrt

from geodata.model import Place

EARTH_RADIUS_KM = 6371.0


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance; good to 0.5 %."""
    dlat, dlon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    chord = sin(dlat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(dlon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))
