"""Places that one sentence counts and a later one names: "took four villages. They are A, B …"."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.claims.dates import When
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon
from geodata.claims.listing import POINTS, listed
from geodata.claims.sentence import PlaceSpan, Sentence

_COUNT_REACH = 3
"""Words of "four more border" between a number and "villages"."""
_NAMED_REACH = 4
"""Words of "them as the villages of" before the first name."""
_SPELLED_REACH = 3
"""Words behind "four villages" among which a name tells which they are."""
_LATEST = 2
"""Sentences after which nobody remembers what was counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence that counts places without naming them."""

    sentence: Sentence
    noun: int
    """The token of "villages"."""
    frames: tuple[Frame, ...]
    dates: tuple[When, ...]
    age: int = 0
    """Sentences read since."""

    def older(self) -> "Counted | None":
        """The same one sentence later; None once it is forgotten."""
        if self.age + 1 >= _LATEST:
            return None
        return Counted(self.sentence, self.noun, self.frames, self.dates, self.age + 1)


def counted_in(
    sentence: Sentence, frames: Sequence[Frame], dates: Sequence[When], lexicon: Lexicon
) -> Counted | None:
    """As in "recaptured four villages in the north": what is counted, if nothing names it."""
    for noun in sentence.tokens_of(lexicon.words["grammar.group_nouns",]):
        before = sentence.between(noun - _COUNT_REACH, noun)
        counts = any(word.isdigit() or lexicon.is_in(word, "grammar.counts") for word in before)
        behind = (sentence.place_at(at) for at in range(noun, noun + _SPELLED_REACH))
        spelled = any(span is not None and span.place.kind in POINTS for span in behind)
        if counts and not spelled and sentence.low(noun).endswith("s"):
            return Counted(sentence, noun, tuple(frames), tuple(dates))
    return None


def names_of(sentence: Sentence, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """As in "It named them as A, B and C", "They are A and B", "named A and B among the places"."""
    cue = _cue(sentence, lexicon)
    if cue is None:
        return ()
    behind = (sentence.place_at(at) for at in range(cue, cue + _NAMED_REACH))
    first = next((span for span in behind if span is not None), None)
    if first is None or first.stands_for or first.place.kind not in POINTS:
        return ()
    named = listed(sentence, first, lexicon)
    return named if len(named) > 1 else ()


def _cue(sentence: Sentence, lexicon: Lexicon) -> int | None:
    """The token behind which the names stand."""
    opening = 1 if sentence.low(0) in {"they", "these"} else None
    if opening and sentence.low(1) in {"are", "were", "include", "included"}:
        return 2
    for at in sentence.tokens_of(lexicon.words["grammar.naming",]):
        if sentence.low(at + 1) in {"them", "these", "the", "those"}:
            told = sentence.between(at + 1, at + 1 + _NAMED_REACH)
            if "as" in told:
                return at + 2 + told.index("as")
        elif "among" in sentence.words and sentence.place_at(at + 1) is not None:
            return at + 1
    return None


def with_names(counted: Counted, named: Sequence[PlaceSpan]) -> Sentence:
    """The sentence that counted, its "villages" standing for the places that were named since."""
    told = counted.sentence
    again = Sentence(told.start, told.end, told.text, told.tokens)
    for actor in told.actors:
        again.mark_actor(actor)
    for span in told.places:
        again.mark_place(span)
    again.quoted, again.aside, again.dashed = told.quoted, told.aside, told.dashed
    again.unknown = told.unknown
    for span in named:
        again.mark_place(PlaceSpan(counted.noun, counted.noun + 1, span.place, stands_for=True))
    return again
