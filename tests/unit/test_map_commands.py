"""python -m geodata import: what is typed, what is printed, the exit code, what is kept."""

from datetime import date
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.store import ClaimStore, open_store
from tests.published_files import HEADER, day_file, occupied, square, write_viina

KYIV, KHARKIV = 703448, 706483


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))


def kept(tmp_path: Path) -> ClaimStore:
    return open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}", must_exist=True)


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["import", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def rows(*days: str) -> list[str]:
    return [f"{place},{day},UA,UA,UA,RU,UA" for place in (KYIV, KHARKIV) for day in days]


def test_an_import_sums_up_each_account_and_the_store_holds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_viina(
        tmp_path / "c.zip", [*rows("20220301", "20220305"), "5,20220301,,,,,"], HEADER
    )
    code, out, err = printed(capsys, path)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "1 file read as VIINA control (told by content)"
    assert (
        "ISW (VIINA 2.0 territorial control: the Institute for the Study of War's areas): "
        "2 places, 2 change points, 2022-03-01 to 2022-03-05, 3 of these days missing"
    ) in out
    assert "left out: 1 settlements that the gazetteer lacks" in out
    assert "(geonameid 5 …)" in out
    store = kept(tmp_path)
    assert [one.claimant for one in store.maps()] == [
        "DEEPSTATE",
        "ISW",
        "VIINA",
        "WIKI",
        "WIKIVIINA",
    ]
    store.close()


def test_the_same_file_again_is_known_and_a_shorter_one_warns_of_what_it_hides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_viina(tmp_path / "2022.csv", rows("20220301", "20220302"))
    printed(capsys, path)
    _, out, _ = printed(capsys, path)
    assert out.count("known already") == 5
    other = write_viina(tmp_path / "2023.csv", rows("20230101"))
    _, out, _ = printed(capsys, other)
    assert "takes the place of one from 2022-03-01 to 2022-03-02 (2022.csv)" in out
    _, out, _ = printed(capsys, path, other)
    assert "takes the place" not in out
    store = kept(tmp_path)
    assert store.map_headers()[0].last_day == date(2023, 1, 1)
    store.close()


def test_another_table_of_the_same_speaker_warns_that_the_first_one_counts_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where it covers more days: its places may be others."""
    for name, place, day in (("a.csv", "Bakhmut", "02"), ("b.csv", "Soledar", "01")):
        lines = [
            "place,actor,date,source",
            f"{place},RU,2024-01-{day},UA",
            "Soledar,RU,2024-02-01,UA",
        ]
        (tmp_path / name).write_text("\n".join([*lines, ""]))
    printed(capsys, tmp_path / "a.csv")
    _, out, _ = printed(capsys, tmp_path / "b.csv")
    assert "takes the place of one from 2024-01-02 to 2024-02-01 (a.csv)" in out
    _, out, _ = printed(capsys, tmp_path / "b.csv")
    assert "takes the place" not in out


def test_bad_files_are_named_the_rest_is_kept_and_the_exit_code_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "maps"
    folder.mkdir()
    day_file(folder, date(2024, 7, 8), occupied(square(30, 50, 31, 51)))
    (folder / "20240709.geojson").write_text("{")
    code, out, err = printed(capsys, folder)
    assert code == 1
    assert err.startswith(f"geodata: {folder / '20240709.geojson'}: is no valid JSON")
    assert "2 files read as DeepState GeoJSON" in out
    assert "may be viewed but not exported" in out
    store = kept(tmp_path)
    [published] = store.maps()
    assert f"geonames:{KYIV}" in published.place_ids
    assert f"geonames:{KHARKIV}" not in published.place_ids
    store.close()


def test_a_licence_flag_may_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = day_file(tmp_path, date(2024, 7, 8), occupied(square(30, 50, 31, 51)))
    printed(capsys, path, "--redistributable")
    store = kept(tmp_path)
    assert store.maps()[0].redistributable
    printed(capsys, path, "--restricted")
    assert not store.maps()[0].redistributable
    store.close()
    with pytest.raises(SystemExit):
        main(["import", str(path), "--restricted", "--redistributable"])


def test_a_table_is_resolved_by_the_gazetteer_or_left_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(
        "place,actor,date,source,url\n"
        "Kyiv,Ukraine,2022-04-02,ISW,\n"
        "Ivanivka,Ukraine,2022-04-02,ISW,\n"
    )
    code, out, err = printed(capsys, path)
    assert code == 1
    assert "1 file read as plain CSV" in out
    assert f"{path}:3: 'Ivanivka' may be " in err
    store = kept(tmp_path)
    assert store.maps()[0].place_ids == (f"geonames:{KYIV}",)
    store.close()


def test_a_map_of_places_that_nobody_knows_hides_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, write_viina(tmp_path / "a.csv", rows("20220301")))
    path = write_viina(tmp_path / "b.csv", ["5,20220301,UA,UA,UA,UA,UA"])
    _, out, _ = printed(capsys, path)
    assert "nothing is kept" in out
    store = kept(tmp_path)
    assert {one.place_count for one in store.map_headers()} == {2}
    store.close()


def test_nothing_readable_is_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = printed(capsys, tmp_path / "gone.csv")
    assert (code, out) == (1, "")
    assert "isn't there" in err


def test_an_unknown_claimant_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = printed(capsys, tmp_path / "gone.csv", "--claimant", "NOBODY")
    assert code == 1
    assert "no actor is called 'NOBODY'" in err


@pytest.mark.parametrize("arguments", [["--date", "8.7.2024"], ["--format", "shapefile"]])
def test_what_an_option_may_be_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["import", "maps", *arguments])
    assert capsys.readouterr().err
