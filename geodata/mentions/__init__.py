"""Article to Mention: find the names of places and tell which places they are."""

from collections import Counter
from collections.abc import Iterable, Sequence

from geodata.gazetteer import Gazetteer
from geodata.mentions import actor_names, naming
from geodata.mentions.choosing import Decision, choose_all
from geodata.mentions.context import Context
from geodata.mentions.finding import find_spots
from geodata.mentions.governments import stands_for_government
from geodata.mentions.plausible import near_another
from geodata.mentions.scores import first_name
from geodata.mentions.similar import with_similar
from geodata.mentions.spots import AREA, Spot
from geodata.mentions.unknown import find_unknown
from geodata.mentions.words import Text
from geodata.model import Actor, Article, Mention, Place, PlaceKind

__all__ = ["find_mentions"]

_NEIGHBOUR_KM = 60.0
_OUTSIDER_POPULATION = 100_000
"""A settlement outside the article's countries is believed from this size on."""


def find_mentions(article: Article, gazetteer: Gazetteer, actors: Sequence[Actor]) -> list[Mention]:
    """Find every named place, in text order, none overlapping another.

    A region takes the kind word beside it into its span ("Kursk region"), a settlement doesn't
    ("the village of Gornal" spans "Gornal"). A name that can't be decided keeps its candidates
    and says why in `how`. Names of persons, units, papers and governments are no mentions.
    """
    text = Text(article.text)
    names = actor_names.names_of(tuple(actors))
    taken = actor_names.actor_words(text, names)
    persons = naming.persons_of(text)
    spots, in_names = _apart(find_spots(text, gazetteer), taken)
    unknown = find_unknown(text, spots, taken, gazetteer)
    kept = [
        spot
        for spot in spots
        if not naming.reason_against(text, spot, names, persons)
        and not stands_for_government(text, spot, names)
    ]
    kept = sorted([*kept, *unknown], key=lambda spot: spot.first)
    telling = [*filter(_is_country, spots), *(spot for spot in kept if not _is_country(spot))]
    context = Context(text, gazetteer, _countries(text, telling, names, gazetteer))
    for region in _regions(in_names):  # of the "Donetsk People's Republic"
        context.hint(region)
    decisions = choose_all(context, kept)
    decided = dict(zip(kept, decisions, strict=True))
    believed = {spot for spot in kept if _believable(context, spot, decided[spot])}
    return [
        _mention(article, text, spot, with_similar(context, spot, decided[spot]))
        if spot in believed
        else _mention(article, text, spot, _elsewhere(context, spot, decided[spot]))
        for spot in kept
        if spot in believed or not believed.isdisjoint(spot.group)
    ]


def _apart(spots: Sequence[Spot], taken: frozenset[int]) -> tuple[list[Spot], list[Spot]]:
    """Set apart what stands inside the name of a party or of a body."""
    free: list[Spot] = []
    inside: list[Spot] = []
    for spot in spots:
        held = taken.intersection(range(spot.first, spot.name_last + 1)) and not _is_country(spot)
        (inside if held else free).append(spot)
    return free, inside


def _regions(spots: Iterable[Spot]) -> list[Place]:
    return [place for spot in spots for place in spot.places if place.kind is PlaceKind.REGION]


def _is_country(spot: Spot) -> bool:
    return all(place.kind is PlaceKind.COUNTRY for place in spot.places)


def _countries(
    text: Text, spots: Sequence[Spot], names: actor_names.ActorNames, gazetteer: Gazetteer
) -> Counter[str]:
    """Count the countries that the article speaks of, by name, by its people, by its regions.

    Whoever claims another's regions is at odds with it: a text about Russian troops may well be
    about Ukrainian villages without naming Ukraine, and the other way round. So is one about the
    forces of a country that fights in another.
    """
    counted = actor_names.countries_meant(text, names.demonyms)
    for spot in spots:
        codes = {place.country_code for place in spot.places}
        if len(codes) == 1 and spot.places[0].kind is not PlaceKind.SETTLEMENT:
            counted[codes.pop()] += 1
    for holder, claimant in gazetteer.adversaries:
        counted[holder] = counted[claimant] = max(counted[holder], counted[claimant])
    for country, other in names.wars_abroad:
        counted[other] = max(counted[other], counted[country])
    return +counted


def _believable(context: Context, spot: Spot, decision: Decision) -> bool:
    """A rare or small name in a country that the article never names is a chance likeness."""
    if spot.kinds and spot.cue and not spot.weighed:
        return True
    candidates = [decision.place] if decision.place else spot.places
    if decision.place and decision.place.kind in AREA:  # as well known as its town
        home = decision.place.country_code
        candidates = [place for place in spot.places if place.country_code == home]
    return not context.countries or any(
        context.countries[place.country_code]
        or (place.population >= _OUTSIDER_POPULATION and first_name(spot, place))
        or near_another(context, spot, place, _NEIGHBOUR_KM)  # maybe across a border
        or (len(spot.group) > 1 and _with_a_city(context, spot, place))
        for place in candidates
    )


def _elsewhere(context: Context, spot: Spot, decision: Decision) -> Decision:
    """A name in a list of places, of which only places in other countries are known."""
    homes = sorted({context.home(place) for place in spot.places})
    how = f"ambiguous: the text is not about where this name is known ({', '.join(homes[:3])})"
    return Decision(None, decision.candidates, how)


def _with_a_city(context: Context, spot: Spot, place: Place) -> bool:
    """A city of its country is named: Nyala and Zalingei, where nothing says Sudan."""
    return any(
        other.country_code == place.country_code and other.population >= _OUTSIDER_POPULATION
        for other in context.around(spot)
    )


def _mention(article: Article, text: Text, spot: Spot, decision: Decision) -> Mention:
    start, end = text.words[spot.first].start, text.words[spot.last].end
    if decision.place is not None and decision.place.kind is PlaceKind.SETTLEMENT:
        end = text.words[spot.name_last].end
    return Mention(
        article_id=article.article_id,
        start_char=start,
        end_char=end,
        surface=article.text[start:end],
        place_id=decision.place.place_id if decision.place else None,
        candidates=decision.candidates,
        how=decision.how,
    )
