"""What must hold of reviews whatever analysts decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.decisions import apply_reviews, standing_reviews
from geodata.errors import ReviewError
from geodata.model import Claim, ClaimQuery, Decision, Polarity, Relation, Review
from geodata.store import ClaimStore
from tests.properties.test_store import fresh_store
from tests.records import NOON, make_article, make_claim, place_of

ARTICLE = make_article()
READ = [
    make_claim(claimant=claimant, relation=relation)
    for claimant in ("RU", "UA", "ISW")
    for relation in (Relation.CONTROLS, Relation.PRESENT)
]
ALL = [*READ, *(replace(claim, polarity=Polarity.DENY) for claim in READ)]
"""As read, and as analysts may correct them or add: the same again, too."""
of_claims = st.sampled_from(ALL)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Any review that can be written down, whether or not it fits what stands."""
    claim, other = draw(of_claims), draw(of_claims)
    decision = draw(st.sampled_from(Decision))
    is_new = decision in {Decision.CORRECT, Decision.ADD}
    if decision is Decision.MERGE and other == claim:
        decision = Decision.REJECT
    of_article = decision is Decision.WITHDRAW or (
        decision is Decision.UNDONE and draw(st.booleans())
    )
    without = {Decision.ADD, Decision.WITHDRAW, Decision.UNDONE}
    corrected = replace(claim if decision is Decision.ADD else other, extractor="analyst:Ann")
    return Review(
        article_id=ARTICLE.article_id,
        claim_id="" if of_article else claim.claim_id,
        decision=decision,
        analyst="Ann",
        recorded_at=NOON + timedelta(hours=draw(st.integers(0, 9))),
        claim=None if decision in without else claim,
        corrected=corrected if is_new else None,
        merged_into=other.claim_id if decision is Decision.MERGE else "",
    )


several = st.lists(reviews(), max_size=8)
readings = st.lists(of_claims, max_size=6)


def ids(claims: Sequence[Claim]) -> list[str]:
    return [claim.claim_id for claim in claims]


@given(readings)
def test_without_reviews_a_reading_stays_as_it_is_but_for_what_it_says_twice(
    read: list[Claim],
) -> None:
    assert apply_reviews(read, []) == list(dict.fromkeys(read))


@given(readings, several)
def test_what_stands_stands_once_and_rests_on_something(
    read: list[Claim], made: list[Review]
) -> None:
    stands = apply_reviews(read, made)
    assert len(set(ids(stands))) == len(stands)
    given_by_hand = [one.claim or one.corrected for one in made]
    known = {*ids(read), *(one.claim_id for one in given_by_hand if one)}
    known |= {one.corrected.claim_id for one in made if one.corrected}
    assert set(ids(stands)) <= known


@given(readings, several)
def test_what_counts_is_enough_to_know_what_stands(read: list[Claim], made: list[Review]) -> None:
    assert apply_reviews(read, standing_reviews(made)) == apply_reviews(read, made)


@given(readings, several)
def test_undoing_every_decision_brings_back_what_was_read(
    read: list[Claim], made: list[Review]
) -> None:
    undone = [
        replace(one, decision=Decision.UNDONE, claim=None, corrected=None, merged_into="")
        for one in made
        if one.decision is not Decision.UNDONE
    ]
    assert apply_reviews(read, [*made, *undone]) == apply_reviews(read, [])


@given(several)
def test_what_an_analyst_accepts_corrects_or_adds_stands_whatever_is_read(
    made: list[Review],
) -> None:
    counting = standing_reviews(made)
    if any(one.decision is Decision.WITHDRAW for one in counting):
        assert apply_reviews(READ, made) == []
        return
    lasting = {Decision.ACCEPT, Decision.CORRECT, Decision.ADD}
    wanted = {
        (one.corrected or one.claim).claim_id  # type: ignore[union-attr]
        for one in counting
        if one.decision in lasting
    }
    assert wanted <= set(ids(apply_reviews([], made)))
    assert wanted <= set(ids(apply_reviews(READ, made)))


def review_all(store: ClaimStore, made: Sequence[Review]) -> list[Review]:
    """Keep what fits; refuse the rest."""
    kept = []
    for one in made:
        try:
            kept.append(store.review(one, places=place_of))
        except ReviewError:
            continue
    return kept


def add(store: ClaimStore, extractor: str, claims: Sequence[Claim]) -> None:
    at = NOON + timedelta(hours=1)
    store.add(ARTICLE, [], claims, extractor=extractor, recorded_at=at, places=place_of)


@settings(max_examples=40, deadline=None)
@given(several, st.lists(of_claims, max_size=6, unique=True))
def test_the_store_says_what_the_reviews_say_and_nothing_known_changes(
    made: list[Review], read_again: list[Claim]
) -> None:
    with fresh_store() as store:
        add(store, "r@1", READ)
        pictures = {}
        for one in made:
            kept = review_all(store, [one])
            if kept:
                pictures[kept[0].recorded_at] = store.claims()
        log = store.all_reviews()
        assert ids(store.claims()) == ids(apply_reviews(READ, log))
        add(store, "r@2", read_again)
        newest = max((claim.recorded_at for claim in store.claims()), default=None)
        for moment, claims in pictures.items():
            if newest and moment < newest:
                assert store.claims(ClaimQuery(known_at=moment)) == claims
        assert ids(store.claims()) == ids(apply_reviews(read_again, log))


@settings(max_examples=40, deadline=None)
@given(several)
def test_undoing_all_that_stands_leads_back_to_the_reading(made: list[Review]) -> None:
    with fresh_store() as store:
        add(store, "r@1", READ)
        review_all(store, made)
        while standing := store.reviews():
            # The whole article first: nothing can be told of its claims while it is withdrawn.
            newest = max(standing, key=lambda one: not one.claim_id)
            undone = replace(
                newest, decision=Decision.UNDONE, claim=None, corrected=None, merged_into=""
            )
            store.review(undone, places=place_of)
        assert ids(store.claims()) == ids(READ)
