"""What "the village", "the region" and "there" point back to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from geodata.claims.clauses import clause_start
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.model import Place, PlaceKind

_KINDS = {
    "anaphora.settlement": frozenset({PlaceKind.SETTLEMENT}),
    "anaphora.region": frozenset({PlaceKind.REGION, PlaceKind.DISTRICT}),
    "anaphora.facility": frozenset({PlaceKind.FACILITY}),
    "anaphora.enclave": frozenset({PlaceKind.REGION, PlaceKind.DISTRICT}),
    "anaphora.area": frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DISTRICT}),
    "anaphora.there": frozenset(PlaceKind) - {PlaceKind.COUNTRY},
}


_HELD = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY})
"""What troops are said to take or leave: "captured it", "the army pulled out"."""
_SAYS_WHICH = ("anaphora.not_before", "grammar.around", "grammar.breaks", "anaphora.between")
_ALONE = (
    "anaphora.there",
    "anaphora.possessed",
    "anaphora.gone",
    "anaphora.control",
    "anaphora.back",
    "anaphora.forced_to",
    "anaphora.us",
    "anaphora.attack",
    "anaphora.out",
    "anaphora.event",
)
"""Words that stand for a place without a determiner before them."""
_SETS = ("anaphora.pair", "anaphora.both", "anaphora.count")
_PAIR = 2
_ALL = 0
"""Of a set that is pointed at without a number: "these towns"."""
_POINTING = (*_KINDS, *_ALONE, *_SETS)
_NEARBY_REACH = 3
"""Words of "nearby city of" before a name."""
_BACKED_REACH = 3
"""Words of "backed by the" before a name."""
_ITEM_GAP = 2
"""Words that part two items of a list, at most: ", and"."""
_FORCING_REACH = 6
"""Words between "forced" and "to withdraw", "pushed" and "back"."""
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_REPELLING_REACH = 4
"""Words between "repelled" and "the assault"."""
_CAPITALS = frozenset({"PPLC", "PPLA"})
"""Feature codes of places that "the capital" can stand for."""

_BORDERS = ("grammar.not_subject", "grammar.passive", "grammar.finite", "grammar.breaks")
"""Words that describe nothing."""
_LONGEST_DESCRIPTION = 5
"""Words and hyphens of "the oil-rich border" before a town."""
_OPENING = 3
"""Words before a side that opens its sentence: "On Monday the rebels"."""


@dataclass(slots=True)
class Focus:
    """The places and the side that the article named last."""

    places: dict[str, Place] = field(default_factory=dict)
    """By id."""
    last: Place | None = None
    newest: dict[PlaceKind, Place] = field(default_factory=dict)
    """The last of each kind."""
    last_side: str | None = None
    """The side that opened the sentence before, and of a sentence that reports speech the last."""
    accused: frozenset[str] = frozenset()
    """Who is said, in the sentence before, to back another."""
    settlements: tuple[Place, ...] = ()
    """The two settlements joined or named last, the older one first."""
    together: tuple[Place, ...] = ()
    """The settlements of the list that was told last."""
    capital: Place | None = None
    """The last capital of a country or a region."""
    clouded: bool = False
    """True while the settlement named last is none that we know."""
    _recency: dict[str, int] = field(default_factory=dict)
    _named: int = 0

    def resolve(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Mark words that stand for a named place as places of the sentence."""
        pointing = lexicon.words[_POINTING]
        if pointing.isdisjoint(sentence.words):
            return
        for at in sentence.tokens_of(pointing):
            word = sentence.low(at)
            if lexicon.is_in(word, *_SETS) and self._mark_all(sentence, at, lexicon):
                continue
            kinds = _kinds_meant(sentence, at, lexicon)
            if not kinds or sentence.place_at(at) is not None:
                continue
            before = [
                span
                for span in sentence.places
                if span.last <= at and not _is_beside(sentence, span, lexicon)
            ]
            if PlaceKind.SETTLEMENT in kinds and self._is_clouded(sentence, at, before):
                continue  # the village may be the one that we don't know
            place = self._meant(word, before, kinds, lexicon)
            if place is not None:
                _mark(sentence, at, place, before, lexicon)

    def _meant(
        self, word: str, before: list[PlaceSpan], kinds: frozenset[PlaceKind], lexicon: Lexicon
    ) -> Place | None:
        if word == "capital":
            seats = (span.place for span in reversed(before))
            return next((one for one in seats if _is_seat(one)), self.capital)
        area = lexicon.is_in(word, "anaphora.area")
        near = _KINDS["anaphora.there"] if area else kinds
        here = next((span.place for span in reversed(before) if span.place.kind in near), None)
        if here is None and word == "it":  # "annexed X and has ruled it since"
            any_kind = _KINDS["anaphora.there"]
            here = next((one.place for one in reversed(before) if one.place.kind in any_kind), None)
        return self._called(word) or here or self._newest(kinds)

    def _mark_all(self, sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
        """As in "both towns", "all three", "the two villages": the words stand for each of them."""
        first, count, last = _set_meant(sentence, at, lexicon)
        if count is None:
            return False
        here = _rows(span for span in sentence.places if span.last <= first)
        together = tuple(here[-1]) if here else self.together
        if count == _ALL:
            count = len(together)
        named = self.settlements if count == _PAIR and not here else together
        clouded = self.clouded and not here
        if not clouded and len(named) == count > 1:
            for place in named:
                sentence.mark_place(PlaceSpan(first, last, place, stands_for=True))
        return True

    def _called(self, word: str) -> Place | None:
        """The place with that word in its name: Snake Island is "the island"."""
        if word not in {"island", "peninsula"}:
            return None
        named = (one for one in self.newest.values() if one.name.casefold().endswith(word))
        return next(named, None)

    def _is_clouded(self, sentence: Sentence, at: int, before: list[PlaceSpan]) -> bool:
        unknown = max((number for number in sentence.unknown if number < at), default=-1)
        towns = [span.first for span in before if span.place.kind is PlaceKind.SETTLEMENT]
        known = max(towns, default=-1)
        return unknown > known or (self.clouded and known < 0)

    def remember(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Take over what the sentence named; what it names beside the story stays below that."""
        for span in sentence.places:
            if not _is_beside(sentence, span, lexicon):
                self._remember_place(sentence, span, lexicon)
        self._remember_lists(sentence)
        self.accused = accused_in(sentence, lexicon)
        if sentence.unknown:
            self.clouded = True
        elif any(span.place.kind is PlaceKind.SETTLEMENT for span in sentence.places):
            self.clouded = False
        self._remember_side(sentence, lexicon)

    def _remember_side(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Of "Y took X from Z. They …" Y, which opens; of what somebody says the one named last."""
        sides = [
            one
            for one in sentence.actors
            if not lexicon.only_speaks(one.actor_id) and sentence.low(one.first - 1) != "in"
        ]
        named = [one.actor_id for one in sides if one.form in {"names", "demonyms"}]
        told = lexicon.any_in(sentence.words, "saying.telling_words")
        if sides and sides[0].first <= _OPENING and sides[0].form != "people" and not told:
            self.last_side = sides[0].actor_id
        elif named:
            self.last_side = named[-1]

    def _remember_lists(self, sentence: Sentence) -> None:
        """As in "A, B and C lie near D": "all three" are A, B and C."""
        for row in _rows(sentence.places):
            if len(row) >= _PAIR:
                self.together = tuple(row)
                self.settlements = (row[-2], row[-1])

    def _remember_place(self, sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> None:
        opening = sentence.low(clause_start(sentence, span.first, lexicon) - 1)
        above = self.last if lexicon.is_in(opening, "grammar.beside") else None
        if above is None:
            self._name(span.place)
        elif span.place.place_id not in self.places:
            self._name(span.place)
            self._name(above)

    def recency(self, place_id: str) -> int:
        """How lately a place was named: larger is later, -1 never."""
        return self._recency.get(place_id, -1)

    def _name(self, place: Place) -> None:
        self.places[place.place_id] = self.newest[place.kind] = self.last = place
        self._recency[place.place_id] = self._named
        if place.kind is PlaceKind.SETTLEMENT:
            others = (one for one in self.settlements if one.place_id != place.place_id)
            self.settlements = (*others, place)[-2:]
            self.capital = place if _is_seat(place) else self.capital
        self._named += 1

    def _newest(self, kinds: frozenset[PlaceKind]) -> Place | None:
        named = [self.newest[kind] for kind in kinds if kind in self.newest]
        return max(named, key=lambda place: self.recency(place.place_id), default=None)


def accused_in(sentence: Sentence, lexicon: Lexicon) -> frozenset[str]:
    """As in "rebels backed by X", "accuses X of supporting them"."""
    if not lexicon.any_in(sentence.words, "saying.backing"):
        return frozenset()
    backing = lexicon.words["saying.backing",]
    return frozenset(
        span.actor_id
        for span in sentence.actors
        if (
            "by" in (before := sentence.between(span.first - _BACKED_REACH, span.first))
            and not backing.isdisjoint(before)
        )
        or (sentence.low(span.last) == "of" and sentence.low(span.last + 1) in backing)
    )


def _rows(spans: Iterable[PlaceSpan]) -> list[list[Place]]:
    """The settlements of a sentence, those of a list together."""
    rows: list[list[Place]] = []
    end = -_ITEM_GAP
    for span in spans:
        if span.place.kind is not PlaceKind.SETTLEMENT:
            continue
        if rows and span.first - end <= _ITEM_GAP:
            rows[-1].append(span.place)
        else:
            rows.append([span.place])
        end = span.last
    return rows


def _mark(
    sentence: Sentence, at: int, place: Place, before: list[PlaceSpan], lexicon: Lexicon
) -> None:
    """Mark what a word stands for; who left has left every place of a list."""
    word = sentence.low(at)
    first = at if lexicon.is_in(word, *_ALONE) else _described_from(sentence, at, lexicon)
    if lexicon.any_in(sentence.between(first, at), "anaphora.of_side"):
        first = at - 1  # of "the occupied town" the adjective says something of its own
    several = lexicon.is_in(word, "anaphora.gone", "anaphora.out", "anaphora.back")
    for one in _row_to(place, before) if several else (place,):
        sentence.mark_place(PlaceSpan(first, at + 1, one, stands_for=True))


def _row_to(place: Place, before: list[PlaceSpan]) -> list[Place]:
    """The list that ends in a place: of "took A and B as the army fled" both."""
    row: list[PlaceSpan] = []
    for span in reversed(before):
        if not row:
            row += [span] if span.place is place else []
        elif span.place.kind is place.kind and row[0].first - span.last <= _ITEM_GAP:
            row.insert(0, span)
        else:
            break
    return [span.place for span in row] or [place]


def _set_meant(sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, int | None, int]:
    """How many places words stand for, if they do, and the tokens that are these words."""
    word, before = sentence.low(at), sentence.low(at - 1)
    named = lexicon.is_in(sentence.low(at + 1), "anaphora.pair")
    last = at + 1 + named
    if lexicon.is_in(word, "anaphora.pair"):
        if before in {"these", "those"} or _ends_there(sentence, at, lexicon):
            return at - 1, _ALL, at + 1
        return (at - 1, _PAIR, at + 1) if before == "both" else (at, None, at)
    if lexicon.is_in(word, "anaphora.both"):  # "both are", "neither village"
        alone = lexicon.is_in(sentence.low(at + 1), "grammar.passive", "grammar.finite")
        one = lexicon.is_in(sentence.low(at + 1), "anaphora.settlement")
        return at, _PAIR if (word == "both" and (alone or named)) or one else None, last + one
    count = _NUMBERS.get(word)
    if sentence.low(last) in {"to", "in", "near", "around", "of", "along"}:
        count = None  # "the two towns to the north of X"
    if count is None or before not in {"all", "the", "these", "those"}:
        return at, None, at
    return at - 1, count if named or before == "all" else None, last


def _ends_there(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "confirmed the loss of the towns.", "the villages were taken": no word says which."""
    return sentence.low(at - 1) == "the" and lexicon.is_in(
        sentence.low(at + 1), "anaphora.after_gone", "grammar.passive", "grammar.finite"
    )


def _is_seat(place: Place) -> bool:
    return place.feature_code in _CAPITALS


def is_setting(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "reporting from the capital X", "X (Agency) - ": where somebody speaks."""
    if span.first == 0 and sentence.tokens[0].text.isupper() and len(sentence.tokens[0].text) > 1:
        return sentence.low(span.last) in {"(", ",", "-", "–", "—", ":"}
    at = span.first - 1
    at -= lexicon.is_in(sentence.low(at), "anaphora.settlement")
    at -= sentence.low(at) == "the"
    return sentence.low(at) in {"from", "in", "at"} and lexicon.is_in(
        sentence.low(at - 1), "anaphora.setting"
    )


def _is_beside(sentence: Sentence, span: PlaceSpan, lexicon: Lexicon) -> bool:
    """As in "60 km north of X", "reporting from X": named only to say where something else is."""
    bearing = (
        sentence.low(span.first - 1) == "of"
        and sentence.low(span.first - 3) != "the"  # "in the south of X" is in X
        and sentence.low(span.first - 2) != "outskirts"
        and lexicon.is_in(sentence.low(span.first - 2), "grammar.bearings")
    )
    nearby = any(
        lexicon.is_in(word, "anaphora.nearby")
        for word in sentence.between(span.first - _NEARBY_REACH, span.first)
    )
    hails = sentence.low(span.first - 1) == "from" and lexicon.is_in(
        sentence.low(span.first - 2), "saying.local_officials"
    )  # "an official from X"
    return bearing or nearby or hails or is_setting(sentence, span, lexicon)


def _kinds_meant(sentence: Sentence, at: int, lexicon: Lexicon) -> frozenset[PlaceKind]:
    """The kinds of place that a word can stand for where it is; empty if for none."""
    word = sentence.low(at)
    if lexicon.is_in(word, *_ALONE):
        return _kinds_meant_alone(sentence, at, lexicon)
    return _kinds_of_noun(sentence, at, lexicon)


def _kinds_of_noun(sentence: Sentence, at: int, lexicon: Lexicon) -> frozenset[PlaceKind]:
    """As in "the village", "this region", "out of the area"."""
    word = sentence.low(at)
    if not _is_determined(sentence, at, lexicon) or _is_post(sentence, at, lexicon):
        return frozenset()
    if lexicon.is_in(word, "anaphora.area"):
        opening = at - 2 - (sentence.low(at - 1) == "same")
        meant = lexicon.is_in(sentence.low(opening), "anaphora.before_area")
        meant = meant and not lexicon.is_in(sentence.low(at + 1), *_SAYS_WHICH)
        return _KINDS["anaphora.area"] if meant else frozenset()
    if sentence.low(at + 1) == "'s" and any(
        lexicon.is_in(sentence.low(after), "anaphora.parts") for after in (at + 2, at + 3)
    ):
        return _kinds_named(word, lexicon)  # "the city's northern districts"
    of_people = sentence.low(at + 1) == "of" and sentence.low(at + 2)[:1].isdigit()
    if not of_people and (
        lexicon.is_in(sentence.low(at + 1), "anaphora.not_before") or _names_follow(sentence, at)
    ):
        return frozenset()
    return _kinds_named(word, lexicon)


def _kinds_named(word: str, lexicon: Lexicon) -> frozenset[PlaceKind]:
    for name, kinds in _KINDS.items():
        if name != "anaphora.there" and lexicon.is_in(word, name):
            return kinds
    return frozenset()


def _kinds_meant_alone(sentence: Sentence, at: int, lexicon: Lexicon) -> frozenset[PlaceKind]:
    word, follows = sentence.low(at), sentence.low(at + 1)
    if word == "there":
        opens = follows in {"is", "are", "was", "were", "has", "have", "had"}
        return frozenset() if opens else _KINDS["anaphora.there"]
    means = next(means for name, means in _MEANS.items() if lexicon.is_in(word, name))
    wide = word == "it" or lexicon.is_in(word, "anaphora.gone", "anaphora.out", "anaphora.back")
    kinds = _HELD if wide else _KINDS["anaphora.settlement"]
    return kinds if means(sentence, at, lexicon) else frozenset()


def _has_parts(sentence: Sentence, its: int, lexicon: Lexicon) -> bool:
    """As in "its outskirts", "its northern districts"."""
    follows = sentence.low(its + 1)
    return lexicon.is_in(follows, "anaphora.parts") or (
        lexicon.is_in(follows, "grammar.bearings", "modality.compass")
        and lexicon.is_in(sentence.low(its + 2), "anaphora.parts")
    )


def _is_had(sentence: Sentence, control: int, lexicon: Lexicon) -> bool:
    """As in "seized control", "are in full control"."""
    return lexicon.is_in(sentence.low(control - 1), "anaphora.before_control") and lexicon.is_in(
        sentence.low(control + 1), "anaphora.after_gone"
    )


def _is_us(sentence: Sentence, us: int, lexicon: Lexicon) -> bool:
    return lexicon.is_in(sentence.low(us - 1), "anaphora.before_us")


def _is_out(sentence: Sentence, out: int, lexicon: Lexicon) -> bool:
    """As in "the army pulled out", "had pulled back", "were driven out"."""
    pulled = sentence.low(out - 1) in {"pulled", "pulling", "pull", "moved"}
    left = pulled and _has_left(sentence, out - 1, lexicon, last=out)
    return left or _is_forced(sentence, out, lexicon)


def _is_post(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "a battalion operating in the area said": where somebody serves, and no news."""
    return (
        lexicon.is_in(sentence.low(at), "anaphora.area")
        and sentence.low(at - 2) in {"in", "within"}
        and lexicon.is_in(sentence.low(at - 3), "anaphora.serving")
    )


def _has_left(sentence: Sentence, verb: int, lexicon: Lexicon, last: int | None = None) -> bool:
    """As in "the last soldiers had left during the night": from where stands before."""
    after = sentence.low((verb if last is None else last) + 1)
    if not lexicon.is_in(after, "anaphora.after_gone"):
        return False
    at = verb - 1
    while lexicon.is_in(sentence.low(at), "grammar.finite", "modality.now", "saying.before_verb"):
        at -= 1
    actor = sentence.actor_at(at)
    troops = (
        actor is not None
        and actor.form != "metonyms"
        and sentence.place_at(at) is None
        and not lexicon.only_speaks(actor.actor_id)
    )
    return troops or lexicon.is_in(sentence.low(at), "grammar.plural_heads")


def _is_forced(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "forced the army to retreat", "had pushed the rebels back": from the place before."""
    back = lexicon.is_in(sentence.low(at), "anaphora.back", "anaphora.out")
    if not lexicon.is_in(sentence.low(at + 1), "anaphora.after_gone"):
        return False
    if not back and sentence.low(at - 1) != "to":
        return False
    if any(span.first > at for span in sentence.places):
        return False  # "forced them to withdraw after they entered X"
    before = sentence.between(at - _FORCING_REACH, at)
    return lexicon.any_in(before, "anaphora.forcing")


def _is_repelled(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "repelled the assault", "both attacks were beaten back": on the place before."""
    if any(span.first > at for span in sentence.places):
        return False
    before = sentence.between(at - _REPELLING_REACH, at)
    if lexicon.any_in(before, "anaphora.repelling"):
        return lexicon.is_in(sentence.low(at + 1), "anaphora.after_gone")
    told = [sentence.low(at + step) for step in range(1, _REPELLING_REACH + 1)]
    return lexicon.is_in(told[0], "grammar.passive", "grammar.finite") and lexicon.any_in(
        told, "anaphora.repelling"
    )


def _is_told_of(sentence: Sentence, noun: int, lexicon: Lexicon) -> bool:
    """As in "confirmed the withdrawal", "announced its capture": of the place named last."""
    return (
        lexicon.is_in(sentence.low(noun + 1), "anaphora.after_gone")
        and lexicon.is_in(sentence.low(noun - 1), "anaphora.determiners", "anaphora.own")
        and lexicon.is_in(sentence.low(noun - 2), "anaphora.telling")
        and not any(span.first > noun for span in sentence.places)
    )


def _is_held(sentence: Sentence, it: int, lexicon: Lexicon) -> bool:
    """As in "took it", "abandoned it", and in "it had fallen"; not as in "it had taken"."""
    if lexicon.is_in(sentence.low(it - 1), "anaphora.before_it"):
        return True
    if sentence.low(it - 1) == "of" and lexicon.is_in(sentence.low(it - 2), "anaphora.share_of_it"):
        return True
    at = it + 1
    while lexicon.is_in(sentence.low(at), "grammar.passive", "grammar.inside_passive") or (
        sentence.low(at) in {"had", "has"} or sentence.low(at).endswith("ly")
    ):
        at += 1
    befalls = sentence.low(at) in {"fallen", "fell"} or lexicon.any_in(
        sentence.between(it + 1, at), "grammar.passive"
    )
    return befalls and lexicon.is_in(sentence.low(at), "anaphora.befallen")


def _is_determined(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "the town", "the oil-rich border town"; "the next town" is another one."""
    if sentence.low(at - 2) == "-" and lexicon.is_in(sentence.low(at - 1), "anaphora.of_side"):
        side = sentence.actor_at(at - 3)  # "the rebel-held town"
        before = at - 4 if side is None else side.first - 1
        return lexicon.is_in(sentence.low(before), "anaphora.determiners")
    return lexicon.is_in(
        sentence.low(_described_from(sentence, at, lexicon)), "anaphora.determiners"
    )


def _described_from(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """The first word of "the oil-rich border town"; the one before "town" if none begins it."""
    for before in range(at - 1, max(-1, at - 1 - _LONGEST_DESCRIPTION), -1):
        if lexicon.is_in(sentence.low(before), "anaphora.determiners"):
            return before
        if not _describes(sentence, before, lexicon):
            break
    return at - 1


def _describes(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As "coal", "-" and "mining" in "the coal-mining town"; nobody's name, and no other town."""
    word = sentence.low(at)
    if word == "-" or lexicon.is_in(word, "anaphora.of_side"):
        return True
    return (
        word.isalpha()
        and sentence.tokens[at].text.islower()
        and sentence.actor_at(at) is None
        and not lexicon.is_in(word, "anaphora.another", "anaphora.settlement", "anaphora.before_it")
        and not lexicon.is_in(word, *_BORDERS)
    )


def _names_follow(sentence: Sentence, at: int) -> bool:
    """As in "the town Sudzha": the name stands right behind."""
    return sentence.place_at(at + 1) is not None


_MEANS: Mapping[str, Callable[[Sentence, int, Lexicon], bool]] = {
    "anaphora.control": _is_had,
    "anaphora.back": _is_out,
    "anaphora.forced_to": _is_forced,
    "anaphora.out": _is_out,
    "anaphora.event": _is_told_of,
    "anaphora.attack": _is_repelled,
    "anaphora.us": _is_us,
    "anaphora.gone": _has_left,
    "anaphora.there": _is_held,
    "anaphora.possessed": _has_parts,
}
"""List of words -> whether one of them stands for a place where it is."""
