"""A sentence that people read stands in one Python file: whoever changes it changes it everywhere."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "logbook"
# Three words and more, beginning as a sentence does.
SENTENCE = re.compile(r"[A-Z]\S* \S+ \S+")
# Names of places and of answers, each said where it is drawn: no rule hangs on them.
LABELS = {
    "Choose a version",
    "Lines before treatment",
    "Made up at",
    "On this phone",
    "What will you do differently?",
}


def sentences(source: str) -> set[str]:
    """The whole texts in a module that read like sentences, without docstrings and the parts of f-strings."""
    tree = ast.parse(source)
    parts = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in parts | told
        and SENTENCE.match(node.value)
    }


def test_no_sentence_stands_in_two_files():
    found = defaultdict(list)
    for path in sorted(ROOT.rglob("*.py")):
        for text in sentences(path.read_text()) - LABELS:
            found[text].append(path.relative_to(ROOT).as_posix())
    assert {text: paths for text, paths in found.items() if len(paths) > 1} == {}


def test_a_sentence_in_two_places_would_be_seen():
    assert sentences('"""A docstring says this."""\nproblem("Choose a product")\nf"At most {3} rows"') == {
        "Choose a product"
    }
