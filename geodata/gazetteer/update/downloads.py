"""One file from the network: gone on with after a cut, not fetched again unless it changed."""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import requests
from requests.exceptions import ChunkedEncodingError, RequestException, Timeout
from tqdm import tqdm

from geodata.errors import GazetteerError
from geodata.gazetteer.update.kept import Download, Piece, Validators, read_kept

PAUSES = (1.0, 4.0)
"""Seconds between one try and the next."""
MEGABYTE = 1_000_000
_TIMEOUT = (10.0, 60.0)  # seconds: to connect, and between two chunks
_CHUNK = 8_192  # of what a cut leaves unfinished, so much is fetched again
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses of which the next try may be rid."""


class _PassingError(Exception):
    """What another try may overcome."""


def fetch(
    url: str,
    path: Path,
    *,
    max_bytes: int,
    check: Callable[[Path], str],
    pauses: tuple[float, ...] = PAUSES,
) -> Download:
    """Bring the file at `url` to `path`, unless what lies there is still the same.

    `check` says what is wrong with a file that came, or nothing; only a sound file takes the old
    one's place. What came before a cut stays beside it (`.part`) and is gone on with next time.

    Raises: GazetteerError.
    """
    for pause in (*pauses, None):
        try:
            return _fetch_once(url, path, max_bytes, check)
        except _PassingError as error:
            if pause is None:
                raise GazetteerError(
                    url,
                    f"{error} (tried {len(pauses) + 1} times)",
                    "check the connection and run the command again: it goes on where it stopped",
                ) from error
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def _fetch_once(url: str, path: Path, max_bytes: int, check: Callable[[Path], str]) -> Download:
    kept = read_kept(path)
    if kept and kept.url != url:
        kept = None
    piece = Piece(path, url)
    begun = piece.validators()
    headers = {
        "Accept-Encoding": "identity",
        "User-Agent": "claimline",
        **_only_if_changed(kept),
        **_only_the_rest(piece, begun),
    }
    try:
        with closing(requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT)) as answer:
            if answer.status_code == 304 and kept:
                return kept
            _refuse(answer, piece)
            offset = _offset(answer, piece, begun)
            _receive(answer, piece, offset, max_bytes)
            validators = _validators(answer)
    except (requests.ConnectionError, Timeout, ChunkedEncodingError) as error:
        raise _PassingError(_in_words(error)) from error
    except RequestException as error:
        raise GazetteerError(url, str(error), "is the address right?") from error
    problem = check(piece.path)
    if problem:
        piece.drop()
        if offset:
            raise _PassingError(f"{problem}, after it was gone on with")
        raise GazetteerError(
            url, problem, "try again later, or name another server with --base-url"
        )
    return piece.keep(validators)


def _only_if_changed(kept: Download | None) -> dict[str, str]:
    if kept and kept.etag:
        return {"If-None-Match": kept.etag}
    return {"If-Modified-Since": kept.last_modified} if kept and kept.last_modified else {}


def _only_the_rest(piece: Piece, begun: Validators | None) -> dict[str, str]:
    return {"Range": f"bytes={piece.size()}-", "If-Range": begun.of_bytes} if begun else {}


def _refuse(answer: requests.Response, piece: Piece) -> None:
    status = answer.status_code
    if status in (200, 206):
        return
    words = f"the server answers {status} {answer.reason}"
    if status == 416:  # what has come is longer than the file is now
        piece.drop()
        raise _PassingError(words)
    if status in _PASSING:
        raise _PassingError(words)
    raise GazetteerError(
        answer.url,
        words,
        "is there such a country in GeoNames, and is the base address right?"
        if status in (404, 410)
        else "is the base address right?",
    )


def _offset(answer: requests.Response, piece: Piece, begun: Validators | None) -> int:
    """Bytes that are there already and that the answer goes on from."""
    if answer.status_code != 206:
        return 0
    offset = piece.size() if begun else 0
    if not answer.headers.get("Content-Range", "").startswith(f"bytes {offset}-"):
        piece.drop()
        raise _PassingError("the server went on at another place than was asked")
    return offset


def _receive(answer: requests.Response, piece: Piece, offset: int, max_bytes: int) -> None:
    length = answer.headers.get("Content-Length", "")
    expected = offset + int(length) if length.isdecimal() else None
    _check_size(answer, piece, expected or 0, max_bytes)
    piece.begin(_validators(answer))
    name = piece.path.name.removesuffix(".part")
    with (
        piece.path.open("ab" if offset else "wb") as stream,
        tqdm(
            total=expected, initial=offset, unit="B", unit_scale=True, desc=name, disable=None
        ) as bar,
    ):
        received = offset
        chunks: Iterable[bytes] = answer.iter_content(_CHUNK)
        for chunk in chunks:
            received += len(chunk)
            _check_size(answer, piece, received, max_bytes)
            stream.write(chunk)
            bar.update(len(chunk))
        stream.flush()
        os.fsync(stream.fileno())
    if expected is not None and received != expected:
        raise _PassingError(f"the connection ended after {received} of {expected} bytes")


def _check_size(answer: requests.Response, piece: Piece, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        piece.drop()
        raise GazetteerError(
            answer.url,
            f"{size / MEGABYTE:,.1f} MB or more, over the limit of {max_bytes / MEGABYTE:,.1f} MB",
            "if it may be so large, raise the limit with --max-mb",
        )


def _validators(answer: requests.Response) -> Validators:
    return Validators(
        etag=answer.headers.get("ETag", ""),
        last_modified=answer.headers.get("Last-Modified", ""),
    )


def _in_words(error: RequestException) -> str:
    if isinstance(error, Timeout):
        return "the server doesn't answer in time"
    if isinstance(error, ChunkedEncodingError):
        return "the connection broke off before the end"
    return "the server can't be reached"
