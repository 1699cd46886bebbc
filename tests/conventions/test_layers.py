"""The floors of the house: import-linter holds them (`pyproject.toml`), and each contract is shown to break."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
FLOORS, CIRCLES, ROUTES, WIRING, FLASK, PURE = "floors", "circles", "routes", "wiring", "flask", "pure"


def lint(folder, *contracts):
    chosen = [part for id in contracts for part in ("--contract", id)]
    command = [str(LINT), "--no-cache", "--no-logo", *chosen, "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The modules of the logbook and the contracts, where faults may be planted."""
    folder = tmp_path_factory.mktemp("planted")
    only_modules = shutil.ignore_patterns("static", "templates", "reference", "__pycache__")
    shutil.copytree(ROOT / "logbook", folder / "logbook", ignore=only_modules)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_holds():
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.count(" KEPT") == 6


@pytest.mark.parametrize(
    ("contract", "path", "line"),
    [
        (FLOORS, "models/planted.py", "import logbook.store"),
        (FLOORS, "pages/planted.py", "from logbook.office import members"),
        (FLOORS, "office/planted.py", "def later():\n    from logbook.routes import people"),
        (FLOORS, "export/planted.py", "import logbook.door"),  # sideways
        (FLOORS, "auth/planted.py", "from logbook import eligibility"),
        (FLOORS, "planted.py", "ROOM = 'in no layer'"),
        (CIRCLES, "feed/head.py", "import logbook.feed.pull"),
        (ROUTES, "routes/cohort.py", "from logbook.routes import people"),
        (WIRING, "office/planted.py", "from logbook import create_app"),
        (WIRING, "store/planted.py", "import logbook"),
        (FLASK, "store/planted.py", "from flask import g"),
        (FLASK, "office/planted.py", "import flask"),
        (PURE, "pages/planted.py", "from sqlalchemy import select"),
        (PURE, "statements/planted.py", "from logbook.models import Entry"),
    ],
)
def test_a_planted_import_breaks_its_contract(copied, contract, path, line):
    at = copied / "logbook" / path
    before = at.read_text() if at.exists() else None
    at.write_text(f"{before or ''}\n{line}\n")
    try:
        found = lint(copied, contract)
    finally:
        at.write_text(before) if before is not None else at.unlink()
    assert found.returncode == 1 and " BROKEN" in found.stdout, found.stdout + found.stderr


def test_what_is_planted_in_breaks_nothing_by_itself(copied):
    found = lint(copied)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_ignored_import_has_its_reason():
    """A comment stands above it, or above its neighbours of the same importer or the same imported."""
    text = (ROOT / "pyproject.toml").read_text()
    lists = re.findall(r"^ignore_imports = \[\n(.*?)^\]", text, re.M | re.S)
    assert lists
    for ignored in lists:
        explained = set()
        for line in ignored.splitlines():
            if line.lstrip().startswith("#"):
                explained = {"anything"}
                continue
            ends = set(re.findall(r"[\w.*]+", line))
            assert explained & (ends | {"anything"}), f"no reason: {line.strip()}"
            explained = ends


def test_the_map_of_rooms_names_every_room():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    table = text[text.index("## The rooms") : text.index("On the phone (`logbook/static/js/`)")]
    found = (
        path
        for path in (ROOT / "logbook").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    )
    rooms = {f"{path.name}/" if path.is_dir() else path.stem for path in found} - {"__init__"}
    assert len(rooms) > 30
    assert {room for room in rooms if f"`{room}`" not in table} == set()
