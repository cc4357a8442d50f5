"""Places that stand together: lists, names that spell out "five villages", ", including …"."""

from geodata.claims.clauses import is_break
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.model import PlaceKind

LIST_GAP = 4
"""Words between a group word and the names in its list."""
EXAMPLE_WORDS = frozenset({"including", "notably", "namely", "among", "together", "along"})
"""They open examples, or further places; the last three of them in two words."""
_BEHIND = {"among": {"them", "these"}, "together": {"with"}, "along": {"with"}}
POINTS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY})
"""Kinds of place that lie inside a region."""
_INSIDE = frozenset(PlaceKind) - {PlaceKind.COUNTRY}
_DASHES = frozenset("—–-:")
_LONGEST_JOINT = 9
"""Words of ", as well as near the villages of"."""
_STRANGER = 6
"""Words of an item that we don't know."""
_EXAMPLES_REACH = 6
"""Words of "in recent days, among them" between a place and its examples."""
_BRIDGE = 12
"""Words between two items of a list that goes on behind a bearing."""
_BRIDGING = frozenset(
    [
        "near",
        "around",
        "at",
        "toward",
        "towards",
        "within",
        "km",
        "of",
        ";",
        "(",
        ")",
        "further",
        "itself",
    ]
)


def listed(sentence: Sentence, first: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """The place and those that a list joins to it; a region that holds it is no item."""
    together = tuple(span for span in sentence.places if span.first == first.first)
    return together if len(together) > 1 else _row(sentence, first, lexicon)  # "all three"


def _row(sentence: Sentence, first: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    spans = [first]
    left = first
    for span in sentence.places:
        beside = span.first in sentence.aside or is_adjunct(sentence, span, lexicon)
        if span.first < left.last or beside:
            continue
        if is_landmark(sentence, left, lexicon) or is_landmark(sentence, span, lexicon):
            if not _bridged(sentence, left, span, lexicon):
                break
        elif _holds(sentence, left, span):
            left = left._replace(last=span.last)  # "A in the X region and B": B goes on the list
            continue
        elif not joined(sentence, left, span, lexicon):
            break
        left = span
        spans.append(span)
    spans = [span for span in spans if not is_landmark(sentence, span, lexicon)] or spans
    if len(spans) == 2 and parts_clauses(sentence, *spans):
        spans.pop()
    return tuple(spans)


def is_landmark(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As A in "north of A near B": it only says where B is."""
    beside = sentence.low(span.last) in {"near", "around"}
    return beside and is_bearing(sentence, span, lexicon)


def is_bearing(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "north of A": from there a direction is taken."""
    return sentence.low(span.first - 1) == "of" and lexicon.is_in(
        sentence.low(span.first - 2), "grammar.bearings"
    )


def is_adjunct(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "the DRC (…) eastern city of Goma", "Shan State city of Lashio": it says where."""
    at = sentence.after_parenthesis(span.last)
    while lexicon.is_in(sentence.low(at), "modality.compass", "grammar.tight"):
        at += 1
    inner = sentence.place_at(at + 2) if sentence.low(at + 1) == "of" else None
    if inner is None or lexicon.is_in(sentence.low(at), "grammar.parts_of_towns"):
        return False  # "the Sheikh Saeed district of Aleppo" is in Aleppo
    return lexicon.is_in(sentence.low(at), "anaphora.settlement", "grammar.named_kinds")


def _bridged(sentence: Sentence, left: PlaceSpan, right: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "near B and C; within 5 km north of A near D": the list goes on behind a bearing."""
    between = [
        sentence.low(at)
        for at in range(left.last, right.first)
        if at not in sentence.aside and at not in sentence.unknown
    ]
    return len(between) <= _BRIDGE and all(
        word in _BRIDGING
        or word[:1].isdigit()
        or lexicon.is_in(word, "grammar.listing", "grammar.bearings")
        for word in between
    )


def joined(sentence: Sentence, left: PlaceSpan, right: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "A, B", "A and B", "A and in neighbouring B", "A and the village of B"."""
    if left.stands_for and right.stands_for and left.first == right.first:
        return True  # "both towns"
    between = [
        sentence.low(at)
        for at in range(left.last, right.first)
        if at not in sentence.aside and at not in sentence.unknown
    ]
    between = _without_date([word for word in between if word not in "()[]"], lexicon)
    between = _without_kind(_without_bearing(_without_stranger(between), lexicon), lexicon)
    if not between or len(between) > _LONGEST_JOINT or _lie_beside(between, lexicon):
        return False
    countries = [one.place.kind is PlaceKind.COUNTRY for one in (left, right)]
    if any(countries) and not all(countries):
        return False  # "the X district, Y said"
    same = (left.place.kind in POINTS) == (right.place.kind in POINTS)
    if not same and {"and", "well"}.isdisjoint(between):
        return False  # "settlement in the Kursk region, the village of Gornal"
    lists = ["grammar.listing"]
    if "and" in between:  # "near A and south of B"; but in "A, south of B" it is A
        lists.append("grammar.bearings")
    if between[-1] == ",":  # "A and the regional capital, B"
        lists += ["grammar.introduces", "saying.local_adjectives", "anaphora.own"]
    return between[0] in {",", "and", "or", "nor", "&", "as"} and all(
        lexicon.is_in(word, *lists) or word == "%" or word[0].isdigit() for word in between
    )


def _lie_beside(words: list[str], lexicon: Lexicon) -> bool:
    """As in "A and B, two towns near C": C only says where they lie."""
    return lexicon.is_in(words[-1], "grammar.around") and lexicon.any_in(
        words[:-1], "anaphora.pair"
    )


def _without_stranger(words: list[str]) -> list[str]:
    """As in "A, the Oldtown forest area, B": an item that we don't know parts no list."""
    commas = [at for at, word in enumerate(words) if word == ","]
    if len(commas) < 2 or commas[0] != 0 or words[1] != "the" or commas[-1] > _STRANGER:
        return words
    return words[commas[-1] :]


def _without_bearing(words: list[str], lexicon: Lexicon) -> list[str]:
    """As in "A, south of the capital, and B": where an item lies parts no list."""
    if words[:1] != [","] or "," not in words[1:]:
        return words
    close = words.index(",", 1)
    lies = lexicon.is_in(words[1], "grammar.bearings") and words[2:3] == ["of"]
    return words[close:] if lies and close <= _STRANGER else words


def _without_kind(words: list[str], lexicon: Lexicon) -> list[str]:
    """As in "in the A direction and near B": what kind of place it is parts no list."""
    kind = len(words) > 1 and lexicon.is_in(words[0], "grammar.directions")
    return words[1:] if kind and words[1] in {",", "and"} else words


def _without_date(words: list[str], lexicon: Lexicon) -> list[str]:
    """As in "A in January and B": the date of an item parts no list."""
    dated = (
        len(words) > 2 and words[0] in {"in", "on"} and lexicon.is_in(words[1], "grammar.calendar")
    )
    if not dated:
        return words
    rest = words[2:]
    while rest and rest[0].isdigit():
        rest = rest[1:]
    return rest


def parts_clauses(sentence: Sentence, left: PlaceSpan, right: PlaceSpan) -> bool:
    """As in "a flag over A, and B, which …": a comma before "and" makes no list of two."""
    return [sentence.low(at) for at in range(left.last, right.first)] == [",", "and"]


def _holds(sentence: Sentence, inner: PlaceSpan, outer: PlaceSpan) -> bool:
    """As in "Makarivka, Donetsk Oblast, and …", "A and Oldtown districts in X": X holds it."""
    between = [sentence.low(at) for at in range(inner.last, outer.first)]
    strange = any(at in sentence.unknown for at in range(inner.last, outer.first))
    if strange and sentence.low(outer.first - 1) in {"in", "of"}:
        return inner.place.kind in POINTS and outer.place.kind not in POINTS
    return (
        inner.place.kind in POINTS
        and outer.place.kind not in POINTS
        and between in ([","], ["in"], ["in", "the"], ["of"], [",", "in"], [",", "in", "the"])
    )


def apposed(sentence: Sentence, after: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """Names after a dash, colon or comma that spell out "five villages in X"."""
    for at in range(after.last, min(after.last + 8, len(sentence.tokens))):
        word = sentence.low(at)
        if word in _DASHES or word == ",":
            for start in range(at + 1, min(at + 5, len(sentence.tokens))):
                span = sentence.place_at(start)
                if span is not None:
                    return listed(sentence, span, lexicon) if span.place.kind in POINTS else ()
                if not lexicon.is_in(sentence.low(start), "grammar.before_names"):
                    return ()
        if lexicon.is_in(word, "grammar.breaks") or word in {".", ";"}:
            return ()
    return ()


def included(sentence: Sentence, after: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """As in ", including north of X near A and B": the examples, not their bearings."""
    start = examples_from(sentence, after.last, after.last + _EXAMPLES_REACH, lexicon)
    if start is None:
        return ()
    kinds = POINTS if after.place.kind is not PlaceKind.COUNTRY else _INSIDE
    beside = _relative_insertion(sentence, start)
    return tuple(
        span
        for span in sentence.places
        if span.first > start
        and span.place.kind in kinds
        and span.first not in sentence.aside
        and span.first not in beside
        and not any(
            is_break(sentence, at, lexicon)
            for at in range(start + 1, span.first)
            if at not in beside
        )
        and not (sentence.low(span.first - 1) == "of" and sentence.low(span.last) == "near")
    )


def examples_from(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> int | None:
    """The last token of ", including", ", together with" that opens in a clause, if one does."""
    for at in range(first, last):
        word, behind = sentence.low(at), sentence.low(at + 1)
        if word in EXAMPLE_WORDS and behind in _BEHIND.get(word, {behind}):
            return at + (word in _BEHIND)
        if word != "," and is_break(sentence, at, lexicon):
            return None
    return None


def fronted(sentence: Sentence, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """As in "Along with A and B, Y's troops took C": what is said of C is said of them."""
    if sentence.low(0) not in _BEHIND or sentence.low(1) != "with" or not sentence.places:
        return ()
    first = sentence.places[0]
    if first.first > 1 + LIST_GAP:
        return ()
    row = listed(sentence, first, lexicon)
    return row if sentence.low(row[-1].last) == "," else ()


def _relative_insertion(sentence: Sentence, start: int) -> range:
    """The words of ", which it annexed in 2014," behind one of the examples."""
    words = range(start, len(sentence.tokens))
    opening = next((at for at in words if sentence.low(at) == "which"), None)
    if opening is None or sentence.low(opening - 1) != ",":
        return range(0)
    closing = next((at for at in words if at > opening and sentence.low(at) == ","), None)
    return range(0) if closing is None else range(opening - 1, closing + 1)
