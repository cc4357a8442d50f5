"""The nouns, and the glossary.

Place       a named piece of ground, as in GeoNames: settlement, district, region, country,
            facility or water. Coordinates are (lon, lat) in degrees, EPSG:4326.
Actor       whoever can hold ground or speak about it; `SOURCE` is the article's own voice.
Source      an outlet or mapper that prints; graded A-F for reliability (Admiralty code).
Article     one text from one source, with its publication date and on what that date rests.
Mention     a stretch of an article that names a place; resolved, or kept with its candidates.
PlaceChoice an analyst's word on which place a name means, in one article or in every one.
Claim       one statement by one claimant about one place: claimant (who says so), actor (who is
            said to hold it) and source (which outlet printed it) are three different things.
Review      an analyst's decision about one claim: right, corrected, wrong, told twice, missed.
Voice       whose account one looks through: one claimant, one source, a set, or everybody.
Origin      the first telling of a statement; claims that report the same have the same origin,
            whichever articles print them. Near-duplicate articles are copies of one.
ClaimQuery  which claims a view asks for, on two clocks: `as_of` (when it is said to be true)
            and `known_at` (when we knew).
Control     derived, never stored: the state of one place, in one voice, on one day, and why.

A claim is not a fact; presence is not control; a denial is a record of its own.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Protocol

SOURCE_VOICE = "SOURCE"
"""Actor id of the article's own voice."""


class PlaceKind(StrEnum):
    """What a place is, coarser than the GeoNames feature code."""

    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    FACILITY = "facility"
    WATER = "water"


class ActorKind(StrEnum):
    """The part an actor plays."""

    BELLIGERENT = "belligerent"
    MONITOR = "monitor"
    THIRD_PARTY = "third party"


class Relation(StrEnum):
    """What an actor is said to do at a place."""

    CONTROLS = "controls"
    PRESENT = "present"
    CONTESTED = "contested"
    THREATENS = "threatens"


class Polarity(StrEnum):
    """Whether the claimant asserts or rejects the proposition."""

    AFFIRM = "affirm"
    DENY = "deny"


class Extent(StrEnum):
    """How much of the place the claim covers."""

    WHOLE = "whole"
    PARTIAL = "partial"


