"""Which date of a sentence belongs to which clause: the event's, or that of the one who says so."""

from collections.abc import Sequence

from geodata.claims.clauses import clause_start, is_break, is_inserted
from geodata.claims.dates import When
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.claims.utterance import Utterance

_OPENING = 3
"""Tokens before a date that opens its sentence ("Also on Monday …")."""
_BESIDE = 3
"""Tokens between a verb of saying and its date, or an owner ("Saturday's") and its noun."""
_SAYING_REACH = 14
_PLAIN_BREAKS = frozenset({"after", "amid", "during", "following", "despite", "with"})
"""Breaks that may open a mere noun phrase: "captured X after heavy fighting on Saturday"."""
_VERBS = frozenset(["has", "have", "had", "is", "are", "was", "were", "said", "says", "told"])
_OPENS_CONTENT = frozenset({"that", "“", '"', ":"})
_OPENS_NEXT = frozenset({"and", "but"})
"""Before a date, they part it from the phrase before: "holds X and on Monday entered Y"."""
_RELATIVES = frozenset({"which", "who", "where", "whom"})


def own_date(utterance: Utterance, span: PlaceSpan, lexicon: Lexicon) -> When | None:
    """The date of the event itself: in the clause of the phrase, behind it before in front of it.

    Not the date at which somebody says so, and none of another phrase unless both share it; of
    several places each has the one behind it ("captured A in January and B in February").
    """
    if not utterance.dates:
        return None
    sentence, at = utterance.sentence, utterance.statement.match.first
    first, last = _zone(utterance, lexicon)
    told = {when.start for frame in utterance.around for when in told_at(frame, utterance, lexicon)}
    dates = [
        (place, when)
        for when in utterance.dates
        if when.start not in told
        and when.role != "until"
        and (place := _token_at(sentence, when)) is not None
        and first <= place < last
        and not is_inserted(sentence, place, at)
        and (when.role != "owner" or 0 < at - place <= _BESIDE)
    ]
    until = utterance.statement.until
    behind = [
        when
        for place, when in dates
        if place > at
        and (until is None or when.start < until)
        and sentence.low(place - 1) not in _OPENS_NEXT
    ]
    before = [when for place, when in dates if place < at and not _is_now(utterance, when, lexicon)]
    if behind or before:
        starts = sentence.tokens[span.first].start
        return next((when for when in behind if when.start > starts), [*before, *behind][-1])
    return None


def shared_date(utterance: Utterance, lexicon: Lexicon) -> When | None:
    """A date farther off that can still be meant: "seized X and attacked Y on Monday"."""
    if utterance.modifier or not utterance.dates:
        return None
    sentence, at = utterance.sentence, utterance.statement.match.first
    first, last = _zone(utterance, lexicon)
    told = {when.start for frame in utterance.around for when in told_at(frame, utterance, lexicon)}
    for when in utterance.dates:
        place = _token_at(sentence, when)
        if place is None or when.start in told or when.role in {"until", "owner"}:
            continue
        in_clause = at < place < last
        trails = place >= last and _is_plain(sentence, last, place, lexicon)
        opens = place <= _OPENING and not _is_side_clause(sentence, first, at)
        if (in_clause or trails or opens) and not is_inserted(sentence, place, at):
            return when
    return None


def told_at(frame: Frame, utterance: Utterance, lexicon: Lexicon) -> list[When]:
    """The dates at which somebody says so: "said on Friday that …", "…, X said on Friday"."""
    return saying_dates(frame, utterance.sentence, utterance.dates, lexicon)


def saying_dates(
    frame: Frame, sentence: Sentence, dates: Sequence[When], lexicon: Lexicon
) -> list[When]:
    """The same for a frame whatever it holds; the nearest first."""
    if not dates:
        return []
    cue = frame.cue
    first = _start(sentence, cue, dates, lexicon)
    behind = _content_border(frame, sentence, dates, lexicon)
    before, after = [], []
    for when in dates:
        place = _token_at(sentence, when)
        if place is None or when.role in {"owner", "until"}:
            continue
        if cue < place < behind:
            after.append(when)
        elif _is_of_noun(sentence, place, lexicon):
            continue
        elif place < cue and not frame.covers(place) and (first <= place or place <= _OPENING):
            before.append(when)
    return [*after, *reversed(before)]


