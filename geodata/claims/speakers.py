"""Whose words a verb of saying gives: its subject, or whoever it points back to."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.claims.clauses import (
    Subject,
    opening_subject,
    phrase_start,
    phrase_text,
    subject_before,
)
from geodata.claims.frames import LOCAL_OFFICIAL, Frame, Speaker, Voices
from geodata.claims.lexicon import Lexicon
from geodata.claims.reading import Sentence
from geodata.model import SOURCE_VOICE

_REPORTED_WORDS = 4
"""Words before a comma that make ", the mayor said" report them."""
_TITLE_WORDS = 7
"""Most words of a name, or of the title in commas beside it."""


def find_speaker(
    sentence: Sentence, verb: int, lexicon: Lexicon, voices: Voices, earlier: Sequence[Frame]
) -> Speaker | None:
    """Find who says what the verb at token `verb` introduces.

    `earlier` are the frames of the sentence so far. SOURCE when a subject stands there that
    names no known actor; None when there is none at all.
    """
    said = [frame.speaker for frame in earlier if not frame.noun]
    if said and sentence.low(verb).endswith("ing") and sentence.low(verb - 1) == ",":
        return replace(said[-1], first=verb)  # "…, rejecting": the one who spoke goes on
    if said and sentence.low(verb - 1) in {"and", "but"}:
        return replace(said[-1], first=verb)  # "… and said"
    floor = _subject_floor(sentence, verb, lexicon)
    subject = _first_subject(sentence, verb, lexicon, floor)
    if subject is not None and subject.actors:
        return _named(sentence, verb, lexicon, subject, floor, earlier)
    start = max(_phrase_start(sentence, verb, lexicon), floor)
    return (
        _pointed_back_to(sentence, verb, lexicon, start, voices)
        or _introduced(sentence, verb, lexicon, start, voices)
        or _role(sentence, verb, lexicon, start)
        or _shared(sentence, verb, lexicon, start, earlier)
    )


def _first_subject(sentence: Sentence, verb: int, lexicon: Lexicon, floor: int) -> Subject | None:
    """The subject before a verb; of "X accused Y and denied" it is X, who opens the clause."""
    nearest = subject_before(sentence, verb, lexicon, floor=floor)
    if sentence.low(verb - 1) != "and" or nearest is None or not nearest.actors:
        return nearest
    return opening_subject(sentence, verb, lexicon, floor=floor)


def _phrase_start(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """First token of the noun phrase before a verb: of "a man who lives there said" too."""
    start = phrase_start(sentence, verb, lexicon)
    if sentence.low(start - 1) == "who":
        start = phrase_start(sentence, start - 1, lexicon)
    return start


def _named(  # noqa: PLR0913, PLR0917
    sentence: Sentence,
    verb: int,
    lexicon: Lexicon,
    subject: Subject,
    floor: int,
    earlier: Sequence[Frame],
) -> Speaker:
    """The subject names an actor; after another verb of saying it is that one's subject."""
    for frame in earlier:
        if subject.first < frame.cue < verb and not frame.noun:
            return frame.speaker
    first = max(min(phrase_start(sentence, subject.first, lexicon), subject.first), floor)
    if sentence.low(first - 1) == "who" and sentence.low(first - 2) == ",":
        first = max(phrase_start(sentence, first - 2, lexicon), floor)  # "X, who leads Y, said"
    local = all(span.form == "bodies" for span in subject.actors) and any(
        lexicon.is_in(sentence.low(at), "saying.local_adjectives") for at in range(first, verb)
    )
    named = tuple(span.actor_id for span in subject.actors)
    if _is_press(sentence, first, verb, lexicon) and all(map(lexicon.is_bystander, named)):
        named = (SOURCE_VOICE,)
    return Speaker(
        claimants=(LOCAL_OFFICIAL,) if local else named,
        words=_words(sentence, first, verb, lexicon),
        first=first,
    )


