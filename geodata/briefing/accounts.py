"""Accounts: what each selection of a sheet shows, and all that what is shown rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from threading import Lock

from geodata.gazetteer.boundaries import Boundaries, load_boundaries
from geodata.gazetteer.files import embedded_sha256
from geodata.model import Actor, Article, Claim, Source
from geodata.pipeline import Ground, Situation, articles_about, ground, ledger_of, situation
from geodata.pipeline.citing import area_claims
from geodata.pipeline.stances import Standing, standing
from geodata.portrayal import account_name
from geodata.reading import Knowledge
from geodata.selection import Selection
from geodata.settings import Settings
from geodata.store import ClaimStore

MOST_OPEN = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Bureau:
    """What sheets are made from: opened once."""

    store: ClaimStore
    knowledge: Knowledge
    settings: Settings
    opened: "dict[tuple[str, date, Selection], Account]" = field(default_factory=dict)
    """Accounts that are kept ready, see `open_account`."""
    opening: Lock = field(default_factory=Lock)

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """By id."""
        return {actor.actor_id: actor for actor in self.knowledge.actors}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """By id."""
        return {source.source_id: source for source in self.knowledge.sources}

    @cached_property
    def edition(self) -> str:
        """Name of the places that views rest on: the grown edition, else the embedded one."""
        grown = self.knowledge.gazetteer.edition
        return grown or embedded_sha256(self.settings.seeds_folder)[:32]

    def boundaries(self, selection: Selection) -> Boundaries:
        """Outlines as a selection has them."""
        worldview = selection.worldview or self.settings.worldview
        return load_boundaries(self.settings.seeds_folder, worldview)


@dataclass(frozen=True, kw_only=True, eq=False)
class Account:
    """One selection, answered."""

    bureau: Bureau
    selection: Selection
    shown: Situation
    ground: Ground | None

    @property
    def name(self) -> str | None:
        """Whose account it is; None = everybody's."""
        chosen, bureau = self.selection, self.bureau
        return account_name(chosen.voice, chosen.outlet, bureau.actors, bureau.sources)

    @cached_property
    def ground_claims(self) -> list[list[Claim]]:
        """By area of the ground the claims that it rests on."""
        return area_claims(self.ground) if self.ground else []

    @cached_property
    def claims(self) -> list[Claim]:
        """All that is visible rests on these: the claims of the view, and those of its ground."""
        of_ground = (claim for row in self.ground_claims for claim in row)
        return list({one.claim_id: one for one in (*self.shown.claims, *of_ground)}.values())

    @cached_property
    def standing(self) -> Standing:
        """Who says what of which place, and since when voices disagree."""
        bureau = self.bureau
        query = self.selection.query()
        return standing(bureau.store, bureau.knowledge, query, self.shown)

    def articles(self, kept: Mapping[str, Article]) -> dict[str, Article]:
        """The claims' articles by id; `kept`: those of the store."""
        mapped = {**self.shown.map_articles, **articles_about(self.ground, self.claims)}
        needed = {claim.article_id for claim in self.claims}
        return {one: mapped.get(one) or kept[one] for one in sorted(needed)}


def open_account(bureau: Bureau, selection: Selection, today: date) -> Account:
    """Answer a selection; marks are as old as they are on its day, else on `today`.

    Answers are kept while the store stays as it is: a sheet in another form asks nothing anew.
    """
    worldview = selection.worldview or bureau.settings.worldview
    plain = replace(selection, worldview=worldview, picked=None)
    key = (bureau.store.revision(), today, plain)
    with bureau.opening:
        kept = bureau.opened
        if key not in kept:
            while len(kept) >= MOST_OPEN:
                del kept[next(iter(kept))]
            kept[key] = _open(bureau, plain, today)
        return kept[key]


def _open(bureau: Bureau, selection: Selection, today: date) -> Account:
    boundaries = bureau.boundaries(selection)
    shown = situation(bureau.store, bureau.knowledge, boundaries, selection.query(), today=today)
    drawn = None
    if not selection.without_ground:
        drawn = ground(bureau.store, bureau.knowledge, boundaries, selection.ground_query())
    return Account(bureau=bureau, selection=selection, shown=shown, ground=drawn)


def newest_record(bureau: Bureau) -> datetime | None:
    """When the store last learned or decided anything that a view of now may show."""
    store = bureau.store
    claims = ledger_of(store, bureau.knowledge).claims
    moments = [one.recorded_at for one in claims if one.recorded_at]
    moments += store.known_since().values()
    moments += [header.recorded_at for header in store.map_headers()]
    moments += [review.recorded_at for review in store.all_reviews()]
    moments += [choice.recorded_at for choice in store.all_place_choices()]
    return max(moments, default=None)
