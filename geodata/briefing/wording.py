"""The brief as text: every sentence with the numbers of its sources and the claims it rests on."""

import textwrap
from collections.abc import Iterator

from geodata.briefing.sheet import Sentence, Sheet, Table, cite

_WIDTH = 100
_MOST_IDS = 5
_ID_LENGTH = 12


def write_text(sheet: Sheet) -> str:
    """Write a sheet without its map, in plain text."""
    return "\n".join([*_head(sheet), *_body(sheet), *_foot(sheet)]) + "\n"


def _head(sheet: Sheet) -> Iterator[str]:
    if sheet.banner:
        yield _plain(sheet.banner)
        yield ""
    yield from _wrapped(_plain(sheet.title))
    yield from _wrapped(_plain(sheet.subtitle))
    yield f"As of {sheet.dated.both}"
    yield f"As known at {sheet.known.both}; newest source {sheet.cut_off}"
    if sheet.watermark:
        yield sheet.watermark


def _body(sheet: Sheet) -> Iterator[str]:
    for section in sheet.sections:
        yield ""
        yield _plain(section.heading).upper()
        for sentence in section.sentences:
            yield from _wrapped(f"- {_plain(sentence.cited)}{_claims(sentence)}", "  ")
    if sheet.table:
        yield ""
        yield from _rows(sheet.table)


def _claims(sentence: Sentence) -> str:
    """The first digits of claim ids: enough for `verify` and search to tell them apart."""
    ids = [one[:_ID_LENGTH] for one in sentence.claim_ids[:_MOST_IDS]]
    left = len(sentence.claim_ids) - len(ids)
    more = f" and {left} more" if left else ""
    return f" {{{' '.join(ids)}{more}}}" if ids else ""


def _rows(table: Table) -> Iterator[str]:
    yield " | ".join(table.head).upper()
    for row in table.rows:
        yield from _wrapped(f"- {' | '.join(map(_plain, row.cells))} {cite(row.numbers)}", "  ")
    if table.left:
        yield f"- and {table.left} more rows"


def _foot(sheet: Sheet) -> Iterator[str]:
    yield ""
    yield "SOURCES"
    for line in sheet.sources:
        url = f" <{_plain(line.url)}>" if line.url else ""
        yield from _wrapped(f"[{line.number}] {_plain(line.text)}{url}", "    ")
    if not sheet.sources:
        yield "none"
    yield ""
    for words in (*sheet.notes, sheet.method, sheet.disclaimer, sheet.credits):
        yield from _wrapped(words)
    yield f"View: {sheet.permalink}"
    yield f"Data: {sheet.digest}"
    if sheet.banner:
        yield ""
        yield _plain(sheet.banner)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _plain(text: str) -> str:
    """One line, without characters that steer a terminal or turn the direction of a text."""
    kept = (letter if letter.isprintable() or letter == " " else " " for letter in text)
    return " ".join("".join(kept).split())
