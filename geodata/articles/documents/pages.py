"""Web pages: the article in them without what stands around it, and their metadata."""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import html as lxml_html
from trafilatura import bare_extraction, html2txt

from geodata.articles.documents.document import Document, UnreadableError, checked, one_line, plain

_EMPTY = (
    "holds no text of an article (it may be drawn by scripts, or ask for a login); "
    "copy the text from the browser and paste it"
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_DATES = ("article:published_time", "datePublished", "og:article:published_time", "pubdate")
_DEEPEST = 20
_MOST_DAMAGE = 0.001
"""Share of bytes that may be none of the page's encoding: a stray one is the site's slip."""


def read_page(content: bytes, *, charset: str = "", url: str = "") -> Document:
    """Read a web page.

    charset: encoding that the server names; it counts before the page's own word.
    url: where it was fetched from; a page names its own address else.

    Raises: UnreadableError.
    """
    page = _whole(_decoded(content, charset))
    # Only what the page says of its date, not any date that stands somewhere on it.
    found = bare_extraction(
        page,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    said: dict[str, Any] = found.as_dict() if found and not isinstance(found, dict) else {}
    text = plain(said.get("text") or "") or plain(html2txt(page))
    return Document(
        text=checked(text, _EMPTY),
        title=one_line(said.get("title")),
        source=one_line(said.get("sitename") or said.get("hostname"), 120),
        published=_moment(page) or one_line(said.get("date"), 40),
        url=_address(url or one_line(said.get("url"), 2000)),
    )


def _whole(page: str) -> str:
    """A part of a page, as somebody may have copied it, becomes a page."""
    return page if "<html" in page[:4096].lower() else f"<html><body>{page}</body></html>"


def _decoded(content: bytes, charset: str) -> str:
    name = _encoding(content, charset)
    text = content.decode(name, "replace")
    damage = text.count("\ufffd") - content.count("\ufffd".encode())
    if damage > max(3, _MOST_DAMAGE * len(text)):
        problem = f"is not in the encoding that it is said to be in ({name})"
        raise UnreadableError(f"{problem}; save it from the browser as UTF-8")
    return text


def _encoding(content: bytes, charset: str) -> str:
    for mark, name in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return name
    named = _CHARSET.search(content[:4096])
    for label in (charset, named.group(1).decode("ascii") if named else ""):
        try:
            b"aa".decode(
                label, "replace"
            )  # unlike the look-up it refuses what is none of text, such as rot13
            known = codecs.lookup(label).name
        except (LookupError, UnicodeError):
            continue
        return _AS_BROWSERS_DO.get(known, known)
    return "utf-8"


def _moment(page: str) -> str:
    """The moment of publication in meta tags or JSON-LD: exact where a date in an address isn't."""
    tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), _parser())
    for name in _DATES:
        tags = tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]", name=name)
        for tag in tags:
            if _is_moment(tag.get("content", "")):
                return str(tag.get("content")).strip()
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for value in _linked(script.text or ""):
            if _is_moment(value):
                return value.strip()
    return ""


def _parser() -> Any:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True)


def _linked(packed: str) -> Iterator[str]:
    try:
        yield from _published_in(json.loads(packed), 0)
    except (ValueError, RecursionError):
        return


def _published_in(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _published_in(part, depth + 1)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


def _address(url: str) -> str:
    return url if url.lower().startswith(("http://", "https://")) else ""
