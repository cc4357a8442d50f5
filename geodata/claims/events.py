"""When what a statement says is true: its date, on what that rests, and whether it still holds."""

from dataclasses import dataclass
from datetime import date

from geodata.claims.dates import When
from geodata.claims.lexicon import Lexicon
from geodata.claims.utterance import Utterance
from geodata.model import DatePrecision, Relation

_DATE_REACH = 120
"""Characters within which a date after a phrase belongs to it."""
_PAST_AFTER_DAYS = 60
"""Presence or fighting dated longer ago than this is told as past."""


@dataclass(frozen=True, slots=True)
class Event:
    """When a statement is said to be true, and by which rule."""

    day: date | None
    precision: DatePrecision | None
    how: str


def event_of(utterance: Utterance, published: date | None, lexicon: Lexicon) -> Event:
    """The day of the event: the nearest date of the sentence, else that of publication.

    A standing state, a negated event and one told as past stay undated without a date.
    """
    at = utterance.sentence.tokens[utterance.statement.match.first].start
    near = _dates_at(utterance, lexicon)
    if near:
        after = [when for when in near if 0 <= when.start - at < _DATE_REACH]
        before = [when for when in near if when.end <= at]
        chosen = (after or before[-1:] or near)[0]
        return Event(chosen.day, chosen.precision, f'date "{chosen.words}"')
    statement = utterance.statement
    if statement.modality.past or _is_pluperfect(utterance):
        return Event(None, None, "told as past, no date given")
    if statement.rule.standing or published is None or statement.modality.negated:
        return Event(None, None, "no date given")
    return Event(published, DatePrecision.DAY, "no date given: day of publication")


def is_current(utterance: Utterance, event: Event, published: date | None) -> bool:
    """Whether the text presents the state as lasting to its publication."""
    statement = utterance.statement
    if statement.modality.past:
        return False
    if statement.rule.relation is Relation.CONTROLS:
        return not _is_ended(utterance)
    if _is_pluperfect(utterance):
        return False
    old = (
        event.day is not None
        and published is not None
        and (published - event.day).days > _PAST_AFTER_DAYS
    )
    return not (old and statement.rule.shape == "noun")


def _dates_at(utterance: Utterance, lexicon: Lexicon) -> list[When]:
    """Dates that can belong to the statement: none before a "currently" or "now" of its own."""
    at = utterance.statement.match.first
    now = [
        utterance.sentence.tokens[word].start
        for word in range(max(0, at - 3), at)
        if lexicon.is_in(utterance.sentence.low(word), "modality.now")
    ]
    until = utterance.statement.until
    return [
        when
        for when in utterance.dates
        if (not now or when.start > now[0]) and (until is None or when.start < until)
    ]


def _is_ended(utterance: Utterance) -> bool:
    """As in "the last settlement under X control … had been liberated": over by now."""
    words = {token.low for token in utterance.sentence.tokens}
    return (
        utterance.statement.rule.shape == "befalls"
        and "last" in words
        and bool(words & {"liberated", "recaptured", "retaken", "captured"})
    )


def _is_pluperfect(utterance: Utterance) -> bool:
    """As in "had seen": past for the outlet; in reported speech only the tense of the reporting."""
    first = utterance.statement.match.first
    before = [utterance.sentence.low(at) for at in range(max(0, first - 4), first + 1)]
    return "had" in before and not utterance.around
