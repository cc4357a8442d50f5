"""Whose account one looks through: what there is to choose from, and its words."""

from dashboard import reads
from geodata import portrayal
from geodata.model import ActorKind
from geodata.selection import Choices

EVERYONE = "|"
"""The token of everybody's account."""
Account = tuple[str | None, str | None]
"""A claimant and a source, either of which may be left open."""

_KINDS = {
    ActorKind.BELLIGERENT: "Side",
    ActorKind.MONITOR: "Mapper or monitor",
    ActorKind.THIRD_PARTY: "Other voice",
}


def token_of(voice: str | None, outlet: str | None) -> str:
    """Write an account as one text, for a widget to hold."""
    return f"{voice or ''}|{outlet or ''}"


def account_of(token: str | None) -> Account:
    """Read what `token_of` wrote."""
    voice, _, outlet = (token or EVERYONE).partition("|")
    return voice or None, outlet or None


def tokens(choices: Choices, *, without: frozenset[str] = frozenset()) -> list[str]:
    """List every account in the store: sides first, then other voices, then sources.

    without: claimants that are offered elsewhere.
    """
    others = sorted(set(choices.claimants) - set(choices.voices))
    voices = [voice for voice in (*choices.voices, *others) if voice not in without]
    outlets = sorted(choices.sources, key=lambda outlet: (-choices.sources[outlet], outlet))
    return [*(token_of(voice, None) for voice in voices), *(token_of(None, o) for o in outlets)]


def account_name(desk: reads.Desk, token: str) -> str | None:
    """Name whose account it is; None = everybody's."""
    return portrayal.account_name(*account_of(token), desk.actors, desk.sources)


def account_words(desk: reads.Desk, token: str) -> str:
    """Name an account with its kind, for a list of them."""
    if token == EVERYONE:
        return "Everyone"
    voice, outlet = account_of(token)
    name = account_name(desk, token) or token
    if outlet:
        return f"{name} · Source"
    actor = desk.actors.get(voice or "")
    return f"{name} · {_KINDS[actor.kind] if actor else 'Other voice'}"
