"""Changes: whose state differs between two assessments of one account, and by which claims."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geodata.model import Control, ControlState, Corroboration


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place whose state is another one than before."""

    place_id: str
    before: Control | None
    """None = nothing was said of it."""
    after: Control | None
    """None = what was said of it is not in the account any more."""
    claim_ids: tuple[str, ...]
    """The new claims that the state rests on now, newest first; empty if it rests on older ones."""

    @property
    def is_turn(self) -> bool:
        """Whether state or holder changed, not only how well they are supported."""
        return _state(self.before) != _state(self.after)


def find_changes(
    before: Sequence[Control], after: Sequence[Control], known: Collection[str]
) -> list[Change]:
    """Compare two assessments, of two days or as known at two moments.

    known: the claim_ids of the first one's account.

    Returns: places whose state, holder or support differs; turns first, then by place.
    """
    old = {control.place_id: control for control in before}
    new = {control.place_id: control for control in after}
    changes = (
        Change(
            place_id=place_id,
            before=old.get(place_id),
            after=new.get(place_id),
            claim_ids=_news(new.get(place_id), known),
        )
        for place_id in sorted(old.keys() | new.keys())
        if _support(old.get(place_id)) != _support(new.get(place_id))
    )
    return sorted(changes, key=lambda change: not change.is_turn)


def _news(control: Control | None, known: Collection[str]) -> tuple[str, ...]:
    if control is None:
        return ()
    return tuple(claim_id for claim_id in control.claim_ids if claim_id not in known)


def _state(control: Control | None) -> tuple[ControlState, str | None] | None:
    """The state, and of a held place the holder: of others nobody's hold is told."""
    if control is None:
        return None
    return control.state, control.actor if control.state is ControlState.HELD else None


def _support(control: Control | None) -> tuple[object, Corroboration | None]:
    held = control is not None and control.state is ControlState.HELD
    return _state(control), control.corroboration if control and held else None
