"""What a kind of statement is stands in one place, and what it is about is said once in each language."""

import re
from pathlib import Path

import pytest

from logbook import kinds, permissions
from logbook.kinds import KINDS, SUBJECTS
from logbook.shell.static import declared, scripts
from logbook.store.judge import JUDGES
from tools.js.declared import FILE

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted((ROOT / "logbook").rglob("*.py"))
SCRIPTS = sorted((ROOT / "logbook/static/js").rglob("*.js"))
# Reading what another document is about by itself, instead of asking `kinds`.
BY_ITSELF = re.compile(
    r"""\bdoc\??\.(entry|of\?\.id|of\.kind === "entry" \? )\b|\bdoc(\.get\("entry"|\["entry"\]) or"""
)


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_the_file_of_kinds_is_what_is_served():
    assert FILE.read_text() == declared(), "run python -m tools.js.declared"
    assert scripts()["js/twins/declared.js"] == declared().encode()


@pytest.mark.parametrize("path", [*PYTHON, *SCRIPTS], ids=name)
def test_what_a_statement_is_about_is_asked_of_its_kind(path):
    inside = {"logbook/kinds", "logbook/store/judge", "logbook/static/js/vendor"}
    # Their own kinds' fields; of a copy brought back, what the record of it says.
    also = {"logbook/static/js/twins/kinds.js", "logbook/office/copies.py"}
    if name(path) in also or any(name(path).startswith(one) for one in inside):
        return
    found = [line for line in path.read_text().splitlines() if BY_ITSELF.search(line)]
    # A withdrawal's own rows say what they take back; that is no question about another statement.
    assert [line for line in found if "closed" not in line and "waiting" not in line] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_whole(kind):
    assert kind.name in JUDGES and kind.subject in SUBJECTS
    assert {kind.read_by, kind.hold_by} <= set(permissions.RULES)
    assert set(kind.beside) | set(kind.told) <= {column.key for column in kind.table.__table__.columns}
    assert kind.form()


def test_every_action_of_the_law_is_asked_somewhere():
    text = "".join(path.read_text() for path in PYTHON if path.name != "permissions.py")
    assert {action for action in permissions.RULES if f'"{action}"' not in text} == set()


def test_two_statements_of_one_kind_share_no_plural():
    assert len({kind.plural for kind in KINDS.values()}) == len(KINDS)


def test_a_statement_about_a_statement_is_about_its_case():
    signoff = {"typ": "signoff", "id": "s", "entry": "e"}
    taken_back = {"typ": "withdrawal", "id": "w", "of": {"kind": "signoff", "id": "s"}}
    put_away = {"typ": "withdrawal", "id": "p", "of": {"kind": "proposal", "id": "m"}}
    owner = kinds.owners([signoff], [("m", "e2")])
    found = [kinds.subject_of(doc, owner) for doc in (signoff, taken_back, put_away)]
    assert found == [("entry", "e"), ("entry", "e"), ("entry", "e2")]
    assert kinds.subject_of(taken_back, {}) is None
