"""Which addresses are asked, how long, and what is made of their answers. No network is used."""

import gzip
import io
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import docx
import pytest

from geodata.articles import Arrival, guard, read_articles
from geodata.articles import addresses as module
from geodata.articles.text import MAX_FILE_BYTES

PAGE = (
    "<html><head><meta property='og:site_name' content='The Wire'></head><body><article>"
    "<p>Russia's army chief said that Russian forces had captured Gornal.</p></article></body>"
)


class Site(BaseHTTPRequestHandler):
    """Answers each path with what the test put there: status, headers and body."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[str]] = []
    drip_seconds = 0.0

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, headers, body = self.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for at in range(len(body) if self.drip_seconds else 0):
            self.wfile.write(body[at : at + 1])
            time.sleep(self.drip_seconds)
        if not self.drip_seconds:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a site on this machine."""
    monkeypatch.setattr(Site, "answers", {})
    monkeypatch.setattr(Site, "asked", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - it is hung up on
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def answer(path: str, body: bytes | str, content_type: str = "text/html", **more: str) -> None:
    packed = body.encode() if isinstance(body, str) else body
    Site.answers[path] = (200, {"Content-Type": content_type} | more, packed)


def fetch(url: str, *, private: bool = True) -> Arrival:
    [arrival] = read_articles([url], private=private)
    return arrival


def problem(url: str, *, private: bool = True) -> str:
    arrival = fetch(url, private=private)
    assert arrival.article is None
    assert str(arrival.error).startswith(f"{url}: ")
    return str(arrival.error)


def test_a_page_is_fetched_read_and_knows_whence_and_when(site: str) -> None:
    answer("/a", PAGE)
    article = fetch(f"{site}/a").article
    assert article
    assert article.text == "Russia's army chief said that Russian forces had captured Gornal."
    assert (article.source_id, article.url) == ("The Wire", f"{site}/a")
    assert article.retrieved_at


def test_nothing_but_the_page_is_fetched(site: str) -> None:
    answer(
        "/a", PAGE + f'<img src="{site}/i.png"><link rel=stylesheet href="/s.css"><script src=x>'
    )
    fetch(f"{site}/a")
    assert Site.asked == ["/a"]


def test_the_kind_is_what_the_server_says_else_what_the_address_ends_in(site: str) -> None:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Gornal fell.")
    document.save(stream)
    answer("/report.docx", stream.getvalue(), "application/octet-stream")
    answer("/plain", "Мы ушли.".encode("cp1251"), "text/plain; charset=windows-1251")
    answer("/video", b"x", "video/mp4")
    article = fetch(f"{site}/report.docx").article
    assert article
    assert (article.text, article.source_id) == ("Gornal fell.", "127.0.0.1")
    plain = fetch(f"{site}/plain").article
    assert plain
    assert (plain.text, plain.language) == ("Мы ушли.", "ru")
    assert "is video/mp4, no page, text, PDF or Word file" in problem(f"{site}/video")


def test_a_redirect_is_followed_and_the_last_address_counts(site: str) -> None:
    Site.answers["/old"] = (301, {"Location": "/new"}, b"")
    answer("/new", PAGE)
    article = fetch(f"{site}/old").article
    assert article
    assert article.url == f"{site}/new"


def test_a_ring_of_redirects_ends(site: str) -> None:
    Site.answers["/ring"] = (302, {"Location": "/ring"}, b"")
    assert "leads on more than 5 times" in str(fetch(f"{site}/ring").error)
    assert len(Site.asked) == 6


@pytest.mark.parametrize(
    ("status", "said"), [(403, "403 Forbidden"), (404, "404 Not Found"), (599, "599")]
)
def test_a_refusal_is_told_with_what_to_do(site: str, status: int, said: str) -> None:
    Site.answers["/a"] = (status, {}, b"<b>no</b>")
    expected = f"its server answers “{said}”; open it in a browser, save it and give the file"
    assert expected in problem(f"{site}/a")


def test_an_answer_larger_than_any_article_is_given_up(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 100_000)
    bomb = gzip.compress(b"x" * MAX_FILE_BYTES)
    assert len(bomb) < 100_000
    answer("/bomb", bomb, **{"Content-Encoding": "gzip"})
    assert "is larger than 20 MB" in problem(f"{site}/bomb")


def test_an_answer_that_drips_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SECONDS", 0.2)
    monkeypatch.setattr(Site, "drip_seconds", 0.05)
    answer("/drip", b"x" * 100)
    started_at = time.monotonic()
    assert "takes longer than" in problem(f"{site}/drip")
    assert time.monotonic() - started_at < 2


def test_a_header_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_SECONDS", 0.3)
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        peer, _ = server.accept()
        with peer:
            try:
                while peer.send(b"H"):
                    time.sleep(0.05)
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    started_at = time.monotonic()
    assert "can't be fetched" in problem(f"http://127.0.0.1:{server.getsockname()[1]}/")
    assert time.monotonic() - started_at < 3
    thread.join()
    server.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "https://127.0.0.1/",
    ],
)
def test_addresses_of_this_machine_and_its_network_are_not_asked(url: str) -> None:
    assert "lies in a private network or on this machine" in problem(url, private=False)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("file:///etc/passwd", "is no address of a page"),
        ("gopher://example.org/", "is no address of a page"),
        ("http:///nothing", "is no address of a page"),
        ("http://user:word@example.org/", "holds a user name or password"),
        ("http://example.org:22/", "asks for port 22; only 80 and 443 are"),
        ("http://example.org:99999/", "can't be fetched"),
        ("http://[::1/", "can't be fetched"),
    ],
)
def test_what_is_no_address_of_a_page_is_not_asked(url: str, expected: str) -> None:
    assert expected in problem(url, private=False)


def looked_up(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Have names looked up give these addresses, one a look-up; gives the names as asked."""
    left, asked = list(answers), []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
        asked.append(host)
        numbers = host if host[:1].isdigit() else left.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (numbers, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rpartition(":")[2])
    monkeypatch.setattr(module, "_PORTS", frozenset([port]))
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    asked = looked_up(monkeypatch, "127.0.0.1", "10.0.0.1")
    answer("/a", PAGE)
    assert fetch(f"http://rebinding.example:{port}/a", private=False).article
    assert asked.count("rebinding.example") == 1


def test_a_public_page_cannot_lead_to_this_machine(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rpartition(":")[2])
    monkeypatch.setattr(module, "_PORTS", frozenset([port]))
    real = guard.public_address
    monkeypatch.setattr(
        guard,
        "public_address",
        lambda host, at: "127.0.0.1" if host == "public.example" else real(host, at),
    )
    Site.answers["/a"] = (302, {"Location": f"{site}/secret"}, b"")
    answer("/secret", PAGE)
    assert "lies in a private network" in problem(f"http://public.example:{port}/a", private=False)
    assert Site.asked == ["/a"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert "lies in a private network" in problem("http://two.example/", private=False)


def test_a_name_that_nobody_bears_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "no such host is found" in problem("http://nowhere.invalid/", private=False)


def test_proxies_of_the_environment_are_not_asked(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site)
    assert "lies in a private network" in problem("http://10.0.0.1/", private=False)
    assert Site.asked == []
