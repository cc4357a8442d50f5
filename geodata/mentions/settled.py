"""What analysts chose for names, applied to the mentions of an article."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from geodata.gazetteer.folding import fold
from geodata.model import Mention, PlaceChoice, Verdict

CHOSEN_BY = "chosen by "
"""How `how` begins in a mention whose place an analyst chose."""
_Counted = Mapping[tuple[str, str], PlaceChoice]


def name_key(surface: str) -> str:
    """Fold a name as it stands in a text to the name that a PlaceChoice is about."""
    return " ".join(fold(surface).split())


def settle_mentions(
    mentions: Iterable[Mention], choices: Sequence[PlaceChoice]
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
        bearing = list(_bearing(mention, counted))
        heard.update(dict.fromkeys(bearing))
        if not bearing or bearing[-1].verdict is Verdict.UNDONE:
            settled.append(mention)
        elif bearing[-1].verdict is Verdict.PLACE:
            settled.append(_settled(mention, bearing[-1]))
    return settled, tuple(heard)


def _bearing(mention: Mention, counted: _Counted) -> Iterator[PlaceChoice]:
    """The choices to heed, the article's own first; the last of them decides."""
    if not counted:
        return
    name = name_key(mention.surface)
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
