"""What `export` asks the pipeline for, and what it refuses before anything is done."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geodata.__main__ import main
from geodata.layers import LAYERS, ExportRequest
from geodata.model import ClaimQuery, Voice

TEXT = "Russia's army chief said that Russian forces had captured Gornal. Ukraine denied it."


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "store" / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def _ingested(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    main(["ingest", "a.txt"])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[ClaimQuery, ExportRequest]]:
    """What the pipeline was asked for; it says that it wrote three features of each layer."""
    calls: list[tuple[ClaimQuery, ExportRequest]] = []

    def export_layers(*arguments: Any) -> tuple[dict[str, int], list[str]]:
        _, _, _, query, request = arguments
        calls.append((query, request))
        return dict.fromkeys(request.layers, 3), ["A Map"]

    monkeypatch.setattr("geodata.pipeline.export_layers", export_layers, raising=False)
    return calls


@pytest.mark.usefixtures("_ingested")
def test_claims_are_written_unless_another_layer_is_asked_for(
    asked: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["export", "--format", "csv", "o.csv"]) == 0
    assert main(["export", "--format", "csv", "--layer", "claims", "again.csv"]) == 0
    assert Path("o.csv").read_bytes() == Path("again.csv").read_bytes()
    assert asked == []
    assert capsys.readouterr().out.splitlines()[0] == "2 claims written to o.csv"


@pytest.mark.usefixtures("_ingested")
@pytest.mark.parametrize("layer", ["places", "areas", "lines"])
def test_a_layer_is_asked_of_the_pipeline_in_the_chosen_voice_and_on_the_chosen_day(
    layer: str,
    asked: list[tuple[ClaimQuery, ExportRequest]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--layer", layer, "--voice", "RU", "--source", "isw", "--as-of", "2025-05-01"]
    assert main(["export", "--format", "kml", *options, "o.kml"]) == 0
    [(query, request)] = asked
    isw = frozenset({"isw"})
    assert query == ClaimQuery(
        voice=Voice(claimants=frozenset({"RU"}), source_ids=isw), as_of=date(2025, 5, 1)
    )
    assert request == ExportRequest(layers=(layer,), path=Path("o.kml"), file_format="kml")
    printed = capsys.readouterr()
    assert f"3 {layer} written to o.kml" in printed.out
    assert "left out, not redistributable: A Map" in printed.err


@pytest.mark.usefixtures("_ingested")
def test_differences_are_from_the_same_question_with_another_voice_or_day(
    asked: list[tuple[ClaimQuery, ExportRequest]],
) -> None:
    common = ["export", "--format", "csv", "--layer", "differences", "--voice", "RU"]
    day = ["--as-of", "2025-05-01"]
    assert main([*common, *day, "--compare-voice", "UA", "--about", "RU", "o.csv"]) == 0
    assert main([*common, *day, "--compare-as-of", "2025-04-01", "o.csv"]) == 0
    (query, by_voice), (_, by_day) = asked
    assert by_voice.compared == ClaimQuery(
        voice=Voice(claimants=frozenset({"UA"})), as_of=query.as_of
    )
    assert by_voice.about == "RU"
    assert by_day.compared == ClaimQuery(voice=query.voice, as_of=date(2025, 4, 1))
    assert by_day.about == ""


@pytest.mark.usefixtures("_ingested")
def test_all_layers_go_into_one_geopackage(
    asked: list[tuple[ClaimQuery, ExportRequest]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "gpkg", "--layer", "all", "o.gpkg"]) == 0
    both = ["--compare-voice", "UA"]
    assert main(["export", "--format", "gpkg", "--layer", "all", *both, "o.gpkg"]) == 0
    (_, without), (_, whole) = asked
    assert without.layers == tuple(layer for layer in LAYERS if layer != "differences")
    assert whole.layers == LAYERS
    assert "3 claims, 3 places, 3 areas, 3 lines written to o.gpkg" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--layer", "differences"], "differences from what?"),
        (["--compare-voice", "UA"], "are for --layer differences or all"),
        (["--layer", "areas", "--compare-as-of", "2025-01-01"], "are for --layer differences"),
        (["--layer", "lines", "--about", "RU"], "are for --layer differences"),
        (["--layer", "all"], "csv holds one layer; all of them need --format gpkg"),
        (["--layer", "areas", "--actor", "RU"], "--actor narrows claims"),
        (["--layer", "places", "--place", "curated:gornal"], "--place narrows claims"),
        (["--layer", "areas", "--relation", "controls"], "--relation narrows claims"),
        (["--layer", "lines", "--since", "2025-01-01"], "--since narrows claims"),
        (["--layer", "differences", "--compare-voice", "XX"], "no actor is called 'XX'"),
        (
            ["--layer", "differences", "--compare-voice", "UA", "--about", "XX"],
            "no actor is called 'XX'",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    options: list[str],
    problem: str,
    asked: list[object],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "--format", "csv", *options, "o.csv"]) == 1
    assert problem in capsys.readouterr().err
    assert asked == []
    assert not Path("o.csv").exists()


def test_a_layer_that_there_is_not_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--format", "csv", "--layer", "roads", "o.csv"])
    assert "usage: python -m geodata export" in capsys.readouterr().err
