"""Words of a text with their place, case and neighbours."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, repeat
from operator import add, or_
from typing import NamedTuple

from geodata.gazetteer.folding import fold

_LETTER = "[\\w\u0300-\u036f]"
"""A letter or the accent of one: й may be written as two characters."""
_WORD = re.compile(rf"(\w(?:\.[^\W\d]\.(?:[^\W\d]\.)*|{_LETTER}*(?:['’ʼ]{_LETTER}+)*))")
_GAP = re.compile("[ \u00a0\u202f]|[-\u2010\u2011]|\r?\n")
_SENTENCE_END = re.compile(r"(?:[.!?…:]['\"”’)\]]*\s+|[\r\n]\s*)[-–—•*]?\s*[\"“‘'(\[]*$")
_OPENING = re.compile(r"[\"“«(\[]$")


class Word(NamedTuple):
    """One word; a possessive ending is not part of it."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    possessive: bool
    starts_sentence: bool
    joined: bool
    """Only a space, a hyphen or one line break stands between the word before and this one."""
    titled: bool
    """In a line that capitalises nearly every word, as headlines do."""

    @property
    def initials(self) -> bool:
        """Whether it is all capitals (NATO), which a name in running text is not."""
        return len(self.text) > 1 and self.text.isupper()


class Text:
    """A text cut into words and sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Sequence[Word] = _words(text)
        self.all_folded: Sequence[str] = [word.folded for word in self.words]

    def between(self, first: int, second: int) -> str:
        """The characters between two words, possessive endings left out."""
        words = self.words
        start = words[first].end
        if words[first].possessive and self.text[start : start + 1] in "'’ʼ":
            start += 2 if self.text[start + 1 : start + 2] in {"s", "S"} else 1
        return self.text[start : words[second].start]

    def word(self, number: int) -> Word | None:
        """The word of that number, or None outside the text."""
        return self.words[number] if 0 <= number < len(self.words) else None

    def folded(self, number: int) -> str:
        """The folded word of that number, or nothing outside the text."""
        return self.all_folded[number] if 0 <= number < len(self.words) else ""

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return [number for number, word in enumerate(self.words) if word.starts_sentence]

    def sentence(self, number: int) -> range:
        """The word numbers of the sentence around a word."""
        starts = self._sentence_starts
        following = bisect_right(starts, number)
        end = starts[following] if following < len(starts) else len(self.words)
        return range(starts[following - 1], end)

    def folded_sentence(self, number: int) -> Sequence[str]:
        """The folded words of the sentence around a word."""
        sentence = self.sentence(number)
        return self.all_folded[sentence.start : sentence.stop]

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """Folded words that the text also writes without a capital: ordinary words."""
        return frozenset(word.folded for word in self.words if not word.capital)

    @cached_property
    def capitals(self) -> Sequence[int]:
        """The numbers of the words that begin with a capital."""
        return [number for number, word in enumerate(self.words) if word.capital]


def _words(text: str) -> list[Word]:
    """Cut a text by columns, not word by word, which takes twice as long."""
    parts = _WORD.split(text.replace("_", "|"))  # else a part of words for the pattern
    surfaces, gaps = parts[1::2], parts[:-1:2]
    if not surfaces:
        return []
    words, folded, capital, possessive = map(list, zip(*map(_form, surfaces), strict=True))
    reached = list(accumulate(map(len, parts)))
    starts = reached[:-1:2]
    if ends := {match.start() for match in _PLURAL_POSSESSIVE.finditer(text)}:
        possessive = list(map(or_, possessive, map(ends.__contains__, reached[1::2])))
    joined = [gap == " " or _GAP.fullmatch(gap) is not None for gap in gaps]
    starts_sentence = [gap != " " and _SENTENCE_END.search(gap) is not None for gap in gaps]
    joined[0], starts_sentence[0] = False, True
    columns = (
        starts,
        map(add, starts, map(len, words)),
        words,
        folded,
        capital,
        possessive,
        starts_sentence,
        joined,
        _titled(text, starts),
    )
    # Made as bare tuples, which halves it.
    return list(map(tuple.__new__, repeat(Word), zip(*columns, strict=True)))


def _titled(text: str, starts: Sequence[int]) -> list[bool]:
    titled = [False] * len(starts)
    for start, end in _headlines(text):
        inside = slice(bisect_left(starts, start), bisect_left(starts, end))
        titled[inside] = [True] * (inside.stop - inside.start)
    return titled


_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_PLURAL_POSSESSIVE = re.compile(r"['’][ \n]")


@lru_cache(maxsize=1 << 15)
def _form(surface: str) -> tuple[str, str, bool, bool]:
    """The word, folded, whether it has a capital and whether it had a possessive ending.

    Kept, since a few thousand words make up most of any text.
    """
    word = _POSSESSIVE.sub("", surface)
    folded = fold(word)
    if not folded.isalnum():
        folded = folded.replace(".", "").strip() or word
    return word, folded, surface[0].isupper(), word != surface


def _headlines(text: str) -> list[tuple[int, int]]:
    """Lines that capitalise three in four of their words of four letters or more."""
    found = []
    for line in re.finditer(r"[^\r\n]+", text):
        if len(line[0]) < _LONGEST_HEADLINE and not line[0].rstrip().endswith("."):
            long_words = re.findall(r"[^\W\d_]{4,}", line[0])
            capitals = sum(word[0].isupper() for word in long_words)
            if len(long_words) >= 4 and capitals >= 0.75 * len(long_words):
                found.append(line.span())
    return found


_LONGEST_HEADLINE = 200