class DatePrecision(StrEnum):
    """How exact a date is; the date itself is the first day of its period."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DateBasis(StrEnum):
    """On what a publication date rests."""

    GIVEN = "given"
    METADATA = "page metadata"
    INFERRED = "inferred from the text"
    UNKNOWN = "unknown"


class ControlState(StrEnum):
    """The state of a place in one voice. Contested = fighting; disputed = voices disagree."""

    HELD = "held"
    CONTESTED = "contested"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Corroboration(StrEnum):
    """How well the holder that a Control names is supported; areas carry it as texture."""

    AGREED = "agreed"
    """Both sides, or two or more independent origins, name the same holder; nobody denies."""
    ONE_SIDE = "one side"
    """One side's word only."""
    DISPUTED = "disputed"
    """A claim met by a denial or a counter-claim."""
    REPORTED = "reported"
    """In one outlet's own voice only."""
    NONE = "none"
    """No claim of control found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateName:
    """Another name of a place, as in GeoNames' alternateNames."""

    name: str
    language: str = ""
    """ISO 639-1; empty if unknown."""
    kind: str = "alternate"
    """alternate | official | historic | transliterated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named piece of ground. The outline of an area is asked of the gazetteer's boundaries."""

    place_id: str
    """`geonames:709717`, `curated:gornal`; regions and countries `iso:UA-43`, `iso:UA`."""
    name: str
    """Common English name; oblasts are "Kursk region"."""
    ascii_name: str
    kind: PlaceKind
    feature_code: str
    """GeoNames feature code: PPL, PPLA, ADM1, PCLI …"""
    country_code: str
    """ISO 3166-1 alpha-2 of the internationally recognised holder (UN GA 68/262)."""
    lon: float
    lat: float
    precision_km: float = 0.0
    """Radius within which the true point lies; 0 = as exact as the source gets."""
    admin1: str = ""
    """place_id of the region that contains it; empty if none or unknown."""
    admin2: str = ""
    """Name of the district (raion) that contains it; empty if none or unknown."""
    admin3: str = ""
    """Name of its municipality (in Ukraine the hromada); empty if none or unknown."""
    population: int = 0
    alternate_names: tuple[AlternateName, ...] = ()

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            swapped = "; are lon and lat swapped?" if abs(self.lat) > 90 else ""
            raise ValueError(f"({self.lon}, {self.lat}) is not on Earth{swapped}")
        if self.precision_km < 0:
            raise ValueError(f"precision_km is {self.precision_km}; it must be 0 or more")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the common one first."""
        return (self.name, *(other.name for other in self.alternate_names))

    @property
    def hand_kept(self) -> bool:
        """Whether somebody put it into the gazetteer, mostly for being in the news."""
        return self.place_id.startswith("curated:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever can hold ground or speak about it, and the words that name them."""

    actor_id: str
    """ISO 3166-1 alpha-2 for states, short upper-case codes for others."""
    name: str
    kind: ActorKind
    colour: str
    """#RRGGBB."""
    country_code: str = ""
    """The country whose local officials speak for this actor; empty for none."""
    names: tuple[str, ...] = ()
    """Proper names ("Russia", "Russian Federation")."""
    demonyms: tuple[str, ...] = ()
    """Adjectives and people ("Russian", "Russians")."""
    metonyms: tuple[str, ...] = ()
    """Capitals and buildings that stand for its government ("Moscow", "Kremlin")."""
    bodies: tuple[str, ...] = ()
    """Offices, ministries, units and media that speak or act for it."""
    people: tuple[str, ...] = ()
    """Surnames or full names of its officials and spokespeople."""
    nicknames: tuple[str, ...] = ()
    """Words that mean it only in an article that names it ("the militants")."""
    theatre: tuple[str, ...] = ()
    """Countries where the lower-case words of this actor ("rebels") mean it; empty = anywhere."""
    until: date | None = None
    """Its words mean it only in what was published before this day; None = at any time."""
    allies: tuple[str, ...] = ()
    """Actors on whose side it stands: what it says of them is no admission."""
    local_voice: bool = False
    """True for codes such as EXPERT or LOCAL that only ever speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet or mapper."""

    source_id: str
    name: str
    language: str = ""
    affiliation: str = ""
    """Actor id of the side it belongs to; empty if independent or unknown."""
    reliability: str = "F"
    """Admiralty code A-F; F = reliability cannot be judged."""
    reliability_note: str = ""
    """In words: on what the grade rests; empty = nobody assessed it."""
    redistributable: bool = True
    """Licence flag: False = may be viewed here but not exported."""
    voice: str = SOURCE_VOICE
    """Actor id under which its own findings are filed (`ISW` when ISW is the publisher)."""

    def __post_init__(self) -> None:
        if self.reliability not in tuple("ABCDEF"):
            raise ValueError(f"reliability is {self.reliability!r}; it must be one of A-F")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text from one source."""

    article_id: str
    source_id: str
    title: str
    text: str
    language: str = "en"
    url: str = ""
    published_at: datetime | None = None
    """Aware; midnight UTC when only the day is known."""
    published_basis: DateBasis = DateBasis.UNKNOWN
    published_note: str = ""
    """In words: on what the publication date rests, and how far it may be off."""
    retrieved_at: datetime | None = None
    origin_group: str = ""
    """article_id of the text that this one is a near-duplicate of; empty = on its own."""

    def __post_init__(self) -> None:
        for name in ("published_at", "retrieved_at"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{name} has no time zone")

    @property
    def published_on(self) -> date | None:
        """Day of publication, UTC."""
        return None if self.published_at is None else self.published_at.date()


def article_id_of(text: str) -> str:
    """Identify an article by its normalised text (runs of white space are one space)."""
    return content_id([" ".join(text.split())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a mention may mean."""

    place_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of an article that names a place; `place_id` None = not resolved."""

    article_id: str
    start_char: int
    end_char: int
    surface: str
    place_id: str | None
    candidates: tuple[Candidate, ...] = ()
    """Best first; holds the runner-up also when the mention is resolved."""
    how: str = ""
    """In words, how it was decided (or why not)."""

    def __post_init__(self) -> None:
        _check_span(self.start_char, self.end_char, self.surface)


class Verdict(StrEnum):
    """What an analyst says of a name."""

    PLACE = "place"
    NO_PLACE = "no place"
    UNDONE = "undone"
    """The choice made before is taken back; what the program reads counts again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPoint:
    """A place that the gazetteer lacks, set on the map by an analyst."""

    label: str
    lon: float
    lat: float
    precision_km: float
    region_id: str = ""
    """place_id of the region that the point lies in; empty if none is known."""
    country_code: str = ""

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise ValueError("a point needs a name")
        self.place()  # has the checks of coordinates and radius

    @property
    def place_id(self) -> str:
        """Equal points have equal ids, so a claim of the past keeps its place."""
        return f"analyst:{content_id([self.label, self.lon, self.lat, self.precision_km])[:16]}"

    def place(self) -> Place:
        """The point as a settlement."""
        return Place(
            place_id=self.place_id,
            name=self.label,
            ascii_name=self.label.encode("ascii", "ignore").decode(),
            kind=PlaceKind.SETTLEMENT,
            feature_code="PPL",
            country_code=self.country_code,
            lon=self.lon,
            lat=self.lat,
            precision_km=self.precision_km,
            admin1=self.region_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """An analyst's word on a name; the newest on a name and article is the one that counts."""

    name: str
    """As `geodata.gazetteer` folds it: every spelling that folds to it is meant."""
    verdict: Verdict
    analyst: str
    """Who says so."""
    recorded_at: datetime
    article_id: str = ""
    """Empty = in every article that leaves the name open; else in this one, open or not."""
    place_id: str | None = None
    """With verdict `place` only."""
    point: OwnPoint | None = None
    """Where `place_id` is, if it is the analyst's own."""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.name or not self.analyst.strip():
            raise ValueError("a choice needs a name and an analyst")
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at has no time zone")
        if (self.verdict is Verdict.PLACE) != (self.place_id is not None):
            raise ValueError("verdict “place” and a place_id go together")
        if self.point and self.point.place_id != self.place_id:
            raise ValueError("place_id is not that of the point")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement, by one claimant, about one place, resting on `quote`."""

    article_id: str
    source_id: str
    place_id: str
    claimant: str
    relation: Relation
    actor: str | None
    """None if nobody is named."""
    polarity: Polarity
    start_char: int
    end_char: int
    quote: str
    """`article.text[start_char:end_char]`, always."""
    extractor: str
    """`rules@1`, `llm:<model>@2`, `analyst:<name>`, `import:<format>`."""
    speaker: str = ""
    """The person or body as named in the text; empty for the article's own voice."""
    extent: Extent = Extent.WHOLE
    hedged: bool = False
    current: bool = True
    """False for what the text itself presents as past."""
    event_date: date | None = None
    date_precision: DatePrecision | None = None
    published_at: datetime | None = None
    denies: tuple[str, ...] = ()
    """claim_ids of known claims that this one rejects."""
    confidence: float = 0.5
    how: str = ""
    """In words: which phrase, attribution and date rules found it."""
    recorded_at: datetime | None = None
    """When the store learned it; set by the store, not part of the identity."""
    copied_from: str = ""
    """source_id of the article that this one's is a copy of; empty for none. Set by the store."""
    claim_id: str = field(init=False)

    def __post_init__(self) -> None:
        _check_span(self.start_char, self.end_char, self.quote)
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is {self.confidence}; it must be between 0 and 1")
        if (self.event_date is None) != (self.date_precision is None):
            raise ValueError("event_date and date_precision go together")
        object.__setattr__(self, "claim_id", content_id(self._identity()))

    def _identity(self) -> list[object]:
        return [
            self.article_id,
            self.place_id,
            self.claimant,
            self.relation,
            self.actor,
            self.polarity,
            self.extent,
            self.current,
            self.hedged,
            self.event_date.isoformat() if self.event_date else None,
            self.start_char,
            self.end_char,
        ]


class Decision(StrEnum):
    """What an analyst decides about a claim."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    MERGE = "merge"
    """It says what another claim of the article says already."""
    ADD = "add"
    """A claim that was not found."""
    WITHDRAW = "withdraw"
    """The article should not be here: of the article as a whole, not of a claim."""
    UNDONE = "undone"
    """The newest decision that stands is taken back; the one before it counts again."""


_OF_A_CLAIM = frozenset({Decision.ACCEPT, Decision.CORRECT, Decision.REJECT, Decision.MERGE})
_WITH_NEW_VALUES = frozenset({Decision.CORRECT, Decision.ADD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An analyst's decision about one claim; nothing of what was read is lost by it."""

    article_id: str
    claim_id: str
    """The claim as it was read, or added; empty = the article as a whole."""
    decision: Decision
    analyst: str
    """Who decides."""
    recorded_at: datetime
    note: str = ""
    """Why."""
    claim: Claim | None = None
    """The claim as it was before any decision; None with `add` and of an article as a whole."""
    corrected: Claim | None = None
    """With `correct` and `add` only: the claim as it should be."""
    merged_into: str = ""
    """With `merge` only: the claim_id that says the same."""

    def __post_init__(self) -> None:
        if not self.article_id or not self.analyst.strip():
            raise ValueError("a review needs an article and an analyst")
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at has no time zone")
        if (self.claim is not None) != (self.decision in _OF_A_CLAIM):
            raise ValueError("accept, correct, reject and merge need the claim; others have none")
        if (self.corrected is not None) != (self.decision in _WITH_NEW_VALUES):
            raise ValueError("correct and add need the claim as it should be; others have none")
        if bool(self.merged_into) != (self.decision is Decision.MERGE):
            raise ValueError("decision “merge” and merged_into go together")
        self._check_claims()

    def _check_claims(self) -> None:
        added = self.corrected if self.decision is Decision.ADD else None
        if any(one and one.claim_id != self.claim_id for one in (self.claim, added)):
            raise ValueError("claim_id is not that of the claim")
        if any(one and one.article_id != self.article_id for one in (self.claim, self.corrected)):
            raise ValueError("the claim is of another article")
        if self.merged_into == self.claim_id and self.claim_id:
            raise ValueError("a claim can't be merged into itself")
        of_article = self.decision in {Decision.WITHDRAW, Decision.UNDONE} and not self.claim_id
        if not of_article and bool(self.claim_id) == (self.decision is Decision.WITHDRAW):
            raise ValueError("decision “withdraw” is of an article as a whole, others of a claim")

    @property
    def review_id(self) -> str:
        """Tells reviews apart."""
        moment = self.recorded_at.astimezone(UTC).isoformat()
        return content_id([self.article_id, self.claim_id, self.decision, self.analyst, moment])


_EXACTNESS = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
"""Characters of a date in ISO 8601."""


def iso_date(claim: Claim) -> str | None:
    """The event date as ISO 8601, only as exact as it is known: 2025-04-26, 2025-04, 2025."""
    if claim.event_date is None or claim.date_precision is None:
        return None
    return claim.event_date.isoformat()[: _EXACTNESS[claim.date_precision]]


class Spoken(Protocol):
    """What somebody says in a source: a claim, or a map that a mapper publishes."""

    @property
    def claimant(self) -> str:
        """Actor id of who says so."""

    @property
    def source_id(self) -> str:
        """Which outlet or mapper publishes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whose account one looks through; None = no restriction, so `Voice()` is everybody."""

    claimants: frozenset[str] | None = None
    source_ids: frozenset[str] | None = None

    def hears(self, said: Spoken) -> bool:
        """Tell whether a claim, or a published map, belongs to this voice."""
        return (self.claimants is None or said.claimant in self.claimants) and (
            self.source_ids is None or said.source_id in self.source_ids
        )


EVERYBODY = Voice()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims a view asks for. None = no restriction.

    `as_of` and `since` bound the event day (the publication day where the event day is
    unknown), both inclusive; `known_at` bounds `recorded_at`, inclusive.
    """

    voice: Voice = EVERYBODY
    as_of: date | None = None
    since: date | None = None
    known_at: datetime | None = None
    actors: frozenset[str] | None = None
    relations: frozenset[Relation] | None = None
    source_ids: frozenset[str] | None = None
    place_ids: frozenset[str] | None = None
    bbox: tuple[float, float, float, float] | None = None
    """west, south, east, north in degrees, on the place's point."""
    text: str = ""
    """Case-insensitive substring of the quote."""

    def __post_init__(self) -> None:
        if self.known_at is not None and self.known_at.tzinfo is None:
            raise ValueError("known_at has no time zone")
        if self.since and self.as_of and self.since > self.as_of:
            raise ValueError(f"since ({self.since}) is after as_of ({self.as_of})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The state of one place in one voice on one day; derived, never stored."""

    place_id: str
    voice: Voice
    as_of: date | None
    known_at: datetime | None
    state: ControlState
    actor: str | None
    """The holder that the voice names; None if none, or if several are named."""
    corroboration: Corroboration
    claim_ids: tuple[str, ...]
    """The claims that the state rests on, newest first; those about an area around it too."""
    statement_count: int
    """Statements heard of the place (see `geodata.origins`), however many claims report them."""
    reason: str
    """In words."""
    said_on: date | None = None
    """Day that the newest word which the state rests on is about: how old the state is."""
    shown_id: str = ""
    """The claim that a mark of the place shows, see `geodata.holdings.Standings`."""
    shown_actor: str | None = None
    """Whom that mark is about."""
    contender: str | None = None
    """Of a disputed place the other party; None if none is named."""


_PACKING = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def content_id(parts: Sequence[object]) -> str:
    """Hash a list so that equal content gives equal ids: SHA-256 of its JSON, 32 hex digits."""
    packed = _PACKING.encode(list(parts))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _check_span(start: int, end: int, text: str) -> None:
    if not 0 <= start < end:
        raise ValueError(f"span {start}:{end} is empty or negative")
    if end - start != len(text):
        raise ValueError(f"span {start}:{end} is not as long as its text ({len(text)} characters)")
