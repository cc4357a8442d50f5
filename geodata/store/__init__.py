"""4  Articles, claims and published maps kept and found; only ever appended to."""

from geodata.errors import StoreError
from geodata.store.engine import open_engine, path_of
from geodata.store.ledger import ClaimStore
from geodata.store.maps import MapHeader

__all__ = ["ClaimStore", "MapHeader", "open_engine", "open_store"]


def open_store(url: str, *, must_exist: bool = False) -> ClaimStore:
    """Open the claim store at an SQLAlchemy URL; make it, and its folder, if it is not there.

    Raises: StoreError: not a claim store, made by a newer Claimline, not to be opened, or not
        there though it must be.
    """
    engine = open_engine(url)
    path = path_of(engine)
    if must_exist and path is not None and not path.is_file():
        raise StoreError(f"{path}: there is no store yet; `python -m geodata ingest` makes one")
    return ClaimStore(engine)
