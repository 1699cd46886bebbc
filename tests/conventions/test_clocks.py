"""Tests hold on every day, and over midnight."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
CLOCKS = {"now", "today", "utcnow"}


def clocks(source: str) -> list[str]:
    """Constants of a module that are made of the hour at which it is read: a run goes on past midnight."""
    return [
        ast.unparse(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and any(map(asks, at_once(node)))
    ]


def at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What is run when the line is read: the body of a function written in it is not."""
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.Lambda):
            yield inner
            yield from at_once(inner)


def asks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CLOCKS


def test_no_constant_of_a_test_is_made_of_the_clock():
    found = {str(path.relative_to(TESTS)): clocks(path.read_text()) for path in TESTS.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("line", ["TODAY = instants.now()[:10]", "DAY: str = date.today().isoformat()"])
def test_a_constant_of_the_clock_is_found(line):
    assert len(clocks(line)) == 1


@pytest.mark.parametrize(
    "line", ["FIXED = '2026-11-28'", "SHIFT = 'Date.now()'", "LATER = lambda: instants.now()"]
)
def test_a_constant_that_asks_no_clock_is_let_be(line):
    assert clocks(line) == []
