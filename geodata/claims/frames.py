"""Frames of attribution: stretches of a sentence that somebody is said to assert or deny."""

from dataclasses import dataclass, field

MIN_REPORTED = 4
"""Words that must stand before a comma to be what ", X said" or ", said X" reports."""
LOCAL_OFFICIAL = "*local official"
"""Stands for the side of the country that the place lies in, until the place is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says: actor ids, the words that name them, and the first token of those words."""

    claimants: tuple[str, ...]
    words: str
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Tokens [first, last) are what a speaker asserts, denies or withholds.

    Frames nest: "Ukraine rejected Russian assertions that …" is Ukraine's denial around Russia's
    assertion.
    """

    speaker: Speaker
    stance: str
    """assert | confirm | deny | withhold."""
    first: int
    last: int
    cue: int
    """Token of the word of saying."""
    noun: bool = False
    """True for "Russian assertions that"."""
    bare: bool = False
    """True when a denial says nothing of its own: "…, which (or: a claim that) Kyiv denies"."""
    points: bool = False
    """True when what is denied is only pointed at ("the claim")."""
    back: bool = False
    """True for "This was reported by X": it covers the sentences before its own."""

    def covers(self, token: int) -> bool:
        """Tell whether a token is part of what is said."""
        return self.first <= token < self.last


@dataclass(slots=True)
class Voices:
    """Who has been named so far, for "the ministry said", "he added" and a mere surname."""

    last: Speaker | None = None
    latest: Speaker | None = None
    """Who spoke last, also somebody of no known side: whose words a quotation goes on with."""
    person: Speaker | None = None
    """Who was named last after that, for "he said"."""
    report: Speaker | None = None
    """Whose update is being told, part by part."""
    publisher: Speaker | None = None
    """Whose the whole text is, if its heading says so ("Briefing by X's ministry")."""
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Surname in lower case -> claimants, for those whom the article introduces by a title."""
