"""The places that a text names: the right ones, of the right kind, and nothing else."""

import pytest

from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.mentions import find_mentions
from geodata.model import Actor, ActorKind, Article, Mention
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

RUSSIA = Actor(
    actor_id="RU",
    name="Russia",
    kind=ActorKind.BELLIGERENT,
    colour="#D55E00",
    country_code="RU",
    names=("Russia", "Russian Federation"),
    demonyms=("Russian", "Russians"),
    metonyms=("Moscow", "Kremlin"),
    bodies=("Kremlin", "Donetsk People's Republic"),
    people=("Putin", "Valery Gerasimov"),
)
UKRAINE = Actor(
    actor_id="UA",
    name="Ukraine",
    kind=ActorKind.BELLIGERENT,
    colour="#0072B2",
    country_code="UA",
    names=("Ukraine",),
    demonyms=("Ukrainian", "Ukrainians"),
    metonyms=("Kyiv",),
    bodies=("General Staff",),
    people=("Volodymyr Zelensky",),
)
SYRIA = Actor(
    actor_id="SY",
    name="Syria",
    kind=ActorKind.BELLIGERENT,
    colour="#999999",
    names=("Syria",),
    demonyms=("Syrian",),
    metonyms=("Damascus",),
)
ACTORS = (RUSSIA, UKRAINE, SYRIA)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(SEEDS_FOLDER)


def mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    article = Article(article_id="a", source_id="s", title="", text=text)
    return find_mentions(article, gazetteer, ACTORS)


def found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """(surface, place name or "?") of every mention that is no country."""
    pairs = []
    for mention in mentions(text, gazetteer):
        place = gazetteer.place(mention.place_id) if mention.place_id else None
        if place is None or place.kind != "country":
            pairs.append((mention.surface, place.name if place else "?"))
    return pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting goes on in the Kursk region.", [("Kursk region", "Kursk region")]),
        ("Russia shelled Sumy Oblast.", [("Sumy Oblast", "Sumy region")]),
        ("Troops mass along Ukraine's Sumy border.", [("Sumy", "Sumy region")]),
        ("Troops mass along Ukraine’s Sumy border.", [("Sumy", "Sumy region")]),
        ("Russia’s Kursk region was hit.", [("Kursk region", "Kursk region")]),
        ("They left the village of Gornal.", [("Gornal", "Gornal")]),
        ("They left the Russian village Gornal.", [("Gornal", "Gornal")]),
        ("Ukraine raided neighboring Belgorod.", [("Belgorod", "Belgorod region")]),
        ("Shells fell on the city of Belgorod in Russia.", [("Belgorod", "Belgorod")]),
        ("Ukraine may give up the Crimean peninsula.", [("Crimean peninsula", "Crimea")]),
        ("Russia annexed Crimea in 2014.", [("Crimea", "Crimea")]),
        ("Ukraine entered Russia's Kursk Oblasts.", [("Kursk Oblasts", "Kursk region")]),
        ("The head of Chechnya, Ramzan Kadyrov, spoke in Russia.", [("Chechnya", "Chechnya")]),
        ("Russian-held Donetsk was hit.", [("Donetsk", "Donetsk")]),
        (
            "Russia attacked in Ukraine's Kharkiv, Sumy and Chernihiv regions.",
            [
                ("Kharkiv", "Kharkiv region"),
                ("Sumy", "Sumy region"),
                ("Chernihiv regions", "Chernihiv region"),
            ],
        ),
        ("Russia took parts of Kherson.", [("Kherson", "Kherson region")]),
        ("A Ukrainian strike hit central Donetsk.", [("Donetsk", "Donetsk")]),
        ("Russian troops entered Kupiansk Raion.", [("Kupiansk Raion", "Kupiansk Raion")]),
        ("Russia holds the Zaporizhzhia Nuclear Power Plant.",
         [("Zaporizhzhia Nuclear Power Plant", "Zaporizhzhia Nuclear Power Plant")]),
        ("Russia holds the Zaporizhzhia nuclear plant.",
         [("Zaporizhzhia nuclear plant", "Zaporizhzhia Nuclear Power Plant")]),
        ("Rebels took Saraqib on the Aleppo-Damascus road in Syria.", [("Saraqib", "Saraqib")]),
        ("Kyiv was encircled, Ukraine said.", [("Kyiv", "Kyiv")]),
        ("Ukraine and Russia fight over the Donbas.", [("Donbas", "Donbas")]),
        ("The RSF took el-Fasher in North Darfur, Sudan.",
         [("el-Fasher", "El Fasher"), ("North Darfur", "North Darfur")]),
        ("Syrian rebels reached Al-Rastan.", [("Al-Rastan", "Ar Rastan")]),
        ("The army left Homs Governorate in Syria.", [("Homs Governorate", "Homs region")]),
        ("Ukrainian troops hold Chasov Yar and Artyomovsk.",
         [("Chasov Yar", "Chasiv Yar"), ("Artyomovsk", "Bakhmut")]),
        ("Russia took Vysokopillya, Ukraine said.", [("Vysokopillya", "Vysokopillia")]),
    ],
)  # fmt: skip
def test_a_name_means_the_kind_of_place_that_its_neighbours_tell(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Moscow had regained full control, Ukraine said.",
        "Kyiv has not confirmed the reports from Russia.",
        "Moscow's Defense Ministry said Ukraine attacked.",
        "However, Kyiv faces mounting pressure from Russia.",
        "Ukraine rejected talks with Moscow.",
        "The garrison is encircled, Russia says. Kyiv rejects this.",
        "The Kremlin denied it.",
        "The Kyiv Independent reported on Russia.",
        "The Moscow Times wrote about Ukraine.",
        "The Kursk group of forces held on, Ukraine said.",
        "Ukraine's Azov Brigade and the Sumy Tactical Group advanced.",
        "Russia backs the Donetsk People's Republic.",
        "Analyst Pavel Berdiansk told reporters in Russia so.",
        "Olena Sumy, who is Ukrainian, fled.",
        "Most of the Ukrainian army crossed the bar. Same again. May is over.",
        "Ukrainian sumy and kursk are no names without a capital.",
        "Russian troops crossed the Kupiansk River.",
        "Russia seized Starlink terminals. Ukraine held Xyzhenko's men, Zelensky said.",
        "Ukraine voted. Polls show a split. Split votes happen.",
    ],
)
def test_governments_papers_units_persons_and_ordinary_words_are_no_places(
    gazetteer: Gazetteer, text: str
) -> None:
    assert found(text, gazetteer) == []


