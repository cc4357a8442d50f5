"""Provenance: whose picture a feature belongs to, and the words and sources that it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from geodata.layers.rights import Rights, map_of, rights_of, work_of
from geodata.model import EVERYBODY, Actor, Claim, Source, Voice
from geodata.published_map import PublishedMap

MOST_QUOTES = 20
QUOTE_SEPARATOR = " ¶ "

VIEW_TYPES = {"voice": "str", "voice_name": "str", "as_of": "str", "known_at": "str"}

EVIDENCE_TYPES = {
    "claim_count": "int64",
    "claim_ids": "str",
    "quotes": "str",
    "sources": "str",
    "licence": "str",
    "redistributable": "bool",
    "restricted": "str",
}

_DAWN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Whose account a picture shows, of which day, as known when; and all that it was made from.

    A feature made with it carries

    - `voice`: the claimants' ids by blanks or "everybody", then "source:…" for each source that it
      is narrowed to; `voice_name`: the same in words;
    - `as_of`, `known_at`: ISO 8601; "" = now;
    - `claim_count`, `claim_ids` (all of them, by blanks, the newest first);
    - `quotes`: what these claims quote, each wording once, the newest MOST_QUOTES of them, joined
      by QUOTE_SEPARATOR;
    - `sources`: the names of their sources, by "; ";
    - `licence`: in words, which of the sources may be passed on;
    - `redistributable`: False if any claim or map that the picture was made from is of a source
      that must not be passed on, also one that the feature itself doesn't rest on, for it may have
      moved an outline; `restricted`: the names of these sources, by ", ".
    """

    voice: Voice = EVERYBODY
    as_of: date | None = None
    known_at: datetime | None = None
    claims: Sequence[Claim] = ()
    """Every claim that the voice hears, not only those that decide; those of published maps at
    least where a feature names them (see `geodata.published.claims_of`)."""
    maps: Sequence[PublishedMap] = ()
    """Every published map that the voice hears."""
    sources: Sequence[Source] = ()
    actors: Sequence[Actor] = ()


def view_of(provenance: Provenance) -> dict[str, str]:
    """Say whose picture it is: the columns of VIEW_TYPES."""
    return {
        "voice": _code(provenance.voice),
        "voice_name": _words(provenance),
        "as_of": provenance.as_of.isoformat() if provenance.as_of else "",
        "known_at": provenance.known_at.isoformat() if provenance.known_at else "",
    }


def evidence_of(rows: Iterable[Iterable[str]], pictures: Sequence[Provenance]) -> pd.DataFrame:
    """Say on what each row rests, from its claim_ids: the columns of EVIDENCE_TYPES."""
    claims = {claim.claim_id: claim for picture in pictures for claim in picture.claims}
    maps = [published for picture in pictures for published in picture.maps]
    rights = rights_of((source for picture in pictures for source in picture.sources), maps)
    restricted = rights.restricted({*map(work_of, claims.values()), *map(map_of, maps)})
    found = [
        _evidence([claims[claim_id] for claim_id in dict.fromkeys(row)], rights)
        | {"redistributable": not restricted, "restricted": ", ".join(restricted)}
        for row in rows
    ]
    return pd.DataFrame(found, columns=list(EVIDENCE_TYPES)).astype(EVIDENCE_TYPES)


def _evidence(claims: list[Claim], rights: Rights) -> dict[str, object]:
    newest_first = sorted(claims, key=_moment, reverse=True)
    quotes = list(dict.fromkeys(claim.quote for claim in newest_first))
    cited = {claim.source_id for claim in claims}
    works = set(map(work_of, claims))
    return {
        "claim_count": len(claims),
        "claim_ids": " ".join(claim.claim_id for claim in newest_first),
        "quotes": QUOTE_SEPARATOR.join(quotes[:MOST_QUOTES]),
        "sources": "; ".join(sorted({rights.name(source_id) for source_id in cited})),
        "licence": rights.words(works),
    }


def _moment(claim: Claim) -> tuple[date, datetime, str]:
    """When it is said to be true, else when it was printed; of equals the later in print."""
    printed = claim.published_at or _DAWN
    return claim.event_date or printed.date(), printed, claim.claim_id


def _code(voice: Voice) -> str:
    claimants = ["everybody"] if voice.claimants is None else sorted(voice.claimants)
    narrowed = [f"source:{source_id}" for source_id in sorted(voice.source_ids or ())]
    return " ".join([*claimants, *narrowed])


def _words(provenance: Provenance) -> str:
    voice = provenance.voice
    actors = {actor.actor_id: actor.name for actor in provenance.actors}
    rights = rights_of(provenance.sources)
    claimants = sorted(voice.claimants or ())
    speakers = " and ".join(actors.get(actor_id, actor_id) for actor_id in claimants)
    spoken = "everybody" if voice.claimants is None else speakers
    narrowed = sorted(voice.source_ids or ())
    printers = ", ".join(rights.name(source_id) for source_id in narrowed)
    return f"{spoken}, as printed by {printers}" if printers else spoken
