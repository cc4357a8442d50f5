"""When what a statement says is true: its date, on what that rests, and whether it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.claims.attaching import own_date, saying_dates, shared_date, told_at
from geodata.claims.clauses import clause_start
from geodata.claims.dates import When, find_lags
from geodata.claims.dates.periods import away
from geodata.claims.daybook import DayBook
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.claims.utterance import Utterance
from geodata.model import Claim, DatePrecision, Polarity, Relation

_PAST_AFTER_DAYS = 60
"""Presence or fighting dated longer ago than this is told as past."""
_ADVERB_REACH = 4
_PERFECT = frozenset({"has", "have", "had"})
_PAST = frozenset({"was", "were"})
_REGAINED = frozenset({"liberated", "recaptured", "retaken", "retook"})


@dataclass(frozen=True, slots=True)
class Event:
    """When a statement is said to be true, and by which rule."""

    day: date | None
    precision: DatePrecision | None
    how: str
    told: bool = False
    """True if the day is that of the announcement."""
    since: bool = False
    """True if it has been so since that day."""


def event_of(utterance: Utterance, span: PlaceSpan, book: DayBook, lexicon: Lexicon) -> Event:
    """The day of the event at a place; if only the day of its announcement is known, that day.

    A lasting state has no date but the one since when it lasts. An event without a date is one
    of the day of publication on a page that tells its day, and in the first sentence of a story;
    else its day is unknown.
    """
    when = own_date(utterance, span, lexicon)
    if when is not None:
        return _dated(when)
    lagging = _lagging(utterance, book, lexicon)
    if lagging is not None:
        return lagging
    if _is_unsaid(utterance, lexicon):
        return Event(None, None, "no date given")
    lasting = utterance.modifier or _is_lasting(utterance)
    if lasting and not _tells_of_day(utterance, book, lexicon):
        return Event(None, None, "a lasting state, no date given")
    told = [
        when for frame in reversed(utterance.around) for when in told_at(frame, utterance, lexicon)
    ]
    if told:
        return replace(_dated(told[0]), how=f'said at "{told[0].words}"', told=True)
    when = shared_date(utterance, lexicon)
    if when is not None:
        return _dated(when)
    if lasting and not _on_day_page(utterance, book):
        return Event(None, None, "a lasting state, no date given")
    return _undated(utterance, book, lexicon)


def _dated(when: When) -> Event:
    return Event(when.day, when.precision, f'date "{when.words}"', since=when.role == "since")


def _undated(utterance: Utterance, book: DayBook, lexicon: Lexicon) -> Event:
    statement = utterance.statement
    if statement.modality.past or is_pluperfect(utterance):
        return Event(None, None, "told as past, no date given")
    if book.is_day_page:
        return Event(book.published, DatePrecision.DAY, "no date given: a page of its day")
    if statement.modality.negated:
        return Event(None, None, "no date given")
    carried = (book.carried(frame, utterance.sentence) for frame in reversed(utterance.around))
    said = next((one for one in carried if one is not None), None)
    if said is not None:
        how = f'said at "{said.words}"' if said.words else "said on the day of publication"
        return Event(said.day, said.precision, f"{how}, as before", told=True)
    if book.is_lead and book.published is not None:
        return Event(book.published, DatePrecision.DAY, "no date given: day of publication")
    return Event(None, None, "no date given")


def date_denial(
    denial: Claim, sentence: Sentence, frames: Sequence[Frame], book: DayBook, lexicon: Lexicon
) -> Claim:
    """Date a denial that only points: by its own sentence, not by what it denies."""
    dates = book.dates_in(sentence, lexicon)
    told = [one for frame in frames for one in saying_dates(frame, sentence, dates, lexicon)]
    if told:
        return replace(denial, event_date=told[0].day, date_precision=told[0].precision)
    if book.is_day_page:
        return replace(denial, event_date=book.published, date_precision=DatePrecision.DAY)
    return replace(denial, event_date=None, date_precision=None)


def is_current(utterance: Utterance, event: Event, published: date | None) -> bool:
    """Whether the text presents the state as lasting to its publication."""
    statement = utterance.statement
    if statement.modality.past:
        return False
    old = (
        event.day is not None
        and published is not None
        and (published - event.day).days > _PAST_AFTER_DAYS
    )
    if _was(utterance) and event.day is None:
        return False
    if statement.rule.relation is Relation.CONTROLS:
        return not _is_ended(utterance, old=old) and not (old and event.told)
    if is_pluperfect(utterance) and statement.polarity is Polarity.AFFIRM:
        return False
    return not old or event.since


def _lagging(utterance: Utterance, book: DayBook, lexicon: Lexicon) -> Event | None:
    """As in "…, a day after they had entered X": so long before or after the main clause."""
    sentence, at = utterance.sentence, utterance.statement.match.first
    if sentence.words.isdisjoint({"after", "before"}):
        return None
    starts = {clause_start(sentence, at, lexicon)}
    starts |= {clause_start(sentence, frame.cue, lexicon) for frame in utterance.around}
    for lag in find_lags(sentence.text, lexicon.dates, offset=sentence.start):
        opens = next((n for n, token in enumerate(sentence.tokens) if token.start >= lag.end), -1)
        if opens not in starts:
            continue
        main = [when for when in utterance.dates if when.end <= lag.start]
        day = main[0].day if main else book.published
        if day is None:
            return None
        weeks = lag.unit == "week"  # "a week after" a day is a day
        period = away(day, -lag.count * (7 if weeks else 1), "day" if weeks else lag.unit)
        return Event(period.day, period.precision, f'"{lag.words}" counted from {day}')
    return None


def _is_lasting(utterance: Utterance) -> bool:
    """As in "holds", "occupies"; but "has occupied X" tells that it was taken."""
    rule, at = utterance.statement.rule, utterance.statement.match.first
    taken = rule.default == "invader" and utterance.sentence.low(at - 1) in _PERFECT
    return rule.standing and not (taken and rule.shape == "acts")


def _tells_of_day(utterance: Utterance, book: DayBook, lexicon: Lexicon) -> bool:
    """Tell whether a lasting state is told as that of the day on which somebody says so.

    As in "had said in May that it held X", "said on Monday that X is back in its hands".
    """
    sentence, match = utterance.sentence, utterance.statement.match
    near = {sentence.low(at) for at in range(max(0, match.first - 4), match.last)}
    return _on_day_page(utterance, book) or any(
        sentence.low(frame.cue - 1) == "had"
        or not near.isdisjoint(lexicon.dates.words.lists["by_now"])
        for frame in _spoken(utterance)
    )


def _on_day_page(utterance: Utterance, book: DayBook) -> bool:
    """As in "X says it is in full control", on a page that tells its day."""
    noun = utterance.statement.rule.shape == "noun"
    return book.is_day_page and bool(_spoken(utterance)) and (noun or book.told_now > 1)


def _spoken(utterance: Utterance) -> list[Frame]:
    return [frame for frame in utterance.around if not frame.noun and not utterance.modifier]


def _is_unsaid(utterance: Utterance, lexicon: Lexicon) -> bool:
    """As in "recently advanced"."""
    first = utterance.statement.match.first
    before = utterance.sentence.between(first - _ADVERB_REACH, first)
    return not lexicon.dates.words.lists["unsaid"].isdisjoint(before)


def _is_ended(utterance: Utterance, *, old: bool) -> bool:
    """As in "the last settlement under X control … had been liberated": over by now.

    And "recaptured X, seized by Y last year".
    """
    words = utterance.sentence.words
    if utterance.modifier and old and not words.isdisjoint(_REGAINED):
        return True
    return (
        utterance.statement.rule.shape == "befalls"
        and "last" in words
        and not words.isdisjoint({*_REGAINED, "captured"})
    )


def _was(utterance: Utterance) -> bool:
    """As in "X was a stronghold of Y": so the outlet tells of what is no more."""
    if utterance.around or not utterance.statement.rule.standing:
        return False
    match = utterance.statement.match
    return any(utterance.sentence.low(at) in _PAST for at in (match.first - 1, match.first))


def is_pluperfect(utterance: Utterance) -> bool:
    """As in "had seen": past for the outlet; in reported speech only the tense of the reporting."""
    first = utterance.statement.match.first
    return "had" in utterance.sentence.between(first - 4, first + 1) and not utterance.around
