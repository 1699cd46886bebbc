"""Files open with what they are for, pack no literal to save lines, and some words stay out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path
    for folder in ("logbook", "tests", "benchmarks", "migrations")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts
]
OURS = [
    path
    for path in sorted((ROOT / "logbook").rglob("*"))
    if path.suffix in {".py", ".html", ".js", ".css", ".toml"} and "vendor" not in path.parts
]


def name(path):
    return str(path.relative_to(ROOT))


def test_a_python_file_opens_with_what_it_is_for():
    texts = {name(path): path.read_text() for path in CODE}
    assert [
        path for path, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))
    ] == []


def packed(source):
    """The lines where a literal is unpacked into another one only to stand on fewer lines: `*(a, b), *(c, d)`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        parts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
        found += [
            part.lineno
            for part in parts
            if isinstance(part, ast.Starred) and isinstance(part.value, ast.Tuple | ast.List | ast.Set)
        ]
    return sorted(found)


def test_no_literal_is_packed_to_save_lines():
    found = {name(path): packed(path.read_text()) for path in CODE if path.is_relative_to(ROOT / "logbook")}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_packed_literal_is_found_and_an_unpacked_value_is_not():
    assert packed("select(\n *(A.one, A.two),\n *(A.three, A.four))") == [2, 3]
    assert packed("names = (*('a', 'b'), *['c'])") == [1, 1]
    assert packed("[*rows, *(row for row in more), *(first or ()), *(('--', *last) if jobs else ())]") == []


def test_a_test_waits_for_a_page_by_a_function():
    """Our own policy forbids a bare condition at its second look: it fails as soon as it has to wait."""
    tests = [path for path in CODE if path.is_relative_to(ROOT / "tests")]
    bare = re.compile(r"\bwait_for_function\(\s*f?[\"'](?!\()")
    assert [name(path) for path in tests if bare.search(path.read_text())] == []


def saying(pattern, paths, flags=0):
    """The files that say it."""
    return [name(path) for path in paths if re.search(pattern, path.read_text(), flags)]


def test_the_person_treated_is_called_a_model():
    assert saying(r"\bpatients?\b", OURS, re.I) == []


def test_nothing_is_left_for_later():
    assert saying(r"\b(TODO|FIXME|XXX|HACK)\b", OURS) == []


def test_a_template_has_no_inline_style_or_script():
    templates = [path for path in OURS if path.suffix == ".html"]
    assert saying(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", templates) == []


def test_no_folder_is_called_after_nothing():
    vague = {"utils", "helpers", "services", "managers", "common_utils", "misc"}
    assert not [path for path in (ROOT / "logbook").rglob("*") if path.stem in vague]
