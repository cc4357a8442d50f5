"""Whose words a verb of saying gives: its subject, or whoever it points back to."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.claims.clauses import name_text, phrase_start
from geodata.claims.frames import LOCAL_OFFICIAL, Frame, Speaker, Voices
from geodata.claims.lexicon import Lexicon
from geodata.claims.saying import (
    apposition_start,
    before_insertion,
    subject_floor,
    whole_phrase_start,
)
from geodata.claims.sentence import Sentence
from geodata.claims.subjects import Subject, opening_subject, subject_before
from geodata.claims.titles import (
    for_whom,
    has_officials_beside,
    known_person,
    monitor_of,
    named_inside,
    no_state_s,
    points_back,
    speaker_words,
    titled,
    whose_office,
)
from geodata.model import SOURCE_VOICE

LOCAL_VOICE = "LOCAL"
"""The actor of seeds/actors.toml for whom those speak who live there."""
_RELATIVES = frozenset({"which", "who", "whose"})
_ANOTHER = frozenset({"another", "others"})
_ONE_OF_MANY = frozenset({"a", "an", "one", "some", "several", "many", "two", "three", "most"})
_OWN_WORDS = 3
"""Words between "with" and what is shown: "with its latest map"."""


def find_speaker(
    sentence: Sentence, verb: int, lexicon: Lexicon, voices: Voices, earlier: Sequence[Frame]
) -> Speaker | None:
    """Find who says what the verb at token `verb` introduces.

    `earlier` are the frames of the sentence so far. SOURCE when a subject stands there that
    names no known actor; None when there is none at all.
    """
    verb = before_insertion(sentence, verb, lexicon)
    said = [frame.speaker for frame in earlier if not frame.noun]
    if said and sentence.low(verb).endswith("ing") and sentence.low(verb - 1) == ",":
        return replace(said[-1], first=verb)  # "…, rejecting": the one who spoke goes on
    if said and sentence.low(verb).endswith("ing") and _is_his_own(sentence, verb, lexicon):
        return replace(said[-1], first=verb)  # "…, with its map showing"
    if said and sentence.low(_before_adverbs(sentence, verb, lexicon)) in {"and", "but"}:
        return replace(said[-1], first=verb)  # "… and said"
    floor = subject_floor(sentence, verb, lexicon)
    subject = _first_subject(sentence, verb, lexicon, floor)
    if sentence.low(verb - 1) == "to":  # "X redrew its line to show …"
        subject = opening_subject(sentence, verb, lexicon, floor=floor)
    if subject is not None and subject.actors:
        return _named(sentence, verb, lexicon, subject, floor, earlier)
    start = max(whole_phrase_start(sentence, verb, lexicon), floor)
    if 0 < floor < start and sentence.low(floor - 1) == "," and sentence.low(start - 1) == "and":
        start = floor  # "…, lawmakers and officials said"
    start += start < verb and sentence.low(start) in {"and", "but"}  # "A fell, and its army said"
    antecedent = _antecedent(sentence, floor, lexicon) or _enemy(sentence, verb, subject, lexicon)
    if antecedent is not None:
        return antecedent
    return (
        _another(sentence, range(start, verb), lexicon, said[-1] if said else voices.last)
        or (_nobody_s(sentence, verb, lexicon, start, voices) if not earlier else None)
        or _pointed_back_to(sentence, verb, lexicon, start, voices)
        or _introduced(sentence, verb, lexicon, start, voices)
        or _role(sentence, verb, lexicon, start)
        or _shared(sentence, verb, lexicon, start, earlier)
    )


def _before_adverbs(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """The token before a verb and its "later", "also"."""
    at = verb - 1
    while sentence.low(at) != "," and lexicon.is_in(sentence.low(at), "saying.before_verb"):
        at -= 1
    return at


def _is_his_own(sentence: Sentence, verb: int, lexicon: Lexicon) -> bool:
    """As in "with its latest map showing": what shows is that of the one who spoke."""
    for at in range(verb - 2, verb - 2 - _OWN_WORDS, -1):
        if lexicon.is_in(sentence.low(at), "anaphora.own"):
            return sentence.low(at - 1) == "with"
    return False


def _enemy(
    sentence: Sentence, verb: int, subject: Subject | None, lexicon: Lexicon
) -> Speaker | None:
    """As in "“The enemy claims …,” X said": somebody's words, and not those of X."""
    if subject is None or verb not in sentence.quoted:
        return None
    hostile = lexicon.is_in(subject.pronoun, "saying.partisan")
    return Speaker(claimants=(), words="", first=subject.first) if hostile else None


