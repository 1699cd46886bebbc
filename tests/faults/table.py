"""The table of docs/faults.md: which tests show each failure mode, read from their `fault` marks.

`python -m tests.faults.table` writes the last column anew; a convention test compares it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "faults.md"
MODES = range(1, 72)
_ROW = re.compile(r"\| (\d+) \| (.+?) \| (.+?) \|(?: (.*) \|)?")


def marked() -> dict[int, list[str]]:
    """{failure mode: [file::test, …]} of everything that carries the mark, in the order of files."""
    found: dict[int, list[str]] = {number: [] for number in MODES}
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, numbers in _tests_in(ast.parse(path.read_text())):
            for number in numbers:
                found[number].append(f"{path.relative_to(TESTS)}::{name}")
    return found


def rows(text: str) -> dict[int, tuple[str, str, str]]:
    """{failure mode: (what goes wrong, what the logbook does, by which tests it is shown)} of the page."""
    found = (_ROW.fullmatch(line) for line in text.splitlines())
    return {int(row[1]): (row[2], row[3], (row[4] or "").strip()) for row in found if row}


def told(tests: list[str], said: str) -> str:
    """The last column: the tests, or the words that stand there where there is none."""
    return "<br>".join(f"`{one}`" for one in tests) if tests else said


def write() -> None:
    """Bring the last column up to date; the words in the others are written by people."""
    text, tests = PAGE.read_text(), marked()
    lines = []
    for line in text.splitlines():
        row = _ROW.fullmatch(line)
        if row:
            number = int(row[1])
            line = f"| {number} | {row[2]} | {row[3]} | {told(tests[number], (row[4] or '').strip())} |"
        lines.append(line)
    PAGE.write_text("\n".join(lines) + "\n")


def _tests_in(tree: ast.Module) -> Iterator[tuple[str, list[int]]]:
    everywhere = _numbers([one.value for one in tree.body if _is_pytestmark(one)])
    for node in tree.body:
        outer = everywhere + (_numbers(node.decorator_list) if isinstance(node, ast.ClassDef) else [])
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        for one in inside:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                yield before + one.name, sorted({*outer, *_numbers(one.decorator_list)})


def _is_pytestmark(node: ast.stmt) -> TypeGuard[ast.Assign]:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"


def _numbers(marks: list[ast.expr]) -> list[int]:
    calls = [node for mark in marks for node in ast.walk(mark) if isinstance(node, ast.Call)]
    faults = [call for call in calls if ast.unparse(call.func) == "pytest.mark.fault"]
    return [ast.literal_eval(argument) for call in faults for argument in call.args]


if __name__ == "__main__":
    write()
