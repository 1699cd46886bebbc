"""The phone's modules import downwards, say no word that is another's, and never make code from text."""

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
# Folder → the folders it may import from.
MAY_IMPORT = {
    "worker": {"worker", "store", "twins", "vendor"},
    "page": {"page", "store", "twins", "vendor", "screening"},
    "screening": {"screening"},
    "store": {"store", "twins", "vendor"},
    "twins": {"twins", "vendor"},
}
# Word → the only files that say it.
SAID_BY = {
    r"\bindexedDB\b": {"store/db.js"},
    r"[\"'`]/sync[\"'`?]": {"worker/sync.js"},
    # A version that takes over by itself changes the code under a half-written form.
    r"\bskipWaiting\b": {"worker/messages.js", "worker/off.js"},
    r"\brespondWith\b": {"worker/answer.js", "worker/off.js"},
}


def name(path):
    return path.relative_to(JS).as_posix()


def code(path):
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_module_opens_with_a_sentence_that_says_what_it_is_for(path):
    assert re.match(r"// [A-Z].*[.:]", path.read_text().replace("\n// ", " ")), name(path)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_are_relative_and_point_down(path):
    for found in IMPORT.finditer(path.read_text()):
        assert found["path"].startswith("."), f"{name(path)} imports {found['path']}, which needs a bundler"
        target = (path.parent / found["path"]).resolve()
        assert target.exists(), f"{name(path)} imports {found['path']}, which is not there"
        folder = target.relative_to(JS.parent).parts
        imported = folder[1] if folder[0] == "js" else folder[0]
        assert imported in MAY_IMPORT[path.relative_to(JS).parts[0]], (
            f"{name(path)} may not import {target.name}"
        )


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_module_makes_code_from_text(path):
    # The Content-Security-Policy blocks it, and a worker cannot import later than at its start.
    assert not re.search(r"\beval\(|new Function\(|\bimport\((?!\"\./)", code(path)), name(path)


def test_only_a_page_imports_later_and_only_a_part_of_its_own():
    """What few pages want is fetched when wanted; the path is written out, so that it is a file of this build."""
    later = [(path, found) for path in FILES for found in re.findall(r"\bimport\(([^)]*)\)", code(path))]
    parts = {(path.parent / json.loads(found)).resolve() for path, found in later}
    assert {path.relative_to(JS).parts[0] for path, _ in later} == {"page"}
    assert parts <= {path for path in FILES if path.is_relative_to(JS / "page")}


@pytest.mark.parametrize("word", SAID_BY)
def test_a_word_is_said_only_where_it_belongs(word):
    assert {name(path) for path in FILES if re.search(word, code(path))} <= SAID_BY[word]


def test_only_the_renderer_knows_the_trees():
    inside = {path for path in FILES if name(path).startswith("worker/render")}
    for path in set(FILES) - inside:
        assert not re.search(r"\.trees\b", code(path)), name(path)
        for found in IMPORT.finditer(path.read_text()):
            assert "render/" not in found["path"], f"{name(path)} goes past render.js"


@pytest.mark.fault(6)
def test_the_worker_hands_on_no_request_but_a_plain_read():
    """Some browsers lose the body of a request that a worker passes to fetch()."""
    handing = {name(path) for path in FILES if "fetch(request)" in code(path)}
    assert handing == {"worker/off.js", "worker/outside.js", "worker/shell.js"}
    assert 'request.method === "GET" ? fetch(request)' in code(JS / "worker" / "outside.js")
    assert 'request.method === "GET" &&' in code(JS / "worker" / "routes.js")
