"""Keeping: cells in one file, so that the land is cut once."""

import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.frontline.cells import Cells

_NAMES = ("place_ids", "districts", "regions", "countries")
_NUMBERS = ("lon", "lat", "area_km2", "left", "right", "vertices", "offsets", "ridge_km")
_DIGEST = hashlib.sha256().digest_size


def save_cells(cells: Cells, path: Path) -> None:
    """Write the file whole or not at all: NumPy's .npz, no pickle, and a SHA-256 digest.

    The digest stands behind the end of the .npz, where readers of such files don't look.

    Raises:
        OSError: the folder is missing, full or closed to us.
    """
    columns: dict[str, NDArray[np.generic]] = {name: getattr(cells, name) for name in _NUMBERS}
    for name in _NAMES:
        values, codes = np.unique(np.asarray(getattr(cells, name), str), return_inverse=True)
        columns |= {f"{name}_values": values, f"{name}_codes": codes.astype(np.int32)}
    packed = io.BytesIO()
    np.savez(packed, mask=np.array(cells.mask), allow_pickle=False, **columns)
    content = packed.getvalue()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".cells-", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(content + hashlib.sha256(content).digest())
            file.close()
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)


def load_cells(path: Path) -> Cells | None:
    """Read them again; None if there is no such file, or not a byte of it is to be trusted.

    Ask `mask` whether they are cut from the land and sites of today: see `mask_of`.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return None
    packed, digest = content[:-_DIGEST], content[-_DIGEST:]
    if hashlib.sha256(packed).digest() != digest:
        return None
    with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
        columns: dict[str, Any] = {name: kept[name] for name in _NUMBERS}
        for name in _NAMES:
            columns[name] = _named(kept[f"{name}_values"], kept[f"{name}_codes"])
        return Cells(**columns, mask=str(kept["mask"]))


def _named(values: NDArray[np.str_], codes: NDArray[np.int32]) -> tuple[str, ...]:
    known: Sequence[str] = values.tolist()
    return tuple(known[code] for code in codes.tolist())
