"""The README stays true: its tree, its commands, its picture."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MODULES = sorted(
    path
    for package in ("geodata", "dashboard")
    for path in (ROOT / package).rglob("*.py")
    if path.read_text("utf-8").strip()
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_module_stands_in_the_tree_with_its_first_line(path: Path) -> None:
    name = f"{path.parent.name}/" if path.name == "__init__.py" else path.name
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()[0]
    assert re.search(rf"^ *{re.escape(name)} +{re.escape(first)}$", README, re.MULTILINE)


def test_each_module_in_the_tree_exists() -> None:
    tree = README.partition("<!-- tree -->")[2].partition("<!-- /tree -->")[0]
    named = re.findall(r"^ *([a-z_]+\.py) ", tree, re.MULTILINE)
    assert sorted(named) == sorted(path.name for path in MODULES if path.name != "__init__.py")


def test_the_files_that_the_readme_points_to_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).is_file(), target


def test_the_commands_of_the_readme_name_files_that_exist() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "dashboard/app.py"):
        assert name in README
        assert (ROOT / name).is_file()
    assert (ROOT / "requirements.txt").read_text("utf-8").splitlines()[-1] == "-e ."