@pytest.mark.parametrize(
    "text",
    [
        "Explosions were heard in Kyiv, Ukraine said.",
        "Russian troops began their advance on Kyiv.",
        "Russian troops stood near Kyiv.",
        "They shelled Ukraine's capital, Kyiv, again.",
        "Russian columns came within 15 km of Kyiv.",
        "Russia could not take the city of Kyiv.",
        "A drone hit Kyiv's outskirts in Ukraine.",
    ],
)
def test_a_capital_that_is_ground_stays_a_place(gazetteer: Gazetteer, text: str) -> None:
    assert ("Kyiv", "Kyiv") in found(text, gazetteer)


def test_a_bare_name_follows_the_region_that_the_article_speaks_of(gazetteer: Gazetteer) -> None:
    region = "Russia says it retook the Kursk region. Ukraine says its troops remain in Kursk."
    assert found(region, gazetteer)[-1] == ("Kursk", "Kursk region")
    (mention,) = [m for m in mentions(region, gazetteer) if m.surface == "Kursk"]
    assert "calls it a region elsewhere" in mention.how
    assert mention.candidates[0].place_id == "iso:RU-KRS"
    assert any(c.place_id.startswith("geonames:") for c in mention.candidates[1:])
    city = "A drone fell on the outskirts of Kursk, Russia."
    assert found(city, gazetteer) == [("Kursk", "Kursk")]


def test_the_region_named_beside_it_chooses_among_namesakes(gazetteer: Gazetteer) -> None:
    def the_place(text: str) -> str:
        found_places = [m.place_id for m in mentions(text, gazetteer) if m.surface == "Popovka"]
        return str(found_places[0])

    assert the_place("Russia holds Popovka in the Belgorod region.") == "curated:popovka"
    other = the_place("Russia lost the village of Popovka in the Rostov region.")
    assert other != "curated:popovka"


def test_nearby_places_choose_among_namesakes(gazetteer: Gazetteer) -> None:
    text = "Russian troops took Orlivka, near Avdiivka, in Ukraine's Donetsk region."
    orlivka = next(m for m in mentions(text, gazetteer) if m.surface == "Orlivka")
    assert orlivka.place_id == "curated:orlivka"
    assert "of that name" in orlivka.how


def test_namesakes_without_context_stay_open_with_their_candidates(gazetteer: Gazetteer) -> None:
    (mention,) = mentions("They took the village of Mykhailivka.", gazetteer)
    assert mention.place_id is None
    assert mention.how.startswith("ambiguous: ")
    assert len(mention.candidates) > 1
    assert mention.candidates[0].score >= mention.candidates[1].score


