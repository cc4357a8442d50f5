"""What is typed, what is printed, and the exit code."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from geodata.__main__ import main

TEXT = "Russia's army chief said that Russian forces had captured Gornal. Ukraine denied it."


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "store" / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_lines(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_ingest_sums_up_what_was_added_known_and_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    assert main(["ingest", "a.txt"]) == 0
    assert capsys.readouterr().out == "1 added, 0 known, 0 failed\n"
    assert main(["ingest", "a.txt", "b.txt", "ftp://example.org"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "0 added, 1 known, 2 failed\n"
    assert "b.txt: is empty" in printed.err
    assert "ftp://example.org: is no address of a page" in printed.err


def test_a_store_is_read_again_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reread"]) == 1
    assert "ingest" in capsys.readouterr().err
    (tmp_path / "a.txt").write_text(TEXT)
    main(["ingest", "a.txt"])
    capsys.readouterr()
    assert main(["reread"]) == 0
    told = "0 articles read again; 0 claims are new, 0 no longer count\n"
    assert capsys.readouterr().out == told


def test_stopping_keeps_and_counts_what_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_after_two(articles: Iterable[object], **_: object) -> Iterator[object]:
        yield from islice(articles, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("geodata.__main__.tqdm", stop_after_two)
    write_lines(tmp_path / "in.jsonl", *[json.dumps({"text": f"{n}. {TEXT}"}) for n in range(9)])
    assert main(["ingest", "in.jsonl"]) == 130
    printed = capsys.readouterr()
    assert printed.out == "2 added, 0 known, 0 failed\n"
    assert "stopped" in printed.err


def test_source_that_nobody_bears_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(tmp_path / "in.jsonl", json.dumps({"text": TEXT, "source": "one"}))
    main(["ingest", "in.jsonl"])
    assert main(["export", "--format", "csv", "--source", "two", "o.csv"]) == 1
    assert "no source is called 'two'; known: " in capsys.readouterr().err
    assert main(["export", "--format", "csv", "--source", "isw", "o.csv"]) == 0


def test_export_onto_a_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_lines(tmp_path / "in.jsonl", json.dumps({"text": TEXT}))
    main(["ingest", "in.jsonl"])
    assert main(["export", "--format", "csv", str(tmp_path)]) == 1
    assert f"{tmp_path} is a folder; name a file in it" in capsys.readouterr().err


def test_extract_answers_every_line_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(
        tmp_path / "in.jsonl",
        json.dumps({"id": 1, "text": TEXT, "published": None}),
        "{broken",
        json.dumps({"id": "three", "text": ""}),
        json.dumps({"id": "four", "text": "Нічого. 🗺"}),
    )
    assert main(["extract", "in.jsonl", "--out", "out.jsonl"]) == 1
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, "three", "four"]
    assert answers[1]["line"] == 2
    assert ["error" in answer for answer in answers] == [False, True, True, False]
    assert "in.jsonl:2: is not valid JSON" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()


def test_extract_of_good_lines_exits_with_zero(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", json.dumps({"id": "x", "text": TEXT}))
    assert main(["extract", "in.jsonl", "--out", "out.jsonl"]) == 0


def test_geocode_gives_each_name_its_place_its_reasons_and_the_runner_up(tmp_path: Path) -> None:
    text = "Fighting near Sumy. Two died in Ivanivka. Гарматний обстріл Курської області."
    write_lines(tmp_path / "in.jsonl", json.dumps({"id": 7, "text": text}))
    assert main(["geocode", "in.jsonl", "--out", "out.jsonl"]) == 0
    (answer,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert answer["id"] == 7
    sumy, kursk = answer["places"]
    assert [text[found["start"] : found["end"]] for found in answer["places"]] == [
        sumy["text"],
        kursk["text"],
    ]
    assert (sumy["name"], sumy["kind"], sumy["country"]) == ("Sumy", "settlement", "UA")
    assert (sumy["lat"], sumy["lon"]) == pytest.approx((50.92, 34.8), abs=0.05)
    assert (kursk["place_id"], kursk["kind"]) == ("iso:RU-KRS", "region")
    assert sumy["runner_up"]["place_id"] == "iso:UA-59"
    assert {"how", "precision_km"} <= set(kursk)
    (left,) = answer["unresolved"]
    assert left["text"] == "Ivanivka"
    assert left["how"].startswith("ambiguous")
    assert len({found["place_id"] for found in left["candidates"]}) > 2


def test_geocode_answers_a_bad_line_in_its_place(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", "[]", json.dumps({"id": "b", "text": "Sumy was hit."}))
    assert main(["geocode", "in.jsonl", "--out", "out.jsonl"]) == 1
    first, second = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert "is not an object" in first["error"]
    assert [found["name"] for found in second["places"]] == ["Sumy"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["extract", "no.jsonl", "--out", "out.jsonl"], "no.jsonl: can't be read"),
        (["extract", "in.jsonl", "--out", "no/out.jsonl"], "no/out.jsonl: can't be written"),
        (["extract", "in.jsonl", "--out", "in.jsonl"], "in.jsonl is the input"),
        (["export", "--format", "csv", "o.csv"], "there is no store yet"),
        (["export", "--format", "csv", "-"], "an export is a file"),
        (["export", "--format", "csv", "--voice", "XX", "o.csv"], "no actor is called 'XX'"),
        (["export", "--format", "csv", "--place", "iso:XX-1", "o.csv"], "no place 'iso:XX-1'"),
        (
            [
                "export",
                "--format",
                "csv",
                "--since",
                "2025-05-01",
                "--as-of",
                "2025-04-01",
                "o.csv",
            ],
            "since (2025-05-01) is after as_of",
        ),
        (["ingest", "in.jsonl", "--store", "in.jsonl"], "is not a Claimline store"),
        (["ingest", "in.jsonl", "--store", "in.jsonl/x"], "folder can't be made"),
        (["ingest", "in.jsonl", "--store", "postgresql://h/d"], "must be an SQLite file"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    write_lines(tmp_path / "in.jsonl", *[json.dumps({"id": "x", "text": TEXT})] * 20)
    before = (tmp_path / "in.jsonl").read_bytes()
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert problem in error
    assert error.startswith("geodata: ")
    assert error.count("\n") == 1
    assert (tmp_path / "in.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ingest"],
        ["extract", "in.jsonl"],
        ["export", "o.csv"],
        ["export", "--format", "shp", "o.shp"],
        ["export", "--format", "csv", "--as-of", "April", "o.csv"],
        ["export", "--format", "csv", "--known-at", "now", "o.csv"],
        ["export", "--format", "csv", "--relation", "owns", "o.csv"],
    ],
)
def test_command_that_is_not_understood_shows_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m geodata" in capsys.readouterr().err


def export(*options: str) -> list[dict[str, str]]:
    assert main(["export", "--format", "csv", *options, "out.csv"]) == 0
    return rows(Path("out.csv"))


def test_export_narrows_by_every_option(tmp_path: Path) -> None:
    write_lines(
        tmp_path / "in.jsonl",
        json.dumps({"text": TEXT, "source": "one", "published": "2025-04-26"}),
        json.dumps({"text": f"{TEXT} Again.", "source": "two", "published": "2025-05-10"}),
    )
    assert main(["ingest", "in.jsonl"]) == 0
    everything = export()
    assert {row["claimant"] for row in everything} == {"RU", "UA"}
    assert {row["claimant"] for row in export("--voice", "RU")} == {"RU"}
    assert len(export("--voice", "RU", "--voice", "UA")) == len(everything)
    assert {row["source_id"] for row in export("--source", "two")} == {"two"}
    assert {row["actor"] for row in export("--actor", "RU")} == {"RU"}
    assert export("--actor", "FRL") == []
    assert {row["relation"] for row in export("--relation", "controls")} == {"controls"}
    assert export("--relation", "threatens") == []
    assert {row["source_id"] for row in export("--as-of", "2025-05-01")} == {"one"}
    assert {row["source_id"] for row in export("--since", "2025-05-01")} == {"two"}
    assert export("--known-at", "2025-05-01") == []
    assert export("--known-at", "2025-05-01T10:00") == []
    assert len(export("--known-at", "2099-01-01T00:00Z")) == len(everything)
    assert len(export("--place", "curated:gornal")) == len(everything)
    assert export("--place", "iso:UA-59") == []


@pytest.mark.parametrize("file_format", ["geojson", "gpkg", "kml", "csv"])
def test_export_writes_every_format(tmp_path: Path, file_format: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    main(["ingest", "a.txt"])
    assert main(["export", "--format", file_format, f"out.{file_format}"]) == 0
    assert (tmp_path / f"out.{file_format}").stat().st_size > 500


def test_store_option_overrides_the_environment(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert main(["ingest", "a.txt", "--store", "other.sqlite3"]) == 0
    assert (tmp_path / "other.sqlite3").exists()
    assert not (tmp_path / "store").exists()


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "geodata", *arguments],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        **options,
    )


def test_extract_reads_and_writes_pipes() -> None:
    line = json.dumps({"id": "x", "text": TEXT}).encode()
    done = run("extract", "-", "--out", "-", input=line)
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == "x"
    assert b"Traceback" not in done.stderr


def test_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", *[json.dumps({"id": "x", "text": TEXT})] * 300)
    command = f"{sys.executable} -m geodata extract in.jsonl --out - | head -n 1"
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
    )
    assert json.loads(done.stdout)["id"] == "x"
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
