"""What the scripts keep and no linter can tell: .oxlintrc.json holds the rest, test_lint.py shows that it does."""

import json
import re
from pathlib import Path

import pytest

JS = Path(__file__).resolve().parents[2] / "logbook" / "static" / "js"
FILES = sorted(JS.rglob("*.js"))
IMPORT = re.compile(
    r"^(?:import\b[^;'\"]*|export\s*(?:\*[^;'\"]*|\{[^}]*\})\s*from\s*)[\"'](?P<path>[^\"']+)[\"'];", re.M
)
COMMENT = re.compile(r"^\s*(?://|/\*\*|\*).*$", re.M)


def name(path):
    return path.relative_to(JS).as_posix()


def code(path):
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_module_opens_with_a_sentence_that_says_what_it_is_for(path):
    assert re.match(r"// [A-Z].*[.:]", path.read_text().replace("\n// ", " ")), name(path)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_what_a_module_imports_is_there(path):
    for found in IMPORT.finditer(path.read_text()):
        assert (path.parent / found["path"]).resolve().exists(), f"{name(path)} imports {found['path']}"


def test_only_a_page_imports_later_and_only_a_part_of_its_own():
    """What few pages want is fetched when wanted; the path is written out, so that it is a file of this build."""
    later = [(path, found) for path in FILES for found in re.findall(r"\bimport\(([^)]*)\)", code(path))]
    parts = {(path.parent / json.loads(found)).resolve() for path, found in later}
    assert {path.relative_to(JS).parts[0] for path, _ in later} == {"page"}
    assert parts <= {path for path in FILES if path.is_relative_to(JS / "page")}


def test_only_one_module_talks_with_the_server():
    assert {name(path) for path in FILES if re.search(r"[\"'`]/sync[\"'`?]", code(path))} == {
        "worker/sync.js"
    }


@pytest.mark.fault(6)
def test_the_worker_hands_on_no_request_but_a_plain_read():
    """Some browsers lose the body of a request that a worker passes to fetch()."""
    handing = {name(path) for path in FILES if "fetch(request)" in code(path)}
    assert handing == {"worker/off.js", "worker/outside.js", "worker/shell.js"}
    assert 'request.method === "GET" ? fetch(request)' in code(JS / "worker" / "outside.js")
    assert 'request.method === "GET" &&' in code(JS / "worker" / "routes.js")
