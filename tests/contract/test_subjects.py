"""Which case a statement is about is known of every kind, also where it names another statement."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from logbook.kinds import KINDS
from tests.contract import engine, twins
from tests.contract.golden import id_, row
from tests.contract.phones import entry, phone
from tests.support.cast import people
from tests.support.documents.statements import a_signoff, a_withdrawal

ONE = "70000000-0000-4000-8000-000000000001"


def me(snapshot):
    """*Me* of a phone, drawn alike by both."""
    drawn = [side("me", snapshot, twins.asked("/me")) for side in (twins.here, twins.there)]
    assert drawn[0].page == drawn[1].page and drawn[0].html == drawn[1].html
    return drawn[0].page


def test_a_signature_taken_back_is_named_by_its_case_while_it_waits():
    case = entry(ONE)
    signed = a_signoff(case, id=id_(31), nonce=id_(32))
    taken_back = a_withdrawal(signed, by=people.BEN, id=id_(33))
    made = phone(people.BEN, [case], [signed])
    page = me(made | {"outbox": [row(taken_back)]})
    told = [(one["kind"], one["title"], one["model"]) for one in page["outbox"]]
    assert told == [("withdrawal", "Glabella", case["model"]["code"])]


def test_the_same_is_said_where_the_server_refused_it():
    case = entry(ONE)
    signed = a_signoff(case, id=id_(31), nonce=id_(32))
    refused = row(a_withdrawal(signed, by=people.BEN, id=id_(33)), code="no_access", fields={}, head=None)
    page = me(phone(people.BEN, [case], [signed]) | {"parked": [refused]})
    assert [one["model"] for one in page["parked"]] == [case["model"]["code"]]


_DECLARED = "twins/declared.js"


@pytest.fixture
def note(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """A statement of a kind that only this test knows, about the case; it is declared to both languages."""
    kind = replace(KINDS["review"], name="note", plural="notes", word="note")
    monkeypatch.setitem(KINDS, "note", kind)
    engine.apply([_DECLARED], f"(m, kind) => {{ m['{_DECLARED}'].KINDS.note = kind; }}", kind.for_phones())
    yield {"typ": "note", "v": 1, "id": id_(34), "entry": ONE, "line": "Ask about the lip."}
    engine.apply([_DECLARED], f"(m) => {{ delete m['{_DECLARED}'].KINDS.note; }}")


@pytest.mark.parametrize("kept", ["outbox", "parked"])
def test_a_statement_of_its_own_leaves_its_case_where_it_stands(note, kept):
    """As a review does: while it waits, or is refused, a signed case is signed."""
    case = entry(ONE)
    made = phone(people.ANA, [case], [a_signoff(case, id=id_(31), nonce=id_(32))])
    rows = [row(note, code="case_full", fields={}, head=None) if kept == "parked" else row(note)]
    drawn = [
        side("entries_index", made | {kept: rows}, twins.asked("/entries"))
        for side in (twins.here, twins.there)
    ]
    assert drawn[0].page == drawn[1].page and drawn[0].html == drawn[1].html
    line = drawn[0].html.partition("<main")[2]
    assert 'data-state="signed"' in line
    assert not [state for state in ("local", "alert") if f'data-state="{state}"' in line]


def test_what_waits_is_called_by_its_kinds_own_word(note):
    made = phone(people.ANA, [entry(ONE)]) | {"outbox": [row(note)]}
    assert [(one["word"], one["title"]) for one in me(made)["outbox"]] == [("note", "Glabella")]
    assert "Your note: Glabella" in twins.here("me", made, twins.asked("/me")).html
    drawn = [
        side("entry_show", made, twins.asked(f"/entries/{ONE}", ONE)) for side in (twins.here, twins.there)
    ]
    assert drawn[0].html == drawn[1].html and "Your note waits on this phone" in drawn[0].html
