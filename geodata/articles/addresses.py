"""Pages and files on the web, fetched when somebody asks for one, and for nothing else."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from http.client import responses
from pathlib import PurePosixPath
from time import monotonic
from urllib.parse import urljoin, urlsplit

import requests
from requests.utils import get_encoding_from_headers
from urllib3.exceptions import HTTPError

from geodata.articles.arrivals import Arrival
from geodata.articles.guard import MOST_SECONDS, GuardedAdapter, TimedAdapter
from geodata.articles.kinds import SUFFIXES, suffix_of_type
from geodata.articles.text import MAX_FILE_BYTES
from geodata.articles.uploads import Served, read_upload
from geodata.errors import ArticleError

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Claimline)",
    "Accept": "text/html, application/pdf, text/plain;q=0.9, */*;q=0.1",
}
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_PORTS = frozenset([None, 80, 443])
_WAIT_SECONDS = 10.0
_BY_HAND = "open it in a browser, save it and give the file"


def fetch_article(url: str, *, private: bool = False) -> Iterator[Arrival]:
    """Fetch a page or file and read the articles in it; its error in its place if it fails.

    http and https only, no more than 20 MB and 30 seconds an answer, at most five redirects.
    Its server sees who asks. No scripts, pictures or other parts of a page are fetched.

    private: whether it may lie in a private network or on this machine.
    """
    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy would look names up where they can't be checked
            session.mount("http://", TimedAdapter() if private else GuardedAdapter())
            session.mount("https://", TimedAdapter() if private else GuardedAdapter())
            served, content = _fetch(session, url, private=private)
    except ArticleError as error:
        yield Arrival(origin=url, error=ArticleError(url, error.problem))
        return
    except (requests.Timeout, TimeoutError) as error:
        yield _failed(url, f"takes longer than {_WAIT_SECONDS:.0f} s to answer; {_BY_HAND}", error)
        return
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        yield _failed(url, f"can't be fetched ({type(error).__name__}); is it right?", error)
        return
    for arrival in read_upload(url, content, served=served):
        yield _retrieved(arrival)


def _failed(url: str, problem: str, cause: Exception) -> Arrival:
    error = ArticleError(url, problem)
    error.__cause__ = cause
    return Arrival(origin=url, error=error)


def _retrieved(arrival: Arrival) -> Arrival:
    if arrival.article is None:
        return arrival
    return replace(arrival, article=replace(arrival.article, retrieved_at=datetime.now(UTC)))


def _fetch(session: requests.Session, url: str, *, private: bool) -> tuple[Served, bytes]:
    for _ in range(_MOST_REDIRECTS + 1):
        _check_address(url, private=private)
        response = session.get(
            url, headers=_HEADERS, stream=True, allow_redirects=False, timeout=_WAIT_SECONDS
        )
        with closing(response):
            where = response.headers.get("Location")
            if response.status_code in _REDIRECTS and where:
                url = urljoin(url, where)
                continue
            return _answer(response, url)
    raise ArticleError(url, f"leads on more than {_MOST_REDIRECTS} times; {_BY_HAND}")


def _check_address(url: str, *, private: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ArticleError(url, "is no address of a page; give one with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ArticleError(url, "holds a user name or password; leave it out")
    if not private and parts.port not in _PORTS:
        raise ArticleError(url, f"asks for port {parts.port}; only 80 and 443 are; {_BY_HAND}")


def _answer(response: requests.Response, url: str) -> tuple[Served, bytes]:
    code = response.status_code
    if code != 200:
        said = f"{code} {responses.get(code, '')}".strip()
        raise ArticleError(url, f"its server answers “{said}”; {_BY_HAND}")
    content_type = response.headers.get("Content-Type", "")
    suffix = suffix_of_type(content_type) or PurePosixPath(urlsplit(url).path).suffix.lower()
    if suffix not in SUFFIXES:
        kind = content_type.partition(";")[0].strip()[:60] or "of no known kind"
        raise ArticleError(url, f"is {kind}, no page, text, PDF or Word file; give another address")
    charset = get_encoding_from_headers(response.headers) if "charset=" in content_type else None
    return Served(url=url, charset=charset or "", suffix=suffix), _body(response, url)


def _body(response: requests.Response, url: str) -> bytes:
    """What is sent, unpacked, as far as it comes within size and time."""
    ends_at = monotonic() + MOST_SECONDS
    parts: list[bytes] = []
    # read1 hands on what has come; read would wait until a whole piece of that size has.
    while part := response.raw.read1(65536, decode_content=True):
        parts.append(part)
        if sum(map(len, parts)) > MAX_FILE_BYTES:
            raise ArticleError(url, f"is larger than 20 MB; {_BY_HAND}")
        if monotonic() > ends_at:
            raise ArticleError(url, f"takes longer than {MOST_SECONDS:.0f} s to come; {_BY_HAND}")
    return b"".join(parts)
