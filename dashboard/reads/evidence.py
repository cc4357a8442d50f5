"""What is said of one place, with the words in the article that it rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.reads.chosen import chosen_mentions
from dashboard.reads.desk import Desk, articles
from dashboard.reads.ground import area_words
from dashboard.reads.ways import around, ways_of
from geodata import portrayal
from geodata.model import Article, Claim, Control, Place, Polarity, Relation, Source
from geodata.pipeline import Ground, Situation, articles_about, ground_at, words_about
from geodata.settings import Worldview

_LONGEST_ARTICLE = 60_000
"""Characters of an article that travel to the evidence panel, about the quote."""
_MOST_CLAIMS = 120
"""Claims that the evidence panel lists at once."""


def evidence(
    desk: Desk,
    shown: Situation,
    place_id: str,
    worldview: Worldview | None = None,
    ground: Ground | None = None,
) -> dict[str, Any]:
    """Lay out what is said of a place, by claimant, for assets/evidence.js.

    Of `ground`, if there is any, also the words that it is drawn from there: about areas around
    the place, and on published maps.
    """
    of_place = sorted((claim for claim in shown.claims if claim.place_id == place_id), key=_weight)
    known = {claim.claim_id for claim in of_place}
    drawn_from = words_about(ground, place_id) if ground else []
    wider = sorted((c for c in drawn_from if c.claim_id not in known), key=_weight)
    listed = [*of_place, *wider][:_MOST_CLAIMS]
    place = desk.place(place_id)
    control = shown.control(place_id)
    kept = articles(desk)
    printed = {**kept, **shown.map_articles, **articles_about(ground, wider)}
    by_id = {claim.claim_id: claim for claim in [*shown.claims, *wider]}
    packed, texts = cards_of(desk, listed, printed, by_id)
    for claim, card in zip(listed, packed, strict=True):
        card["ways"] = ways_of(claim, kept, on_map=True)
    notice = _notice(len(of_place), len(wider), len(listed))
    return {
        "place": {
            "id": place_id,
            "name": desk.place_name(place_id),
            "kind": _kind_words(place),
            "state": _state_words(desk, control, shown.claims)
            if control
            else _ground_words(desk, ground, place_id),
            "reason": control.reason if control else "",
            "told": portrayal.told(of_place) if of_place else "",
            "about": area_words(desk, place_id, worldview),
            "within": around(desk, shown, place_id),
        },
        "groups": _grouped(desk, place_id, listed, packed),
        "articles": texts,
        "notice": notice,
    }


def cards_of(
    desk: Desk,
    claims: Sequence[Claim],
    printed: Mapping[str, Article],
    by_id: Mapping[str, Claim],
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Lay claims out with their words: a card for each, and the texts that the cards point into.

    printed: the claims' articles by id. by_id: the claims that a denial may point at.
    """
    texts, passages = _passages(printed, claims)
    packed = [
        _claim_card(desk, claim, printed[claim.article_id], by_id) | passage
        for claim, passage in zip(claims, passages, strict=True)
    ]
    for claim, card in zip(claims, packed, strict=True):
        card["facts"].extend([*_chosen_place(desk, claim), *_copied_from(desk, claim)])
    return packed, texts


def _notice(of_place: int, wider: int, listed: int) -> str:
    """Say what is missing from the list, if anything."""
    words = "" if of_place else "No claim found in this selection."
    if wider and not of_place:
        words = "No article in this selection speaks of the place itself: the ground here is drawn "
        words += "from what is said of areas around it or shown on published maps."
    if of_place + wider > listed:
        words += f" {listed} of {of_place + wider} claims are listed; narrow the filters."
    return words.strip()


_RELATIONS = tuple(Relation)


def _weight(claim: Claim) -> tuple[bool, int, bool]:
    """What is said of the present comes first, and control before presence and threats."""
    return not claim.current, _RELATIONS.index(claim.relation), claim.polarity is Polarity.DENY


def _kind_words(place: Place | None) -> str:
    if place is None:
        return ""
    exact = f", ± {place.precision_km:g} km" if place.precision_km else ""
    return f"{place.kind.value}{exact}"


def _ground_words(desk: Desk, ground: Ground | None, place_id: str) -> str:
    """Say whose ground a place of which no article speaks lies on."""
    held = ground_at(ground, place_id) if ground else None
    return portrayal.area_title(held, desk.actors) if held else portrayal.NO_CLAIM


