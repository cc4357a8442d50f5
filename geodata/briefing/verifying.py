"""verify(): whether a store still supports what a sheet cites."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from functools import cache

from geodata.briefing.accounts import Bureau
from geodata.briefing.asking import Request, view_from_link
from geodata.briefing.contents import open_accounts
from geodata.briefing.proof import Proof, digest_of
from geodata.errors import ClaimlineError
from geodata.model import Article, Claim, Decision, Review
from geodata.pipeline import ledger_of
from geodata.pipeline.mapped import daily
from geodata.published import claims_of

_WORDS = {
    Decision.REJECT: "rejected",
    Decision.CORRECT: "corrected",
    Decision.MERGE: "merged into another",
}
UNKNOWN = "not in this store"
MISQUOTED = "its quote is not in the article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A claim that the store does not support."""

    claim_id: str
    number: int
    """Of its source on the sheet."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a store says of a sheet."""

    proof: Proof
    failures: tuple[Failure, ...]
    same_data: bool
    """Whether the view gives the same data, as known then."""
    notes: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether every citation is supported."""
        return not self.failures


def verify(bureau: Bureau, proof: Proof) -> Verdict:
    """Look each cited claim up as the store knows it now, and the view's data as known then."""
    standing = _standing(bureau, proof)
    reviews = _decided(bureau.store.reviews())
    find_article = cache(bureau.store.find_article)
    failures = []
    for claim_id, (number, _) in proof.claims.items():
        why = _why(find_article, standing.get(claim_id), reviews.get(claim_id))
        if why:
            failures.append(Failure(claim_id=claim_id, number=number, why=why))
    same, notes = _same_data(bureau, proof)
    if bureau.edition != proof.gazetteer:
        notes = (*notes, "The gazetteer is of another edition than the sheet's.")
    return Verdict(
        proof=proof,
        failures=tuple(sorted(failures, key=lambda one: (one.number, one.claim_id))),
        same_data=same,
        notes=notes,
    )


def _standing(bureau: Bureau, proof: Proof) -> dict[str, Claim]:
    """The cited claims that stand, of articles and of published maps."""
    claims = ledger_of(bureau.store, bureau.knowledge).claims
    found = {one.claim_id: one for one in claims if one.claim_id in proof.claims}
    places = {place for one, (_, place) in proof.claims.items() if one not in found}
    if places:
        for published in daily(bureau.store.maps()):
            said = claims_of(published, places, date.max)
            found |= {one.claim_id: one for one in said if one.claim_id in proof.claims}
    return found


def _decided(reviews: Sequence[Review]) -> Mapping[str, Review]:
    return {review.claim_id: review for review in reviews if review.claim_id}


def _why(
    find_article: Callable[[str], Article | None], claim: Claim | None, review: Review | None
) -> str:
    """Say why a claim is not supported; "" if it is."""
    if claim is not None:
        article = find_article(claim.article_id)
        if article is None:  # of a published map, whose rows are no articles
            return ""
        quoted = article.text[claim.start_char : claim.end_char] == claim.quote
        return "" if quoted else MISQUOTED
    if review and review.decision in _WORDS:
        day = review.recorded_at.astimezone(UTC)
        return f"{_WORDS[review.decision]} by {review.analyst} on {day:%Y-%m-%d %H:%M} UTC"
    return UNKNOWN


def _same_data(bureau: Bureau, proof: Proof) -> tuple[bool, tuple[str, ...]]:
    try:
        view = view_from_link(proof.link, proof.layout)
        request = Request(view=view, layout=proof.layout, place=proof.subject or None)
        accounts = open_accounts(bureau, request, view.known_at)
        digest = digest_of(bureau, accounts, view.known_at)
    except ClaimlineError as error:
        return False, (f"The sheet's view can't be opened here: {error}",)
    return digest == proof.digest, ()
