"""What analysts chose for names, applied to the mentions of an article."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from geodata.gazetteer.folding import fold
from geodata.gazetteer.rows import folded
from geodata.mentions.inflected import agreeing, is_cyrillic
from geodata.model import Mention, Place, PlaceChoice, Verdict

CHOSEN_BY = "chosen by "
"""How `how` begins in a mention whose place an analyst chose."""
_Counted = Mapping[tuple[str, str], PlaceChoice]
FindPlace = Callable[[str], Place | None]
_LONGEST_ENDING = 4


def name_key(mention: Mention, places: FindPlace) -> str:
    """Fold a name as it stands in a text to the name that a PlaceChoice is about.

    Of a Cyrillic name in another case it is the first one, as most of the candidates bear it.
    """
    key = folded(mention.surface)
    if not is_cyrillic(key):
        return key
    found = filter(None, (places(candidate.place_id) for candidate in mention.candidates))
    borne = Counter(name for place in found for name in _folded_names(place))
    forms = dict.fromkeys((key, *agreeing(tuple(key.split()))))
    return max(forms, key=lambda form: borne[form])  # the first of those alike: the name itself


def may_name(text: str, name: str) -> bool:
    """Tell whether a text can hold a name, as `name_key` gives it, in some case."""
    first, _, _ = name.partition(" ")
    stem = first[:-_LONGEST_ENDING] or first[:1] if is_cyrillic(name) else name
    return stem in " ".join(fold(text).split())  # not `folded`, which keeps what it was asked


def _folded_names(place: Place) -> set[str]:
    return set(map(folded, place.names))


def settle_mentions(
    mentions: Iterable[Mention], choices: Sequence[PlaceChoice], places: FindPlace
) -> tuple[list[Mention], tuple[PlaceChoice, ...]]:
    """Give each name the place that was chosen for it; drop what was said to be no place.

    A choice for this article overrides what was read; one for every article only fills what was
    left open. `choices` are those that count, as ClaimStore.place_choices gives them.

    Returns: the mentions, and the choices that bear on them, the undone ones too.
    """
    counted = {(choice.name, choice.article_id): choice for choice in choices}
    heard: dict[PlaceChoice, None] = {}
    settled = []
    for mention in mentions:
        bearing = list(_bearing(mention, counted, places)) if counted else []
        heard.update(dict.fromkeys(bearing))
        if not bearing or bearing[-1].verdict is Verdict.UNDONE:
            settled.append(mention)
        elif bearing[-1].verdict is Verdict.PLACE:
            settled.append(_settled(mention, bearing[-1]))
    return settled, tuple(heard)


def _bearing(mention: Mention, counted: _Counted, places: FindPlace) -> Iterator[PlaceChoice]:
    """The choices to heed, the article's own first; the last of them decides."""
    name = name_key(mention, places)
    for article_id in (mention.article_id, *([""] if mention.place_id is None else [])):
        choice = counted.get((name, article_id))
        if choice is not None:
            yield choice
            if choice.verdict is not Verdict.UNDONE:
                return


def _settled(mention: Mention, choice: PlaceChoice) -> Mention:
    note = f": {choice.note}" if choice.note else ""
    how = f"{CHOSEN_BY}{choice.analyst} on {choice.recorded_at.date().isoformat()}{note}"
    return replace(mention, place_id=choice.place_id, how=how)
