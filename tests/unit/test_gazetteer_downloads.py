"""One file from a server that may drop the line, send rubbish or vanish."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer.update import archives
from geodata.gazetteer.update.downloads import fetch
from geodata.gazetteer.update.kept import Download
from tests.geonames import GeoNamesServer, serving, zipped

BODY = zipped("UA.txt", "".join(f"{n}\tplace\n" for n in range(5000)), stored=True)
SOUND = partial(archives.problem_of, member="UA.txt", max_bytes=1_000_000)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GeoNamesServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as running:
        running.files["UA.zip"] = BODY
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "UA.zip"


def bring(
    server: GeoNamesServer, path: Path, *, max_bytes: int = 1_000_000, tries: int = 1
) -> Download:
    pauses = (0.0,) * (tries - 1)
    return fetch(f"{server.url}/UA.zip", path, max_bytes=max_bytes, check=SOUND, pauses=pauses)


def left_over(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_a_file_arrives_whole_with_its_checksum_and_day(server: GeoNamesServer, path: Path) -> None:
    download = bring(server, path)
    assert path.read_bytes() == BODY
    assert (download.size, len(download.sha256)) == (len(BODY), 64)
    assert download.fetched_at.endswith("+00:00")
    assert left_over(path) == ["UA.zip", "UA.zip.json"]


def test_an_unchanged_file_is_not_fetched_again(server: GeoNamesServer, path: Path) -> None:
    first = bring(server, path)
    assert bring(server, path) == first
    assert server.asked == [("UA.zip", 200, len(BODY)), ("UA.zip", 304, 0)]


def test_a_changed_file_is_fetched_again(server: GeoNamesServer, path: Path) -> None:
    bring(server, path)
    server.files["UA.zip"] = changed = zipped("UA.txt", "1\tanother\n")
    bring(server, path)
    assert path.read_bytes() == changed


def test_a_file_that_rotted_on_the_disk_is_fetched_again(
    server: GeoNamesServer, path: Path
) -> None:
    bring(server, path)
    path.write_bytes(BODY[:-1] + b"?")
    bring(server, path)
    assert path.read_bytes() == BODY


def test_after_a_cut_the_rest_is_fetched_by_the_next_run(
    server: GeoNamesServer, path: Path
) -> None:
    server.cuts["UA.zip"] = [20_000]
    with pytest.raises(GazetteerError, match="goes on where it stopped"):
        bring(server, path)
    assert not path.exists()
    bring(server, path)
    assert path.read_bytes() == BODY
    (_, _, cut), (_, status, rest) = server.asked
    assert (status, cut) == (206, 20_000)
    assert rest < len(BODY)


def test_a_run_tries_again_by_itself(server: GeoNamesServer, path: Path) -> None:
    server.cuts["UA.zip"] = [20_000]
    server.statuses["UA.zip"] = [503]
    bring(server, path, tries=3)
    assert path.read_bytes() == BODY
    assert [status for _, status, _ in server.asked] == [503, 200, 206]


def test_a_file_that_changed_after_the_cut_is_fetched_from_its_start(
    server: GeoNamesServer, path: Path
) -> None:
    server.cuts["UA.zip"] = [20_000]
    with pytest.raises(GazetteerError):
        bring(server, path)
    server.files["UA.zip"] = changed = zipped("UA.txt", "1\tanother\n")
    bring(server, path)
    assert path.read_bytes() == changed


def test_a_server_without_ranges_starts_over(server: GeoNamesServer, path: Path) -> None:
    server.cuts["UA.zip"] = [20_000]
    server.knows_ranges = False
    bring(server, path, tries=2)
    assert path.read_bytes() == BODY


def test_a_cut_that_no_length_betrays_is_found_in_the_archive(
    server: GeoNamesServer, path: Path
) -> None:
    server.cuts["UA.zip"] = [20_000]
    server.says_length = False
    with pytest.raises(GazetteerError, match="no whole zip archive"):
        bring(server, path)
    assert left_over(path) == []


def test_a_web_page_instead_of_an_archive_leaves_the_old_one(
    server: GeoNamesServer, path: Path
) -> None:
    bring(server, path)
    server.files["UA.zip"] = b"<html><body>Please log in to the hotel's network</body></html>"
    with pytest.raises(GazetteerError, match=r"UA\.zip: it is no whole zip .* it begins '<html>"):
        bring(server, path)
    assert path.read_bytes() == BODY
    assert left_over(path) == ["UA.zip", "UA.zip.json"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (zipped("RU.txt", "1\tplace\n"), r"it holds no file UA\.txt"),
        (BODY.replace(b"4999\tplace", b"4999\tPLACE"), "its checksum differs"),
        (zipped("UA.txt", "0" * 1_000_001), r"UA\.txt would unpack to 1 MB"),
        (b"", "no whole zip archive"),
    ],
    ids=["another country's", "flipped bytes", "a bomb", "nothing"],
)
def test_a_wrong_archive_is_refused_in_words(
    server: GeoNamesServer, path: Path, body: bytes, problem: str
) -> None:
    server.files["UA.zip"] = body
    with pytest.raises(GazetteerError, match=problem):
        bring(server, path)
    assert left_over(path) == []


@pytest.mark.parametrize("says_length", [True, False])
def test_more_than_the_limit_is_not_taken(
    server: GeoNamesServer, path: Path, says_length: bool
) -> None:
    server.says_length = says_length
    with pytest.raises(GazetteerError, match=r"over the limit of 0\.0 MB; .* --max-mb"):
        bring(server, path, max_bytes=30_000)
    assert left_over(path) == []


def test_a_file_that_is_not_there_is_not_asked_for_twice(
    server: GeoNamesServer, path: Path
) -> None:
    del server.files["UA.zip"]
    with pytest.raises(GazetteerError, match=r"UA\.zip: the server answers 404 .* such a country"):
        bring(server, path, tries=3)
    assert len(server.asked) == 1


def test_a_server_that_is_gone_is_told_of_after_some_tries(
    server: GeoNamesServer, path: Path
) -> None:
    bring(server, path)
    url = f"{server.url}/UA.zip"
    server.server_close()
    with pytest.raises(GazetteerError, match=r"can't be reached \(tried 2 times\); check the conn"):
        fetch(url, path, max_bytes=1_000_000, check=SOUND, pauses=(0.0,))
    assert path.read_bytes() == BODY


@pytest.mark.parametrize("url", ["ftp://example.org/UA.zip", "nowhere/UA.zip", "http:///UA.zip"])
def test_an_address_that_is_none_is_told_of_at_once(path: Path, url: str) -> None:
    with pytest.raises(GazetteerError, match="is the address right"):
        fetch(url, path, max_bytes=1, check=SOUND)
