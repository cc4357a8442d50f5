"""Names that no gazetteer knows: what is said of them is said of no place beside them."""

from geodata.claims.lexicon import Lexicon
from geodata.claims.listing import POINTS
from geodata.claims.sentence import Sentence


def is_unknown_name(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "the Oldtown district of X", "the Rotana mills in X": what is meant lies in X."""
    word = sentence.tokens[at].text
    if not word[0].isupper() or sentence.actor_at(at) is not None or len(word) < 3:
        return False
    kinds = ("anaphora.settlement", "anaphora.region", "anaphora.facility", "grammar.named_kinds")
    inside = next((after for after in (at + 1, at + 2) if sentence.low(after) == "in"), 0)
    if inside and (where := sentence.place_at(inside + 1)) and where.place.kind not in POINTS:
        return at > 0 and all(sentence.tokens[one].text[0].isupper() for one in range(at, inside))
    return any(
        lexicon.is_in(sentence.low(after), *kinds) and sentence.place_at(after) is None
        for after in (at + 1, at + 2)
    )


def is_listed_unknown(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """A name that we don't know, or the joint behind it, in a list whose next item follows.

    As in "captured Newville, Oldtown": but in "captured Newville in the Oldtown district" the
    district is only where it lies.
    """
    first = at
    while first > 0 and lexicon.is_in(sentence.low(first), "grammar.joints"):
        first -= 1
    if not _is_strange_name(sentence, first):
        return False
    after = at
    while _is_strange_name(sentence, after) or (
        lexicon.is_in(sentence.low(after), "grammar.joints")
    ):
        after += 1
    return sentence.place_at(after) is not None and lexicon.is_in(
        sentence.low(after - 1), "grammar.joints"
    )


def _is_strange_name(sentence: Sentence, at: int) -> bool:
    """A name that is in no gazetteer, or that several places bear."""
    if at in sentence.unknown:
        return True
    free = sentence.place_at(at) is None and sentence.actor_at(at) is None
    return 0 < at < len(sentence.tokens) and free and sentence.tokens[at].text[0].isupper()


def names_unknown(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """A name that we don't know stands in between, and not as one more item of a list."""
    unknown = [at for at in range(first, last) if at in sentence.unknown]
    return bool(unknown) and not all(
        lexicon.is_in(sentence.low(at), "grammar.joints") for at in range(first, unknown[0])
    )