def _antecedent(sentence: Sentence, floor: int, lexicon: Lexicon) -> Speaker | None:
    """As in "X, which had claimed to hold Y": the actor right before the comma."""
    actor = sentence.actor_at(floor - 3)
    if sentence.low(floor - 1) not in {"which", "who"} or sentence.low(floor - 2) != ",":
        return None
    if actor is None:
        return None
    if sentence.low(floor - 1) == "which" and sentence.place_at(actor.first) is not None:
        # of "X issued a report on the war in Y, which noted" it is X
        subject = opening_subject(sentence, actor.first, lexicon)
        actor = subject.actors[0] if subject is not None and subject.actors else actor
    return Speaker(claimants=(actor.actor_id,), words=name_text(sentence, actor), first=actor.first)


def _first_subject(sentence: Sentence, verb: int, lexicon: Lexicon, floor: int) -> Subject | None:
    """The subject before a verb; of "X accused Y and denied" it is X, who opens the clause."""
    nearest = subject_before(sentence, verb, lexicon, floor=floor)
    while nearest is not None and lexicon.is_in(nearest.pronoun, "anaphora.own"):
        # of "Y and their allies said" it is Y
        nearest = subject_before(sentence, nearest.first, lexicon, floor=floor)
    if sentence.low(verb - 1) not in {"and", "but"} or nearest is None or not nearest.actors:
        return nearest
    return opening_subject(sentence, verb, lexicon, floor=floor)


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
    subject = monitor_of(sentence, subject, verb, lexicon)
    local = all(
        span.form == "bodies" and lexicon.is_state(span.actor_id) for span in subject.actors
    ) and lexicon.any_in(sentence.between(first, verb), "saying.local_adjectives")
    head = sentence.actor_at(first - 2) if sentence.low(first - 1) == "," else None
    if head is not None and sentence.low(verb - 1) == ",":  # "X, a group in Y, said"
        subject = Subject((head,), first=head.first, last=head.last)
        first = head.first
    if 0 < floor < first and sentence.low(floor - 1) == ",":
        first = floor  # "…, officials in Kyiv and analysts said"
    named = tuple(span.actor_id for span in subject.actors)
    named = no_state_s(sentence, range(first, verb), lexicon, named)
    if has_officials_beside(sentence, subject, first, lexicon):
        named = (LOCAL_OFFICIAL, *named)
    return Speaker(
        claimants=(LOCAL_OFFICIAL,) if local else named,
        words=speaker_words(sentence, first, verb, lexicon),
        first=first,
    )


def _another(
    sentence: Sentence, words: range, lexicon: Lexicon, before: Speaker | None
) -> Speaker | None:
    """As in "A blogger of X admitted …, while another said …": one more of the same kind.

    One of many it must have been who spoke before: there is no other "General Staff".
    """
    named = [
        sentence.low(at)
        for at in words
        if not lexicon.is_in(sentence.low(at), "saying.before_verb", "grammar.breaks")
    ]
    if before is None or len(named) != 1 or named[0] not in _ANOTHER:
        return None
    opening = before.words.split(" ", 1)[0].casefold()
    return replace(before, first=words.start) if opening in _ONE_OF_MANY else None


def _nobody_s(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, voices: Voices
) -> Speaker | None:
    """As in "a reporter there said A fell. … he said": somebody who speaks for no side."""
    if voices.latest is None or voices.latest.claimants != (SOURCE_VOICE,) or voices.person:
        return None
    singular = {sentence.low(at) for at in range(start, verb)} & {"he", "she"}
    back = bool(singular) and points_back(sentence, start, verb, lexicon)
    return replace(voices.latest, first=start) if back else None