def _pointed_back_to(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, voices: Voices
) -> Speaker | None:
    """As in "the ministry", "he": whoever spoke last."""
    if voices.last is None or not points_back(sentence, start, verb, lexicon):
        return None
    if sentence.low(start) != "the":
        return replace(voices.last, first=start)
    named = _words(sentence, start, verb, lexicon)
    return Speaker(claimants=voices.last.claimants, words=named, first=start)


def speaker_within(
    sentence: Sentence, first: int, last: int, lexicon: Lexicon, voices: Voices
) -> Speaker | None:
    """Take the one whom tokens [first, last) name: an actor, a role, or somebody introduced."""
    actors = [span for span in sentence.actors if first <= span.first < last]
    words = range(first, min(last, len(sentence.tokens)))
    named = _known_person(sentence, words, voices)
    claimants: tuple[str, ...]
    abroad = [lexicon.is_bystander(span.actor_id) for span in actors]
    if actors and all(abroad) and _is_press(sentence, first, last, lexicon):
        claimants = (SOURCE_VOICE,)
    elif actors:
        claimants = (actors[0].actor_id,)
    elif named:
        claimants = named
    else:
        role = _for_whom(sentence, first, last, lexicon)
        if role is None:
            return None
        claimants = role
    return Speaker(claimants=claimants, words=_words(sentence, first, last, lexicon), first=first)


def _known_person(sentence: Sentence, words: range, voices: Voices) -> tuple[str, ...]:
    """As in "Mr Ivanenko": somebody whom the article has introduced by a title."""
    surnames = (sentence.low(at) for at in words if sentence.tokens[at].text[0].isupper())
    return next((voices.people[name] for name in surnames if name in voices.people), ())


