"""python -m geodata history: what it writes, and what it refuses."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.gazetteer import load_gazetteer
from geodata.settings import SEEDS_FOLDER
from geodata.store import open_store
from tests.dashboard.ledger import GORNAL, KURSK, make_store
from tests.records import make_article, make_claim


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "claims.sqlite3"
    make_store(path).close()
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def run(ledger: Path, *arguments: str) -> int:
    return main(["history", *arguments, "--store", str(ledger)])


def test_a_series_has_a_row_per_day_and_actor(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "series.csv"
    assert run(ledger, "series", str(out), "--since", "2025-04-25", "--as-of", "2025-04-26") == 0
    rows = rows_of(out)
    assert {row["day"] for row in rows} == {"2025-04-25", "2025-04-26"}
    disputed = {
        (row["day"], row["actor"]): float(row["disputed_km2"]) for row in rows if row["actor"]
    }
    assert disputed["2025-04-25", "RU"] == 0
    assert 29_000 < disputed["2025-04-26", "RU"] < 31_000


def test_a_voice_that_speaks_for_itself_disputes_nothing(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "disputes.csv"
    assert run(ledger, "disputes", str(out)) == 0
    (dispute,) = rows_of(out)
    assert (dispute["place_id"], dispute["parties"], dispute["last_day"]) == (KURSK, "RU UA", "")
    assert run(ledger, "disputes", str(out), "--voice", "RU") == 0
    assert rows_of(out) == []


def test_an_admission_tells_how_long_it_took(ledger: Path, tmp_path: Path) -> None:
    article = make_article("Kyiv confirmed it.", published_at=datetime(2025, 5, 1, tzinfo=UTC))
    store = open_store(f"sqlite:///{ledger}")
    admission = make_claim(article, place_id=GORNAL, claimant="UA")
    places = load_gazetteer(SEEDS_FOLDER).place
    store.add(
        article, [], [admission], extractor="r@1", recorded_at=datetime.now(UTC), places=places
    )
    store.close()
    out = tmp_path / "admissions.csv"
    assert run(ledger, "admissions", str(out)) == 0
    (row,) = rows_of(out)
    assert (row["place_id"], row["admitted_by"], row["days"]) == (GORNAL, "UA", "5")


def test_what_rests_on_a_restricted_source_does_not_leave(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = make_article("ISW says so.", source_id="isw")
    store = open_store(f"sqlite:///{ledger}")
    claim = make_claim(article, claimant="ISW")
    places = load_gazetteer(SEEDS_FOLDER).place
    store.add(article, [], [claim], extractor="r@1", recorded_at=datetime.now(UTC), places=places)
    store.close()
    assert run(ledger, "series", str(tmp_path / "x.csv")) == 1
    assert "Institute for the Study of War" in capsys.readouterr().err
    assert run(ledger, "disputes", str(tmp_path / "x.csv"), "--voice", "RU") == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--voice", "NOBODY"], "no actor is called 'NOBODY'"),
        (["--source", "nowhere"], "no source is called 'nowhere'"),
        (["--since", "2025-05-01", "--as-of", "2025-04-01"], "is after"),
    ],
)
def test_what_cannot_be_asked_is_named(
    ledger: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    assert run(ledger, "series", str(tmp_path / "x.csv"), *arguments) == 1
    assert words in capsys.readouterr().err


def test_an_empty_store_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.sqlite3"
    open_store(f"sqlite:///{path}").close()
    assert run(path, "series", str(tmp_path / "x.csv")) == 1
    assert "ingest articles or import a map" in capsys.readouterr().err
