"""4  Articles, mentions and claims kept and found; only ever appended to."""

from geodata.store.engine import open_engine
from geodata.store.ledger import ClaimStore

__all__ = ["ClaimStore", "open_engine", "open_store"]


def open_store(url: str) -> ClaimStore:
    """Open the claim store at an SQLAlchemy URL; make it, and its folder, if it is not there.

    Raises: StoreError: not a claim store, made by a newer Claimline, or not to be opened.
    """
    return ClaimStore(open_engine(url))
