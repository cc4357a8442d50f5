"""python -m geodata gazetteer update | show: what is typed, what is printed, the exit code."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.__main__ import main
from tests.geonames import GeoNamesServer, name_row, place_row, serving, zipped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GeoNamesServer]:
    places = [
        place_row(703656, "Kupyansk", 49.71, 37.6158, population=27169),
        place_row(99000001, "Zelenyi Haiok", 49.61, 37.81),
        place_row(99000002, "", 49.6, 37.8),
    ]
    with serving() as running:
        running.files["UA.zip"] = zipped("UA.txt", "\n".join(places))
        names = name_row(99000001, "uk", "Зелений Гайок")
        running.files["alternatenames/UA.zip"] = zipped("UA.txt", names)
        monkeypatch.setenv("CLAIMLINE_GEONAMES", running.url)
        yield running


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["gazetteer", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_an_update_sums_up_and_what_it_brought_is_found(
    server: GeoNamesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, "show", "Зелений Гайок")[0] == 1
    code, out, err = printed(capsys, "update", "--country", "UA")
    assert code == 0
    assert "UA in full: 1 new, 1 known ones checked" in out
    assert "CC BY 4.0" in out
    assert err.endswith("downloads/UA.zip, row 3: the name is empty; this row is left out\n")
    assert err.count("\n") == 1
    code, out, _ = printed(capsys, "show", "Зелений Гайок")
    assert code == 0
    assert "1. Zelenyi Haiok, Kharkiv region, UA (settlement, PPL)" in out
    assert "geonames:99000001, lat 49.61, lon 37.81" in out
    assert "from: grown GeoNames" in out
    assert "matched: Зелений Гайок" in out


def test_what_has_not_changed_is_said_to_be_so(
    server: GeoNamesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "update", "--country", "UA")
    code, out, _ = printed(capsys, "update")
    assert code == 0
    assert out.startswith("nothing has changed since ")


def test_a_failed_update_says_that_nothing_was_lost(
    server: GeoNamesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files["UA.zip"] = b"<html>"
    code, out, err = printed(capsys, "update", "--country", "UA")
    assert (code, out) == (1, "")
    assert err.startswith(f"geodata: {server.url}/UA.zip: it is no whole zip archive")
    assert "the gazetteer in use stays as it was" in err


def test_ctrl_c_says_that_the_old_data_stays_and_the_next_run_goes_on(
    server: GeoNamesServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geodata.gazetteer.update.growing.merge", stop)
    code, out, err = printed(capsys, "update", "--country", "UA")
    assert (code, out) == (130, "")
    assert err.endswith(
        "geodata: stopped; the gazetteer in use stays as it was, and the next run goes on with "
        "what has come\n"
    )


def test_another_server_and_a_smaller_limit_can_be_named(
    server: GeoNamesServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_GEONAMES", "http://127.0.0.1:9")
    arguments = ("update", "--country", "UA", "--base-url", server.url)
    assert "over the limit of 0.0 MB" in printed(capsys, *arguments, "--max-mb", "0.0001")[2]
    assert printed(capsys, *arguments)[0] == 0


def test_a_process_killed_in_the_middle_of_a_download_loses_nothing(
    server: GeoNamesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "update", "--country", "UA")
    rows = [place_row(99000001 + n, f"Tykhe {n}", 49.61, 37.81) for n in range(500)]
    server.files["UA.zip"] = zipped("UA.txt", "\n".join(rows), stored=True)
    server.stall_at = 40_000
    command = [sys.executable, "-m", "geodata", "gazetteer", "update"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        assert server.stalled.wait(120)
        process.kill()
    assert printed(capsys, "show", "Зелений Гайок")[::2] == (0, "")
    assert printed(capsys, "show", "Tykhe 499")[0] == 1
    assert printed(capsys, "update")[0] == 0
    assert printed(capsys, "show", "Tykhe 499")[0] == 0


@pytest.mark.parametrize("size", ["0", "-1", "much", "nan"])
def test_a_limit_must_be_a_size(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["gazetteer", "update", "--max-mb", size])
    assert "is no size in megabytes" in capsys.readouterr().err


def test_candidates_are_told_apart_and_their_order_is_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = printed(capsys, "show", "Borova")
    assert code == 0
    assert out.count("why here: ") >= 3
    for words in ("Kyiv region", "Kharkiv region", "from: embedded GeoNames", "from: KATOTTG"):
        assert words in out
    assert "against 7,241 inhabitants" in out
    assert "In an article its own words come first" in out


def test_a_former_name_leads_to_the_place_and_is_called_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = printed(capsys, "show", "Artemivsk")
    assert "usually called Bakhmut" in out


def test_an_unknown_name_is_met_with_similar_ones_and_exit_code_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = printed(capsys, "show", "Kupjanskk")
    assert code == 1
    assert out.startswith("No place is called 'Kupjanskk'. Did you mean:\n")
    assert "geonames:703656" in out
    assert printed(capsys, "show", "Qqqqqzzzz")[:2] == (1, "No place is called 'Qqqqqzzzz'.\n")


def test_a_suggestion_says_which_of_its_names_is_alike(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = printed(capsys, "show", "Gornall")
    first, second, *_ = out.splitlines()[1:]
    assert first.endswith("curated:gornal")
    assert second.startswith("  Hora, ")
    assert second.endswith("also called Gora")
    told = json.loads(printed(capsys, "show", "Gornall", "--json")[1])
    assert [one["alike"] for one in told["suggestions"][:2]] == ["Gornal", "Gora"]


@pytest.mark.parametrize(
    ("typed", "name", "place_id"),
    [
        ("Горналі", "Горналь", "curated:gornal"),
        ("Великої Новосілки", "Велика Новосілка", "curated:velyka-novosilka"),
        ("Києві", "Київ", "geonames:703448"),
    ],
)
def test_a_name_in_another_case_is_read(
    typed: str, name: str, place_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = printed(capsys, "show", typed)
    told = json.loads(printed(capsys, "show", typed, "--json")[1])
    assert code == 0
    assert f"No place is called {typed!r}; it may be a form of {name}:\n" in out
    found = [(one["form_of"], one["place_id"]) for one in told["candidates"]]
    assert (name, place_id) in found


def test_each_name_that_a_form_may_belong_to_is_listed_the_larger_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = printed(capsys, "show", "Борової")
    assert [line for line in out.splitlines() if line.endswith(":")] == [
        "No place is called 'Борової'; it may be a form of Борова:",
        "Or of Боровой:",
        "Or of Боровое:",
    ]


def test_a_place_is_listed_once_though_its_names_in_two_languages_have_that_form(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = printed(capsys, "show", "Часового Яру")
    assert out.count("1. Chasiv Yar, ") == out.count("may be a form of ") == 1
    assert "Or of" not in out


def test_a_name_that_is_there_is_no_form_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = printed(capsys, "show", "Антонівці")
    assert "may be a form" not in out
    told = json.loads(printed(capsys, "show", "Антонівці", "--json")[1])
    assert {one["form_of"] for one in told["candidates"]} == {""}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kursk region", ", an area that the point stands for\n"),
        ("Ukraine", ", an area that the point stands for\n"),
        ("Kupiansk Raion", ", an area that the point stands for, within "),
        ("Chasiv Yar", ", as exact as its source\n"),
    ],
)
def test_an_area_is_called_one(name: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in printed(capsys, "show", name)[1]


@pytest.mark.parametrize("blank", ["", "  ", "’", "-"])
def test_without_a_name_one_is_asked_for(blank: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["gazetteer", "show", "--", blank])
    assert stopped.value.code == 2
    assert "no name; write a place's, such as Gornal" in capsys.readouterr().err


def test_machines_get_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = printed(capsys, "show", "Горналь", "--json")
    told = json.loads(out)
    assert code == 0
    assert [one["place_id"] for one in told["candidates"]] == ["curated:gornal"]
    assert told["candidates"][0]["source"] == "curated.csv, kept by hand"
    assert told["suggestions"] == []
    code, out, _ = printed(capsys, "show", "Kupjanskk", "--json")
    told = json.loads(out)
    assert (code, told["candidates"]) == (1, [])
    assert "geonames:703656" in [one["place_id"] for one in told["suggestions"]]
