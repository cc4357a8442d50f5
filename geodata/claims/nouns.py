"""Which words that look like the verbs of a phrase are nouns: "several assaults", "a push"."""

from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.patterns import Match
from geodata.claims.sentence import Sentence
from geodata.model import PlaceKind


def is_noun_here(sentence: Sentence, match: Match, rule: Rule, lexicon: Lexicon) -> bool:
    """As in "several assaults", "Russian attacks", "a push": what looks like a verb is a noun."""
    word = sentence.low(match.first)
    if word == "'s":  # "Bakhmut's fall", not "Russia's fall offensive"
        place = sentence.place_at(match.first - 1)
        return place is None or place.place.kind is PlaceKind.COUNTRY
    if rule.shape == "acts" and lexicon.is_in(word, "grammar.side_words"):
        return _is_beside_name(sentence, match, lexicon)
    before = sentence.low(match.first - 1)
    if rule.shape == "modifies" and not match.actors:
        return lexicon.is_in(before, "grammar.passive", "grammar.finite", "grammar.inside_passive")
    if word.endswith("ed") and before in {"a", "an"} and rule.shape != "noun":
        return True  # "an abandoned headquarters", but "an attempted breakthrough"
    if word == "control" and match.words == 1:
        actor = sentence.actor_at(match.first - 1)
        return not (
            lexicon.is_in(before, "grammar.plural_heads", "grammar.emphatic")
            or (actor is not None and before.endswith("s"))
        )
    if before == "and" and word.endswith("s") and _takes_object(sentence, match.last, lexicon):
        return False  # "took X and controls most of Y"
    if rule.shape not in {"acts", "affects", "repels"} or not lexicon.is_in(
        word, "grammar.noun_or_verb"
    ):
        return False
    return _is_noun_behind(sentence, match.first, lexicon)


def _is_noun_behind(sentence: Sentence, token: int, lexicon: Lexicon) -> bool:
    """Tell from the word before one that can be verb or noun which of them it is."""
    word, before = sentence.low(token), sentence.low(token - 1)
    if word.endswith("s") and (before.isdigit() or token == 0):
        return True  # "13 clashes", "Clashes continue in X"
    verb = token - 1
    while sentence.low(verb) in {"that", "all"}:
        verb -= 1
    if word.endswith("s") and lexicon.is_in(sentence.low(verb), "saying.plain"):
        return True  # "X said (that all) attacks near Y were repelled"
    if lexicon.is_in(before, "anaphora.before_it"):
        return True  # "captured positions"
    if before.endswith("ed") and sentence.low(token - 2) == "-":
        return True  # "a multi-pronged attack"
    actor = sentence.actor_at(token - 1)
    if actor is not None and word == "positions":
        return True  # "attacked army positions near X"
    return lexicon.is_in(before, "grammar.before_noun") or (
        actor is not None and actor.form == "demonyms" and not before.endswith("s")
    )


def _takes_object(sentence: Sentence, token: int, lexicon: Lexicon) -> bool:
    return sentence.place_at(token) is not None or lexicon.is_in(
        sentence.low(token), "modality.partial", "grammar.object_openers"
    )


def _is_beside_name(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "from the occupied X": a participle that another rule reads."""
    by = match.first - 1
    by -= sentence.low(by).endswith("ly")  # "the partly occupied X"
    governed = sentence.low(by)
    if governed == "since" and lexicon.is_in(sentence.low(by - 1), "grammar.finite"):
        return False  # "they have since captured X"
    return governed == "the" or lexicon.is_in(governed, "grammar.not_subject")