def test_a_namesake_far_from_all_else_is_not_taken_for_the_place(gazetteer: Gazetteer) -> None:
    text = "Russia took Pishchane (3km south of Uzhhorod), Ukraine said."
    pishchane = next(m for m in mentions(text, gazetteer) if m.surface == "Pishchane")
    assert pishchane.place_id is None
    assert "ambiguous" in pishchane.how


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine lost the village of Xyzhivka.",
        "Russian troops fought near Xyzhivka.",
        "Fighting went on north of Xyzhivka, Ukraine said.",
        "Russian forces captured Xyzhivka on Monday.",
        "Russia holds Sudzha, Xyzhivka and Guyevo.",
    ],
)
def test_a_place_that_the_gazetteer_lacks_is_kept(gazetteer: Gazetteer, text: str) -> None:
    kept = [m for m in mentions(text, gazetteer) if m.surface == "Xyzhivka"]
    assert len(kept) == 1
    assert kept[0].place_id is None
    assert kept[0].how.startswith("not in the gazetteer")


def test_a_region_word_never_leads_to_the_town_of_that_name(gazetteer: Gazetteer) -> None:
    (mention,) = [
        m for m in mentions("Ukraine entered Avdiivka province.", gazetteer) if "Avd" in m.surface
    ]
    assert mention.place_id is None
    assert mention.surface == "Avdiivka province"
    assert mention.how.startswith("not in the gazetteer")


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Russian troops are advancing toward Pokrovsk.", "curated:pokrovsk"),
        ("Ukrainian forces entered Sudzha.", "geonames:486816"),
        ("Forces have left Vuhledar, the General Staff in Kyiv said.", "geonames:690823"),
        ("Russian forces occupied Velyka Novosilka.", "curated:velyka-novosilka"),
        ("Russian troops raised a flag in Lyman.", "curated:lyman"),
    ],
)
def test_a_side_at_war_is_enough_to_know_the_theatre(
    gazetteer: Gazetteer, text: str, place_id: str
) -> None:
    assert place_id in {mention.place_id for mention in mentions(text, gazetteer)}


def test_a_town_after_a_preposition_is_no_speaker(gazetteer: Gazetteer) -> None:
    text = "Russian troops attacked. The mayor of Vovchansk said he would stay."
    assert [mention.surface for mention in mentions(text, gazetteer)] == ["Vovchansk"]


def test_a_place_that_was_entered_twice_is_not_ambiguous(gazetteer: Gazetteer) -> None:
    text = "Ukrainian shelling damaged houses in the town of Shebekino in the Belgorod region."
    (town,) = (one for one in mentions(text, gazetteer) if one.surface == "Shebekino")
    assert town.place_id is not None


def test_every_decision_says_how(gazetteer: Gazetteer) -> None:
    text = "Russia holds Sudzha and Kursk; Ukraine holds Sumy, Lyman and the village of Gornal."
    assert all(mention.how for mention in mentions(text, gazetteer))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "'s", "’", "U.S.", "A", "Ż́̂"])
def test_texts_without_words_are_no_trouble(gazetteer: Gazetteer, text: str) -> None:
    assert found(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukrainian troops hold Chasov Yar.", "Chasiv Yar"),
        ("Russian troops attacked Gulyaypole.", "Huliaipole"),
        ("Russian troops shelled Kupyansk.", "Kupiansk"),
        ("Ukraine struck Lugansk.", "Luhansk"),
        ("Russia took Artyomovsk.", "Bakhmut"),
        ("Russia holds the Zaporizhzhia NPP.", "Zaporizhzhia Nuclear Power Plant"),
        ("KYIV (Reuters) - Officials met.", "Kyiv"),
        ("Air strikes were heard in Vyshhorod and Kyiv, Ukraine said.", "Kyiv"),
    ],
)
def test_other_spellings_and_datelines_mean_the_place(
    gazetteer: Gazetteer, text: str, expected: str
) -> None:
    assert expected in [name for _, name in found(text, gazetteer)]


@pytest.mark.parametrize(
    "text",
    [
        'A sergeant with the call sign "Donetsk" spoke to Ukraine.',
        "Misrata brigades and the Istanbul agreements.",
        "TASS cited the ministry in Moscow.",
    ],
)
def test_call_signs_bodies_in_lower_case_and_ministries_are_no_places(
    gazetteer: Gazetteer, text: str
) -> None:
    assert found(text, gazetteer) == []


