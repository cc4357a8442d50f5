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

    It does if both are parties to a war and neither is the other's ally.
    """
    return (
        claimant != holder
        and _is_known_party(claimant, actors)
        and _is_known_party(holder, actors)
        and holder not in actors[claimant].allies
        and claimant not in actors[holder].allies
    )


def _is_known_party(actor_id: str, actors: Mapping[str, Actor]) -> bool:
    return actor_id in actors and actors[actor_id].kind is ActorKind.BELLIGERENT
