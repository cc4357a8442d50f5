"""Records made with few words, for all rooms of the tests."""

from datetime import UTC, date, datetime

from geodata.model import (
    Actor,
    ActorKind,
    Article,
    Claim,
    DateBasis,
    DatePrecision,
    Extent,
    Place,
    PlaceKind,
    Polarity,
    Relation,
    article_id_of,
)

NOON = datetime(2025, 4, 26, 12, tzinfo=UTC)

ACTORS = (
    Actor(actor_id="SOURCE", name="the outlet", kind=ActorKind.THIRD_PARTY, colour="#999999"),
    Actor(
        actor_id="RU", name="Russia", kind=ActorKind.BELLIGERENT, colour="#D55E00", theatre=("UA",)
    ),
    Actor(
        actor_id="UA", name="Ukraine", kind=ActorKind.BELLIGERENT, colour="#0072B2", theatre=("UA",)
    ),
    Actor(
        actor_id="ISW",
        name="Institute for the Study of War",
        kind=ActorKind.MONITOR,
        colour="#999999",
    ),
)

PLACES = {
    place.place_id: place
    for place in (
        Place(
            place_id=place_id,
            name=name,
            ascii_name=name,
            kind=kind,
            feature_code=code,
            country_code=country,
            lon=lon,
            lat=lat,
            precision_km=precision_km,
        )
        for place_id, name, kind, code, country, lon, lat, precision_km in (
            ("iso:RU-KRS", "Kursk region", PlaceKind.REGION, "ADM1", "RU", 36.2, 51.7, 0),
            ("iso:RU-BEL", "Belgorod region", PlaceKind.REGION, "ADM1", "RU", 37.4, 50.8, 0),
            ("iso:UA", "Ukraine", PlaceKind.COUNTRY, "PCLI", "UA", 31.4, 49.0, 0),
            ("curated:gornal", "Gornal", PlaceKind.SETTLEMENT, "PPL", "RU", 35.245, 51.07, 2),
            ("geonames:1", "Sudzha", PlaceKind.SETTLEMENT, "PPL", "RU", 35.27, 51.19, 0),
        )
    )
}

SENTENCE = "Russia controls Gornal, its army chief said; Ukraine denies it."


def place_of(place_id: str) -> Place:
    return PLACES[place_id]


def make_article(text: str = SENTENCE, *, source_id: str = "wire", **changes: object) -> Article:
    values: dict[str, object] = {
        "article_id": article_id_of(text),
        "source_id": source_id,
        "title": "A title",
        "text": text,
        "published_at": NOON,
        "published_basis": DateBasis.GIVEN,
    }
    return Article(**{**values, **changes})  # type: ignore[arg-type]


def make_claim(article: Article | None = None, **changes: object) -> Claim:
    """Claim that Russia says it controls Gornal; its quote is the whole text."""
    article = article or make_article()
    values: dict[str, object] = {
        "article_id": article.article_id,
        "source_id": article.source_id,
        "place_id": "curated:gornal",
        "claimant": "RU",
        "relation": Relation.CONTROLS,
        "actor": "RU",
        "polarity": Polarity.AFFIRM,
        "start_char": 0,
        "end_char": len(article.text),
        "quote": article.text,
        "extractor": "rules@1",
        "extent": Extent.WHOLE,
        "published_at": article.published_at,
    }
    if changes.get("event_date") is not None:
        values["date_precision"] = DatePrecision.DAY
    return Claim(**{**values, **changes})  # type: ignore[arg-type]


def april(day: int) -> date:
    return date(2025, 4, day)
