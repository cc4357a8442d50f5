"""Fixtures that several rooms of the tests share."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from geodata.model import Claim
from geodata.pipeline import Knowledge, load_knowledge
from geodata.settings import Settings
from geodata.store import ClaimStore, open_store
from tests.records import make_article, make_claim, place_of


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All tests: in several processes. Chosen ones, and benchmarks, in this one."""
    everything = config.args == config.getini("testpaths")
    return min(4, os.cpu_count() or 1) if everything else 0


class _OneBrowser(LoadScopeScheduling):
    """Gives the tests of the browser to one process: two browsers would wait for each other."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Share the tests out; xdist's own groups are not heard by this pytest."""
    return _OneBrowser(config, log)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ClaimStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def keep(store: ClaimStore) -> Callable[..., list[Claim]]:
    """Keep one article with one claim per set of changes; gives the claims."""

    def keep_claims(text: str, *changes: dict[str, object], day: int = 26) -> list[Claim]:
        moment = datetime(2025, 4, day, 12, tzinfo=UTC)
        article = make_article(text, published_at=moment)
        claims = [make_claim(article, **change) for change in changes]
        store.add(article, [], claims, extractor="rules@1", recorded_at=moment, places=place_of)
        return claims

    return keep_claims


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The project's own seeds, loaded once."""
    folder = tmp_path_factory.mktemp("cache")
    return load_knowledge(Settings(store_url="", cache_folder=folder))
