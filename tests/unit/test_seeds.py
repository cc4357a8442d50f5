import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from geodata.errors import SeedError
from geodata.model import ActorKind, DateBasis
from geodata.seeds import (
    moment_of,
    read_actors,
    read_descriptions,
    read_phrases,
    read_seed_articles,
    read_sources,
)
from geodata.settings import SEEDS_FOLDER


def test_the_seeds_name_the_parties_and_the_monitors() -> None:
    actors = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}
    assert {"RU", "UA", "US", "KP", "ISW", "DEEPSTATE", "SOURCE"} <= set(actors)
    assert "Moscow" in actors["RU"].metonyms
    assert "Gerasimov" in actors["RU"].people
    assert actors["ISW"].kind is ActorKind.MONITOR


def test_no_word_names_two_sides_of_one_theatre_at_one_time() -> None:
    owners: dict[tuple[str, str, date | None], str] = {}
    for actor in read_actors(SEEDS_FOLDER):
        for word in (*actor.names, *actor.demonyms, *actor.metonyms, *actor.bodies, *actor.people):
            for theatre in actor.theatre or ("",):
                known = owners.setdefault((word, theatre, actor.until), actor.actor_id)
                assert known == actor.actor_id, word


def test_the_day_until_which_words_mean_an_actor_is_a_day(tmp_path: Path) -> None:
    row = '[[actor]]\nid = "X"\nname = "X"\nkind = "monitor"\ncolour = "#112233"\nuntil = '
    (tmp_path / "actors.toml").write_text(f"{row}2022-02-24\n", "utf-8")
    assert read_actors(tmp_path)[0].until == date(2022, 2, 24)
    (tmp_path / "actors.toml").write_text(f'{row}"early 2022"\n', "utf-8")
    with pytest.raises(SeedError, match="without quotes"):
        read_actors(tmp_path)


def test_a_source_that_may_not_be_passed_on_says_so() -> None:
    sources = {source.source_id: source for source in read_sources(SEEDS_FOLDER)}
    assert not sources["isw"].redistributable
    assert sources["seed-000"].reliability == "F"


def test_the_seed_articles_are_byte_for_byte_and_their_date_says_on_what_it_rests() -> None:
    articles = read_seed_articles(SEEDS_FOLDER)
    files = sorted((SEEDS_FOLDER / "articles").glob("*.txt"))
    assert [article.text.encode() for article in articles] == [one.read_bytes() for one in files]
    for article in articles:
        assert article.published_on == date(2025, 4, 26)
        assert article.published_basis is DateBasis.INFERRED
        assert "2025-04-27" in article.published_note


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[actor]]\nid = "X"\nname = "X"\nkind = "hero"\ncolour = "#112233"\n', 1, "hero"),
        ('[[actor]]\nid = "X"\nname = "X"\nkind = "monitor"\ncolour = "red"\n', 1, "#RRGGBB"),
        ('\n\n[[actor]]\nid = "X"\nnmae = "X"\n', 3, "unknown key 'nmae'"),
        ('[[actor]]\nid = "X"\nname = "X\n', 3, "not valid TOML"),
        ('[[actor]]\nname = "X"\nkind = "monitor"\ncolour = "#112233"\n', 1, "id is missing"),
    ],
)
def test_a_broken_actor_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    (tmp_path / "actors.toml").write_text(text, "utf-8")
    with pytest.raises(SeedError, match=words) as caught:
        read_actors(tmp_path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{tmp_path / 'actors.toml'}:{line}: ")


def test_two_actors_of_one_id_are_refused(tmp_path: Path) -> None:
    row = '[[actor]]\nid = "X"\nname = "X"\nkind = "monitor"\ncolour = "#112233"\n'
    (tmp_path / "actors.toml").write_text(row + row, "utf-8")
    with pytest.raises(SeedError, match="used twice") as caught:
        read_actors(tmp_path)
    assert caught.value.line == 6


def test_a_bad_article_description_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.toml"
    path.write_text('["a.txt"]\ntitle = "A"\n\n["b.txt"]\npublished = "yesterday"\n', "utf-8")
    with pytest.raises(SeedError, match="yesterday") as caught:
        read_descriptions(path)
    assert caught.value.line == 4


def test_a_missing_seed_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"actors\.toml: can't be read"):
        read_actors(tmp_path)


def test_a_seed_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    shutil.copytree(SEEDS_FOLDER / "phrases", tmp_path / "phrases")
    (tmp_path / "phrases" / "en.toml").write_bytes("a = 'é'".encode("latin-1"))
    with pytest.raises(SeedError, match="is not UTF-8"):
        read_phrases(tmp_path, "en")


def test_a_date_is_midnight_utc_and_a_zone_is_kept() -> None:
    assert moment_of(date(2025, 4, 26)) == datetime(2025, 4, 26, tzinfo=UTC)
    assert moment_of("2025-04-26T18:00:00+03:00") == datetime(2025, 4, 26, 15, tzinfo=UTC)
