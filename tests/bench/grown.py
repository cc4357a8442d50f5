"""A whole country in GeoNames' formats, made up: as many places as are asked for, with names."""

import random
from pathlib import Path

from tests.geonames import name_row, place_row, zipped

_FIRST, _MIDDLE, _LAST, _LETTERS = (
    parts.split()
    for parts in (
        "Біл Вел Верх Виш Гор Дов Дуб Зел Кал Кам Кра Кри Лип Лис Мал Мих Нов Оле Ост Пет Під Пок "
        "Рад Роз Сер Сос Стар Сух Тер Тро Хут Чер Шев Яблу",
        "о и а у е ин ен ан ов ев ль ни ри ди ки ми ва ло на ра",
        "івка ове ське ин ець ани иці ів ка не щина ний поле град бірка мир дар яр став гай",
        "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch ’ yu ya",
    )
)
_LATIN = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", _LETTERS, strict=True))


def write_country(folder: Path, places: int, country: str = "UA") -> None:
    """Write `UA.zip` and `alternatenames/UA.zip`: five names a place, as Ukraine has them."""
    chance = random.Random(places)
    dump, names = [], []
    for number in range(places):
        identity = 50_000_000 + number
        ukrainian = "".join(map(chance.choice, (_FIRST, _MIDDLE, _MIDDLE, _LAST)))
        if chance.random() < 0.6:
            ukrainian += chance.choice(["", " Перша", " Друга", "-Лиман", " Слобода"])
        latin = _romanised(ukrainian)
        russian = ukrainian.replace("і", "и").replace("ї", "и").replace("є", "е")
        others = [latin, f"{latin}e", ukrainian, russian, f"{russian} Старое"]
        lat, lon = round(chance.uniform(45, 52), 5), round(chance.uniform(23, 40), 5)
        dump.append(
            place_row(identity, latin, lat, lon, country=country, other_names=",".join(others))
        )
        languages = ("", "", "uk", "ru", "ru")
        names += [name_row(identity, *pair) for pair in zip(languages, others, strict=True)]
    member = f"{country}.txt"
    (folder / "alternatenames").mkdir(parents=True, exist_ok=True)
    (folder / f"{country}.zip").write_bytes(zipped(member, "\n".join(dump)))
    (folder / "alternatenames" / f"{country}.zip").write_bytes(zipped(member, "\n".join(names)))


def _romanised(name: str) -> str:
    return "".join(_LATIN.get(letter, letter) for letter in name.lower()).capitalize()
