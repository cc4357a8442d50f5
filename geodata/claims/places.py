"""Which places a phrase speaks of: what follows or precedes it, and how much of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.claims.clauses import STOPS, is_inserted, joins_on
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.listing import (
    EXAMPLE_WORDS,
    LIST_GAP,
    POINTS,
    apposed,
    examples_from,
    included,
    is_adjunct,
    is_bearing,
    joined,
    listed,
    parts_clauses,
)
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.claims.unnamed import is_listed_unknown, is_unknown_name, names_unknown
from geodata.model import Extent, Relation

_REACH = 14
"""Words between a phrase and its place."""
_GROUP_REACH = 8
"""Words between "four settlements in the X region" and the dash or "including" that names them."""
_CLAUSE_REACH = 5
"""Words of "and troops were" that open another clause."""
_MILES = frozenset({"km", "kms", "kilometers", "kilometres", "miles", "mile", "away"})
_OWNED_REACH = 6
"""Words of "Y's second-largest city X" between the owner and the name."""
_INSIDE = frozenset({"in", "inside", "within", "across", "throughout"})
_EXPLAINING = frozenset(["which", "where", "a", "an", "the", "home"])


@dataclass(frozen=True, slots=True)
class Ground:
    """The places a phrase is about, and how much of them."""

    spans: tuple[PlaceSpan, ...]
    extent: Extent

    @property
    def last(self) -> int:
        """One past the last token."""
        return self.spans[-1].last


def places_after(sentence: Sentence, start: int, rule: Rule, lexicon: Lexicon) -> Ground | None:
    """The places that follow token `start` and belong to the phrase that ends there."""
    first = _first_after(sentence, start, rule, lexicon)
    if first is None:
        return _exemplified(sentence, start, start, lexicon)
    between = _words(sentence, start, first.first)
    spans = listed(sentence, first, lexicon)
    grouped = lexicon.any_in(between, "grammar.group_nouns")
    spelled = apposed(sentence, spans[-1], lexicon) if grouped or first.place.kind in POINTS else ()
    if grouped and spelled:
        return Ground(spelled, Extent.WHOLE)
    examples = included(sentence, spans[-1], lexicon)
    if grouped and examples and is_bearing(sentence, first, lexicon):
        return Ground(examples, Extent.WHOLE)  # "five villages north of X, among them A and B"
    spans = (*spans, *examples)
    held = rule.relation is Relation.CONTROLS and not _INSIDE.isdisjoint(between)
    if (
        grouped
        and first.stands_for
        and first.place.kind in POINTS
        and (not _INSIDE.isdisjoint(between))
    ):
        return None  # "captured 20 villages in the area"
    share = grouped and first.place.kind not in POINTS
    if held and _is_no_ground(between, lexicon):
        return None
    any_at_all = not {"single", "any"}.isdisjoint(between)  # "does not hold a single town in X"
    one = lexicon.any_in(between, "anaphora.settlement") or "district" in between
    if share and one and not any_at_all:
        return None  # "a village in X" has no name
    gains = rule.relation is Relation.CONTROLS and rule.shape == "acts" and not rule.standing
    if gains and lexicon.any_in(between, "modality.booty"):
        return None  # "captured twenty soldiers outside X"
    inside = held or share or _is_whose(sentence, spans[-1], lexicon)
    return Ground(spans, extent_of(between, first, lexicon, inside=inside))


def _is_whose(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "controls X's airport": it is in X, and not X."""
    after = sentence.after_possessive(span.last)
    return after > span.last and lexicon.is_in(sentence.low(after), "modality.object_inside")


def _is_no_ground(between: Sequence[str], lexicon: Lexicon) -> bool:
    """As in "seized property in X", "captured gold in X"."""
    objects = [
        word
        for word in between
        if word.isalpha()
        and not lexicon.is_in(word, "grammar.before_place", "grammar.tight", "modality.compass")
    ]
    lists = ("object_inside", "partial", "partial_of_region")
    ground = ("grammar.group_nouns", *(f"modality.{name}" for name in lists))
    return bool(objects) and not lexicon.any_in(between, *ground)


def places_in_parentheses(sentence: Sentence, at: int, lexicon: Lexicon) -> Ground | None:
    """The names of a list that opens at a token: "four villages (A, B and C)"."""
    if sentence.low(at) != "(":
        return None
    inside = range(at + 1, sentence.after_parenthesis(at))
    spans = [span for span in sentence.places if span.first in inside]
    told = any(
        lexicon.is_in(sentence.low(one), "grammar.passive", "grammar.finite", "grammar.breaks")
        for one in inside
    )
    if told or len(spans) < 2 or spans[0].first - at > LIST_GAP:
        return None
    return Ground(tuple(spans), Extent.WHOLE)


