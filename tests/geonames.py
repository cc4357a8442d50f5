"""A GeoNames server in small: true formats, ETags, ranges, and the ways in which it can fail."""

import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class GeoNamesServer(ThreadingHTTPServer):
    """Serves `files`; what it was asked stands in `asked`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.cuts: dict[str, list[int]] = defaultdict(list)
        """How many bytes of its body an answer gets before the line drops, per answer to come."""
        self.statuses: dict[str, list[int]] = defaultdict(list)
        """Failures to come before a file is served."""
        self.knows_ranges = True
        self.says_length = True
        self.stall_at: int | None = None
        """After so many bytes of a body the server falls silent, once."""
        self.stalled, self.go_on = Event(), Event()
        self.asked: list[tuple[str, int, int]] = []
        """Path, status, bytes sent."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: GeoNamesServer

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        if self.server.statuses[name]:
            self._answer(name, self.server.statuses[name].pop(0), b"")
            return
        if name not in self.server.files:
            self._answer(name, 404, b"<html>Not Found</html>")
            return
        body = self.server.files[name]
        etag = f'"{hashlib.sha1(body).hexdigest()}"'
        start = self._start(etag, len(body))
        if self.headers["If-None-Match"] == etag:
            self._answer(name, 304, b"", ETag=etag)
        elif start:
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            self._answer(name, 206, body[start:], **{"ETag": etag, "Content-Range": span})
        else:
            self._answer(name, 200, body, ETag=etag)

    def _start(self, etag: str, length: int) -> int:
        wanted = self.headers["Range"] or ""
        if not self.server.knows_ranges or self.headers["If-Range"] != etag:
            return 0
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        return start if start < length else 0

    def _answer(self, name: str, status: int, body: bytes, **headers: str) -> None:
        sent = body
        if body and self.server.cuts[name]:
            sent = body[: self.server.cuts[name].pop(0)]
        self.server.asked.append((name, status, len(sent)))  # before the asker can go on
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if self.server.says_length and status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body and self.server.stall_at is not None:
            sent, self.server.stall_at = body[: self.server.stall_at], None
            self.wfile.write(sent)
            self.server.stalled.set()
            self.server.go_on.wait(60)
            return
        self.wfile.write(sent)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@contextmanager
def serving() -> Iterator[GeoNamesServer]:
    """Run a server for the time of a test."""
    with GeoNamesServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.go_on.set()
            server.shutdown()
            thread.join()


def zipped(member: str, text: str, *, stored: bool = False) -> bytes:
    """An archive as GeoNames makes them: the file, and a read-me."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("readme.txt", "see https://www.geonames.org")
        archive.writestr(member, text)
    return buffer.getvalue()


def place_row(
    geonames_id: int,
    name: str,
    lat: float,
    lon: float,
    *,
    code: str = "P.PPL",
    country: str = "UA",
    admin: tuple[str, str, str] = ("07", "", ""),
    other_names: str = "",
    population: int = 0,
) -> str:
    """A row of `UA.txt`: the nineteen columns of GeoNames' dump."""
    feature_class, _, feature_code = code.partition(".")
    return "\t".join(
        map(
            str,
            [
                *(geonames_id, name, name, other_names, lat, lon, feature_class, feature_code),
                *(country, "", *admin, "", population, "", 120, "Europe/Kyiv", "2025-01-31"),
            ],
        )
    )


def name_row(geonames_id: int, language: str, name: str, *, historic: bool = False) -> str:
    """A row of `alternatenames/UA.txt`, as in alternateNamesV2."""
    number = 10_000_000 + geonames_id % 1_000_000
    flags = ("", "", "", "1" if historic else "")
    return "\t".join(map(str, [number, geonames_id, language, name, *flags, "", ""]))
