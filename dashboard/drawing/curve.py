"""Hilbert's curve: an order of places in which neighbours mostly follow each other."""

import numpy as np
from numpy.typing import NDArray

_BITS = 16


def along_curve(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """How far along the curve over the whole Earth each point lies (EPSG:4326).

    Method: Skilling, "Programming the Hilbert curve" (2004), in two dimensions.
    """
    most = (1 << _BITS) - 1
    x = np.clip((lon + 180) / 360 * most, 0, most).astype(np.int64)
    y = np.clip((lat + 90) / 180 * most, 0, most).astype(np.int64)
    far = np.zeros(len(x), np.int64)
    side = 1 << (_BITS - 1)
    while side:
        right, above = (x & side) > 0, (y & side) > 0
        far += side * side * ((3 * right) ^ above)
        turned = ~above & right
        x, y = np.where(turned, most - x, x), np.where(turned, most - y, y)
        x, y = np.where(above, x, y), np.where(above, y, x)
        side >>= 1
    return far
