"""extract and geocode: where the lines come from and go to, and what may go wrong on the way."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from geodata.__main__ import main

LINE = json.dumps({"id": "x", "text": "Sumy was hit."})
OLD = '{"id": "old"}\n'


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text(f"{LINE}\n")


def geocode(*arguments: str) -> int:
    return main(["geocode", *arguments])


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def same() -> str:
    return "in.jsonl"


def dotted() -> str:
    return "./in.jsonl"


def roundabout() -> str:
    Path("a").mkdir()
    return "a/../in.jsonl"


def absolute() -> str:
    return str(Path("in.jsonl").resolve())


def linked() -> str:
    Path("link.jsonl").symlink_to("in.jsonl")
    return "link.jsonl"


def hard_linked() -> str:
    Path("hard.jsonl").hardlink_to("in.jsonl")
    return "hard.jsonl"


@pytest.mark.parametrize("spell", [same, dotted, roundabout, absolute, linked, hard_linked])
@pytest.mark.parametrize("command", ["geocode", "extract"])
def test_the_input_is_never_written_over_however_it_is_spelled(
    command: str, spell: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(spell)
    out = spell()
    assert main([command, "in.jsonl", "--out", out]) == 1
    assert f"geodata: {out} is the input" in capsys.readouterr().err
    assert Path("in.jsonl").read_text() == f"{LINE}\n"


def test_a_file_that_stdin_comes_from_is_not_written_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("in.jsonl").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert geocode("-", "--out", "./in.jsonl") == 1
    assert "./in.jsonl is the input" in capsys.readouterr().err
    assert Path("in.jsonl").read_text() == f"{LINE}\n"


def test_an_older_out_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text(OLD * 100)
    out.chmod(0o640)
    assert geocode("in.jsonl", "--out", "out.jsonl") == 0
    (answer,) = out.read_text().splitlines()
    assert json.loads(answer)["id"] == "x"
    assert out.stat().st_mode & 0o777 == 0o640
    assert left_in(tmp_path) == ["in.jsonl", "out.jsonl"]


def test_a_link_stays_one_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target = tmp_path / "far" / "out.jsonl"
    target.write_text(OLD)
    Path("link.jsonl").symlink_to(target)
    assert geocode("in.jsonl", "--out", "link.jsonl") == 0
    assert Path("link.jsonl").is_symlink()
    assert json.loads(target.read_text())["id"] == "x"


def stop_early(lines: Iterable[object], **_: object) -> Iterator[object]:
    yield next(iter(lines))
    raise KeyboardInterrupt


def test_after_ctrl_c_an_older_out_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out.jsonl").write_text(OLD)
    monkeypatch.setattr("geodata.line_commands.tqdm", stop_early)
    assert geocode("in.jsonl", "--out", "out.jsonl") == 130
    assert "geodata: stopped; a file that was to be written is as it was" in capsys.readouterr().err
    assert Path("out.jsonl").read_text() == OLD
    assert left_in(tmp_path) == ["in.jsonl", "out.jsonl"]


def test_when_the_disk_is_full_an_older_out_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("out.jsonl").write_text(OLD)
    monkeypatch.setattr("os.fsync", full)
    assert geocode("in.jsonl", "--out", "out.jsonl") == 1
    error = capsys.readouterr().err
    assert "out.jsonl: can't be written (No space left on device); make room there" in error
    assert Path("out.jsonl").read_text() == OLD
    assert left_in(tmp_path) == ["in.jsonl", "out.jsonl"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device here")  # noqa: PTH110
@pytest.mark.parametrize("lines", [1, 500])
def test_a_device_that_takes_nothing_is_told_of(
    lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in.jsonl").write_text("{}\n" * lines)
    assert geocode("in.jsonl", "--out", "/dev/full") == 1
    assert "geodata: /dev/full: can't be written (No space left" in capsys.readouterr().err


def test_a_device_is_written_to_and_stays_one() -> None:
    Path("null").symlink_to(os.devnull)
    assert geocode("in.jsonl", "--out", "null") == 0
    assert Path("null").is_char_device()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["no.jsonl", "--out", "o"], "no.jsonl: can't be read (No such file or directory); is the"),
        ([".", "--out", "o"], ".: can't be read (Is a directory); name a .jsonl file"),
        (["in.jsonl", "--out", "no/o"], "no/o: can't be written (No such file or directory); make"),
        (["in.jsonl", "--out", "."], ". is a folder; name a file in it"),
        (["in.jsonl", "--out", "in.jsonl/o"], "in.jsonl/o: can't be written (Not a directory)"),
    ],
)
def test_a_file_that_cannot_be_used_comes_with_advice(
    arguments: list[str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert geocode(*arguments) == 1
    assert f"geodata: {problem}" in capsys.readouterr().err
    assert left_in(tmp_path) == ["in.jsonl"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device here")  # noqa: PTH110
@pytest.mark.parametrize(
    "arguments", [["geocode", "in.jsonl", "--out", "-"], ["gazetteer", "show", "Borova"]]
)
def test_a_stdout_that_takes_nothing_is_told_of_without_a_traceback(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "geodata", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"geodata: stdout: can't be written (No space left on device);")
    assert done.stderr.count(b"\n") == 1


def answers(*rows: object) -> list[dict[str, object]]:
    Path("in.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    geocode("in.jsonl", "--out", "out.jsonl")
    return [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("command", ["geocode", "extract"])
def test_an_answer_without_an_id_says_which_line_it_is_for(command: str) -> None:
    Path("in.jsonl").write_text(f'{LINE}\n\n{{"text": "Sumy was hit."}}\n')
    assert main([command, "in.jsonl", "--out", "out.jsonl"]) == 0
    named, other = map(json.loads, Path("out.jsonl").read_text().splitlines())
    assert (named["id"], "line" in named) == ("x", False)
    assert (other["id"], other["line"]) == (None, 3)


def test_an_id_that_is_there_twice_is_told_of_with_both_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [{"id": id_, "text": "Sumy."} for id_ in ("a", 1, "b", "a", "1", None, None, "a")]
    assert len(answers(*rows)) == 8
    assert capsys.readouterr().err.splitlines() == [
        "in.jsonl:4: id 'a' stands in line 1 already; its answers are told apart by their order",
        "in.jsonl:8: id 'a' stands in line 1 already; its answers are told apart by their order",
    ]


def test_many_ids_that_are_there_twice_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    answers(*[{"id": "a", "text": "."}] * 50)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 11
    assert told[-1] == "in.jsonl: 49 lines have an id that another line has"


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_of_an_input_with_nothing_in_it_that_is_said(
    content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in.jsonl").write_text(content)
    assert geocode("in.jsonl", "--out", "out.jsonl") == 0
    assert capsys.readouterr().err == "in.jsonl: no line is in it, so none was answered\n"
    assert Path("out.jsonl").read_text() == ""
