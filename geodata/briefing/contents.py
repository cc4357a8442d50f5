"""make_sheet(): what is asked for, answered by the store and put on a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from geodata.briefing.accounts import Account, Bureau, newest_record, open_account
from geodata.briefing.asking import Request, link_of
from geodata.briefing.citing import Citer, PlaceNames
from geodata.briefing.differing import Differing, find_differing
from geodata.briefing.numbering import number_sources
from geodata.briefing.panels import Drawn, base_of, borders_seen, framed_as, joined, panel_of
from geodata.briefing.proof import Proof, cited_claims, digest_of
from geodata.briefing.saying import said_section
from geodata.briefing.sheet import Layout, Moment, Section, Sheet, Table, moment_of
from geodata.briefing.spelling import NOTES
from geodata.briefing.tabling import disputes_table, dossier_table
from geodata.briefing.titling import heading_of, method_of, notes_of, subtitle_of, title_of
from geodata.briefing.weighing import (
    DISPUTED,
    changed_section,
    disputed_section,
    support_section,
    unknown_section,
)
from geodata.layers import ATTRIBUTION
from geodata.model import Article, Claim
from geodata.portrayal import DISCLAIMER
from geodata.selection import Comparison, Selection

WATERMARK = "NOT FOR REDISTRIBUTION"
_NOTHING_YET = Moment(plain="nothing recorded yet", group="none")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""What files of an empty store are dated."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Answered:
    """A request, and all that its sheet is made of."""

    request: Request
    accounts: tuple[Account, ...]
    known: datetime | None
    claims: tuple[Claim, ...]
    """All that is visible rests on them."""
    citer: Citer
    differing: Differing | None

    @property
    def main(self) -> Account:
        """The account that the sentences are about: of days the later one."""
        return self.accounts[-1] if self.request.layout is Layout.DAYS else self.accounts[0]


def make_sheet(bureau: Bureau, request: Request) -> Sheet:
    """Put a view on a sheet: the same request and data give the same sheet.

    The day from which ages are counted is that of the view, else that of the newest record: a
    sheet tells of data and not of the clock.

    Raises: SelectionError: an actor, source or place of the view is not known.
    """
    known = request.view.known_at or newest_record(bureau)
    accounts = open_accounts(bureau, request, known)
    answered = _answer(bureau, request, accounts, known)
    return _lay_out(bureau, answered)


def open_accounts(bureau: Bureau, request: Request, known: datetime | None) -> tuple[Account, ...]:
    """Answer each selection of a request; a dossier is of the claims about its place alone."""
    today = (known or _EPOCH).astimezone(UTC).date()
    selections = request.selections
    if request.layout is Layout.DOSSIER and request.subject:
        only = frozenset({request.subject})
        selections = tuple(
            replace(one, places=only, picked=None, without_ground=True) for one in selections
        )
    return tuple(open_account(bureau, selection, today) for selection in selections)


def _answer(
    bureau: Bureau, request: Request, accounts: tuple[Account, ...], known: datetime | None
) -> _Answered:
    kept = {article.article_id: article for article in bureau.store.articles()}
    articles: dict[str, Article] = {}
    for account in accounts:
        articles |= account.articles(kept)
    claims = tuple({one.claim_id: one for a in accounts for one in a.claims}.values())
    maps = bureau.store.maps(request.view.known_at)
    citer = Citer(
        actors=bureau.actors,
        sources=bureau.sources,
        places=PlaceNames([one.shown.ledger for one in accounts], request.spelling),
        numbered=number_sources(claims, articles, bureau.sources, maps),
        claims={claim.claim_id: claim for claim in claims},
    )
    return _Answered(
        request=request,
        accounts=accounts,
        known=known,
        claims=claims,
        citer=citer,
        differing=find_differing(accounts, request.view),
    )


def _lay_out(bureau: Bureau, answered: _Answered) -> Sheet:
    request, citer, accounts = answered.request, answered.citer, answered.accounts
    drawn = _panels(answered)
    boundaries = accounts[0].shown.boundaries
    base = base_of(boundaries)
    seen = borders_seen(base, [one.panel.bounds for one in drawn], boundaries)
    pinned = _pinned(request, answered.known)
    digest = digest_of(bureau, accounts, request.view.known_at)
    link = link_of(pinned, request.layout, bureau.settings.address)
    numbered = citer.numbered
    return Sheet(
        layout=request.layout,
        title=request.title.strip() or title_of(request, accounts, citer),
        subtitle=subtitle_of(request, accounts, answered.claims),
        dated=_dated(request, answered.known),
        known=moment_of(answered.known) if answered.known else _NOTHING_YET,
        cut_off=_cut_off(answered.claims),
        banner=request.banner.strip(),
        panels=tuple(one.panel for one in drawn),
        base=base,
        legend=joined([*(one.legend for one in drawn), seen]),
        sources=numbered.lines,
        most_sources=request.most_sources,
        sections=_sections(bureau, answered),
        table=_table(answered),
        notes=notes_of(accounts, numbered, answered.differing),
        method=method_of(accounts),
        disclaimer=DISCLAIMER,
        credits=ATTRIBUTION,
        permalink=link,
        digest=digest,
        watermark=WATERMARK if numbered.restricted else "",
        proof=_proof(bureau, answered, pinned, digest),
        made=answered.known or _EPOCH,
        spelling_note=NOTES[request.spelling],
    )


def _proof(bureau: Bureau, answered: _Answered, pinned: Selection | Comparison, digest: str) -> str:
    request = answered.request
    return Proof(
        layout=request.layout,
        link=link_of(pinned, request.layout),
        subject=request.subject or "" if request.layout is Layout.DOSSIER else "",
        digest=digest,
        gazetteer=bureau.edition,
        claims=cited_claims(answered.citer.numbered, answered.claims),
    ).text


def _panels(answered: _Answered) -> list[Drawn]:
    request, differing = answered.request, answered.differing
    spelling, accounts = request.spelling, answered.accounts
    headings = [heading_of(request, account) for account in accounts]
    shading = differing.shading if differing else None
    shaded = [shading for _ in accounts]
    if request.layout is Layout.DAYS:  # the change is shaded on the later day
        shaded[0] = None
    drawn = [
        panel_of(account, heading, spelling, difference)
        for account, heading, difference in zip(accounts, headings, shaded, strict=True)
    ]
    if len(drawn) == 1 or all(one.panel.bounds == drawn[0].panel.bounds for one in drawn):
        return drawn
    west, south, east, north = zip(*(one.panel.bounds for one in drawn), strict=True)
    both = min(west), min(south), max(east), max(north)
    pairs = zip(drawn, accounts, strict=True)
    return [framed_as(one, account, spelling, both) for one, account in pairs]


def _sections(bureau: Bureau, answered: _Answered) -> tuple[Section, ...]:
    """The sections, first what a layout is about: a picture sets as many as fit."""
    citer, main, claims = answered.citer, answered.main, answered.claims
    stances = {
        (one.place_id, one.voice, one.word.claim_id): one
        for account in answered.accounts
        for one in account.standing.stances
        if one.word
    }
    sections = []
    if answered.differing:
        sections.append(answered.differing.section(citer))
    if since := _since(answered.request):
        sections.append(changed_section(_before(bureau, answered, since), main, since, citer))
    if stances:
        sections.append(said_section(stances.values(), citer))
    if claims and answered.request.layout is not Layout.VOICES:
        sections.append(disputed_section(main, citer))
    if claims:
        sections.append(support_section(main, claims, citer))
    unplaced = bureau.store.unresolved(answered.request.view.known_at)
    sections.append(unknown_section(main, claims, unplaced, citer))
    if answered.request.layout is Layout.DISPUTES:
        sections.sort(key=lambda section: section.heading != DISPUTED)
    return tuple(sections)


def _since(request: Request) -> date | None:
    if request.layout is Layout.DAYS:
        return request.selections[0].as_of
    return request.changed_since


def _before(bureau: Bureau, answered: _Answered, since: date) -> Account:
    if answered.request.layout is Layout.DAYS:
        return answered.accounts[0]
    selection = answered.main.selection
    earlier = replace(selection, as_of=since, since=None, without_ground=True)
    return open_account(bureau, earlier, since)


def _table(answered: _Answered) -> Table | None:
    match answered.request.layout:
        case Layout.DISPUTES:
            return disputes_table(answered.main, answered.citer)
        case Layout.DOSSIER:
            return dossier_table(answered.main.shown.claims, answered.citer)
        case _:
            return None


def _pinned(request: Request, known: datetime | None) -> Selection | Comparison:
    """The view with its clock of knowing stopped: its link opens what the sheet shows."""
    view = replace(request.view, known_at=known)
    if isinstance(view, Selection) and request.layout is Layout.DOSSIER:
        return replace(view, picked=request.subject)
    return view


def _dated(request: Request, known: datetime | None) -> Moment:
    """The end of the view's last day (UTC), else the moment of its newest record."""
    day = request.selections[-1].as_of
    if request.layout is Layout.VOICES:
        days = [one.as_of for one in request.selections]
        day = None if None in days else max(filter(None, days))
    if day:
        return moment_of(datetime.combine(day, time(23, 59), UTC))
    return moment_of(known) if known else _NOTHING_YET


def _cut_off(claims: Sequence[Claim]) -> str:
    newest = max((one.published_at for one in claims if one.published_at), default=None)
    return moment_of(newest).both if newest else "none"