def _is_of_noun(sentence: Sentence, place: int, lexicon: Lexicon) -> bool:
    """As in "footage published on Monday shows": not the day on which it is shown."""
    return sentence.low(place - 1) in lexicon.dates.words.lists["past_saying"]


def _content_border(
    frame: Frame, sentence: Sentence, dates: Sequence[When], lexicon: Lexicon
) -> int:
    """Where the words that give the day of saying end: at "that", or right after the verb."""
    if frame.last <= frame.cue:
        return _end(sentence, frame.cue + 1, dates, lexicon)
    for at in range(frame.cue + 1, min(frame.cue + _SAYING_REACH, len(sentence.tokens))):
        opens = sentence.low(at) in _OPENS_CONTENT
        if not (opens or is_break(sentence, at, lexicon)):
            continue
        if _date_over(sentence, at, dates) is None:
            if opens:
                return at
            break
    return frame.cue + _BESIDE


def _zone(utterance: Utterance, lexicon: Lexicon) -> tuple[int, int]:
    """The tokens of the phrase's clause, inside the inmost frame."""
    sentence, match = utterance.sentence, utterance.statement.match
    first = _start(sentence, match.first, utterance.dates, lexicon)
    last = _end(sentence, match.last, utterance.dates, lexicon)
    for frame in utterance.around:
        first, last = max(first, frame.first), min(last, frame.last)
    if utterance.modifier:
        first = match.first
        last = match.first if utterance.statement.rule.shape == "modifies" else last
    if utterance.modifier or sentence.low(first - 1) in _RELATIVES:
        commas = (at for at in range(match.last, last) if sentence.low(at) in {",", *_VERBS})
        last = next(commas, last)
    return first, last


def _start(sentence: Sentence, token: int, dates: Sequence[When], lexicon: Lexicon) -> int:
    """As `clause_start`, but "since March" and the like part no clauses."""
    first = clause_start(sentence, token, lexicon)
    while first > 0 and (over := _date_over(sentence, first - 1, dates)) is not None:
        first = clause_start(sentence, over, lexicon)
    return first


def _end(sentence: Sentence, token: int, dates: Sequence[When], lexicon: Lexicon) -> int:
    """As `clause_end`, but "since March" and the like part no clauses."""
    for at in range(token, len(sentence.tokens)):
        if (
            is_break(sentence, at, lexicon)
            and not is_inserted(sentence, at, token)
            and not _is_clock(sentence, at)
            and _date_over(sentence, at, dates) is None
        ):
            return at
    return len(sentence.tokens)


def _is_clock(sentence: Sentence, at: int) -> bool:
    """As in "16:00"."""
    return sentence.low(at) == ":" and sentence.low(at + 1).isdigit()


def _date_over(sentence: Sentence, token: int, dates: Sequence[When]) -> int | None:
    """The first token of the date that a token is part of."""
    start = sentence.tokens[token].start
    for when in dates:
        if when.start <= start < when.end:
            return _token_at(sentence, when)
    return None


def _token_at(sentence: Sentence, when: When) -> int | None:
    return next((at for at, token in enumerate(sentence.tokens) if token.end > when.start), None)


def _is_now(utterance: Utterance, when: When, lexicon: Lexicon) -> bool:
    """As in "on Monday … is currently held": the date is not that of what holds now."""
    sentence, at = utterance.sentence, utterance.statement.match.first
    now = (word for word in range(max(0, at - 3), at) if _says_now(sentence, word, lexicon))
    word = next(now, None)
    return word is not None and when.end <= sentence.tokens[word].start


def _says_now(sentence: Sentence, token: int, lexicon: Lexicon) -> bool:
    return lexicon.is_in(sentence.low(token), "modality.now")


def _is_plain(sentence: Sentence, border: int, place: int, lexicon: Lexicon) -> bool:
    """Tell whether a break opens a mere noun phrase in which the date stands."""
    if sentence.low(border) not in _PLAIN_BREAKS:
        return False
    between = range(border + 1, place)
    return not any(
        sentence.low(at) in _VERBS
        or sentence.low(at).endswith("ed")
        or is_break(sentence, at, lexicon)
        for at in between
    )


def _is_side_clause(sentence: Sentence, first: int, token: int) -> bool:
    """As in "after …", ", which …": a date that opens the sentence is not its own."""
    if sentence.low(first - 1) not in {"after", "before", "since", *_RELATIVES}:
        return False
    return not any(
        sentence.low(at) == "," and sentence.low(at + 1) in {"and", "but"}
        for at in range(first, token)
    )
