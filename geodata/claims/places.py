"""Which places a phrase speaks of: what follows or precedes it, lists, appositions, extent."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.claims.clauses import is_break, is_inserted
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.reading import PlaceSpan, Sentence
from geodata.model import Extent, PlaceKind, Relation

_REACH = 14
"""Words between a phrase and its place."""
_LIST_GAP = 4
_DASHES = frozenset("—–-:")
_POINTS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY})


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
        return None
    between = _words(sentence, start, first.first)
    spans = _listed(sentence, first, lexicon)
    grouped = any(lexicon.is_in(word, "grammar.group_nouns") for word in between)
    apposed = (
        _apposed(sentence, spans[-1], lexicon) if grouped or first.place.kind in _POINTS else ()
    )
    if grouped and apposed:
        return Ground(apposed, Extent.WHOLE)
    spans = (*spans, *_included(sentence, spans[-1], lexicon))
    held = rule.relation is Relation.CONTROLS and bool({"in", "inside", "within"} & set(between))
    share = grouped and first.place.kind not in _POINTS
    return Ground(spans, _extent(between, first, lexicon, inside=held or share))


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
        if beside and candidates[-1].place.kind in _POINTS:
            break
        candidates.pop()
    if not candidates:
        return _spelled_out(sentence, floor, end, lexicon)
    if _names_unknown(sentence, candidates[-1].last, end, lexicon):
        return None
    last = candidates[-1]
    spans = [last]
    for span in reversed(candidates[:-1]):
        if not _joined(sentence, span, spans[0], lexicon):
            break
        spans.insert(0, span)
    if len(spans) == 2 and _parts_clauses(sentence, *spans):
        spans.pop(0)
    before = _words(sentence, max(floor, spans[0].first - 5), spans[0].first)
    between = _words(sentence, last.last, end)
    return Ground(tuple(spans), _extent([*before, *between], spans[0], lexicon, inside=False))


def _spelled_out(sentence: Sentence, floor: int, end: int, lexicon: Lexicon) -> Ground | None:
    """The names between dashes after a group word: "four villages – A, B and C – are held"."""
    for opening, closing in sentence.dashed:
        before = _words(sentence, max(floor, opening - _LIST_GAP), opening)
        grouped = any(lexicon.is_in(word, "grammar.group_nouns") for word in before)
        first = sentence.place_at(opening + 1)
        if grouped and first is not None and closing <= end and first.place.kind in _POINTS:
            return Ground(_listed(sentence, first, lexicon), Extent.WHOLE)
    return None


def _visible(sentence: Sentence, span: PlaceSpan, token: int) -> bool:
    return not is_inserted(sentence, span.first, token)


def _first_after(sentence: Sentence, start: int, rule: Rule, lexicon: Lexicon) -> PlaceSpan | None:
    for at in range(start, min(start + _REACH, len(sentence.tokens))):
        if at in sentence.aside or _is_listed_unknown(sentence, at, lexicon):
            continue
        span = sentence.place_at(at)
        if span is not None:
            if _is_owner(sentence, span):
                continue
            return span
        if at in sentence.unknown or not _may_stand_between(sentence, at, start, rule, lexicon):
            return None
    return None


def _is_listed_unknown(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """A name that we don't know, or the joint behind it, in a list whose next item follows.

    As in "captured Newville, Oldtown": but in "captured Newville in the Oldtown district" the
    district is only where it lies.
    """
    first = at
    while first > 0 and lexicon.is_in(sentence.low(first), "grammar.joints"):
        first -= 1
    if first not in sentence.unknown:
        return False
    after = at
    while after in sentence.unknown or lexicon.is_in(sentence.low(after), "grammar.joints"):
        after += 1
    return sentence.place_at(after) is not None and lexicon.is_in(
        sentence.low(after - 1), "grammar.joints"
    )


def _may_stand_between(
    sentence: Sentence, at: int, start: int, rule: Rule, lexicon: Lexicon
) -> bool:
    word = sentence.low(at)
    if rule.tight and not _is_tight_filler(sentence, at, lexicon):
        return False
    if word in ";:)“”" and word not in {"“", "”"}:
        return False
    if word == "," or word in {"—", "–"}:
        return _opens_apposition(sentence, at, start, lexicon)
    return not lexicon.is_in(word, "grammar.breaks")


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
        )
    )


def _opens_apposition(sentence: Sentence, comma: int, start: int, lexicon: Lexicon) -> bool:
    """As in "two more settlements, Rozlyv": a comma between a group word and its names."""
    return any(lexicon.is_in(sentence.low(at), "grammar.group_nouns") for at in range(start, comma))


def _is_owner(sentence: Sentence, span: PlaceSpan) -> bool:
    """As in "Ukraine's Sumy region": the owner of the place is not the place."""
    after = sentence.after_possessive(span.last)
    if after == span.last:
        return False
    return any(
        (other := sentence.place_at(at)) is not None and other is not span
        for at in range(after, min(after + 4, len(sentence.tokens)))
    )


def _listed(sentence: Sentence, first: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """The place and those that a list joins to it; a region that holds it is no item."""
    spans = [first]
    for span in sentence.places:
        if span.first < spans[-1].last or span.first in sentence.aside:
            continue
        if not _joined(sentence, spans[-1], span, lexicon):
            if _holds(sentence, spans[-1], span):
                continue
            break
        spans.append(span)
    if len(spans) == 2 and _parts_clauses(sentence, *spans):
        spans.pop()
    return tuple(spans)


def _joined(sentence: Sentence, left: PlaceSpan, right: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "A, B", "A and B", "A and in neighbouring B", "A and the village of B"."""
    between = [
        sentence.low(at)
        for at in range(left.last, right.first)
        if at not in sentence.aside and at not in sentence.unknown
    ]
    between = [word for word in between if word not in "()[]"]
    if not between or len(between) > _LIST_GAP + 2:
        return False
    same = (left.place.kind in _POINTS) == (right.place.kind in _POINTS)
    if not same and "and" not in between:
        return False  # "settlement in the Kursk region, the village of Gornal"
    return between[0] in {",", "and", "or", "nor", "&", "as"} and all(
        lexicon.is_in(word, "grammar.listing") for word in between
    )


