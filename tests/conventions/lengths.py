"""Advice on lengths: `python -m tests.conventions.lengths` names long files and functions, and forbids none.

What is enforced is complexity (ruff, C901). A file past 200 lines is asked what its second subject is; a function past
35 is looked at once more. A literal folded to fit a limit, or a sentence cut, is worse than ten more lines.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES, FUNCTION_LINES = 200, 35
MOST = 12
FOLDERS = ("logbook", "tests", "benchmarks", "migrations")


def code() -> list[Path]:
    """All our Python files but the migrations' versions, which nobody edits."""
    found = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return [path for path in found if "versions" not in path.parts]


def advice(paths: Iterable[Path]) -> list[tuple[int, str, str]]:
    """What is longer than it is comfortable to read, longest first: [(lines, path, what)]."""
    return sorted((line for path in paths for line in _of(path)), key=lambda line: (-line[0], line[1:]))


def _of(path: Path) -> Iterator[tuple[int, str, str]]:
    text = path.read_text()
    shown = str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
    if (lines := len(text.splitlines())) > FILE_LINES:
        yield lines, shown, "the file: what is its second subject?"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield lines, shown, node.name


if __name__ == "__main__":
    said = advice(code())
    for lines, path, what in said[:MOST]:
        print(f"{lines:>5} lines  {path}  {what}")
    if len(said) > MOST:
        print(f"and {len(said) - MOST} more")
