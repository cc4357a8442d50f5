"""Sides: whose word is a party's own, and when it speaks against its own interest."""

from collections.abc import Mapping

from geodata.model import SOURCE_VOICE, Actor, ActorKind


def is_side(claimant: str, actors: Mapping[str, Actor]) -> bool:
    """Tell whether a claimant is a party to the war; an unknown one is held for such."""
    if claimant == SOURCE_VOICE:
        return False
    return claimant not in actors or actors[claimant].kind is ActorKind.BELLIGERENT


def admits(claimant: str, holder: str, actors: Mapping[str, Actor]) -> bool:
    """Tell whether a party that says so of a holder speaks against its own interest.

    It does if both are parties to one war (their theatres meet) and neither is the other's ally.
    """
    if claimant == holder or not {claimant, holder} <= actors.keys():
        return False
    one, other = actors[claimant], actors[holder]
    return (
        one.kind is other.kind is ActorKind.BELLIGERENT
        and not {*one.theatre}.isdisjoint(other.theatre)
        and holder not in one.allies
        and claimant not in other.allies
    )
