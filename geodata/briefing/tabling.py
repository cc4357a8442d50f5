"""Tables of a sheet: the disputed places, or who said what of one place in order of time."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from geodata.briefing.accounts import Account
from geodata.briefing.citing import Citer, claim_day_words, counted, day_words
from geodata.briefing.sheet import Table, TableRow
from geodata.briefing.weighing import disputed_places, voices_words, words_of
from geodata.control import Dispute, Stance
from geodata.model import Claim, Control
from geodata.origins import count_independent, whose_word
from geodata.portrayal import proposition, tags
from geodata.portrayal.words import with_speaker

MOST_ROWS = 40
_LONGEST_QUOTE = 400
WITHHELD = "(words withheld: not for redistribution)"


def disputes_table(account: Account, citer: Citer) -> Table:
    """List the disputed places, the longest dispute first."""
    disputed = disputed_places(account, citer)
    rows = tuple(_dispute_row(*one, citer) for one in disputed[:MOST_ROWS])
    return Table(
        head=("Place", "Disputed since", "What the voices say", "Origins"),
        rows=rows,
        widths=(0.2, 0.17, 0.5, 0.13),
        left=len(disputed) - len(rows),
    )


def _dispute_row(
    control: Control, dispute: Dispute | None, stances: Sequence[Stance], citer: Citer
) -> TableRow:
    claims = [*citer.by_ids(control.claim_ids), *words_of(stances)]
    known = dispute is not None and dispute.first_day > date(1, 1, 2)
    since = day_words(dispute.first_day) if dispute and known else "not known"
    origins = count_independent({one.claim_id: one for one in claims}.values())
    return TableRow(
        cells=(
            citer.places[control.place_id], since, voices_words(stances, citer),
            counted(origins, "origin"),
        ),
        numbers=citer.say("", claims).numbers,
    )  # fmt: skip


def dossier_table(claims: Sequence[Claim], citer: Citer) -> Table:
    """List who said what of a place in order of time, the newest last."""
    ordered = sorted(claims, key=_moment)
    rows = tuple(_said_row(claim, citer) for claim in ordered[-MOST_ROWS:])
    return Table(
        head=("Day", "Who says so", "What", "In whose words"),
        rows=rows,
        widths=(0.14, 0.18, 0.24, 0.44),
        left=len(ordered) - len(rows),
    )


def _moment(claim: Claim) -> tuple[date, str, int, str]:
    return _day(claim) or date.min, claim.article_id, claim.start_char, claim.claim_id


def _day(claim: Claim) -> date | None:
    return claim.event_date or (claim.published_at.date() if claim.published_at else None)


def _said_row(claim: Claim, citer: Citer) -> TableRow:
    marks = ", ".join(tags(claim))
    what = proposition(claim, citer.places[claim.place_id], citer.actors)
    return TableRow(
        cells=(
            claim_day_words(claim) or "undated",
            with_speaker(citer.voice(whose_word(claim)), claim),
            f"{what} ({marks})" if marks else what,
            _quoted(claim, citer),
        ),
        numbers=(citer.numbered.number[claim.claim_id],),
    )


def _quoted(claim: Claim, citer: Citer) -> str:
    line = citer.numbered.lines[citer.numbered.number[claim.claim_id] - 1]
    if line.restricted:
        return WITHHELD
    return f"“{shorten(claim.quote, _LONGEST_QUOTE, placeholder=' …')}”"
