"""Lines of printed pages -> paragraphs: a sentence is read only if it stands on one line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:page|p\.|seite|стр\.?|с\.)?\s*\d{1,4}(?:\s*(?:of|/|von|из|з)\s*\d{1,4})?\W*"
)
_ITEM = re.compile(r"\s*(?:[-–—•*▪‣]\s|\d{1,2}[.)]\s)")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Gov)\.$")
_BROKEN_WORD = re.compile(r"(\w+)[-\u2010]$")
_WORD = re.compile(r"\w+")
_OFTEN = 3
"""Pages that start or end with the same line, which is then no line of the text."""
_SHORT, _FULL = 0.6, 0.96
"""Shares of a full line: a line shorter than the first ends a paragraph whatever stands at its
end; one longer than the second goes on, even after a full stop."""


def paragraphs_of(pages: Sequence[str]) -> list[str]:
    """Join the lines of pages to paragraphs, without page numbers and running heads."""
    kept = [_lines(page) for page in pages]
    running = _running(kept)
    lines = [line for page in kept for line in _body(page, running)]
    filled = sorted(len(line) for line in lines if line)
    if not filled:
        return []
    width = filled[int(0.9 * (len(filled) - 1))]
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line))
    return list(_joined(lines, width, words))


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.split("\n")]


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    edges: Counter[str] = Counter()
    for page in pages:
        full = [line for line in page if line]
        edges.update({full[0], full[-1]} if full else ())
    return frozenset(line for line, times in edges.items() if times >= _OFTEN)


def _body(page: Sequence[str], running: frozenset[str]) -> Iterator[str]:
    full = [number for number, line in enumerate(page) if line]
    edge = {*full[:2], *full[-2:]}
    for number, line in enumerate(page):
        if number in edge and (line in running or _PAGE_NUMBER.fullmatch(line)):
            continue
        yield line


def _joined(lines: Sequence[str], width: int, words: Counter[str]) -> Iterator[str]:
    paragraph = ""
    last = ""
    for line in lines:
        if paragraph and (not line or _ends(last, width) or _ITEM.match(line)):
            yield paragraph
            paragraph = ""
        paragraph = _glued(paragraph, line, words) if paragraph else line
        last = line
    if paragraph:
        yield paragraph


def _ends(line: str, width: int) -> bool:
    if len(line) < _SHORT * width:
        return True
    ends = _SENTENCE_END.search(line) and not _ABBREVIATED.search(line)
    return bool(ends) and len(line) < _FULL * width


def _glued(paragraph: str, line: str, words: Counter[str]) -> str:
    """Join a line to those before it; a word that was broken becomes whole."""
    if paragraph.endswith("\u00ad"):
        return paragraph[:-1] + line
    broken = _BROKEN_WORD.search(paragraph)
    rest = _WORD.match(line)
    if not broken or not rest:
        return f"{paragraph} {line}"
    # "Russian-" stands elsewhere without its hyphen, "con-" doesn't.
    is_compound = not rest.group()[0].islower() or words[broken.group(1).casefold()] > 1
    return paragraph + line if is_compound else paragraph[: broken.end(1)] + line
