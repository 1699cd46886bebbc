"""An import points to a lower row, never up, and never sideways among the routes."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS: tuple[set[str], ...] = (
    {
        "config",
        "instants",
        "moments",
        "vocabulary",
        "problems",
        "canonical",
        "trees",
        "filters",
        "compression",
        "budgets",
        "facemap",
        "clinical",
        "folding",
        "traces",
        "alike",
        "expiry",
        "shapes",
    },
    {"models", "schemas", "forms", "state", "warnings"},
    {"permissions", "eligibility", "auth", "statements"},
    {"office", "store", "feed", "pages", "door", "shell", "export", "backup", "jobs"},
    {"routes", "headers", "cli", "demo", "front"},
)
MAY_USE_FLASK = {"__init__", "traces", "routes", "auth", "door", "problems", "headers", "cli", "shell"}
# The one place that wires everything.
WIRING = {"__init__"}

FILES = sorted((ROOT / "logbook").rglob("*.py"))


def part(path: Path) -> str:
    """The part of the logbook a file belongs to: "store" for logbook/store/accept.py."""
    inner = path.relative_to(ROOT / "logbook").parts
    return inner[0].removesuffix(".py")


def row(name: str) -> int:
    found = [number for number, parts in enumerate(ROWS) if name in parts]
    assert found, f"logbook.{name} has no row: add it to ROWS, and to DESIGN §9 if it is new"
    return found[0]


def imported(path: Path) -> set[str]:
    """The parts of the logbook a file imports, and "flask" where it imports Flask."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    inside = {name.split(".")[1] for name in names if name.startswith("logbook.")}
    known = set().union(*ROWS)
    flask = {"flask"} if any(name.split(".")[0] == "flask" for name in names) else set()
    return (
        (inside & known)
        | flask
        | ({name for name in inside if (ROOT / "logbook" / name).is_dir()} - {part(path)})
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path):
    here = part(path)
    if here in WIRING:
        return
    for name in imported(path) - {"flask", here}:
        assert row(name) <= row(here), f"{path.relative_to(ROOT)} may not import logbook.{name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_flask_stays_where_requests_are(path):
    if "flask" in imported(path):
        assert part(path) in MAY_USE_FLASK, f"{path.relative_to(ROOT)} may not import flask"


@pytest.mark.parametrize("path", sorted((ROOT / "logbook/routes").glob("*.py")), ids=lambda path: path.name)
def test_routes_do_not_import_each_other(path):
    if path.name == "__init__.py":
        return
    for node in ast.walk(ast.parse(path.read_text())):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not any(name.startswith("logbook.routes") for name in modules), path.name
