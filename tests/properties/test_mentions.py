"""Whatever the text: spans lie inside it, in order, without overlap."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.gazetteer import load_gazetteer
from geodata.mentions import find_mentions
from geodata.model import Actor, ActorKind, Article
from geodata.settings import SEEDS_FOLDER

GAZETTEER = load_gazetteer(SEEDS_FOLDER)
ACTORS = (
    Actor(
        actor_id="UA",
        name="Ukraine",
        kind=ActorKind.BELLIGERENT,
        colour="#0072B2",
        names=("Ukraine",),
        demonyms=("Ukrainian",),
        metonyms=("Kyiv",),
        people=("Zelensky",),
    ),
)
PIECES = st.sampled_from(
    [
        "Kursk",
        "Sumy",
        "Kyiv",
        "Ukraine",
        "Russia",
        "Gornal",
        "Chasiv",
        "Yar",
        "Al-Rastan",
        "el-Fasher",
        "Mykhailivka",
        "Lyman",
        "region",
        "Oblast",
        "oblasts",
        "Raion",
        "city",
        "village",
        "of",
        "the",
        "in",
        "near",
        "and",
        ",",
        ".",
        "(",
        ")",
        "'s",
        "’s",
        "-",
        "—",
        "\n",
        "the",
        "U.S.",
        "border",
        "12",
        "km",
        "north",
        "Часів",
        "Яр",
        "Київ",
        "Часового",
        "Яру",
        "Курської",
        "області",
        "Покровському",
        "районах",
        "та",
        "села",
        "«",
        "»",
        "Суджей",
        "“",
        "”",
        "Zelensky",
        "Nuclear",
        "Power",
        "Plant",
        "said",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=4))).map("".join),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_mentions_are_ordered_stretches_of_the_text(text: str) -> None:
    article = Article(article_id="a", source_id="s", title="", text=text)
    position = 0
    for mention in find_mentions(article, GAZETTEER, ACTORS):
        assert position <= mention.start_char < mention.end_char <= len(text)
        assert text[mention.start_char : mention.end_char] == mention.surface
        assert mention.how
        if mention.place_id is not None:
            GAZETTEER.place(mention.place_id)
        position = mention.end_char


@settings(deadline=None)
@given(TEXTS)
def test_reading_twice_finds_the_same(text: str) -> None:
    article = Article(article_id="a", source_id="s", title="", text=text)
    first = find_mentions(article, GAZETTEER, ACTORS)
    assert find_mentions(article, GAZETTEER, ACTORS) == first


@settings(deadline=None)
@given(
    st.text(alphabet="абвгіїйкнорсуяцьА́КСХ'’", max_size=12), st.sampled_from(["Курськ", "Суджа"])
)
def test_no_name_is_found_inside_a_cyrillic_word(letters: str, name: str) -> None:
    text = f"ж{letters}{name} і {name}{letters}ж"
    article = Article(article_id="a", source_id="s", title="", text=text)
    for mention in find_mentions(article, GAZETTEER, ACTORS):
        before = text[mention.start_char - 1 : mention.start_char]
        after = text[mention.end_char : mention.end_char + 1]
        assert not before.isalnum()
        assert not after.isalnum()