def test_an_unknown_name_beside_a_control_word_comes_with_similar_ones(
    gazetteer: Gazetteer,
) -> None:
    text = "Russian forces captured Pokrovks on Monday, Ukraine said."
    (mention,) = [m for m in mentions(text, gazetteer) if m.surface == "Pokrovks"]
    assert mention.place_id is None
    assert "similar names: Pokrovsk" in mention.how
    assert 1 <= len(mention.candidates) <= 3
    assert {c.score for c in mention.candidates} == {0.0}
    assert {gazetteer.place(c.place_id).country_code for c in mention.candidates} <= {"UA", "RU"}


def test_an_unknown_name_elsewhere_is_not_compared(gazetteer: Gazetteer) -> None:
    assert found("Mr Pokrovks spoke to Ukraine about Kostyantynivska.", gazetteer) == []


def test_a_region_named_after_the_name_rules_out_namesakes_elsewhere(
    gazetteer: Gazetteer,
) -> None:
    text = "Two houses burned down in Loknya, a border village in Kursk Oblast."
    (loknya,) = [one for one in mentions(text, gazetteer) if one.surface == "Loknya"]
    assert loknya.place_id is None
    assert "none of this name in the region" in loknya.how


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine shelled the Korabel district of Kherson.",
         [("Korabel", "Korabel"), ("Kherson", "Kherson")]),
        ("Clashes in Abu Salim, a district of Tripoli, in Libya.",
         [("Abu Salim", "Abu Salim"), ("Tripoli", "Tripoli")]),
        ("They hold the last large town of South Kivu.", [("South Kivu", "South Kivu")]),
        ("Missiles fell in the Saltivka district of Kharkiv, Ukraine.",
         [("Saltivka", "Saltivka"), ("Kharkiv", "Kharkiv")]),
        ("Russia hit the Dnipro hydroelectric plant.",
         [("Dnipro hydroelectric plant", "Dnipro Hydroelectric Station")]),
        ("The jets left Jufra air base in Libya.", [("Jufra air base", "Al Jufra Air Base")]),
        ("The Houthis closed the Bab al-Mandab strait.",
         [("Bab al-Mandab strait", "Bab al-Mandab")]),
        ("The army holds Kufra, a town in south-east Libya.", [("Kufra", "Kufra")]),
        ("Rebels captured Ann in Rakhine State.",
         [("Ann", "Ann"), ("Rakhine State", "Rakhine State")]),
        ("Kombolcha is on the highway to Addis Ababa.",
         [("Kombolcha", "Kombolcha"), ("Addis Ababa", "Addis Ababa")]),
    ],
)  # fmt: skip
def test_a_kind_word_that_no_bearer_of_the_name_fits_is_read_otherwise(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of the Sudan Liberation Movement spoke.",
        "Russia Today printed it.",
        "He goes by the call sign Kharkiv.",
        "The Khortytsia command said so.",
        "Ukraine sank the cruiser Moskva and the landing ship Novocherkassk.",
        "The Belgorod submarine left Russia.",
        "Students left the University of Mosul.",
        "The Istanbul communique and the Astana process failed.",
        "The Al-Quds Brigades and the Jenin Brigade fought on.",
        "Salah al-Din al-Masri, a commander, died.",
        "Ms. Kherson, a nurse, and Mr Sumy, a teacher, left.",
    ],
)
def test_movements_outlets_commands_ships_and_persons_are_no_places(
    gazetteer: Gazetteer, text: str
) -> None:
    assert found(text, gazetteer) == []


def test_a_town_that_lends_its_name_to_a_person_is_still_a_place(gazetteer: Gazetteer) -> None:
    text = "The RSF took Nyala and Zalingei in Sudan. General Hassan Zalingei would not speak."
    assert found(text, gazetteer) == [("Nyala", "Nyala"), ("Zalingei", "Zalingei")]


def test_a_region_that_somebody_leaves_for_does_not_say_where_a_village_is(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "Partisans are active in Enerhodar and Tokmak, Ukraine said; "
        "from Vasylivka people are taken to Crimea."
    )
    [vasylivka] = [m for m in mentions(text, gazetteer) if m.surface == "Vasylivka"]
    assert vasylivka.place_id is not None
    assert gazetteer.place(vasylivka.place_id).admin1 == "iso:UA-23"