def places_before(
    sentence: Sentence, end: int, floor: int, lexicon: Lexicon, *, relative: bool = False
) -> Ground | None:
    """The places before token `end` that are the subject of the verb that stands there.

    With `relative` a "which" at `end` stands for them, whatever preposition governs them.
    """
    candidates = [
        span
        for span in sentence.places
        if floor <= span.first and span.last <= end and _visible(sentence, span, end)
    ]
    beside = relative and candidates and end - candidates[-1].last <= 1
    while candidates and _is_container(sentence, candidates[-1], lexicon):
        point = candidates[-1].place.kind in POINTS
        where = sentence.low(end) == "where" and not _lies_in_it(candidates)
        if beside and (point or where):
            break
        candidates.pop()
    candidates = _outside_insertion(sentence, candidates, end, lexicon)
    if not candidates:
        return _spelled_out(sentence, floor, end, lexicon) or _exemplified(
            sentence, floor, end, lexicon
        )
    if names_unknown(sentence, candidates[-1].last, end, lexicon):
        return None
    last = candidates[-1]
    spans = [last]
    for span in reversed(candidates[:-1]):
        if not joined(sentence, span, spans[0], lexicon):
            break
        spans.insert(0, span)
    if len(spans) == 2 and parts_clauses(sentence, *spans):
        spans.pop(0)
    before = _words(sentence, max(floor, spans[0].first - 5), spans[0].first)
    between = _words(sentence, last.last, end)
    return Ground(tuple(spans), extent_of([*before, *between], spans[0], lexicon, inside=False))


def _lies_in_it(spans: Sequence[PlaceSpan]) -> bool:
    """As in "A in the region of B, where …": the region only says where A is."""
    if len(spans) < 2 or spans[-2].place.kind not in POINTS:
        return False
    return spans[-1].first - spans[-2].last <= LIST_GAP


def _outside_insertion(
    sentence: Sentence, candidates: list[PlaceSpan], end: int, lexicon: Lexicon
) -> list[PlaceSpan]:
    """Leave out what only explains: in "X, which lies near Y, was taken" it is X."""
    if "," not in sentence.words:
        return candidates
    close = end - 1
    verbal = ("grammar.passive", "saying.before_verb", "modality.now", "modality.negation")
    while lexicon.is_in(sentence.low(close), *verbal) and (sentence.low(close) != ","):
        close -= 1
    if sentence.low(close) != ",":
        return candidates
    for at in range(close - 1, 0, -1):
        opens = sentence.low(at) == "," and _explains(sentence, at + 1)
        opens = opens and sentence.low(at + 2) != "name"  # "X, the name they use for Y"
        named = sentence.place_at(at - 1)  # of "a town in X region, the village of Y," it is Y
        if opens and named is not None and named.place.kind in POINTS:
            return [span for span in candidates if span.last <= at] or candidates
    return candidates


def _explains(sentence: Sentence, at: int) -> bool:
    """What a comma behind a name opens when it is no further item of a list."""
    if sentence.low(at) in _EXPLAINING or sentence.low(at)[:1].isdigit():
        return True
    owner = sentence.place_at(at)
    if owner is not None and sentence.after_possessive(owner.last) > owner.last:
        return True  # "X, Y's provincial capital, fell"
    return (
        sentence.low(at).isalpha()
        and sentence.tokens[at].text.islower()
        and sentence.low(at) not in {"and", "or", "as"}
    )


def _spelled_out(sentence: Sentence, floor: int, end: int, lexicon: Lexicon) -> Ground | None:
    """The names between dashes after a group word: "four villages – A, B and C – are held"."""
    for opening, closing in sentence.dashed:
        before = _words(sentence, max(floor, opening - _GROUP_REACH), opening)
        grouped = lexicon.any_in(before, "grammar.group_nouns")
        first = sentence.place_at(opening + 1)
        if grouped and first is not None and closing <= end and first.place.kind in POINTS:
            return Ground(listed(sentence, first, lexicon), Extent.WHOLE)
    return None


def _exemplified(sentence: Sentence, floor: int, end: int, lexicon: Lexicon) -> Ground | None:
    """As in "four settlements in Y were now under its control, including X"."""
    if sentence.words.isdisjoint(EXAMPLE_WORDS):
        return None
    last = min(end + _GROUP_REACH, len(sentence.tokens))
    start = examples_from(sentence, end, last, lexicon)
    if start is None or not lexicon.any_in(_words(sentence, floor, start), "grammar.group_nouns"):
        return None
    named = (sentence.place_at(at) for at in range(start + 1, start + 1 + _GROUP_REACH))
    first = next((span for span in named if span is not None), None)
    if first is None or first.place.kind not in POINTS or _is_told(sentence, start, first, lexicon):
        return None
    return Ground(listed(sentence, first, lexicon), Extent.WHOLE)


