"""What a trainee learns from: corrections that come back as a question, and the same case rated by two people."""

from uuid import uuid4

import pytest

from tests.support.cast.clinic import ORIGIN, answers, held, told
from tests.support.cast.people import BEN
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry
from tests.support.server.reader import check, read

DEEP = {"seen": "Too deep laterally", "correction": "Lift the skin", "repeat": False}
UNEVEN = {"seen": "Brows uneven", "correction": "Look from the foot of the bed", "repeat": False}
BETTER = UNEVEN | {"correction": "Mark both sides first"}


def corrected(app, *pairs, at="2026-11-20T18:00:00Z", **changes):
    """A case of Ana's with Ben's signature, and what he corrected in it."""
    entry = told(app, an_entry(**changes))
    told(app, a_signoff(entry, corrections=list(pairs), signed_at=at), BEN, "C", at)
    return entry


def offered(client, path="/entries/new"):
    """[(seen, correction)] of the checks under "Seen again?"."""
    form = read(client, path).soup.select("#entry-form")[0]
    fields = {field["name"]: field.get("value") for field in form.select("[name^='again.']")}
    assert not form.select("[name^='again.'][checked]")
    rows = sorted({name.split(".")[1] for name in fields})
    return [(fields[f"again.{row}.seen"], fields[f"again.{row}.correction"]) for row in rows]


def test_asks_on_later_cases_whether_what_was_corrected_was_seen_again(hers, app):
    assert offered(hers) == []
    corrected(app, DEEP, UNEVEN, at="2026-11-18T18:00:00Z")
    corrected(app, BETTER, at="2026-11-19T18:00:00Z")
    wanted = [("Brows uneven", "Mark both sides first"), ("Too deep laterally", "Lift the skin")]
    assert offered(hers) == wanted
    assert offered(hers, "/entries/new?from=last") == wanted


def test_a_correction_under_a_signature_that_was_taken_back_is_not_asked_about(hers, app):
    entry = told(app, an_entry())
    signature = told(app, a_signoff(entry, corrections=[DEEP]), BEN, "C")
    told(app, a_withdrawal(signature, BEN), BEN)
    assert offered(hers) == []


def test_only_the_newest_five_are_asked_about(hers, app):
    corrected(app, *(DEEP | {"seen": f"Thing {number}"} for number in range(7)))
    assert [seen for seen, _ in offered(hers)] == [f"Thing {number}" for number in range(5)]


def test_what_is_ticked_is_a_correction_of_this_case_seen_again(hers, app):
    corrected(app, DEEP, UNEVEN)
    form = read(hers, "/entries/new").form("/entries/new")
    kept = {name: value for name, value in form.items() if name.startswith("again.")}
    id = str(uuid4())
    fields = answers(id=id) | {name: [value] for name, value in kept.items()} | {"again.1.repeat": ["1"]}
    assert hers.post("/entries/new", data=fields, headers=ORIGIN).status_code == 303
    doc = next(record["doc"] for record in held(app, "entry") if record["id"] == id)
    assert doc["corrections"] == [UNEVEN | {"repeat": True}]
    assert "Seen again" in read(hers, f"/entries/{id}").text
    # Changing the case shows it among its corrections, not once more as a question.
    assert offered(hers, f"/entries/{id}/edit") == [(DEEP["seen"], DEEP["correction"])]


def test_what_was_ticked_is_still_ticked_when_something_else_is_missing(hers, app):
    corrected(app, DEEP)
    heard = {
        "again.0.seen": [DEEP["seen"]],
        "again.0.correction": [DEEP["correction"]],
        "again.0.repeat": ["1"],
    }
    answer = hers.post("/entries/new", data=answers(product__batch="") | heard, headers=ORIGIN)
    page = check(answer, "/entries/new", 422)
    assert page.form("/entries/new")["again.0.repeat"] == "1"


@pytest.mark.parametrize(
    ("own", "rated", "gap"),
    [(3, 3, "The same step."), (4, 3, "One step apart."), (2, 5, "Three steps apart.")],
)
def test_both_ratings_stand_side_by_side_with_the_gap_in_words(hers, phone_of, app, own, rated, gap):
    entry = told(app, an_entry(self_rating=own))
    assert "apart" not in read(hers, f"/entries/{entry['id']}").text
    told(app, a_signoff(entry, rating=rated), BEN, "C")
    assert f"You: {own}, Dr Ben Okafor: {rated}. {gap}" in read(hers, f"/entries/{entry['id']}").text
    assert f"Ana Silva: {own}, you: {rated}. {gap}" in read(phone_of(BEN), f"/entries/{entry['id']}").text


def test_a_case_without_an_own_rating_compares_nothing(hers, app):
    entry = told(app, an_entry(self_rating=None))
    told(app, a_signoff(entry), BEN, "C")
    assert "Dr Ben Okafor: 4" not in read(hers, f"/entries/{entry['id']}").text