def test_what_is_called_a_village_is_no_city(gazetteer: Gazetteer) -> None:
    text = "Fighting goes on in Komar and in Zaporizhzhia, a hamlet of the same name, Ukraine said."
    [hamlet] = [m for m in mentions(text, gazetteer) if m.surface == "Zaporizhzhia"]
    assert hamlet.place_id != "geonames:687700"


def test_a_village_in_another_country_is_no_guess_for_one_that_is_missing(
    gazetteer: Gazetteer,
) -> None:
    text = "Russia retook the town of Sudzha and the nearby settlements of Melovoi and Podol."
    assert ("Podol", "?") in found(text, gazetteer)


def test_the_only_village_of_a_name_is_not_taken_when_the_sentence_is_about_another_district(
    gazetteer: Gazetteer,
) -> None:
    text = "Russia said that drones hit Glotovo in Grayvoron district and Chasiv Yar was quiet."
    far = "Russia said that in the Grayvoron district drones hit Malaya Loknya."
    assert ("Malaya Loknya", "?") in found(far, gazetteer)
    assert ("Chasiv Yar", "Chasiv Yar") in found(text, gazetteer)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Israeli forces entered Deir al-Balah.", [("Deir al-Balah", "Deir al-Balah")]),
        ("Rwandan soldiers entered Masisi.", [("Masisi", "Masisi")]),
        ("They hold 75% of Luhansk.", [("Luhansk", "Luhansk region")]),
        ("They took Hrodivka near Selydove.", [("Hrodivka", "Hrodivka"), ("Selydove", "Selydove")]),
    ],
)
def test_places_of_a_war_abroad_shares_and_the_first_bearer_of_a_name(
    text: str, wanted: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    article = Article(article_id="a", source_id="s", title="", text=text)
    places = find_mentions(article, gazetteer, read_actors(SEEDS_FOLDER))
    assert [
        (one.surface, gazetteer.place(one.place_id).name) for one in places if one.place_id
    ] == wanted


def test_a_village_far_from_the_first_city_named_is_believed_for_the_one_named_later(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "Ukraine's troops entered Staromaiorske, somebody told reporters in St Petersburg. "
        "It lies to the east of the city of Zaporizhzhia."
    )
    assert ("Staromaiorske", "Staromaiorske") in found(text, gazetteer)
    far = "Ukraine's troops entered Staromaiorske, somebody told reporters in St Petersburg."
    assert ("Staromaiorske", "?") in found(far, gazetteer)


def test_a_town_called_occupied_or_northern_does_not_speak_itself(gazetteer: Gazetteer) -> None:
    text = "Russian officials in occupied Tokmak said that drones hit the town."
    assert found(text, gazetteer) == [("Tokmak", "Tokmak")]
    person = "Yesterday Tokmak said that drones hit Ukraine's port of Kherson."
    assert found(person, gazetteer) == [("Kherson", "Kherson")]


def test_the_kind_word_in_apposition_behind_a_list_holds_for_all_of_its_names(
    gazetteer: Gazetteer,
) -> None:
    text = "Ukraine's troops guard Sumy, Chernihiv and Kharkiv, regions that border on Russia."
    assert [name for _, name in found(text, gazetteer)] == [
        "Sumy region",
        "Chernihiv region",
        "Kharkiv region",
    ]
    other = "Ukraine's troops guard Sumy, Chernihiv and Kharkiv, regions further south are quiet."
    assert [name for _, name in found(other, gazetteer)] == ["Sumy", "Chernihiv", "Kharkiv"]


def test_no_nearer_hamlet_counts_beside_the_village_that_is_kept_for_being_in_the_news(
    gazetteer: Gazetteer,
) -> None:
    text = "Ukraine said that troops attacked in the Bakhmut, Avdiivka and Novopavlivka directions."
    assert ("Novopavlivka", "Novopavlivka") in found(text, gazetteer)
    far = "Ukraine said that troops attacked in the Izium, Kupiansk and Novopavlivka directions."
    assert ("Novopavlivka", "?") in found(far, gazetteer)


def test_an_unknown_name_with_its_kind_behind_it_is_kept_as_unresolved(
    gazetteer: Gazetteer,
) -> None:
    text = "Syrian troops took positions at the Qarbanjal village, near Aleppo."
    assert ("Qarbanjal", "?") in found(text, gazetteer)
    people = "Syrian troops took positions at the Druze village, near Aleppo."
    assert found(people, gazetteer) == [("Aleppo", "Aleppo")]
    any_one = "Syrian troops took positions at a Qarbanjal village, near Aleppo."
    assert found(any_one, gazetteer) == [("Aleppo", "Aleppo")]
