"""In what two accounts differ: whose ground, how much, and on which claims it rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.briefing.accounts import Account
from geodata.briefing.citing import Citer
from geodata.briefing.sheet import Section, Sentence
from geodata.frontline import Difference
from geodata.model import Claim
from geodata.pipeline import Ground, compare
from geodata.pipeline.citing import cited
from geodata.portrayal import km2_words, part_words, settlements_words
from geodata.selection import Comparison, Selection

HEADING = "In what the two differ"


@dataclass(frozen=True, kw_only=True, eq=False)
class Differing:
    """The ground that an actor is said to hold in two pictures."""

    grounds: tuple[Ground, Ground]
    difference: Difference
    actor: str

    @property
    def shading(self) -> tuple[Difference, str]:
        """What a panel shades."""
        return self.difference, self.actor

    @cached_property
    def claims(self) -> list[list[Claim]]:
        """By part the claims of either account."""
        groups = [list(ids) for ids in self.difference.parts["place_ids"]]
        each = [cited(one, [one.numbers(ids) for ids in groups]) for one in self.grounds]
        return [[*first, *second] for first, second in zip(*each, strict=True)]

    def section(self, citer: Citer) -> Section:
        """Tell each part's size."""
        parts = self.difference.parts
        columns = (parts["part"], parts["area_km2"], parts["settlements"], self.claims)
        sentences = [
            citer.say(
                f"{part_words(part, self.actor, citer.actors)}: {km2_words(area)}, "
                f"{settlements_words(settlements)}.",
                claims,
            )
            for part, area, settlements, claims in zip(*columns, strict=True)
        ]
        none = Sentence(text="The two say the same of who holds which ground.")
        return Section(heading=HEADING, sentences=tuple(sentences) or (none,))


def find_differing(accounts: Sequence[Account], view: Selection | Comparison) -> Differing | None:
    """Compare two accounts' ground; None if one speaks of none, or if there are not two."""
    grounds = [account.ground for account in accounts if account.ground]
    if not isinstance(view, Comparison) or len(grounds) != 2:
        return None
    actor = view.about or _most_differed(grounds)
    if actor is None:
        return None
    one, other = grounds
    return Differing(grounds=(one, other), difference=compare(one, other, actor), actor=actor)


def _most_differed(grounds: Sequence[Ground]) -> str | None:
    """Whose held ground differs most in size; of equals the larger, then the first by id."""
    sums = []
    for ground in grounds:
        areas: pd.DataFrame = ground.areas
        held = areas[(areas["state"] == "held") & (areas["actor"] != "")]
        totals = held.groupby("actor")["area_km2"].sum()
        sums.append(dict(zip(map(str, totals.index), map(float, totals), strict=True)))
    actors = sorted(set().union(*sums))
    sizes = {actor: [one.get(actor, 0.0) for one in sums] for actor in actors}
    ranked = sorted(actors, key=lambda a: (min(sizes[a]) - max(sizes[a]), -max(sizes[a]), a))
    return ranked[0] if ranked else None
