"""Where things are kept and how the base map is drawn: one frozen record.

Read from the environment at the entry points only (`dashboard/app.py`, `python -m geodata`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

SEEDS_FOLDER = Path(__file__).resolve().parents[1] / "seeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What differs between installations."""

    store_url: str
    """SQLAlchemy URL of the claim store."""
    cache_folder: Path
    """Everything in it can be made again."""
    seeds_folder: Path = SEEDS_FOLDER


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read CLAIMLINE_STORE (a file path or an SQLAlchemy URL) and CLAIMLINE_CACHE (a folder)."""
    store = environment.get("CLAIMLINE_STORE") or str(
        user_data_path("claimline", appauthor=False) / "claims.sqlite3"
    )
    cache = environment.get("CLAIMLINE_CACHE")
    return Settings(
        store_url=store if "://" in store else f"sqlite:///{Path(store).expanduser().resolve()}",
        cache_folder=(
            Path(cache).expanduser().resolve()
            if cache
            else user_cache_path("claimline", appauthor=False)
        ),
    )
