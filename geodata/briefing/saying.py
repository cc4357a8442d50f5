"""What each voice claims, denies and admits, in sentences made of the records."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from geodata.briefing.citing import Citer, claim_day_words
from geodata.briefing.sheet import Section, Sentence
from geodata.control import Stance
from geodata.control.sides import admits
from geodata.holdings import Basis
from geodata.model import ActorKind, Claim, Extent, Polarity, Relation
from geodata.portrayal.words import RELATION_WORDS

HEADING = "What each voice says"
_MOST = 60
_ORDER = tuple(Relation)
_What = tuple[Relation, Polarity, Extent, str | None]


def said_section(stances: Iterable[Stance], citer: Citer) -> Section:
    """Tell each voice's newest words on the places themselves, alike ones in one sentence.

    Who speaks of most places comes first, so that the order is of the data and of no side.
    """
    by_voice: dict[str, list[Stance]] = {}
    for stance in stances:
        if stance.word and stance.basis is Basis.PLACE and stance.word.claim_id in citer.claims:
            by_voice.setdefault(stance.voice, []).append(stance)
    voices = sorted(by_voice, key=lambda voice: (-len(by_voice[voice]), citer.voice(voice)))
    told = [sentence for voice in voices for sentence in _of_voice(voice, by_voice[voice], citer)]
    return Section(heading=HEADING, sentences=citer.shortened(told, _MOST, "sentence"))


def _of_voice(voice: str, stances: Sequence[Stance], citer: Citer) -> Iterator[Sentence]:
    groups: dict[_What, list[Stance]] = {}
    for stance in stances:
        if stance.word:
            groups.setdefault(_what(stance.word), []).append(stance)
    order = sorted(groups, key=lambda what: _rank(what, len(groups[what]), voice, citer))
    for what in order:
        alike = groups[what]
        words = [one.word for one in alike if one.word]
        yield citer.say(_text(voice, what, alike, citer), words)


def _what(claim: Claim) -> _What:
    return claim.relation, claim.polarity, claim.extent, claim.actor


def _rank(what: _What, count: int, voice: str, citer: Citer) -> tuple[object, ...]:
    relation, polarity, extent, actor = what
    own = actor != voice
    return _ORDER.index(relation), polarity, extent, own, -count, citer.actor(actor)


def _age(stance: Stance) -> int:
    return (stance.said_on or date.min).toordinal()


def _text(voice: str, what: _What, alike: Sequence[Stance], citer: Citer) -> str:
    relation, _, extent, actor = what
    ages = list(map(_age, alike))
    days: dict[str, int] = {}
    for one, age in zip(alike, ages, strict=True):
        days[one.place_id] = max(days.get(one.place_id, 0), age)
    where = citer.listed(citer.foremost(days), parts=extent is Extent.PARTIAL)
    who = "it" if actor == voice else citer.actor(actor)
    if relation is Relation.CONTESTED:
        content = f"that there is fighting in {where}"
    else:
        content = f"that {who} {RELATION_WORDS[relation]} {where}"
    newest = alike[ages.index(max(ages))].word
    last = f" (newest word of {claim_day_words(newest) or 'an unknown day'})" if newest else ""
    return f"{citer.voice(voice)} {_verb(voice, what, citer)} {content}{last}."


def _verb(voice: str, what: _What, citer: Citer) -> str:
    relation, polarity, _, actor = what
    if polarity is Polarity.DENY:
        return "denies"
    speaker = citer.actors.get(voice)
    if speaker is None:
        return "reports"
    if relation is Relation.CONTROLS and actor and admits(voice, actor, citer.actors):
        return "admits"
    return {
        ActorKind.BELLIGERENT: "claims",
        ActorKind.MONITOR: "assesses",
        ActorKind.THIRD_PARTY: "says",
    }[speaker.kind]
