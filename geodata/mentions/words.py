"""Words of a text with their place, case and neighbours."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from geodata.gazetteer.folding import fold

_GAP_AND_WORD = re.compile(r"([\W_]*)((?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ][^\W_]+)*)")
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
    def sentence_starts(self) -> list[int]:
        """For each word, the number of the first word of its sentence."""
        starts, current = [], 0
        for number, word in enumerate(self.words):
            if word.starts_sentence:
                current = number
            starts.append(current)
        return starts

    @cached_property
    def _sentence_ends(self) -> list[int]:
        ends, current = [0] * len(self.words), len(self.words)
        for number in range(len(self.words) - 1, -1, -1):
            ends[number] = current
            if self.words[number].starts_sentence:
                current = number
        return ends

    def sentence(self, number: int) -> range:
        """The word numbers of the sentence around a word."""
        return range(self.sentence_starts[number], self._sentence_ends[number])

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """Folded words that the text also writes without a capital: ordinary words."""
        return frozenset(word.folded for word in self.words if not word.capital)

    @cached_property
    def capitals(self) -> Sequence[int]:
        """The numbers of the words that begin with a capital."""
        return [number for number, word in enumerate(self.words) if word.capital]


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    end = 0
    for gap, surface in _GAP_AND_WORD.findall(text):
        start = end + len(gap)
        end = start + len(surface)
        if gap == " ":
            starts, joined = not words, True
        else:
            starts = not words or _SENTENCE_END.search(gap) is not None
            joined = bool(words) and _GAP.fullmatch(gap) is not None
        plain = surface.isalnum()
        stripped = surface if plain else _POSSESSIVE.sub("", surface)
        fields = (
            start,
            start + len(stripped),
            stripped,
            surface.lower() if plain and surface.isascii() else _folded(stripped),
            surface[0].isupper(),
            stripped != surface or text[end : end + 2] in _PLURAL_POSSESSIVES,
            starts,
            joined,
            False,
        )
        # Made as a bare tuple: naming its fields takes as long as all else in this loop.
        words.append(tuple.__new__(Word, fields))
    _mark_titles(words, _headlines(text))
    return words


def _mark_titles(words: list[Word], headlines: Iterable[tuple[int, int]]) -> None:
    number = 0
    for start, end in headlines:
        while number < len(words) and words[number].start < end:
            if words[number].start >= start:
                words[number] = words[number]._replace(titled=True)
            number += 1


_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_PLURAL_POSSESSIVES = frozenset({"' ", "’ ", "'\n", "’\n"})


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    folded = fold(word)
    return folded if folded.isalnum() else folded.replace(".", "").strip() or word


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
