"""The phone reads a form into the same statement as the server, and writes it back into the same form."""

import json
import random

import pytest

from logbook import canonical, kinds, statements
from logbook.state import state
from tests.contract import engine
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form, an_odd_form
from tests.support.lanes import many, seed

MODULE = "twins/statements.js"


@pytest.mark.parametrize("turn", range(many(8, 200)))
def test_reads_a_case_alike_in_both_languages(turn):
    chance = random.Random(f"{seed()} {turn}")
    for _ in range(60):
        fields = an_odd_form(chance)
        here = statements.entry(fields, CONTEXT, SHELL)
        assert engine.run(MODULE, "entry", fields, CONTEXT, SHELL) == here, json.dumps(fields)


@pytest.mark.parametrize("turn", range(many(4, 100)))
def test_what_the_form_lets_through_has_the_shape_the_server_wants(turn):
    chance = random.Random(f"{seed()} {turn} shape")
    for _ in range(100):
        read = statements.entry(an_odd_form(chance), CONTEXT, SHELL)
        if not read["problems"]:
            problems = kinds.check(read["doc"])
            # Which supervisors and programmes there are, only the server knows.
            assert set(problems) <= {"supervisor", "programme"}
            assert canonical.loads(canonical.dumps(read["doc"])) == read["doc"]


def test_writes_a_case_back_into_its_form():
    doc = statements.entry(a_filled_form(), CONTEXT, SHELL)["doc"]
    for function in ("fields_of", "repeat_of"):
        here = getattr(statements, function)(doc, SHELL)
        assert engine.run(MODULE, function, doc, SHELL) == here
    again = statements.entry(statements.fields_of(doc, SHELL), CONTEXT, SHELL)
    assert again == {"doc": doc, "problems": {}}


def test_a_repeated_case_carries_nothing_that_is_new_for_each_model():
    doc = statements.entry(a_filled_form(), CONTEXT, SHELL)["doc"]
    carried = statements.repeat_of(doc, SHELL)
    assert carried["product.batch"] == ["C4829C3"] and carried["points.1.units_tenths"] == ["2.5"]
    new = {
        "model.age_band",
        "model.skin_type",
        "model.code",
        "events.any",
        "assessment.consent",
        "performed_on",
    }
    assert not new & set(carried)


def test_starts_a_case_alike_in_both_languages():
    here = statements.starting_fields("2026-11-20T10:05", SHELL)
    assert here["performed_on"] == ["2026-11-20"] and here["performed_at"] == ["10:05"]
    assert engine.run(MODULE, "starting_fields", "2026-11-20T10:05", SHELL) == here


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"rating": ["4"], "feedback": ["Good depth"]}, "signed"),
        ({"rating": [""]}, "signed"),
        ({"rating": ["3"], "instead_reason": [" She was called away "]}, "signed"),
        ({"rating": ["3"], "instead_reason": ["x" * 501]}, "signed"),
        ({"rating": ["9"]}, "signed"),
        ({"feedback": ["  "]}, "returned"),
        ({"rating": ["9"], "feedback": ["Say which side"]}, "returned"),
        ({"corrections.0.seen": ["Too medial"], "corrections.0.correction": [""], "rating": ["1"]}, "signed"),
    ],
)
def test_reads_a_sign_off_alike_in_both_languages(fields, verdict):
    signer = {"id": CONTEXT["account"], "name": "Ben", "body": "GMC", "number": "1"}
    for part, supervisor in (
        ("supervised_direct", signer["id"]),
        ("observed", "somebody"),
        ("assisted", None),
    ):
        entry = {"id": CONTEXT["id"], "rev": 1, "hash": "0" * 64, "part": part, "supervisor": supervisor}
        context = {"id": "a", "nonce": "b", "verdict": verdict, "entry": entry, "signer": signer}
        context |= {"now": CONTEXT["now"], "tz": "Europe/London"}
        here = statements.signoff(fields, context, SHELL)
        assert engine.run(MODULE, "signoff", fields, context, SHELL) == here