def _is_told(sentence: Sentence, start: int, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "several villages, including one that lies near X"."""
    return any(
        lexicon.is_in(sentence.low(at), "grammar.breaks", "grammar.around", "grammar.bearings")
        or sentence.low(at) == "of"
        for at in range(start, span.first)
    )


def _visible(sentence: Sentence, span: PlaceSpan, token: int) -> bool:
    return not is_inserted(sentence, span.first, token)


def _first_after(sentence: Sentence, start: int, rule: Rule, lexicon: Lexicon) -> PlaceSpan | None:
    unnamed = False  # something inside a region that we have no name for
    between, aside = 0, sentence.parenthesised
    for at in range(start, len(sentence.tokens)):
        if at in aside:
            continue
        span = sentence.place_at(at)
        if between >= _REACH:
            return None
        if span is not None and _is_owner(sentence, span, lexicon):
            continue
        between += 1
        if is_listed_unknown(sentence, at, lexicon):
            continue
        if span is not None:
            beside = "outside" in {sentence.low(at - 1), sentence.low(at - 2)}
            return span if (span.place.kind in POINTS and not beside) or not unnamed else None
        strange = is_unknown_name(sentence, at, lexicon)
        unnamed = unnamed or strange
        if _ends_search(sentence, at, lexicon, strange=strange) or not _may_stand_between(
            sentence, at, start, rule, lexicon
        ):
            return None
    return None


def _ends_search(sentence: Sentence, at: int, lexicon: Lexicon, *, strange: bool) -> bool:
    """As in "took Newville village in the X region": what was taken is no place we know."""
    village = strange and lexicon.is_in(sentence.low(at + 1), "anaphora.settlement")
    return village or at in sentence.unknown


def _may_stand_between(
    sentence: Sentence, at: int, start: int, rule: Rule, lexicon: Lexicon
) -> bool:
    word = sentence.low(at)
    if _leads_away(sentence, at, rule, lexicon) or (
        rule.tight and not _is_tight_filler(sentence, at, lexicon)
    ):
        return False
    if word == ":":
        return sentence.place_at(at + 1) is not None and _introduces_list(sentence, at, lexicon)
    if word in ";)“”" and word not in {"“", "”"}:
        return False
    if word == "," and sentence.low(at + 1) == "including":
        told = sentence.between(start, at)  # "seized three bases, including camps in X"
        return rule.relation is Relation.CONTROLS and lexicon.any_in(told, "grammar.strongpoints")
    if word == "," or word in {"—", "–"}:
        return _opens_apposition(sentence, at, start, lexicon) or (
            word == "," and _lists_things(sentence, at, rule, lexicon)
        )
    if not lexicon.is_in(word, "grammar.breaks"):
        return True
    return joins_on(sentence, at) or (sentence.low(at - 1), word) == ("all", "but")


def _leads_away(sentence: Sentence, at: int, rule: Rule, lexicon: Lexicon) -> bool:
    """As in "holding the base does not mean holding X", "from a checkpoint 30 km from X"."""
    if (
        sentence.low(at) == "and"
        and rule.shape == "acts"
        and any(
            lexicon.is_in(sentence.low(one), "grammar.passive", "grammar.finite")
            for one in range(at + 2, at + _CLAUSE_REACH)
        )
    ):
        return True  # "attacked, and troops were forced back to X"
    far = sentence.low(at) == "from" and sentence.low(at - 1) in _MILES
    return sentence.low(at) in {"do", "does", "did"} or (
        far and rule.relation in {Relation.CONTROLS, Relation.PRESENT}
    )


def _introduces_list(sentence: Sentence, colon: int, lexicon: Lexicon) -> bool:
    """As in "fighting in the following areas: X, Y", "captured three villages: X, Y and Z"."""
    before = sentence.between(colon - _GROUP_REACH, colon)
    return "following" in before or lexicon.any_in(
        before, "grammar.group_nouns", "grammar.directions"
    )


def _is_tight_filler(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    word = sentence.low(at)
    return (
        sentence.actor_at(at) is not None
        or word.isdigit()
        or word.endswith(("ern", "al", "ly", "ian", "yan", "ese"))
        or lexicon.is_in(
            word,
            "anaphora.settlement",
            "anaphora.region",
            "grammar.group_nouns",
            "grammar.tight",
            "modality.share",
            "grammar.strongpoints",
        )
    )


def _lists_things(sentence: Sentence, comma: int, rule: Rule, lexicon: Lexicon) -> bool:
    """As in "seized a barracks, two checkpoints and a depot in X": the place stands behind."""
    if rule.relation is not Relation.CONTROLS or rule.shape != "acts" or rule.standing:
        return False
    place = next((span for span in sentence.places if span.first > comma), None)
    if place is None or not lexicon.is_in(sentence.low(comma + 1), "grammar.object_openers"):
        return False
    between = range(comma + 1, place.first)
    plain = not any(
        lexicon.is_in(sentence.low(at), "grammar.passive", "grammar.finite", "grammar.breaks")
        or sentence.low(at).endswith(("ed", "said"))
        for at in between
    )
    return (
        plain
        and "and" in {sentence.low(at) for at in between}
        and (sentence.low(place.first - 1) in {"in", "at", "inside", "near"})
    )


def _opens_apposition(sentence: Sentence, comma: int, start: int, lexicon: Lexicon) -> bool:
    """As in "two more settlements, Rozlyv": a comma between a group word and its names."""
    if lexicon.is_in(sentence.low(comma - 1), "grammar.introduces"):
        return sentence.place_at(comma + 1) is not None  # "its second city, X"
    return lexicon.any_in(sentence.between(start, comma), "grammar.group_nouns")


def _is_sector(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "on the X front near Y and Z": the front only says where they lie."""
    if not lexicon.is_in(sentence.low(span.last), "grammar.directions"):
        return False
    at = span.last + 1
    while sentence.low(at) in {",", ":", "in", "the", "areas", "area", "of", "villages"}:
        at += 1
    near = at + lexicon.is_in(sentence.low(at), "grammar.around")
    return near > span.last + 1 and sentence.place_at(near) is not None


def _is_owner(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "Ukraine's Sumy region": the owner of the place is not the place."""
    after = sentence.after_possessive(span.last)
    if lexicon.is_in(sentence.low(span.last), "grammar.of_a_place"):
        return True  # "recaptured the X operations command"
    if after == span.last:
        sector = _is_sector(sentence, span, lexicon)
        return sector or is_adjunct(sentence, span, lexicon)
    for at in range(after, min(after + _OWNED_REACH, len(sentence.tokens))):
        other = sentence.place_at(at)
        if other is not None and other is not span:
            return True
        stops = sentence.low(at) in STOPS and not lexicon.is_in(
            sentence.low(at - 1), "grammar.introduces"
        )  # but in "Y's capital, X" it goes on
        if stops or lexicon.is_in(sentence.low(at), "grammar.not_subject"):
            return False
    return False


def _is_container(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "the last settlement in the Kursk region": the region only says where."""
    at = span.first - 1
    while at >= 0 and sentence.low(at) in {"the", "'s", "of"} | {
        token.low for token in sentence.tokens if sentence.actor_at(at)
    }:
        at -= 1
    if sentence.low(at) == "to" and lexicon.is_in(sentence.low(at - 1), "grammar.ways"):
        return True  # "the towns on the road to X"
    if sentence.low(at) in {"in", "of", "near", "from", "into", "at", "outside"} and at > 0:
        return not _is_fronted(sentence, at, span)
    if span.place.kind in POINTS or sentence.low(at) != ",":
        return False
    return any(other.last == at and other.place.kind in POINTS for other in sentence.places)


def _is_fronted(sentence: Sentence, preposition: int, span: PlaceSpan) -> bool:
    """As in "Meanwhile, in X, the army went on": nothing named stands before."""
    return (
        sentence.low(preposition - 1) == ","
        and sentence.low(span.last) == ","
        and not any(place.first < preposition for place in sentence.places)
        and not any(actor.first < preposition for actor in sentence.actors)
    )


def extent_of(words: Sequence[str], span: PlaceSpan, lexicon: Lexicon, *, inside: bool) -> Extent:
    """Partial for a share of the place, for a side of it, and for something inside it."""
    lists = ["modality.partial"]
    if span.place.kind not in POINTS:
        lists.append("modality.partial_of_region")
    share = lexicon.any_in(words, *lists)
    side = bool(words) and lexicon.is_in(words[-1], "modality.compass")
    if span.place.kind not in POINTS and words[-2:-1] == ["the"]:
        side = False  # "the eastern X region" says where X lies
    return Extent.PARTIAL if share or side or inside else Extent.WHOLE


def _words(sentence: Sentence, first: int, last: int) -> list[str]:
    if not sentence.aside and first >= 0 and last <= len(sentence.tokens):
        return list(sentence.lows[first:last])
    return [sentence.low(at) for at in range(first, last) if at not in sentence.aside]
