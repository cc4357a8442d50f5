"""For whom the bearer of a title speaks: a side, a country, the place in question, nobody known."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.claims.clauses import phrase_text
from geodata.claims.frames import LOCAL_OFFICIAL, Speaker, Voices
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence
from geodata.claims.subjects import Subject
from geodata.model import SOURCE_VOICE

EXPERT_VOICE = "EXPERT"
"""The actor of seeds/actors.toml for outside analysts."""
_MEDIA = frozenset({"media", "television", "tv", "radio", "broadcaster", "news", "agency", "-"})
"""Behind "state" (and in "state-run") they are its voice."""


def speaker_within(
    sentence: Sentence, first: int, last: int, lexicon: Lexicon, voices: Voices
) -> Speaker | None:
    """Take the one whom tokens [first, last) name: an actor, a role, or somebody introduced."""
    actors = [span for span in sentence.actors if first <= span.first < last]
    words = range(first, min(last, len(sentence.tokens)))
    named = known_person(sentence, words, voices)
    claimants: tuple[str, ...] | None
    if actors:
        abroad = all(lexicon.is_bystander(span.actor_id) for span in actors)
        both = _both(sentence, actors)
        claimants = no_state_s(sentence, range(first, last), lexicon, both) if abroad else both
    elif named is not None:
        claimants = named
    else:
        claimants = for_whom(sentence, first, last, lexicon)
    return titled(sentence, first, last, lexicon, claimants)


def _both(sentence: Sentence, actors: Sequence[ActorSpan]) -> tuple[str, ...]:
    """As in "according to A and the B": one who is joined to the first speaks as well."""
    first = actors[0]
    joint = sentence.low(first.last) == "and"
    second = actors[1] if joint and len(actors) > 1 else first
    gap = second.first - first.last - 1
    near = gap == 0 or (gap == 1 and sentence.low(first.last + 1) == "the")
    both = near and second.form != "demonyms"
    return tuple(dict.fromkeys([first.actor_id, *([second.actor_id] if both else [])]))


def titled(
    sentence: Sentence,
    first: int,
    last: int,
    lexicon: Lexicon,
    claimants: tuple[str, ...] | None,
) -> Speaker | None:
    """Name the speaker as tokens [first, last) do; None if they name nobody."""
    if claimants is None:
        return None
    words = speaker_words(sentence, first, last, lexicon)
    return Speaker(claimants=claimants, words=words, first=first)


def for_whom(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> tuple[str, ...] | None:
    """For whom the bearer of a role speaks; None if tokens [first, last) name no role.

    "The ministry in Moscow" and "the mayor of Lviv" speak for their country, "the mayor" for that
    of the place in question. Of officials from elsewhere that no actor stands for, nobody knows.
    """
    roles = (sentence.low(at) for at in range(first, last))
    if not (
        lexicon.any_in(roles, "saying.local_officials") or _is_state_media(sentence, first, last)
    ):
        return None
    named = named_inside(sentence, first, last, lexicon)
    town = lexicon.any_in(sentence.between(first, last), "saying.of_towns")
    if named is None and lexicon.is_in(sentence.low(first), "anaphora.own") and not town:
        sides = (span.actor_id for span in sentence.actors if span.last <= first)
        named = next(filter(lexicon.is_state, sides), None)  # "Y holds X, its top general said"
    if named:
        return (named,)
    return () if _is_from_abroad(sentence, first, last, lexicon) else (LOCAL_OFFICIAL,)


def _is_state_media(sentence: Sentence, first: int, last: int) -> bool:
    """As in "state television": it speaks for the state."""
    return any(
        sentence.low(at) == "state" and sentence.low(at + 1) in _MEDIA for at in range(first, last)
    )


def named_inside(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> str | None:
    """The actor named last in a title, or the one that speaks for the place named there."""
    actors = [
        span.actor_id
        for span in sentence.actors
        if first <= span.first < last and sentence.low(span.last) != "-"  # "X-backed government"
    ]
    places = [span.place for span in sentence.places if first <= span.first < last]
    homes = [home for place in places if (home := lexicon.spokesman_of(place.country_code))]
    return next(iter([*actors[-1:], *homes[-1:]]), None)


def whose_office(
    sentence: Sentence, first: int, verb: int, lexicon: Lexicon, last: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Whose "the ministry" is: that of the capital named before it, else of who spoke last.

    None if that is no state: rebels have no ministry.
    """
    homes = [
        lexicon.spokesman_of(span.place.country_code)
        for span in sentence.places
        if span.last <= first and sentence.low(span.first - 1) == "in" and span.first <= 1
    ]
    if homes and homes[0]:
        return (homes[0],)
    office = lexicon.any_in(sentence.between(first, verb), "saying.offices")
    return None if office and not any(map(lexicon.is_state, last)) else last


