"""The page docs/findings.md: what somebody found, what happens now, and the tests that show it.

The rows stand in this folder, a file for each way of finding; the tests carry `finding` marks with ids such as
"attack.H1". `python -m tests.findings.table` writes the page anew; a convention test compares it.
"""

import ast
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
PAGE = TESTS.parent / "docs" / "findings.md"
SOURCES = {
    "use": "Used as new users would",
    "attack": "Attacked",
    "field": "Troubles of other tools, tried on ours",
}
_HEAD = """# What was found, and what happens now

The logbook of 28 November 2026 was used as new users would, attacked, and fed the troubles that others reported of
their tools. Each finding stands for its kind. A row says what happens now and names the tests that hold it; where there
is none, it says why. Written by `python -m tests.findings.table` from `tests/findings/*.toml` and the tests' marks.
"""


def rows() -> dict[str, dict[str, str]]:
    """{"attack.H1": {"now": what happens now, "open": why no test shows it, where none does}}, in order."""
    found = {}
    for source in SOURCES:
        for name, row in tomllib.loads((HERE / f"{source}.toml").read_text()).items():
            found[f"{source}.{name}"] = row
    return found


def marked() -> dict[str, list[str]]:
    """{"attack.H1": [file::test, …]} of everything that carries the mark, in the order of files."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, ids in _tests_in(ast.parse(path.read_text())):
            for one in ids:
                found.setdefault(one, []).append(f"{path.relative_to(TESTS)}::{name}")
    return found


def page() -> str:
    """The whole text of docs/findings.md."""
    tests, parts = marked(), [_HEAD]
    for source, title in SOURCES.items():
        parts += [f"\n## {title}\n\n", "| id | what happens now | shown by |\n|---|---|---|\n"]
        for id, row in rows().items():
            if id.startswith(f"{source}."):
                shown = "<br>".join(f"`{one}`" for one in tests.get(id, [])) or row.get("open", "")
                parts.append(f"| {id} | {row['now']} | {shown} |\n")
    return "".join(parts)


def _tests_in(tree: ast.Module) -> list[tuple[str, list[str]]]:
    everywhere = [one.value for one in tree.body if _is_pytestmark(one)]
    found = []
    for node in tree.body:
        is_class = isinstance(node, ast.ClassDef)
        outer = [*everywhere, *(node.decorator_list if is_class else [])]
        for one in node.body if is_class else [node]:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                name = f"{node.name}::{one.name}" if is_class else one.name
                found.append((name, _ids([*outer, *one.decorator_list])))
    return found


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"


def _ids(marks: list[ast.expr]) -> list[str]:
    calls = [node for mark in marks for node in ast.walk(mark) if isinstance(node, ast.Call)]
    named = [call for call in calls if ast.unparse(call.func) == "pytest.mark.finding"]
    return sorted({ast.literal_eval(argument) for call in named for argument in call.args})


if __name__ == "__main__":
    PAGE.write_text(page())
