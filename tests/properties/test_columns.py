"""A selection by mask says what the rules say of its claims alone, read one by one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.control import (
    NOW,
    Assessor,
    Cases,
    assess_control,
    compile_statements,
    nesting_of,
)
from geodata.control.statements import ALWAYS, moment_of
from geodata.model import (
    SOURCE_VOICE,
    Claim,
    Control,
    ControlState,
    DatePrecision,
    Extent,
    Place,
    Polarity,
    Relation,
    Voice,
)
from geodata.origins import Tally, find_origins, whose_word
from tests.records import ACTORS, make_article, make_claim, place_of

GORNAL, KURSK, SUDZHA = "curated:gornal", "iso:RU-KRS", "geonames:1"
DAYS = range(date(2025, 4, 1).toordinal(), date(2025, 4, 8).toordinal())
BY_ID = {actor.actor_id: actor for actor in ACTORS}
ORDER = (Relation.CONTROLS, Relation.CONTESTED, Relation.PRESENT, Relation.THREATENS)


@st.composite
def statements(draw: st.DrawFn) -> Claim:
    day, hour = draw(st.integers(1, 6)), draw(st.sampled_from([0, 12]))
    outlet = draw(st.sampled_from(["wire", "agency"]))
    article = make_article(
        f"Text {day} {hour} {outlet}",
        source_id=outlet,
        published_at=draw(st.sampled_from([datetime(2025, 4, day, hour, tzinfo=UTC)] * 5 + [None])),
    )
    event_day = draw(st.none() | st.integers(1, 6))
    return make_claim(
        article,
        claimant=draw(st.sampled_from(["RU", "UA", "SOURCE", "ISW"])),
        actor=draw(st.sampled_from(["RU", "UA", None])),
        relation=draw(st.sampled_from([Relation.CONTROLS, *Relation])),
        polarity=draw(st.sampled_from([Polarity.AFFIRM, *Polarity])),
        extent=draw(st.sampled_from([Extent.WHOLE, *Extent])),
        current=draw(st.sampled_from([True, True, True, False])),
        place_id=draw(st.sampled_from([GORNAL, GORNAL, KURSK, SUDZHA])),
        event_date=date(2025, 4, event_day) if event_day else None,
        date_precision=draw(st.sampled_from(DatePrecision)) if event_day else None,
        extractor=draw(st.sampled_from(["rules@1", "rules@1", "import:csv"])),
    )


several = st.lists(statements(), max_size=14, unique_by=lambda claim: claim.claim_id)


def areas(place_id: str) -> list[Place]:
    return [] if place_id == KURSK else [place_of(KURSK)]


def assessor_of(claims: Sequence[Claim]) -> Assessor:
    return Assessor(claims, nesting_of({claim.place_id for claim in claims}, areas), BY_ID)


# The first table of geodata.control, pair by pair.


def ends(claims: Sequence[Claim]) -> list[int]:
    until = [ALWAYS] * len(claims)
    of_origin = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.current:
            of_origin[whose_word(claim), claim.place_id].append((moment_of(claim), number))
    for told in of_origin.values():
        end_in_turn(claims, sorted(told), until)
    return until


def end_in_turn(
    claims: Sequence[Claim], told: list[tuple[tuple[date, datetime], int]], until: list[int]
) -> None:
    said: list[int] = []
    for (day, _), group in groupby(told, key=itemgetter(0)):
        now = [number for _, number in group]
        for old in said:
            if any(retires(claims[new], claims[old]) for new in now):
                until[old] = day.toordinal()
        said = [old for old in said if not any(retires(claims[n], claims[old]) for n in now)]
        for number in now:
            if any(cancels(claims[other], claims[number]) for other in now):
                until[number] = 0
            else:
                said.append(number)


def proposition(claim: Claim) -> tuple[object, ...]:
    return claim.relation, claim.actor, claim.extent


def affirms(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRM


def denies_holding(claim: Claim) -> bool:
    of_holding = claim.relation in {Relation.CONTROLS, Relation.PRESENT}
    return not affirms(claim) and claim.extent is Extent.WHOLE and of_holding


def retires(new: Claim, old: Claim) -> bool:
    states = {Relation.CONTROLS, Relation.CONTESTED}
    redraws = (
        new.extractor == old.extractor == "import:csv"
        and affirms(new)
        and affirms(old)
        and {new.relation, old.relation} <= states
    )
    if proposition(new) == proposition(old) or redraws:
        return True
    if new.extent is not Extent.WHOLE:
        return False
    of_control = old.relation is Relation.CONTROLS
    if new.relation is Relation.CONTROLS and affirms(new) and new.actor:
        other = of_control and affirms(old) and old.actor != new.actor
        return old.relation is Relation.CONTESTED or other
    return denies_holding(new) and of_control and old.actor == new.actor


def cancels(denial: Claim, claim: Claim) -> bool:
    holds_whole = claim.relation is Relation.CONTROLS and claim.extent is Extent.WHOLE
    of_hold = holds_whole and denies_holding(denial) and denial.actor == claim.actor
    same = proposition(denial) == proposition(claim)
    return not affirms(denial) and affirms(claim) and (same or of_hold)


# What a mark shows, claim by claim.


def shown_of(control: Control, claims: Sequence[Claim]) -> tuple[str, str | None, str | None]:
    """The claim shown, whom the mark is about and the contender."""
    known = {claim.claim_id: claim for claim in claims}
    basis = [known[claim_id] for claim_id in control.claim_ids]
    basis.sort(key=lambda claim: (claim.place_id != control.place_id, *rank(claim)))
    shown = basis[0]
    holds = shown.relation is Relation.CONTROLS or control.state is ControlState.CONTESTED
    actor = (control.actor if holds else None) or shown.actor
    if control.state is not ControlState.DISPUTED:
        return shown.claim_id, actor, None
    parties = [claim.actor for claim in basis if affirms(claim)]
    parties += [claim.claimant for claim in basis if not affirms(claim)]
    of_place = [claim for claim in claims if claim.place_id == control.place_id]
    parties += [c.actor for c in of_place if c.relation is Relation.PRESENT and affirms(c)]
    others = (party for party in parties if party not in {actor, SOURCE_VOICE, None})
    return shown.claim_id, actor, next(others, None)


def rank(claim: Claim) -> tuple[bool, bool, int, bool]:
    partial = claim.extent is Extent.PARTIAL
    return not claim.current, not affirms(claim), ORDER.index(claim.relation), partial


@given(several)
def test_words_end_as_they_do_pair_by_pair(claims: list[Claim]) -> None:
    found = compile_statements(claims).until.tolist()
    expected = ends(claims)
    assert [found[n] for n, c in enumerate(claims) if c.current] == [
        expected[n] for n, c in enumerate(claims) if c.current
    ]


@given(several, st.none() | st.integers(1, 7))
def test_a_mark_shows_what_it_does_claim_by_claim(claims: list[Claim], day: int | None) -> None:
    as_of = date(2025, 4, day) if day else None
    said = [claim for claim in claims if not as_of or moment_of(claim)[0] <= as_of]
    for control in assess(claims, as_of):
        found = (control.shown_id, control.shown_actor, control.contender)
        assert found == shown_of(control, said)


def assess(claims: Sequence[Claim], as_of: date | None) -> list[Control]:
    return assess_control(
        claims, voice=Voice(), as_of=as_of, known_at=None, actors=ACTORS, areas=areas
    )


@given(
    several,
    st.none() | st.integers(1, 7),
    st.sampled_from(["source_id", "actor", "relation", "claimant", "place_id"]),
    st.randoms(),
)
def test_a_mask_shows_what_its_claims_alone_show(
    claims: list[Claim], day: int | None, field: str, chance: object
) -> None:
    as_of = date(2025, 4, day) if day else None
    values = sorted({str(getattr(claim, field)) for claim in claims})
    wanted = set(chance.sample(values, len(values) // 2 + 1)) if values else set()  # type: ignore[attr-defined]
    heard = np.array([str(getattr(claim, field)) in wanted for claim in claims], bool)
    if as_of:  # as a ledger does: what is said of later days is not asked for
        heard &= np.array([moment_of(claim)[0] <= as_of for claim in claims], bool)
    whole = assessor_of(claims)
    shown = whole.on(as_of.toordinal() if as_of else NOW, heard).standings()
    chosen = [claim for claim, is_heard in zip(claims, heard, strict=True) if is_heard]
    expected = assess(chosen, as_of)
    ids = whole.judge.nesting.place_ids
    names = (*shown.actors, None)
    assert [
        (ids[place], claims[row].claim_id, names[actor], names[other])
        for place, row, actor, other in zip(
            shown.place, shown.shown, shown.actor, shown.contender, strict=True
        )
    ] == [(c.place_id, c.shown_id, c.shown_actor, c.contender) for c in expected]


@given(several, st.sampled_from(["wire", "agency"]))
def test_days_judged_together_show_what_each_day_shows(claims: list[Claim], outlet: str) -> None:
    whole = assessor_of(claims)
    heard = np.array([claim.source_id == outlet for claim in claims], bool)
    count = len(whole.judge.nesting.place_ids)
    cases = Cases(np.repeat(np.arange(count), len(DAYS)), np.tile(np.array(DAYS), count))
    together = {}
    for part, found in whole.through(cases, heard):
        shown = found.standings()
        for row, case in enumerate(shown.place.tolist()):
            together[int(part.place[case]), int(part.day[case])] = state_of(shown, row)
    apart = {}
    for day in DAYS:
        shown = whole.on(day, heard).standings()
        for row, place in enumerate(shown.place.tolist()):
            apart[place, day] = state_of(shown, row)
    assert together == apart


def state_of(shown: object, row: int) -> tuple[int, ...]:
    columns = ("state", "corroboration", "actor", "contender", "shown", "answer")
    return tuple(int(getattr(shown, name)[row]) for name in columns)


@given(several, several)
def test_statements_are_counted_by_mask_as_claim_by_claim(
    claims: list[Claim], others: list[Claim]
) -> None:
    every = list({claim.claim_id: claim for claim in [*claims, *others]}.values())
    known = {claim.claim_id for claim in claims}
    chosen = np.array([claim.claim_id in known for claim in every], bool)
    place = np.array([[GORNAL, KURSK, SUDZHA].index(claim.place_id) for claim in every], np.intp)
    counts = Tally(every).count(chosen, place)
    for number, place_id in enumerate([GORNAL, KURSK, SUDZHA][: len(counts)]):
        of_place = [claim for claim in claims if claim.place_id == place_id]
        assert counts[number] == len(set(find_origins(of_place).values()))
