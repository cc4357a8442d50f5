"""Title, subtitle, headings, method and notes of a sheet."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from geodata.briefing.accounts import Account
from geodata.briefing.asking import Request
from geodata.briefing.citing import Citer, counted, day_words, enumerated
from geodata.briefing.differing import Differing
from geodata.briefing.numbering import Numbered
from geodata.briefing.sheet import Layout
from geodata.model import Claim, PlaceKind
from geodata.portrayal import actor_name
from geodata.selection import Selection

_MOST_REGIONS = 3
_MOST_WORDS = 6
EVERYBODY = "everybody's account"
METHOD = (
    "Statements are found in the cited texts by rule, each tied to its sentence. A claim is not a "
    "fact; presence is not control; contested means fighting, disputed that voices disagree. "
    "Grades: Admiralty, reliability of the source A–F; credibility 6, cannot be judged."
)
GROUND = " Ground between named places is interpolated to the nearest of them."


def title_of(request: Request, accounts: Sequence[Account], citer: Citer) -> str:
    """Say what the sheet shows, and where."""
    where = _where(accounts[0])
    match request.layout:
        case Layout.DOSSIER:
            return f"Who said what of {citer.places[request.subject or '']}"
        case Layout.DISPUTES:
            return f"Disputed places{where}{_according(accounts[0])}"
        case Layout.VOICES:
            first, second = (account.name or "everybody" for account in accounts)
            return f"Claims of control{where}: {first} and {second}"
        case Layout.DAYS:
            return f"Claims of control{where}: what changed{_according(accounts[0])}"
        case _:
            return f"Claims of control{where}{_according(accounts[0])}"


def _according(account: Account) -> str:
    return f", according to {account.name}" if account.name else ""


def _where(account: Account) -> str:
    """Regions that most is said of."""
    ledger = account.shown.ledger
    regions: Counter[str] = Counter()
    numbers = ledger.assessor.place[account.shown.rows]
    for number, count in enumerate(np.bincount(numbers, minlength=1).tolist()):
        if count:
            place = ledger.places[number]
            is_country = place.kind is PlaceKind.COUNTRY
            region = place if is_country else ledger.gazetteer.region_of(place)
            regions[(region or place).name] += count
    ranked = sorted(regions, key=lambda name: (-regions[name], name))
    if not ranked:
        return ""
    shown, left = ranked[:_MOST_REGIONS], len(ranked) - _MOST_REGIONS
    if left > 0:
        shown.append(f"{left} more")
    return f" in {enumerated(shown)}"


def heading_of(request: Request, account: Account) -> str:
    """Say whose account a panel shows, of which day; nothing of a single one."""
    if request.layout not in {Layout.VOICES, Layout.DAYS}:
        return ""
    day = account.selection.as_of
    name = account.name or "Everybody"
    return f"{name}, {f'up to {day_words(day)}' if day else 'every day'}"


def subtitle_of(request: Request, accounts: Sequence[Account], claims: Sequence[Claim]) -> str:
    """Say whose account it is and what it is narrowed to, with its counts."""
    names = dict.fromkeys(account.name or EVERYBODY for account in accounts)
    parts = [" and ".join(names)]
    parts += _narrowing(accounts[0]) if request.layout is not Layout.DOSSIER else []
    sources = len({claim.source_id for claim in claims})
    parts.append(f"{counted(len(claims), 'claim')} in {counted(sources, 'source')}")
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def _narrowing(account: Account) -> list[str]:
    chosen: Selection = account.selection
    bureau, gazetteer = account.bureau, account.shown.ledger.gazetteer
    places = [gazetteer.find(one) for one in sorted(chosen.places)]
    lists = {
        "said by": [actor_name(one, bureau.actors) for one in sorted(chosen.claimants)],
        "about": [actor_name(one, bureau.actors) for one in sorted(chosen.actors)],
        "of": [relation.value for relation in sorted(chosen.relations)],
        "in": [
            bureau.sources[one].name if one in bureau.sources else one
            for one in sorted(chosen.sources)
        ],
        "places": [place.name for place in places if place],
    }
    found = [f"{word} {_few(names)}" for word, names in lists.items() if names]
    return [*found, f"from {day_words(chosen.since)}"] if chosen.since else found


def _few(names: Sequence[str]) -> str:
    left = len(names) - _MOST_WORDS
    return ", ".join(names[:_MOST_WORDS]) + (f" and {left} more" if left > 0 else "")


def method_of(accounts: Sequence[Account]) -> str:
    """Say in a few words how the sheet came to be."""
    return METHOD + (GROUND if any(account.ground for account in accounts) else "")


def notes_of(
    accounts: Sequence[Account], numbered: Numbered, differing: Differing | None
) -> tuple[str, ...]:
    """Say what has to be known of this sheet."""
    notes = []
    if numbered.restricted:
        names = ", ".join(numbered.restricted)
        notes.append(
            f"Not for redistribution: this sheet rests on sources whose licence forbids it "
            f"({names}); their words are withheld."
        )
    notes += dict.fromkeys(account.ground.note for account in accounts if account.ground)
    if any(account.ground and account.selection.is_wider_than_ground for account in accounts):
        notes.append("Ground and front line follow the account and the days, not the filters.")
    if differing and differing.difference.warning:
        notes.append(differing.difference.warning)
    lost = sum(len(account.shown.lost) for account in accounts)
    if lost:
        notes.append(f"{counted(lost, 'place')} drawn where the text was read, now unknown.")
    return tuple(notes)
