"""The door to the parser: which files it loads, which it refuses, and what it hands on."""

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from geodata import parser
from geodata.__main__ import main
from geodata.claims import EXTRACTOR
from geodata.errors import ParserError, SettingsError
from geodata.model import Article
from geodata.parser import OFFICIAL, REPACKAGED, find_parser
from geodata.pipeline import Knowledge, read
from geodata.settings import SEEDS_FOLDER, settings_from
from tests.unit.test_claims import sentence_of

FILES = {"config.cfg": b"[nlp]", "parser/model": b"weights"}
Install = Callable[[str], Path]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Install:
    """Make packages that can be found, and only those; spaCy is one from the start."""
    folders: dict[str, Path] = {}

    def put(package: str) -> Path:
        folders[package] = tmp_path / package
        folders[package].mkdir()
        return folders[package]

    def found(name: str) -> ModuleSpec | None:
        if name not in folders:
            return None
        return ModuleSpec(name, None, origin=str(folders[name] / "__init__.py"))

    monkeypatch.setattr(parser, "find_spec", found)
    put("spacy")
    return put


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A seeds folder whose manifest lists FILES."""
    folder = tmp_path / "seeds" / "parser"
    folder.mkdir(parents=True)
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in FILES.items()]
    (folder / f"{REPACKAGED}-3.8.0.sha256").write_text("\n".join(lines), "utf-8")
    return folder.parent


def put_repackaged(install: Install) -> Path:
    folder = install(REPACKAGED) / f"{REPACKAGED}-3.8.0"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def put_official(install: Install, **changes: str) -> Path:
    package = install(OFFICIAL)
    meta = {"lang": "en", "name": "core_web_sm", "author": "Explosion", "version": "3.8.0"}
    (package / "meta.json").write_text(json.dumps(meta | changes), "utf-8")
    folder = package / f"{OFFICIAL}-3.8.0"
    folder.mkdir()
    (folder / "config.cfg").touch()
    return folder


def test_the_repackaged_pipeline_is_taken_if_its_files_are_the_known_ones(
    install: Install, seeds: Path
) -> None:
    folder = put_repackaged(install)
    assert find_parser(seeds).files.folder == folder
    assert find_parser(seeds).name == f"{REPACKAGED}-3.8.0"


def test_the_official_pipeline_is_taken_first(install: Install, seeds: Path) -> None:
    put_repackaged(install)
    official = put_official(install)
    assert find_parser(seeds).files.folder == official


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("parser/model", b"other weights", "has changed"),
        ("parser/model", None, "is missing"),
        ("parser/extra.py", b"import os", "is no file of that release"),
    ],
)
def test_any_other_file_set_is_refused_by_name(
    name: str, content: bytes | None, problem: str, install: Install, seeds: Path
) -> None:
    path = put_repackaged(install) / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(ParserError) as raised:
        find_parser(seeds)
    message = str(raised.value)
    assert str(path) in message
    assert problem in message
    assert "pip install --force-reinstall" in message


def test_a_package_that_only_bears_the_official_name_is_refused(
    install: Install, seeds: Path
) -> None:
    put_official(install, author="Somebody")
    with pytest.raises(ParserError, match="is not Explosion's"):
        find_parser(seeds)


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    install: Install, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ParserError, match=r'is not installed; .*"claimline\[parse\]"'):
        find_parser(seeds)
    monkeypatch.setattr(parser, "find_spec", lambda _: None)
    with pytest.raises(ParserError, match="spacy: is not installed"):
        find_parser(seeds)


def test_the_parser_is_off_unless_the_environment_switches_it_on() -> None:
    assert not settings_from({}).parser
    assert settings_from({"CLAIMLINE_PARSER": "on"}).parser
    with pytest.raises(SettingsError, match="CLAIMLINE_PARSER is 'yes'; it must be on or off"):
        settings_from({"CLAIMLINE_PARSER": "yes"})


def test_finding_the_real_parser_imports_neither_spacy_nor_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("spacy", REPACKAGED):
        monkeypatch.delitem(sys.modules, name, raising=False)
    find_parser(SEEDS_FOLDER)
    assert not {"spacy", REPACKAGED} & set(sys.modules)


@pytest.fixture(scope="module")
def parsing(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, parser=find_parser(SEEDS_FOLDER))


def test_the_real_parser_gives_a_tree_over_the_tokens_of_the_grammar(parsing: Knowledge) -> None:
    sentence = sentence_of("Troops didn't enter Kharkiv's U.S. base.", parsing)
    assert parsing.parser is not None
    (tree,) = parsing.parser([sentence])
    words = [token.text for token in sentence.tokens]
    assert len(tree.heads) == len(words)
    enter = words.index("enter")
    assert tree.relations[enter] == "ROOT"
    assert [words[at] for at in tree.children(enter, "nsubj", "neg")] == ["Troops", "n't"]
    first = words.index("U")
    assert [tree.heads[at] for at in range(first + 1, first + 4)] == [first] * 3


TEXT = (
    "Ukrainian troops that the enemy had long believed beaten, hungry and out of shells for "
    "their guns entered Toretsk."
)


def test_the_real_parser_reads_what_the_grammar_leaves_unread(
    parsing: Knowledge, knowledge: Knowledge
) -> None:
    article = Article(article_id="a", source_id="s", title="", text=TEXT)
    assert read(article, knowledge)[1] == []
    (claim,) = read(article, parsing)[1]
    assert (claim.relation, claim.actor, claim.polarity) == ("present", "UA", "affirm")
    assert claim.extractor == f"{EXTRACTOR}+parse@1:{parsing.parser and parsing.parser.name}"
    assert "read by the parser" in claim.how
    assert read(article, parsing)[1] == [claim], "a second reading differs"


def test_the_command_line_says_what_is_missing_when_it_is_told_to_parse(
    install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text(json.dumps({"id": 1, "text": TEXT}) + "\n", "utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(lines), "--out", str(out), "--parse"]) == 1
    assert 'pip install "claimline[parse]"' in capsys.readouterr().err
    assert not out.exists()
    assert main(["extract", str(lines), "--out", str(out)]) == 0
