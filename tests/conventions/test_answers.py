"""A test of an answer knows the answer: none is content with one status of several."""

import ast
from pathlib import Path

import pytest

from tests.support.browser.reruns import RERUNS

TESTS = Path(__file__).resolve().parents[1]
STATUSES = range(100, 600)


def loose(source: str) -> list[str]:
    """The asserts that take several statuses, or an answer or something else, as Python writes them."""
    asserts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert)]
    return [ast.unparse(one.test) for one in asserts if any(map(_takes_several, ast.walk(one.test)))]


def _takes_several(node: ast.AST) -> bool:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return any("status" in ast.unparse(value) and isinstance(value, ast.Compare) for value in node.values)
    if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In)):
        return False
    [among] = node.comparators[-1:]
    if not isinstance(among, ast.Tuple | ast.List | ast.Set) or len(among.elts) < 2:
        return False
    values = [one.value for one in among.elts if isinstance(one, ast.Constant)]
    return bool(values) and (
        all(type(value) is int and value in STATUSES for value in values)
        or "Location" in ast.unparse(node.left)
    )


def test_an_answer_is_one_answer():
    found = {str(path.relative_to(TESTS)): loose(path.read_text()) for path in TESTS.rglob("test_*.py")}
    assert {name: asserts for name, asserts in found.items() if asserts} == {}


@pytest.mark.parametrize(
    "source",
    [
        "assert answer.status_code in (404, 308)",
        "assert answer and answer.status in [200, 404], path",
        "assert answer.headers.get('Location', '/') in ('/', '/entries')",
        "assert answer.status_code == 404 or 'evil' not in answer.text",
    ],
)
def test_a_loose_assert_is_found(source):
    assert len(loose(source)) == 1


@pytest.mark.parametrize(
    "source", ["assert answer.status_code == 404", "assert set(answers) <= {200, 503}", "assert 3 in (1, 2)"]
)
def test_another_is_not(source):
    assert loose(source) == []


def test_a_test_that_may_try_once_more_is_named_with_its_reason():
    for name, reason in RERUNS.items():
        path, _, test = name.partition("::")
        assert f"def {test}(" in (TESTS / path).read_text() and len(reason) > 20
    marked = [path.name for path in TESTS.rglob("*.py") if "mark.flaky" in path.read_text()]
    assert sorted(marked) == ["conftest.py", "test_answers.py"]
