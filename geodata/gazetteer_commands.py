"""python -m geodata gazetteer update | show."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import TextIOWrapper

from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.gazetteer.rows import folded
from geodata.gazetteer.suggest import alike_name, suggest
from geodata.gazetteer.update import Request, UpdateReport, update_gazetteer
from geodata.mentions.inflected import agreeing
from geodata.model import Place, PlaceKind
from geodata.outputs import printing
from geodata.settings import Settings

_NONE_FOUND = 1
_MEGABYTE = 1_000_000
_SUGGESTIONS = 6
_REGISTERS = {
    "curated": "curated.csv, kept by hand",
    "katottg": "KATOTTG, Ukraine's register of settlements",
    "postal": "Russian post offices",
    "iso": "regions and countries of seeds/gazetteer",
    "geonames": "embedded GeoNames",
}
_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT})
_AREA = "an area that the point stands for"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name that was asked for, or that what was asked for may be a form of; and who bears it."""

    name: str
    places: Sequence[Place]
    is_form: bool = True


def add_gazetteer(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `gazetteer` and what it can do to the command line."""
    gazetteer = commands.add_parser("gazetteer", help="grow the gazetteer; show what a name means")
    actions = gazetteer.add_subparsers(required=True, metavar="ACTION")

    action = actions.add_parser(
        "update",
        help="download the places of whole countries from GeoNames",
        description="Download GeoNames' places and names of countries and put them into use beside "
        "the embedded ones. What hasn't changed isn't fetched again, a broken download is gone on "
        "with, and until all is there and checked the old data stays in use.",
    )
    action.add_argument(
        "--country",
        nargs="+",
        default=[],
        metavar="CODE",
        help="ISO 3166 codes (UA RU); without any, those that are there are brought up to date",
    )
    action.add_argument("--source", choices=["geonames"], default="geonames")
    action.add_argument(
        "--base-url",
        metavar="URL",
        help="another server with GeoNames' files (default: CLAIMLINE_GEONAMES, or GeoNames' own)",
    )
    action.add_argument(
        "--max-mb",
        type=_megabytes,
        default=100.0,
        metavar="MB",
        help="refuse larger downloads (default: 100)",
    )
    action.set_defaults(
        run=_run_update,
        if_stopped="; the gazetteer in use stays as it was, and the next run goes on with what "
        "has come",
    )

    action = actions.add_parser(
        "show", help="print the places that a name may mean, and why in this order"
    )
    action.add_argument(
        "name", type=_name, metavar="NAME", help="in English, Ukrainian, Russian …, in any case"
    )
    action.add_argument("--json", action="store_true", help="for machines")
    action.set_defaults(run=_run_show)


def _megabytes(text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not 0 < size < 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no size in megabytes; write 100")
    return size


def _name(text: str) -> str:
    if not folded(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no name; write a place's, such as Gornal")
    return text


def _run_update(options: argparse.Namespace, settings: Settings) -> int:
    report = update_gazetteer(
        Request(
            countries=options.country,
            seeds_folder=settings.seeds_folder,
            cache_folder=settings.cache_folder,
            base_url=options.base_url or settings.geonames_url,
            max_bytes=int(options.max_mb * _MEGABYTE),
        )
    )
    for bad in report.bad:
        for message in bad.first:
            print(f"{bad.origin}, {message}; this row is left out", file=sys.stderr)
        if bad.count > len(bad.first):
            print(f"{bad.origin}: {bad.count} rows left out in all", file=sys.stderr)
    print(_summary(report))
    return 0


def _summary(report: UpdateReport) -> str:
    manifest, merged = report.manifest, report.merged
    countries = ", ".join(manifest.countries)
    if merged is None:
        return (
            f"nothing has changed since {manifest.made_at}: {manifest.places:,} places in use, "
            f"{countries} in full"
        )
    return (
        f"{manifest.places:,} places in use, {countries} in full: {merged.new:,} new, "
        f"{merged.enriched:,} known ones checked for more names, {merged.located:,} known "
        f"approximately matched\n{manifest.licence}\n"
        "Articles that the store holds were read with fewer places: `python -m geodata reread`"
    )


def _run_show(options: argparse.Namespace, settings: Settings) -> int:
    gazetteer = load_gazetteer(settings.seeds_folder, settings.cache_folder)
    for problem in gazetteer.problems:
        print(f"geodata: {problem}", file=sys.stderr)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    readings = _readings(options.name, gazetteer)
    others = [] if readings else suggest(gazetteer, options.name, _SUGGESTIONS)
    with printing():
        if options.json:
            told = _as_json(options.name, readings, others, gazetteer)
            print(json.dumps(told, ensure_ascii=False))
        elif readings:
            _print_readings(options.name, readings, gazetteer)
        else:
            _print_suggestions(options.name, others, gazetteer)
    return 0 if readings else _NONE_FOUND


def _readings(name: str, gazetteer: Gazetteer) -> list[_Reading]:
    """The name itself; if nothing is called so, those that it may be a form of, largest first."""
    places = gazetteer.look_up(name)
    if places:
        return [_Reading(name, places, is_form=False)]
    found = gazetteer.named_among(agreeing(tuple(folded(name).split())))
    by_places = {places: _spelled(key, places) for key, places in found.items()}
    readings = [_Reading(form, gazetteer.look_up(form)) for form in by_places.values()]
    return sorted(readings, key=lambda one: -max(place.population for place in one.places))


def _spelled(key: str, places: Iterable[Place]) -> str:
    """A folded name as the gazetteer writes it."""
    names = (name for place in places for name in place.names)
    return next((name for name in names if folded(name) == key), key)


def _print_readings(name: str, readings: Sequence[_Reading], gazetteer: Gazetteer) -> None:
    head = f"No place is called {name!r}; it may be a form of"
    for reading in readings:
        if reading.is_form:
            print(f"{head} {reading.name}:")
            head = "Or of"
        _print_candidates(reading, gazetteer)
    if sum(len(reading.places) for reading in readings) > 1:
        print(
            "In an article its own words come first: region, district, kind, places named nearby."
        )


def _print_candidates(reading: _Reading, gazetteer: Gazetteer) -> None:
    for number, place in enumerate(reading.places):
        print(f"{number + 1}. {_title(place, gazetteer)}")
        print(f"   {place.place_id}, {_position(place)}")
        if place.population:
            print(f"   {place.population:,} inhabitants")
        print(f"   from: {_source(place, gazetteer)}")
        print(f"   matched: {', '.join(_matched(reading.name, place))}")
        print(f"   why here: {_reason(reading.name, reading.places, number)}")


def _print_suggestions(name: str, others: Sequence[Place], gazetteer: Gazetteer) -> None:
    print(f"No place is called {name!r}." + (" Did you mean:" if others else ""))
    for place in others:
        alike = alike_name(place, name)
        why = f", also called {alike}" if alike != place.name else ""
        print(f"  {_title(place, gazetteer)}  {place.place_id}{why}")


def _title(place: Place, gazetteer: Gazetteer) -> str:
    region = gazetteer.region_of(place)
    where = [place.admin3, place.admin2, region.name if region else "", place.country_code]
    inside = ", ".join(filter(None, where))
    return f"{place.name}, {inside} ({place.kind}, {place.feature_code})"


def _position(place: Place) -> str:
    sure = [_AREA] if place.kind in _AREAS else []
    if place.precision_km:
        sure.append(f"within {place.precision_km:g} km")
    return f"lat {place.lat}, lon {place.lon}, {', '.join(sure) or 'as exact as its source'}"


def _source(place: Place, gazetteer: Gazetteer) -> str:
    register = place.place_id.partition(":")[0]
    if gazetteer.is_grown(place.place_id):
        return "grown GeoNames"
    rough = register in {"katottg", "postal"} and place.kind == "settlement"
    if rough and not place.precision_km:
        return f"{_REGISTERS[register]}; its point from grown GeoNames"
    return _REGISTERS.get(register, register)


def _matched(name: str, place: Place) -> list[str]:
    asked = folded(name)
    found = [place.name] if folded(place.name) == asked else []
    for other in place.alternate_names:
        if folded(other.name) == asked:
            notes = ", ".join(filter(None, [other.language, other.kind]))
            found.append(f"{other.name} ({notes})")
    return list(dict.fromkeys(found))


def _reason(name: str, places: Sequence[Place], number: int) -> str:
    """By what `look_up` puts a candidate behind the one before it."""
    place = places[number]
    today = folded(place.name) == folded(name)
    usual = "its usual name" if today else f"usually called {place.name}"
    if number == 0:
        return usual if len(places) == 1 else f"first: {usual}, {_people(place)}"
    before = places[number - 1]
    if not today and folded(before.name) == folded(name):
        return f"after those of which it is the usual name: {usual}"
    if place.population < before.population:
        return f"{usual}, {_people(place)} against {_people(before)}"
    return f"{usual}; nothing tells it from the one before it, so by id"


def _people(place: Place) -> str:
    return f"{place.population:,} inhabitants" if place.population else "inhabitants unknown"


def _as_json(
    name: str, readings: Sequence[_Reading], others: Sequence[Place], gazetteer: Gazetteer
) -> dict[str, object]:
    return {
        "name": name,
        "candidates": [
            {
                **_record(place, gazetteer),
                "matched": _matched(reading.name, place),
                "form_of": reading.name if reading.is_form else "",
                "reason": _reason(reading.name, reading.places, number),
            }
            for reading in readings
            for number, place in enumerate(reading.places)
        ],
        "suggestions": [
            {**_record(place, gazetteer), "alike": alike_name(place, name)} for place in others
        ],
    }


def _record(place: Place, gazetteer: Gazetteer) -> dict[str, object]:
    region = gazetteer.region_of(place)
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "feature_code": place.feature_code,
        "municipality": place.admin3,
        "district": place.admin2,
        "region": region.name if region else "",
        "country": place.country_code,
        "lat": place.lat,
        "lon": place.lon,
        "precision_km": place.precision_km,
        "population": place.population,
        "source": _source(place, gazetteer),
    }
