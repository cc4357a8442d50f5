"""What changed in an account since a day, or since a moment of knowing, and by whose word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from dashboard.reads.desk import Desk, situation
from dashboard.reads.places import place_names
from geodata import portrayal
from geodata.control import find_changes, newest_first
from geodata.model import Claim, Control
from geodata.pipeline import Situation
from geodata.selection import Selection

NOTHING = "Nothing said of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPlace:
    """A place whose state is another one than before."""

    place_id: str
    name: str
    before: str
    """Its state in words; likewise `after`."""
    after: str
    is_turn: bool
    """Whether state or holder changed, not only how well they are supported."""
    claims: Sequence[Claim]
    """The new ones that it rests on, newest first; else all that it rests on now."""
    by_news: bool
    """Whether new claims changed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new in an account."""

    places: Sequence[ChangedPlace]
    new_claims: int
    """Claims that were not in the account before."""


def newest_day(shown: Situation) -> date | None:
    """The last day that the claims of a view are about, else of their publication."""
    return max(map(_day, shown.claims), default=None)


def newest_learned(shown: Situation) -> date | None:
    """The last day (UTC) on which a claim of a view was recorded."""
    moments = [claim.recorded_at for claim in shown.claims if claim.recorded_at]
    return max(moments).astimezone(UTC).date() if moments else None


def _day(claim: Claim) -> date:
    published = claim.published_at.astimezone(UTC).date() if claim.published_at else date.min
    return claim.event_date or published


def account_on(selection: Selection, day: date) -> Selection:
    """The account as it was on a day: without a first day, which would leave nothing before."""
    return replace(selection, as_of=day, since=None)


def account_known(selection: Selection, day: date) -> Selection:
    """The account as it was known when a day (UTC) was over."""
    over = datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)
    return replace(selection, known_at=over)


def changes(desk: Desk, before: Selection, after: Selection) -> Changes:
    """Compare an account with itself on another day, or as known at another moment."""
    old, new = situation(desk, before), situation(desk, after)
    known = {claim.claim_id for claim in old.claims}
    found = find_changes(old.controls, new.controls, known)
    names = place_names(desk, [change.place_id for change in found])
    by_id = {claim.claim_id: claim for claim in [*old.claims, *new.claims]}
    places = []
    for change in found:
        now = change.after or change.before
        resting = change.claim_ids or (now.claim_ids if now else ())
        places.append(
            ChangedPlace(
                place_id=change.place_id,
                name=names[change.place_id],
                before=_words(desk, change.before, by_id),
                after=_words(desk, change.after, by_id),
                is_turn=change.is_turn,
                claims=newest_first(by_id[claim_id] for claim_id in resting),
                by_news=bool(change.claim_ids),
            )
        )
    return Changes(
        places=places,
        new_claims=sum(claim.claim_id not in known for claim in new.claims),
    )


def _words(desk: Desk, control: Control | None, by_id: dict[str, Claim]) -> str:
    if control is None:
        return NOTHING
    basis = [by_id[claim_id] for claim_id in control.claim_ids]
    return portrayal.state_words(control, basis, desk.actors)
