"""What exists in both languages is declared: each twin names the other, and CONTRIBUTING lists them."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TWINS = ROOT / "logbook" / "static" / "js" / "twins"
# What is written by a program from the Python half has no half of its own.
WRITTEN = {TWINS / "declared.js"}
FILES = sorted({*TWINS.rglob("*.js")} - WRITTEN)


def name(path: Path) -> str:
    return path.relative_to(TWINS).as_posix()


def other(path: Path) -> Path:
    """The Python half of a twin: a module of the same name, or the package where JavaScript has a file of exports."""
    found = ROOT / "logbook" / path.relative_to(TWINS).with_suffix(".py")
    return found if found.exists() else found.with_suffix("") / "__init__.py"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_each_twin_names_the_other(path):
    assert other(path).exists(), f"{name(path)} has no half in Python"
    opening = re.match(r"(//.*\n)+", path.read_text())
    assert opening and re.search(r"\bTwins? of\b", opening[0].replace("\n//", "")), (
        f"{name(path)} does not say so"
    )
    docstring = ast.get_docstring(ast.parse(other(path).read_text())) or ""
    assert name(path) in docstring, f"{other(path).relative_to(ROOT)} does not name {name(path)}"


def test_contributing_lists_the_twins():
    said = re.search(r"^The twins: (.*?)\. ", (ROOT / "CONTRIBUTING.md").read_text(), re.M | re.S)
    there = {path.stem for path in TWINS.glob("*.js")}
    assert said and set(re.findall(r"`(\w+)`", said[1])) == there
