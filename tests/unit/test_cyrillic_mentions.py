"""Places in Ukrainian and Russian texts: in whatever case they stand, and nothing else."""

import unicodedata

import pytest

from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.mentions import find_mentions
from geodata.mentions.endings import nominatives
from geodata.mentions.words import Text
from geodata.model import Article, Mention, PlaceKind
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

ACTORS = read_actors(SEEDS_FOLDER)
FORMS = """
покровську покровськ, покровська покровськ, покровськом покровськ, покровського покровське,
ольгівському ольгівське, андріівці андріівка, андріівки андріівка, андріівкою андріівка,
харкова харків, харкові харків, чугуєва чугуів, києві киів, ростове ростов, ростовом ростов,
горналі горналь, горналлю горналь, горнали горналь, яру яр, торецьку торецьк, ізюмі ізюм,
сум суми, сумах суми, черкас черкаси, ровеньках ровеньки, ровенек ровеньки, погребків погребки,
дебальцевого дебальцеве, донця донець, дінця донець, рогу ріг, тернополя тернопіль,
маріуполі маріуполь, запоріжжям запоріжжя, балці балка, великоі велика, новосілку новосілка,
області область, курском курск, курске курск, судже суджа, суджеи суджа, гуева гуево,
великои великая, новоселки новоселка, казачьеи казачья, росіі росія, россиеи россия,
білоруссю білорусь, часового часів, часовым часов
"""
"""Spelled as `fold` leaves them, each with what must be among its nominatives."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(SEEDS_FOLDER)


def mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    return find_mentions(
        Article(article_id="a", source_id="s", title="", text=text), gazetteer, ACTORS
    )


def found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """(surface, place name or "?") of every mention that is no country."""
    pairs = []
    for mention in mentions(text, gazetteer):
        place = gazetteer.place(mention.place_id) if mention.place_id else None
        if place is None or place.kind is not PlaceKind.COUNTRY:
            pairs.append((mention.surface, place.name if place else "?"))
    return pairs


@pytest.mark.parametrize("pair", FORMS.replace("\n", " ").split(","))
def test_a_form_leads_back_to_its_nominative(pair: str) -> None:
    form, nominative = pair.split()
    assert nominative in dict(nominatives(form))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бої в районі Покровська та Торецька.",
         [("Покровська", "Pokrovsk"), ("Торецька", "Toretsk")]),
        ("Вибухи у Чугуєві, Вовчанську та Харкові.",
         [("Чугуєві", "Chuhuiv"), ("Вовчанську", "Vovchansk"), ("Харкові", "Kharkiv")]),
        ("Ворог захопив Велику Новосілку, бої біля Великої Новосілки.",
         [("Велику Новосілку", "Velyka Novosilka"), ("Великої Новосілки", "Velyka Novosilka")]),
        ("Бої за Часів Яр, біля Часового Яру та в Часовому Яру.",
         [("Часів Яр", "Chasiv Yar"), ("Часового Яру", "Chasiv Yar"),
          ("Часовому Яру", "Chasiv Yar")]),
        ("Бої біля Дебальцевого.", [("Дебальцевого", "Debaltseve")]),
        ("У Сумах вибухи, з Сум виїхали.", [("Сумах", "Sumy"), ("Сум", "Sumy")]),
        ("Обстріл Нью-Йорка на Донеччині, бої у Нью-Йорку.",
         [("Нью-Йорка", "Niu-York"), ("Донеччині", "Donetsk region"), ("Нью-Йорку", "Niu-York")]),
        ("У Кривому Розі вибухи, Кривого Рогу не захопили.",
         [("Кривому Розі", "Kryvyi Rih"), ("Кривого Рогу", "Kryvyi Rih")]),
        ("Село Горналь у Курській області. Бої біля Горналі.",
         [("Горналь", "Gornal"), ("Курській області", "Kursk region"), ("Горналі", "Gornal")]),
        ("У Сумській та Харківській областях вибухи.",
         [("Сумській", "Sumy region"), ("Харківській областях", "Kharkiv region")]),
        ("Бої в Покровському районі.", [("Покровському районі", "Pokrovsk Raion")]),
        ("На Курщині та Сумщині тихо.",
         [("Курщині", "Kursk region"), ("Сумщині", "Sumy region")]),
        ("Вибухи на Запоріжжі.", [("Запоріжжі", "Zaporizhzhia region")]),
        ("Вибухи у Запоріжжі.", [("Запоріжжі", "Zaporizhzhia")]),
        ("Окупанти на Запорізькій АЕС.",
         [("Запорізькій АЕС", "Zaporizhzhia Nuclear Power Plant")]),
        ("Дрони атакували Київ, у Києві вибухи.", [("Київ", "Kyiv"), ("Києві", "Kyiv")]),
        ("ВСУ атаковали Курскую область, бои идут в районе Суджи и села Гуево.",
         [("Курскую область", "Kursk region"), ("Суджи", "Sudzha"), ("Гуево", "Guyevo")]),
        ("Бои под Курском, в Судже и у Великой Новосёлки.",
         [("Курском", "Kursk"), ("Судже", "Sudzha"), ("Великой Новосёлки", "Velyka Novosilka")]),
        ("В Часовом Яре и под Часовым Яром бои.",
         [("Часовом Яре", "Chasiv Yar"), ("Часовым Яром", "Chasiv Yar")]),
        ("В Суджанском районе бои.", [("Суджанском районе", "Sudzhansky District")]),
        ("Вошли в Крым и взяли Херсон.", [("Крым", "Crimea"), ("Херсон", "Kherson")]),
        ("С. Горналь и г. Белгород обстреляны.", [("Горналь", "Gornal"), ("Белгород", "Belgorod")]),
        ("Обстрел: с. Горналь.", [("Горналь", "Gornal")]),
    ],
)  # fmt: skip
def test_names_are_found_in_every_case(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Москва заявила про захоплення.",
        "Київ заявив, що відбив атаки. Переговори з Києвом зупинено.",
        "В Москве заявили о перемирии. В Кремле заявили.",
        "Угруповання «Курськ» відступило.",
        "Бригада «Азов» наступала.",
        "Курское направление, на Курском направлении. На Покровському та Торецькому напрямках.",
        "Луганська ОВА повідомила. Сумська міська рада. Донецька народна республіка.",
        "Белгородский заявил. Сирський сказав. Зеленського запитали. Сержант Попов погиб.",
        "По словам Орлова, Петро Покровський загинув.",
        "Українська правда пише. Радіо Свобода повідомляє. Збройні сили відійшли.",
        "Нова техніка надійшла. Добре, що так. Коли почалося? Мирные жители. Красный Крест.",
        "Вулиця Шевченка, орден Суворова, операція Поток.",
        "На лівому березі Дніпра бої. Через Дніпро переправилися.",
        "Над харківщиною і курськом, без великої літери.",
    ],
)
def test_governments_bodies_persons_and_ordinary_words_are_no_places(
    gazetteer: Gazetteer, text: str
) -> None:
    assert found(text, gazetteer) == []


@pytest.mark.parametrize(
    "text", ["Прохарків", "Курськовий", "Сумський-Курськенко", "ПідПокровськом", "суджа"]
)
def test_no_name_is_found_inside_a_word(gazetteer: Gazetteer, text: str) -> None:
    assert found(f"Вони бачили {text} там.", gazetteer) == []


def test_a_district_that_the_gazetteer_lacks_is_kept_open(gazetteer: Gazetteer) -> None:
    (mention,) = mentions("Бої у Хчжуванському районі.", gazetteer)
    assert (mention.surface, mention.place_id) == ("Хчжуванському районі", None)
    assert mention.how.startswith("not in the gazetteer")


def test_an_unknown_village_is_kept_open(gazetteer: Gazetteer) -> None:
    found_names = [m.surface for m in mentions("Окупанти захопили Хчжівку.", gazetteer)]
    assert found_names == ["Хчжівку"]


def test_a_long_text_takes_no_longer_by_the_kilobyte(gazetteer: Gazetteer) -> None:
    sentence = "Бої за Часів Яр, біля Покровська та в Курській області. "
    assert len(mentions(sentence * 50, gazetteer)) == 150
    assert len(Text(sentence * 50).words) == 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Рівень Каховського водосховища впав.",
         [("Каховського водосховища", "Kakhovka Reservoir")]),
        ("Бої на Кінбурнській косі та біля Антонівського мосту в Україні.",
         [("Кінбурнській косі", "Kinburn Spit"),
          ("Антонівського мосту", "Antonivka Road Bridge")]),
        ("Росіяни пройшли між Родинським і Покровськом.",
         [("Родинським", "Rodynske"), ("Покровськом", "Pokrovsk")]),
        ("Під ударом Херсон, люди загинули в Антонівці.",
         [("Херсон", "Kherson"), ("Антонівці", "Antonivka")]),
        ("Обстріляно Борову на Харківщині.",
         [("Борову", "Borova"), ("Харківщині", "Kharkiv region")]),
        ("Дрон ударил по посёлку Октябрьский Белгородской области.",
         [("Октябрьский", "Oktyabrsky"), ("Белгородской области", "Belgorod region")]),
    ],
)  # fmt: skip
def test_facilities_and_villages_are_found_in_any_case(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бої точаться під Артёмовск.", ("Артёмовск", "Bakhmut")),
        ("Російські війська захопили Бойове у Донецькій області.", ("Бойове", "Sviato-Pokrovske")),
        ("Удар по Києву та Ки\u0301єву.", ("Києву", "Kyiv")),
    ],
)
def test_a_letter_written_as_two_characters_is_one_letter(
    gazetteer: Gazetteer, text: str, expected: tuple[str, str]
) -> None:
    surface, name = expected
    decomposed = unicodedata.normalize("NFD", text)
    assert (unicodedata.normalize("NFD", surface), name) in found(decomposed, gazetteer)
