"""What tests of pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.views.map import opening
from geodata.store import ClaimStore
from tests.dashboard.ledger import make_store
from tests.dashboard.opening import use_store


@pytest.fixture(autouse=True)
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser paints a map here, and nobody would say that it is done."""
    monkeypatch.setattr(opening, "is_opening", lambda: False)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClaimStore]:
    """The hand-made ledger, in which the app finds itself."""
    made = make_store(use_store(tmp_path, monkeypatch))
    yield made
    made.close()