def _parts_clauses(sentence: Sentence, left: PlaceSpan, right: PlaceSpan) -> bool:
    """As in "a flag over A, and B, which …": a comma before "and" makes no list of two."""
    return [sentence.low(at) for at in range(left.last, right.first)] == [",", "and"]


def _names_unknown(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """A name that we don't know stands in between, and not as one more item of a list."""
    unknown = [at for at in range(first, last) if at in sentence.unknown]
    return bool(unknown) and not all(
        lexicon.is_in(sentence.low(at), "grammar.joints") for at in range(first, unknown[0])
    )


def _holds(sentence: Sentence, inner: PlaceSpan, outer: PlaceSpan) -> bool:
    """As in "Makarivka, Donetsk Oblast, and …": the region holds it."""
    between = [sentence.low(at) for at in range(inner.last, outer.first)]
    return (
        inner.place.kind in _POINTS
        and outer.place.kind not in _POINTS
        and between in ([","], ["in"], ["in", "the"], ["of"], [",", "in"], [",", "in", "the"])
    )


def _apposed(sentence: Sentence, after: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """Names after a dash, colon or comma that spell out "five villages in X"."""
    for at in range(after.last, min(after.last + 8, len(sentence.tokens))):
        word = sentence.low(at)
        if word in _DASHES or word == ",":
            for start in range(at + 1, min(at + 5, len(sentence.tokens))):
                span = sentence.place_at(start)
                if span is not None:
                    return _listed(sentence, span, lexicon) if span.place.kind in _POINTS else ()
                if not lexicon.is_in(sentence.low(start), "grammar.before_names"):
                    return ()
        if lexicon.is_in(word, "grammar.breaks") or word in {".", ";"}:
            return ()
    return ()


def _included(sentence: Sentence, after: PlaceSpan, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """As in ", including north of X near A and B": the examples, not their bearings."""
    start = next(
        (at for at in range(after.last, after.last + 3) if sentence.low(at) == "including"), None
    )
    if start is None:
        return ()
    return tuple(
        span
        for span in sentence.places
        if span.first > start
        and span.place.kind in _POINTS
        and span.first not in sentence.aside
        and not any(is_break(sentence, at, lexicon) for at in range(start, span.first))
        and not (sentence.low(span.first - 1) == "of" and sentence.low(span.last) == "near")
    )


def _is_container(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "the last settlement in the Kursk region": the region only says where."""
    at = span.first - 1
    while at >= 0 and sentence.low(at) in {"the", "'s", "of"} | {
        token.low for token in sentence.tokens if sentence.actor_at(at)
    }:
        at -= 1
    if sentence.low(at) in {"in", "of", "near", "from", "into", "at", "outside"} and at > 0:
        return True
    if span.place.kind in _POINTS or sentence.low(at) != ",":
        return False
    return any(other.last == at and other.place.kind in _POINTS for other in sentence.places)


def _extent(words: Sequence[str], span: PlaceSpan, lexicon: Lexicon, *, inside: bool) -> Extent:
    """Partial for a share of the place, for a side of it, and for something inside it."""
    lists = ["modality.partial"]
    if span.place.kind not in _POINTS:
        lists.append("modality.partial_of_region")
    share = any(lexicon.is_in(word, *lists) for word in words)
    side = bool(words) and lexicon.is_in(words[-1], "modality.compass")
    if span.place.kind not in _POINTS and words[-2:-1] == ["the"]:
        side = False  # "the eastern X region" says where X lies
    return Extent.PARTIAL if share or side or inside else Extent.WHOLE


def _words(sentence: Sentence, first: int, last: int) -> list[str]:
    return [sentence.low(at) for at in range(first, last) if at not in sentence.aside]