def _pointed_back_to(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, voices: Voices
) -> Speaker | None:
    """As in "the ministry", "he": whoever spoke last."""
    if not points_back(sentence, start, verb, lexicon):
        return None
    singular = {sentence.low(at) for at in range(start, verb)} & {"he", "she"}
    last = voices.person if singular and voices.person else voices.last
    onlookers = last is not None and all(map(lexicon.only_speaks, last.claimants))
    side = _side_meant(sentence, range(start, verb), lexicon, onlookers and not singular)
    if side is not None or last is None:
        return side
    if lexicon.is_in(sentence.low(start), "anaphora.own"):  # "its ministry" has a name of its own
        return titled(sentence, start, verb, lexicon, last.claimants)
    if sentence.low(start) != "the":
        return replace(last, first=start)
    claimants = whose_office(sentence, start, verb, lexicon, last.claimants)
    return titled(sentence, start, verb, lexicon, claimants)


def _side_meant(sentence: Sentence, words: range, lexicon: Lexicon, they: bool) -> Speaker | None:
    """As in "X took Y, locals said, as they claimed", "X took Y, the group said": a side named."""
    grouped = any(lexicon.is_in(sentence.low(at), "saying.movements") for at in words)
    sides = [
        span.actor_id
        for span in sentence.actors
        if span.last <= words.start
        and lexicon.is_side(span.actor_id)
        and not (grouped and lexicon.is_state(span.actor_id))
    ]
    if not sides or not (grouped or they):
        return None
    named = speaker_words(sentence, words.start, words.stop, lexicon) if grouped else ""
    return Speaker(claimants=(sides[0],), words=named, first=words.start)


def _introduced(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, voices: Voices
) -> Speaker | None:
    named = known_person(sentence, range(start, verb), voices)
    return titled(sentence, start, verb, lexicon, named)


def _role(sentence: Sentence, verb: int, lexicon: Lexicon, start: int) -> Speaker | None:
    """A governor, mayor or ministry that no actor's name goes with."""
    if start == verb:
        start = apposition_start(sentence, verb, lexicon)
    ministry = any(sentence.low(at) == "ministry" for at in range(start, verb))
    states = {
        span.actor_id
        for span in sentence.actors
        if lexicon.is_side(span.actor_id) and lexicon.is_state(span.actor_id)
    }
    if ministry and states and not named_inside(sentence, start, verb, lexicon):
        # of which side is open, if it is not the only one
        whose = tuple(states) if len(states) == 1 else None
        return titled(sentence, start, verb, lexicon, whose)
    return titled(sentence, start, verb, lexicon, for_whom(sentence, start, verb, lexicon))


def _live_there(sentence: Sentence, start: int, verb: int, lexicon: Lexicon) -> bool:
    """As in "shopkeepers", "people in the town"."""
    return any(
        lexicon.is_in(sentence.low(at), "saying.locals")
        or (sentence.low(at) == "people" and sentence.low(at + 1) in {"in", "living", "there"})
        for at in range(start, verb)
    )


def _shared(
    sentence: Sentence, verb: int, lexicon: Lexicon, start: int, earlier: Sequence[Frame]
) -> Speaker | None:
    """As in "… but stressed that": the subject of the verb before speaks on."""
    before = sentence.low(verb - 1)
    if start < verb and not (
        before in {",", "but", "and"} or lexicon.is_in(before, "grammar.breaks")
    ):
        makers = [span for span in sentence.actors if start <= span.first < verb]
        nameless = lexicon.any_in(sentence.between(start, verb), "saying.nameless")
        made_by = "by" in sentence.between(start, makers[-1].first) if makers else False
        # "a source in Y said", "a video posted by Y shows"
        if makers and (nameless or made_by or lexicon.only_speaks(makers[-1].actor_id)):
            words = speaker_words(sentence, start, verb, lexicon)
            return Speaker(claimants=(makers[-1].actor_id,), words=words, first=start)
        if _live_there(sentence, start, verb, lexicon):
            words = speaker_words(sentence, start, verb, lexicon)
            return Speaker(claimants=(LOCAL_VOICE,), words=words, first=start)
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