@pytest.mark.parametrize("reason", ["", "  ", "Wrong model", "x" * 501])
def test_reads_a_withdrawal_alike_in_both_languages(reason):
    context = {
        "id": "a",
        "of": {"kind": "entry", "id": "b"},
        "of_hash": "0" * 64,
        "account": "c",
        "now": CONTEXT["now"],
    }
    here = statements.withdrawal({"reason": [reason]}, context, SHELL)
    assert engine.run(MODULE, "withdrawal", {"reason": [reason]}, context, SHELL) == here
    assert bool(here["problems"]) == (reason != "Wrong model")


HEAD = {"kind": "entry", "id": "e", "rev": 2, "hash": "h2", "received_at": None, "doc": {}, "proposals": []}


def _answer(verdict, entry_hash="h2", at="2026-11-20T10:00:00Z", id="s"):
    return {
        "kind": "signoff",
        "id": id,
        "doc": {"verdict": verdict, "entry_hash": entry_hash, "signed_at": at},
    }


def _taken_back(kind, id):
    return {"kind": "withdrawal", "doc": {"of": {"kind": kind, "id": id}}}


def _row(typ, **doc):
    return {"mutation": "m", "doc": {"typ": typ} | doc}


KEPT = HEAD | {"proposals": [{"code": "signed_meanwhile", "mutation": "p"}]}
CLOSES = _row("withdrawal", of={"kind": "proposal", "id": "p"})
STATES = [
    ("draft", (None, [], [], [], [])),
    ("local", (None, [], [], [_row("entry")], [])),
    ("local", (HEAD, [_answer("returned")], [], [_row("entry")], [])),
    ("local", (HEAD, [_answer("signed")], [], [_row("withdrawal", of={"kind": "signoff", "id": "s"})], [])),
    ("withdrawn", (None, [], [], [_row("entry"), _row("withdrawal", of={"kind": "entry", "id": "e"})], [])),
    ("sent", (HEAD, [], [], [], [])),
    ("returned", (HEAD, [_answer("returned")], [], [], [])),
    ("sent", (HEAD, [_answer("returned", "h1")], [], [], [])),
    (
        "signed",
        (HEAD, [_answer("returned", "h1"), _answer("signed", at="2026-11-21T10:00:00Z", id="t")], [], [], []),
    ),
    ("sent", (HEAD, [_answer("signed")], [_taken_back("signoff", "s")], [], [])),
    ("new_version", (HEAD, [_answer("signed", "h1")], [], [], [])),
    ("new_version", (KEPT, [_answer("signed")], [], [], [])),
    ("signed", (KEPT, [_answer("signed")], [], [CLOSES], [])),
    ("local", (KEPT, [_answer("signed")], [], [CLOSES, _row("entry")], [])),
    ("new_version", (HEAD, [_answer("signed", "h1"), _answer("returned", "h0", id="t")], [], [], [])),
    ("returned", (HEAD, [_answer("signed", "h1"), _answer("returned", id="t")], [], [], [])),
    # The clock of who answers may be behind.
    (
        "returned",
        (HEAD, [_answer("signed", "h1"), _answer("returned", at="2026-11-20T09:00:00Z")], [], [], []),
    ),
    ("signed", (HEAD, [_answer("signed", "h1"), _answer("signed", at="2026-11-20T09:00:00Z")], [], [], [])),
    (
        "new_version",
        (HEAD, [_answer("signed", "h1"), _answer("signed", id="t")], [_taken_back("signoff", "t")], [], []),
    ),
    ("new_version", (HEAD, [_answer("signed")], [], [], [{"code": "signed_meanwhile"}])),
    ("withdrawn", (HEAD, [], [_taken_back("entry", "e")], [], [])),
    ("parked", (HEAD, [], [], [], [{"code": "field_invalid"}])),
    ("parked", (None, [], [], [], [{"code": "no_access"}])),
]


@pytest.mark.parametrize(("expected", "case"), STATES)
def test_tells_where_a_case_stands_alike_in_both_languages(expected, case):
    assert state(*case) == expected
    assert engine.run("twins/state.js", "state", *case) == expected