def _state_words(desk: Desk, control: Control, claims: Sequence[Claim]) -> str:
    by_id = {claim.claim_id: claim for claim in claims}
    basis = [by_id[claim_id] for claim_id in control.claim_ids]
    return portrayal.state_words(control, basis, desk.actors)


def _grouped(
    desk: Desk, place_id: str, claims: Sequence[Claim], cards: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """By claimant; what is said of an area around the place stands apart and names the area."""
    groups: dict[tuple[str, str], list[tuple[Claim, dict[str, Any]]]] = {}
    for claim, card in zip(claims, cards, strict=True):
        area = "" if claim.place_id == place_id else f" of {desk.place_name(claim.place_id)}"
        groups.setdefault((claim.claimant, area), []).append((claim, card))
    return [
        {
            "title": f"{portrayal.claimant_name(claimant, desk.actors)}{area} "
            f"({portrayal.tally([claim for claim, _ in group])})",
            "claims": [card for _, card in group],
        }
        for (claimant, area), group in groups.items()
    ]


def _claim_card(
    desk: Desk, claim: Claim, article: Article, by_id: Mapping[str, Claim]
) -> dict[str, Any]:
    source = desk.sources.get(claim.source_id)
    name = desk.place_name(claim.place_id)
    return {
        "id": claim.claim_id,
        "head": portrayal.attribution(claim, source, desk.actors),
        "says": portrayal.content(claim, name, desk.actors),
        "tags": portrayal.tags(claim),
        "colour": portrayal.colour_of(claim.actor, desk.actors),
        "url": article.url,
        "denies": [_denied(desk, denied, by_id) for denied in claim.denies],
        "facts": _facts(claim, article, source),
    }


def _denied(desk: Desk, claim_id: str, by_id: Mapping[str, Claim]) -> dict[str, Any]:
    claim = by_id.get(claim_id)
    if claim is None:
        return {"id": claim_id, "text": "a claim outside this selection", "here": False}
    source, name = desk.sources.get(claim.source_id), desk.place_name(claim.place_id)
    text = portrayal.statement(claim, name, source, desk.actors)
    return {"id": claim_id, "text": text, "here": True}


def _facts(claim: Claim, article: Article, source: Source | None) -> list[tuple[str, str]]:
    printed = article.published_on
    published = f"{portrayal.dated(printed, None)} ({article.published_basis.value})"
    note = f". {article.published_note}" if article.published_note else ""
    return [
        ("Source", f"{source.name if source else claim.source_id} · {portrayal.grade(source)}"),
        ("Article", article.title),
        ("Published", f"{published}{note}"),
        ("True of", portrayal.dated(claim.event_date, claim.date_precision)),
        ("Speaker", claim.speaker or "not named"),
        ("Confidence", f"{claim.confidence:.0%}"),
        ("Found by", f"{claim.extractor}{': ' if claim.how else ''}{claim.how}"),
    ]


def _copied_from(desk: Desk, claim: Claim) -> list[tuple[str, str]]:
    source = desk.sources.get(claim.copied_from)
    name = source.name if source else claim.copied_from
    return [("Copy", f"near-duplicate of a text of {name}")] if name else []


def _chosen_place(desk: Desk, claim: Claim) -> list[tuple[str, str]]:
    """Say so if the claim stands at this place by an analyst's choice."""
    chosen = chosen_mentions(desk, claim.article_id)
    return [("Place", chosen[claim.place_id])] if claim.place_id in chosen else []


def _passages(
    known: Mapping[str, Article], claims: Sequence[Claim]
) -> tuple[list[dict[str, str]], list[dict[str, int]]]:
    """Send each article once, and each quote as positions in what was sent."""
    texts: list[dict[str, str]] = []
    sent: dict[tuple[str, int], int] = {}
    cards: list[dict[str, int]] = []
    for claim in claims:
        text = known[claim.article_id].text
        start, end = _window(len(text), claim)
        slot = sent.setdefault((claim.article_id, start), len(texts))
        if slot == len(texts):
            texts.append({"text": text[start:end]})
        before = _utf16(text[start : claim.start_char])
        cards.append({"article": slot, "start": before, "end": before + _utf16(claim.quote)})
    return texts, cards


def _window(length: int, claim: Claim) -> tuple[int, int]:
    """All of an article, or so much of a very long one that the quote stands in its middle."""
    if length <= _LONGEST_ARTICLE:
        return 0, length
    start = max(0, claim.start_char - _LONGEST_ARTICLE // 2)
    return start, max(claim.end_char, start + _LONGEST_ARTICLE)


def _utf16(text: str) -> int:
    """Count as JavaScript does, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
