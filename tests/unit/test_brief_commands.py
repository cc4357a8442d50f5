"""What `brief` and `verify` write, say and refuse."""

from pathlib import Path

import pytest

from geodata.__main__ import main
from tests.dashboard.ledger import KURSK, make_store


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    make_store(tmp_path / "claims.sqlite3").close()


def test_a_text_brief_cites_sources_and_claims(tmp_path: Path) -> None:
    assert main(["brief", "--voice", "UA", "brief.txt"]) == 0
    text = (tmp_path / "brief.txt").read_text("utf-8")
    assert "Ukraine denies that Russia controls Kursk region" in " ".join(text.split())
    assert "[1] Unnamed outlet (seed article 000), “Kursk: claim and denial”" in text
    assert text.startswith("UNCLASSIFIED // OPEN SOURCE\n")


def test_the_same_view_is_the_same_text_by_options_and_by_link(tmp_path: Path) -> None:
    assert main(["brief", "--voice", "UA", "--as-of", "2025-04-26", "a.txt"]) == 0
    link = "http://localhost:8501/?voice=UA&as_of=2025-04-26"
    assert main(["brief", "--link", link, "b.txt"]) == 0
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes()


def test_a_dossier_is_of_the_place_named(tmp_path: Path) -> None:
    assert main(["brief", "--layout", "dossier", "--place", KURSK, "d.txt"]) == 0
    assert "Who said what of Kursk region" in (tmp_path / "d.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brief", "a.doc"], "must end in .png, .pdf, .pptx, .txt"),
        (["brief", "--voice", "XX", "a.txt"], "no actor is called 'XX'"),
        (["brief", "--outlet", "nobody", "a.txt"], "no source is called 'nobody'"),
        (["brief", "--place", "geonames:0", "a.txt"], "no place 'geonames:0'"),
        (["brief", "--layout", "voices", "a.txt"], "--compare-voice"),
        (["brief", "--layout", "days", "a.txt"], "--compare-as-of"),
        (["brief", "--layout", "dossier", "a.txt"], "needs a place"),
        (["brief", "--link", "/?as_of=soon", "a.txt"], "as_of"),
        (["brief", "--title", "x" * 301, "a.txt"], "at most 300"),
        (["brief", "nowhere/a.txt"], "can't be written"),
        (["verify", "missing.pdf"], "can't be read"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "a.txt").exists()
