"""The map of tests/ in CONTRIBUTING.md is whole and true."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
SUPPORT = TESTS / "support"
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
MAP = TEXT.split("## Where things stand in `tests/`")[1].split("\n## ")[0]


def test_the_map_names_every_helper_once_and_no_other():
    named = re.findall(r"^\| `((?:\w+/)?\w+\.py)` \|", MAP, re.M)
    there = [str(path.relative_to(SUPPORT)) for path in SUPPORT.rglob("*.py")]
    assert sorted(named) == sorted(there)


def test_the_map_names_every_folder_of_tests():
    first = "".join(line.split("|")[1] for line in MAP.splitlines() if line.startswith("| `"))
    there = {path.name for path in TESTS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert there <= set(re.findall(r"`(\w+)/`", first))


def test_helpers_of_many_folders_stand_in_support():
    beside = [path.name for path in TESTS.glob("*.py") if not path.name.startswith("test_")]
    assert beside == ["conftest.py"]
