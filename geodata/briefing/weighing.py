"""What changed, what is disputed since when, on how many origins it rests, what is unknown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from geodata import portrayal
from geodata.briefing.accounts import Account
from geodata.briefing.citing import Citer, counted, day_words, shortened_names
from geodata.briefing.sheet import Section, Sentence
from geodata.control import Dispute, Stance, find_changes
from geodata.model import Claim, Control, ControlState, Corroboration, Mention
from geodata.portrayal import stance_words, state_words

DISPUTED = "What is disputed, and for how long"
_MOST = 20
_NOTHING = "nothing said of it"
_Disputed = tuple[Control, Dispute | None, Sequence[Stance]]
_SUPPORT = {
    Corroboration.AGREED: "both sides, or two or more independent origins, say so",
    Corroboration.ONE_SIDE: "one side's word only",
    Corroboration.REPORTED: "the own word of one outlet or mapper only",
}


def changed_section(before: Account, after: Account, since: date, citer: Citer) -> Section:
    """Tell whose state is another one than on an earlier day, alike changes in one sentence."""
    known = {claim.claim_id for claim in before.shown.claims}
    by_id = {one.claim_id: one for one in (*before.shown.claims, *after.shown.claims)}
    groups: dict[tuple[bool, str, str], list[tuple[str, list[Claim]]]] = {}
    for change in find_changes(before.shown.controls, after.shown.controls, known):
        now = change.after or change.before
        rests = change.claim_ids or (now.claim_ids if now else ())
        was = _state(change.before, by_id, citer)
        is_now = _state(change.after, by_id, citer)
        alike = groups.setdefault((not change.is_turn, was, is_now), [])
        alike.append((change.place_id, [by_id[one] for one in rests]))
    sentences = [
        citer.say(
            f"{citer.listed([place_id for place_id, _ in alike])}: {was} on {day_words(since)}, "
            f"now {is_now}.",
            (claim for _, claims in alike for claim in claims),
        )
        for (_, was, is_now), alike in sorted(
            groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0])
        )
    ]
    none = Sentence(text="No place has another state than then.")
    return Section(
        heading=f"What changed since {day_words(since)}",
        sentences=citer.shortened(sentences, _MOST, "change") or (none,),
    )


def _state(control: Control | None, by_id: Mapping[str, Claim], citer: Citer) -> str:
    if control is None:
        return _NOTHING
    basis = [by_id[one] for one in control.claim_ids if one in by_id]
    words = state_words(control, basis, citer.actors)
    return words[:1].lower() + words[1:]


def disputed_section(account: Account, citer: Citer) -> Section:
    """Tell which places the voices disagree on, since when, and what each says."""
    day = account.shown.seen_from
    sentences = [
        citer.say(
            f"{citer.places[control.place_id]} {since_words(dispute, day)}: "
            f"{voices_words(stances, citer)}.",
            [*citer.by_ids(control.claim_ids), *words_of(stances)],
        )
        for control, dispute, stances in disputed_places(account, citer)
    ]
    none = Sentence(text="The voices of this view disagree on no place.")
    return Section(
        heading=DISPUTED,
        sentences=citer.shortened(sentences, _MOST, "disputed place") or (none,),
    )


def disputed_places(account: Account, citer: Citer) -> list[_Disputed]:
    """The places that the voices disagree on, the longest dispute first, with what each says."""
    told = account.standing
    by_place: dict[str, list[Stance]] = {}
    for stance in told.stances:
        by_place.setdefault(stance.place_id, []).append(stance)
    found: list[_Disputed] = [
        (one, told.disputes.get(one.place_id), by_place.get(one.place_id, ()))
        for one in account.shown.controls
        if one.state is ControlState.DISPUTED
    ]
    return sorted(found, key=lambda row: _rank(row[0], row[1], citer))


def _rank(control: Control, dispute: Dispute | None, citer: Citer) -> tuple[date, str]:
    return (dispute.first_day if dispute else date.max), citer.places[control.place_id]


def since_words(dispute: Dispute | None, day: date) -> str:
    """Say since when a place is disputed, and for how long on a day."""
    if dispute is None or dispute.first_day <= date(1, 1, 2):
        return "is disputed, since a day that is not known"
    days = (day - dispute.first_day).days
    lasts = f", for {counted(days, 'day')}" if days > 0 else ""
    return f"has been disputed since {day_words(dispute.first_day)}{lasts}"


def voices_words(stances: Iterable[Stance], citer: Citer) -> str:
    """Say what each voice says of a place: "Russia: Russia controls; Ukraine: denies …"."""
    said = [f"{citer.voice(one.voice)}: {_stance(one, citer)}" for one in stances if one.word]
    return "; ".join(sorted(said)) or "no word of it still stands"


def _stance(stance: Stance, citer: Citer) -> str:
    words = stance_words(stance, citer.actors)
    begins_with_name = stance.word and words.startswith(citer.actor(stance.word.actor))
    return words if begins_with_name else words[:1].lower() + words[1:]


def words_of(stances: Iterable[Stance]) -> list[Claim]:
    """The claims that stances rest on."""
    return [one.word for one in stances if one.word]


def support_section(account: Account, claims: Sequence[Claim], citer: Citer) -> Section:
    """Tell on how many independent origins it rests that somebody holds places."""
    groups: dict[tuple[Corroboration, str], list[Control]] = {}
    for control in account.shown.controls:
        if control.state is ControlState.HELD and control.corroboration in _SUPPORT:
            groups.setdefault((control.corroboration, control.actor or ""), []).append(control)
    sentences = [citer.say(_whole(claims), claims)] if claims else []
    kinds = tuple(_SUPPORT)
    for kind, actor in sorted(
        groups, key=lambda key: (kinds.index(key[0]), -len(groups[key]), citer.actor(key[1]))
    ):
        held = groups[kind, actor]
        basis = citer.by_ids(dict.fromkeys(i for one in held for i in one.claim_ids))
        sentences.append(
            citer.say(
                f"That {citer.actor(actor)} holds {citer.listed(_told_of_most(held, citer))}: "
                f"{_SUPPORT[kind]} ({portrayal.told(basis, ',')}).",
                basis,
            )
        )
    return Section(heading="On how many origins it rests", sentences=tuple(sentences))


def _told_of_most(controls: Iterable[Control], citer: Citer) -> list[str]:
    return citer.foremost({one.place_id: one.statement_count for one in controls})


def _whole(claims: Sequence[Claim]) -> str:
    return f"This sheet rests on {counted(len(claims), 'claim')} ({portrayal.told(claims, ',')})."


def unknown_section(
    account: Account, claims: Sequence[Claim], unplaced: Sequence[Mention], citer: Citer
) -> Section:
    """Tell what the sheet cannot say. unplaced: names of which no place is known."""
    if not claims:
        none = "No claim matches this view: of who holds what, nothing is known here."
        return Section(heading="What is unknown", sentences=(Sentence(text=none),))
    told = (_unheld(account, citer), _undated(claims, citer), _rough(claims, citer),
            _unplaced(unplaced, claims, citer))  # fmt: skip
    sentences = [sentence for found in told for sentence in found]
    return Section(heading="What is unknown", sentences=(*sentences, *_ungraded(claims, citer)))


def _unheld(account: Account, citer: Citer) -> Iterator[Sentence]:
    open_ = [one for one in account.shown.controls if one.state is ControlState.UNKNOWN]
    if open_:
        names = citer.listed(_told_of_most(open_, citer))
        basis = citer.by_ids(dict.fromkeys(i for one in open_ for i in one.claim_ids))
        yield citer.say(f"Who holds {names} as a whole follows from no claim.", basis)


def _undated(claims: Sequence[Claim], citer: Citer) -> Iterator[Sentence]:
    undated = [claim for claim in claims if claim.event_date is None]
    if undated:
        yield citer.say(
            f"{len(undated):,} of {counted(len(claims), 'claim')} name no day; that of "
            "publication counts instead.",
            undated,
        )


def _rough(claims: Sequence[Claim], citer: Citer) -> Iterator[Sentence]:
    told = Counter(claim.place_id for claim in claims)
    found = ((one, citer.places.place(one)) for one in told)
    rough = {one: told[one] for one, place in found if place and place.precision_km > 0}
    if rough:
        names = citer.listed(citer.foremost(rough))
        yield citer.say(
            f"The position of {names} is known roughly only; the map draws a radius.",
            (claim for claim in claims if claim.place_id in rough),
        )


def _unplaced(
    unplaced: Sequence[Mention], claims: Sequence[Claim], citer: Citer
) -> Iterator[Sentence]:
    """Name the names in the texts of the claims that no place was found for."""
    texts = {claim.article_id for claim in claims}
    told = Counter(
        " ".join(one.surface.split()) for one in unplaced if one.article_id in texts
    )  # fmt: skip
    if told:
        silent = {one.article_id for one in unplaced}
        names = sorted(told, key=lambda name: (-told[name], name))
        verb = "lies" if len(names) == 1 else "lie"
        yield citer.say(
            f"Where {shortened_names(names)} {verb} is not known: what the sources say of it is "
            "not on the map.",
            (claim for claim in claims if claim.article_id in silent),
        )


def _ungraded(claims: Sequence[Claim], citer: Citer) -> Iterator[Sentence]:
    grades = {one.number: one.grade for one in citer.numbered.lines}
    open_ = [one for one in claims if grades[citer.numbered.number[one.claim_id]][0] == "F"]
    if open_:
        count = len(citer.numbered.of(open_))
        verb = "are" if count > 1 else "is"
        yield citer.say(
            f"{count:,} of {counted(len(grades), 'source')} {verb} of a reliability that cannot be "
            "judged (F).",
            open_,
        )
