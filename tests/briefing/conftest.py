"""A bureau on a small hand-made ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.briefing import Bureau
from geodata.pipeline import Knowledge
from geodata.settings import Settings
from geodata.store import ClaimStore, open_store
from tests.dashboard.ledger import make_store


def bureau_of(store: ClaimStore, knowledge: Knowledge, folder: Path) -> Bureau:
    settings = Settings(store_url=f"sqlite:///{store.path}", cache_folder=folder)
    return Bureau(store=store, knowledge=knowledge, settings=settings)


@pytest.fixture
def bureau(tmp_path: Path, knowledge: Knowledge) -> Iterator[Bureau]:
    store = make_store(tmp_path / "claims.sqlite3")
    yield bureau_of(store, knowledge, tmp_path)
    store.close()


@pytest.fixture
def empty(tmp_path: Path, knowledge: Knowledge) -> Iterator[Bureau]:
    store = open_store(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield bureau_of(store, knowledge, tmp_path)
    store.close()