def points_back(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """As in "the ministry", "he": no name of its own, somebody who spoke before."""
    words = [sentence.low(at) for at in range(first, last)]
    while words and lexicon.is_in(words[-1], "saying.before_verb"):
        words.pop()  # "the group also"
    if not words or lexicon.any_in(words, "saying.local_adjectives"):
        return False
    group = lexicon.is_in(words[-1], "saying.groups") and (
        words[0] == "the" or lexicon.is_in(words[0], "anaphora.own")
    )
    return group or lexicon.any_in(words[-2:], "anaphora.speakers")


def known_person(sentence: Sentence, words: range, voices: Voices) -> tuple[str, ...] | None:
    """As in "Mr Ivanenko": somebody whom the article has introduced by a title."""
    surnames = (sentence.low(at) for at in words if sentence.tokens[at].text[0].isupper())
    return next((voices.people[name] for name in surnames if name in voices.people), None)


def no_state_s(
    sentence: Sentence, words: range, lexicon: Lexicon, named: tuple[str, ...]
) -> tuple[str, ...]:
    """As in "the British newspaper", "the Danish research group X": no word of a third country."""
    if not all(map(lexicon.is_bystander, named)):
        return named
    title = sentence.between(words.start, words.stop)
    if lexicon.any_in(title, "saying.press"):
        return (SOURCE_VOICE,)
    return (EXPERT_VOICE,) if lexicon.any_in(title, "saying.onlookers") else named


def _is_from_abroad(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """As in "Western officials", "Zambian authorities": an adjective that names no local place."""
    return any(
        lexicon.is_in(sentence.low(at), "saying.foreign")
        or (
            sentence.tokens[at].text.istitle()
            and sentence.place_at(at) is None
            and sentence.low(at).endswith(tuple(lexicon.words["saying.foreign_endings",]))
            and sentence.tokens[at + 1].text.islower()
        )
        for at in range(max(first, 1), last)
    ) or lexicon.is_in(sentence.low(first), "saying.foreign")


def speaker_words(sentence: Sentence, first: int, verb: int, lexicon: Lexicon) -> str:
    """The speaker's name as printed, without auxiliaries and adverbs before the verb."""
    while verb > first and lexicon.is_in(
        sentence.low(verb - 1), "saying.before_verb", "grammar.passive"
    ):
        verb -= 1
    return phrase_text(sentence, first, verb)


def has_officials_beside(
    sentence: Sentence, subject: Subject, first: int, lexicon: Lexicon
) -> bool:
    """As in "local authorities and residents said": officials of no side that is named."""
    joint = subject.first - 1
    alone = len(subject.actors) == 1 and lexicon.only_speaks(subject.actors[0].actor_id)
    return (
        alone
        and sentence.low(joint) == "and"
        and lexicon.is_in(sentence.low(joint - 1), "saying.local_officials")
        and not any(first <= span.first < joint for span in sentence.actors)
    )


def monitor_of(sentence: Sentence, subject: Subject, verb: int, lexicon: Lexicon) -> Subject:
    """As in "analysts of the monitor X said": it is X who says so."""
    if any(
        span.form == "names" or not lexicon.only_speaks(span.actor_id) for span in subject.actors
    ):
        return subject
    named = [
        span
        for span in sentence.actors
        if subject.first <= span.first < verb
        and span.form == "names"
        and lexicon.only_speaks(span.actor_id)
    ]
    return replace(subject, actors=(named[-1],)) if named else subject
