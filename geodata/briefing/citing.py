"""What sentences are made with: names in the spelling asked for, and citations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.briefing.asking import Spelling
from geodata.briefing.numbering import Numbered
from geodata.briefing.sheet import MONTHS, Sentence
from geodata.briefing.spelling import written
from geodata.gazetteer import Gazetteer
from geodata.model import SOURCE_VOICE, Actor, Claim, Source
from geodata.portrayal import actor_name

MOST_NAMES = 8
"""Places that a sentence names; it counts the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citer:
    """Names things, and cites."""

    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    places: Mapping[str, str]
    """Names by place_id."""
    numbered: Numbered
    claims: Mapping[str, Claim]
    """Those that may be cited, by id."""

    def say(self, text: str, claims: Iterable[Claim]) -> Sentence:
        """Make a sentence that cites."""
        cited = {claim.claim_id: claim for claim in claims if claim.claim_id in self.claims}
        return Sentence(
            text=text, numbers=self.numbered.of(cited.values()), claim_ids=tuple(sorted(cited))
        )

    def by_ids(self, claim_ids: Iterable[str]) -> list[Claim]:
        """Claims that may be cited."""
        return [self.claims[one] for one in claim_ids if one in self.claims]

    def actor(self, actor_id: str | None) -> str:
        """Name whom a claim is about."""
        return actor_name(actor_id, self.actors) if actor_id else "an unnamed actor"

    def voice(self, voice: str) -> str:
        """Name whose word it is, see `geodata.origins.whose_word`."""
        claimant, _, outlet = voice.partition(" ")
        if claimant == SOURCE_VOICE and outlet:
            return self.sources[outlet].name if outlet in self.sources else outlet
        return actor_name(voice, self.actors)

    def listed(self, place_ids: Sequence[str], *, parts: bool = False) -> str:
        """Write places: "A, B and 3 more places"; parts: of each a part only."""
        names = [self.places.get(one, one) for one in place_ids]
        shown = names[:MOST_NAMES]
        left = len(names) - len(shown)
        if left:
            shown.append(f"{left} more places")
        text = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
        return f"parts of {text}" if parts else text


def place_names(
    gazetteer: Gazetteer, place_ids: Iterable[str], spelling: Spelling
) -> dict[str, str]:
    """Name places, with district and region where two would read the same."""
    places = {one: gazetteer.place(one) for one in dict.fromkeys(place_ids)}
    names = {one: written(place, spelling) for one, place in places.items()}
    often = Counter(names.values())
    for one, place in places.items():
        if often[names[one]] > 1:
            region = gazetteer.region_of(place)
            further = [place.admin2, region.name if region and region != place else ""]
            names[one] = ", ".join(filter(None, (names[one], *further)))
    return names


def day_words(day: date) -> str:
    """Write a day: "26 April 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def counted(number: int, noun: str) -> str:
    """Count: "1 day", "2 days"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