def points_back(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """As in "the ministry", "he": no name of its own, somebody who spoke before."""
    words = [sentence.low(at) for at in range(first, last)]
    while words and lexicon.is_in(words[-1], "saying.before_verb"):
        words.pop()  # "the group also"
    if not words or any(lexicon.is_in(word, "saying.local_adjectives") for word in words):
        return False
    group = words[0] == "the" and lexicon.is_in(words[-1], "saying.groups")
    return group or any(lexicon.is_in(word, "anaphora.speakers") for word in words[-2:])


def _introduced(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, voices: Voices
) -> Speaker | None:
    named = _known_person(sentence, range(start, verb), voices)
    if not named:
        return None
    return Speaker(claimants=named, words=_words(sentence, start, verb, lexicon), first=start)


def _role(sentence: Sentence, verb: int, lexicon: Lexicon, start: int) -> Speaker | None:
    """A governor, mayor or ministry that no actor's name goes with."""
    if start == verb:
        start = _apposition_start(sentence, verb, lexicon)
    ministry = any(sentence.low(at) == "ministry" for at in range(start, verb))
    sides = any(lexicon.is_side(span.actor_id) for span in sentence.actors)
    if ministry and sides and not _named_inside(sentence, start, verb, lexicon):
        return None  # of which side is open
    claimants = _for_whom(sentence, start, verb, lexicon)
    if claimants is None:
        return None
    return Speaker(claimants=claimants, words=_words(sentence, start, verb, lexicon), first=start)


def _for_whom(
    sentence: Sentence, first: int, last: int, lexicon: Lexicon
) -> tuple[str, ...] | None:
    """For whom the bearer of a role speaks; None if tokens [first, last) name no role.

    "The ministry in Moscow" and "the mayor of Lviv" speak for their country, "the mayor" for that
    of the place in question. Of officials from elsewhere that no actor stands for, nobody knows.
    """
    roles = (sentence.low(at) for at in range(first, last))
    if not any(lexicon.is_in(word, "saying.local_officials") for word in roles):
        return None
    named = _named_inside(sentence, first, last, lexicon)
    if named:
        return (named,)
    return () if _is_from_abroad(sentence, first, last, lexicon) else (LOCAL_OFFICIAL,)


def _named_inside(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> str | None:
    """The actor named last in a title, or the one that speaks for the place named there."""
    actors = [span.actor_id for span in sentence.actors if first <= span.first < last]
    places = [span.place for span in sentence.places if first <= span.first < last]
    homes = [home for place in places if (home := lexicon.spokesman_of(place.country_code))]
    return next(iter([*actors[-1:], *homes[-1:]]), None)


def _is_press(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """As in "the British newspaper": what a third country's press prints is no state's word."""
    return any(lexicon.is_in(sentence.low(at), "saying.press") for at in range(first, last))


def _is_from_abroad(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """As in "Western officials", "Zambian authorities": an adjective that names no local place."""
    return any(
        lexicon.is_in(sentence.low(at), "saying.foreign")
        or (
            sentence.tokens[at].text.istitle()
            and sentence.place_at(at) is None
            and sentence.low(at).endswith(tuple(lexicon.words["saying.foreign_endings"]))
            and sentence.tokens[at + 1].text.islower()
        )
        for at in range(max(first, 1), last)
    ) or lexicon.is_in(sentence.low(first), "saying.foreign")


def _apposition_start(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """As in "the mayor, Petro Ivanenko, said": where the name before a comma begins."""
    start = verb
    while lexicon.is_in(sentence.low(start - 1), "modality.modal", "grammar.passive"):
        start -= 1
    for _ in range(2):
        if sentence.low(start - 1) != ",":
            return verb
        before = phrase_start(sentence, start - 1, lexicon)
        if not 1 <= start - 1 - before <= _TITLE_WORDS:
            return verb
        start = before
    return start


def _shared(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, earlier: Sequence[Frame]
) -> Speaker | None:
    """As in "… but stressed that": the subject of the verb before speaks on."""
    before = sentence.low(verb - 1)
    if start < verb and not (
        before in {",", "but", "and"} or lexicon.is_in(before, "grammar.breaks")
    ):
        return Speaker(claimants=(SOURCE_VOICE,), words="", first=start)
    for frame in reversed(earlier):
        if not frame.noun:
            return replace(frame.speaker, first=start)
    inserted = before == ","  # "X, a group that watches Y, said"
    subject = (opening_subject if inserted else subject_before)(sentence, verb, lexicon)
    if subject is None or not subject.actors:
        return None
    return Speaker(
        claimants=tuple(span.actor_id for span in subject.actors),
        words="",
        first=start,
    )


def _subject_floor(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """A subject of saying stands in its own clause: after a break word or a hard mark.

    So does a role behind a comma: in "Russian troops entered X, the mayor said" it is the mayor.
    """
    role = _late_role(sentence, verb, lexicon)
    if role:
        return role
    for at in range(verb - 1, -1, -1):
        word = sentence.low(at)
        if word in {";", ":", "“", "”"} or (
            lexicon.is_in(word, "grammar.breaks") and word not in {"with", "as"}
        ):
            return at + 1
    return 0


def _late_role(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """First token of a role that stands between what is said and the verb; 0 if none does."""
    start = _phrase_start(sentence, verb, lexicon)
    if start == verb:
        start = _apposition_start(sentence, verb, lexicon)
        if sentence.low(start) not in {"the", "a", "an"} and sentence.tokens[start].text.islower():
            return 0
    role = any(
        lexicon.is_in(sentence.low(at), "saying.local_officials", "saying.groups")
        for at in range(start, verb)
    )
    reports = start > _REPORTED_WORDS and sentence.low(start - 1) in {",", '"', "”"}
    ends = sentence.low(verb + 1) in {",", ".", ";", ""}  # "…, two people close to it said."
    return start if (role or (ends and start < verb)) and reports else 0


def _words(sentence: Sentence, first: int, verb: int, lexicon: Lexicon) -> str:
    """The speaker's name as printed, without auxiliaries and adverbs before the verb."""
    while verb > first and lexicon.is_in(
        sentence.low(verb - 1), "saying.before_verb", "grammar.passive"
    ):
        verb -= 1
    return phrase_text(sentence, first, verb)
