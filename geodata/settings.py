"""Where things are kept and how the base map is drawn: one frozen record.

Read from the environment at the entry points only (`dashboard/app.py`, `python -m geodata`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from geodata.errors import SettingsError

GEONAMES_URL = "https://download.geonames.org/export/dump"
LONGEST_ANALYST = 80
"""Characters of the name of whoever decides."""
SEEDS_FOLDER = Path(__file__).resolve().parents[1] / "seeds"


class Worldview(StrEnum):
    """By whose view country outlines are drawn; seeds/gazetteer/worldviews.csv says how.

    It changes outlines and borders only: no claim, place, country code, search or export.
    """

    UN = "un"
    UA = "ua"
    RU = "ru"
    NATURAL_EARTH = "natural-earth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What differs between installations."""

    store_url: str
    """SQLAlchemy URL of the claim store."""
    cache_folder: Path
    """Everything in it can be made again."""
    seeds_folder: Path = SEEDS_FOLDER
    worldview: Worldview = Worldview.UN
    """The view that the map opens with."""
    analyst: str = ""
    """Who decides at this installation, unless the page is told otherwise."""
    parser: bool = False
    """Whether a parser reads what the grammar leaves unread; needs the extra `parse`."""
    address: str = ""
    """Where the dashboard is reached (https://claims.example.org): what sheets link to."""
    geonames_url: str = GEONAMES_URL
    """Where GeoNames' files are fetched from, on request only."""
    reviewers: frozenset[str] = frozenset()
    """Addresses, or `@domain`, of who may decide once logged in."""
    viewers: frozenset[str] = frozenset()
    """Addresses, or `@domain`, of who may look once logged in."""
    read_only: bool = False
    """True: the dashboard changes nothing, whoever looks."""
    private_addresses: bool = False
    """Whether articles may be fetched from a private network or this machine."""

    @property
    def asks_login(self) -> bool:
        """Whether the dashboard shows itself to listed people only."""
        return bool(self.reviewers or self.viewers)


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read CLAIMLINE_ and STORE, CACHE, WORLDVIEW, ANALYST, PARSER, ADDRESS, GEONAMES, rights.

    The store is a file path or an SQLAlchemy URL, the cache a folder, the worldview one of
    `Worldview`, the analyst a name or initials, the parser `on` or `off`, GeoNames an address that
    has its files below it. REVIEWERS and VIEWERS are addresses or @domains between commas or
    spaces, READ_ONLY and PRIVATE_ADDRESSES `on` or `off`.

    Raises: SettingsError: there is no such worldview, a switch is neither on nor off, or an entry
        of a list is no address.
    """
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
        worldview=_worldview(environment.get("CLAIMLINE_WORLDVIEW") or Worldview.UN),
        analyst=" ".join((environment.get("CLAIMLINE_ANALYST") or "").split())[:LONGEST_ANALYST],
        parser=_switch(environment, "CLAIMLINE_PARSER"),
        address=(environment.get("CLAIMLINE_ADDRESS") or "").strip(),
        geonames_url=environment.get("CLAIMLINE_GEONAMES") or GEONAMES_URL,
        reviewers=_addresses(environment, "CLAIMLINE_REVIEWERS"),
        viewers=_addresses(environment, "CLAIMLINE_VIEWERS"),
        read_only=_switch(environment, "CLAIMLINE_READ_ONLY"),
        private_addresses=_switch(environment, "CLAIMLINE_PRIVATE_ADDRESSES"),
    )


def _switch(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name) or "off"
    word = text.strip().lower()
    if word not in {"on", "off"}:
        raise SettingsError(f"{name} is {text!r}; it must be on or off")
    return word == "on"


def _addresses(environment: Mapping[str, str], name: str) -> frozenset[str]:
    entries = (environment.get(name) or "").replace(",", " ").casefold().split()
    for entry in entries:
        if entry.count("@") != 1 or entry.endswith("@"):
            raise SettingsError(
                f"{name} has {entry!r}; it must list addresses (a@b.org) or domains (@b.org)"
            )
    return frozenset(entries)


def _worldview(text: str) -> Worldview:
    try:
        return Worldview(text.strip().lower())
    except ValueError as error:
        raise SettingsError(
            f"CLAIMLINE_WORLDVIEW is {text!r}; it must be one of {', '.join(Worldview)}"
        ) from error
