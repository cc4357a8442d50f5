"""Whose "the peacekeepers", "the army" and "the group" are: as the article called them before."""

from dataclasses import dataclass, field

from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence
from geodata.model import PlaceKind

_OWNING = frozenset({"names", "demonyms", "metonyms"})
"""Forms of a name that, right before a noun, tell whose it is."""
_DETERMINERS = frozenset({"the", "those", "these", "both"})


def _at_home(sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Whose "the government" is where nobody was called so before: that of the place named."""
    inner = (one.place for one in sentence.places if one.place.kind is not PlaceKind.COUNTRY)
    place = next(inner, None)
    return None if place is None else lexicon.spokesman_of(place.country_code)


@dataclass(slots=True)
class Heads:
    """What each noun for troops was last said with: "Russian peacekeepers" are Russia's."""

    owners: dict[str, str] = field(default_factory=dict)
    """Noun in lower case -> actor id."""
    group: str | None = None
    """The armed group without a state that was named last."""

    def resolve(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Mark "the peacekeepers" as whoever they were said to be; read before `remember`."""
        nouns = lexicon.words["anaphora.heads", "anaphora.armed_groups"]
        if nouns.isdisjoint(sentence.words):
            return
        for at in sentence.tokens_of(nouns):
            word = sentence.low(at)
            head = lexicon.is_in(word, "anaphora.heads")
            owner = self.owners.get(word) if head else self.group
            if owner is None and word == "government":
                owner = _at_home(sentence, lexicon)
            troops = word == "government" and lexicon.is_in(
                sentence.low(at + 1), "grammar.bare_heads"
            )  # "government troops"
            bare = self._is_bare(sentence, at, lexicon) or (
                troops and sentence.actor_at(at) is None
            )
            if owner is not None and bare:
                sentence.mark_actor(ActorSpan(at, at + 1 + troops, owner, "bodies"))

    def remember(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Take over what the sentence calls whose."""
        for span in sentence.actors:
            if span.form not in _OWNING:
                continue
            state = lexicon.is_state(span.actor_id)
            if not (state or lexicon.is_side(span.actor_id)):
                continue
            if span.form == "names" and not state:
                self.group = span.actor_id
            noun = sentence.low(sentence.after_possessive(span.last))
            if lexicon.is_in(noun, "anaphora.heads") and (state or noun.endswith("s")):
                self.owners[noun] = span.actor_id

    @staticmethod
    def _is_bare(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
        """As in "the troops", "the armed group"; not in "the Kurdish troops", "the group of"."""
        before = at - 1 - lexicon.is_in(sentence.low(at - 1), "anaphora.armed")
        named = sentence.actor_at(at)
        return (
            sentence.low(before) in _DETERMINERS
            and (named is None or (named.form == "bodies" and named.last - named.first == 1))
            and not lexicon.is_in(sentence.low(at + 1), "anaphora.says_whose")
        )
