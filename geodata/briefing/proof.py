"""The proof that a sheet carries: a hash of its data, and each claim that it cites."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from geodata.briefing.accounts import Account, Bureau
from geodata.briefing.numbering import Numbered
from geodata.briefing.sheet import Layout
from geodata.errors import SheetError
from geodata.model import Claim, content_id

FORMAT = "claimline-sheet@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a sheet says of its data."""

    layout: Layout
    link: str
    """Opens the view, as known then."""
    subject: str
    """place_id of a dossier; else empty."""
    digest: str
    gazetteer: str
    claims: Mapping[str, tuple[int, str]]
    """By claim_id the number of the source and the place_id."""
    format: str = FORMAT

    @property
    def text(self) -> str:
        """As it is kept in files."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        return json.dumps(kept, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def read_proof(text: str) -> Proof:
    """Read what `Proof.text` wrote. Raises SheetError."""
    try:
        kept = json.loads(text)
        if kept["format"] != FORMAT:
            raise SheetError(f"the sheet's proof is of format {kept['format']!r}, not {FORMAT}")
        claims = {str(one): (int(row[0]), str(row[1])) for one, row in kept["claims"].items()}
        names = ("link", "subject", "digest", "gazetteer")
        texts = {name: str(kept[name]) for name in names}
        return Proof(layout=Layout(kept["layout"]), claims=claims, **texts)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise SheetError(f"the sheet's proof can't be read ({error})") from error


def cited_claims(numbered: Numbered, claims: Iterable[Claim]) -> dict[str, tuple[int, str]]:
    """What a proof keeps of each claim."""
    kept = ((one.claim_id, (numbered.number[one.claim_id], one.place_id)) for one in claims)
    return dict(sorted(kept))


def digest_of(bureau: Bureau, accounts: Sequence[Account], known_at: datetime | None) -> str:
    """Hash the data of a view: its claims, the decisions on their articles, the places' edition."""
    claims = {one.claim_id: one.article_id for account in accounts for one in account.claims}
    articles = set(claims.values())
    reviews = bureau.store.all_reviews(known_at=known_at)
    choices = bureau.store.all_place_choices(known_at)
    decided = [one.review_id for one in reviews if one.article_id in articles]
    named = [
        [one.name, one.verdict, one.article_id, one.place_id, one.recorded_at.isoformat()]
        for one in choices
    ]
    views = [sorted(one.claim_id for one in account.claims) for account in accounts]
    return content_id([FORMAT, views, sorted(decided), named, bureau.edition])
