"""The same thing written down twice is cautioned, whatever the model is called; what differs is left in peace."""

import pytest

from logbook import alike, statements
from tests.contract import engine, phones, twins
from tests.support.cast.clinic import ORIGIN, answers, held
from tests.support.cast.people import ANA, BEN
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.documents.statements import a_point, a_withdrawal, an_entry
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases

WORDS = "Another case has the same day, time, product and points: was this one logged twice?"
ONE = an_entry()
OTHERS = {
    "another model": (an_entry(model={"code": "WXYZ"}), True),
    "another batch": (an_entry(product={"batch": "OTHER1"}), True),
    "the points in another order": (an_entry(points=ONE["points"][::-1]), True),
    "a minute later": (an_entry(performed_at="23:59"), False),
    "another day": (an_entry(performed_on="2026-11-01"), False),
    "another trainee": (an_entry(trainee=BEN.id), False),
    "another dose": (an_entry(points=[a_point("left", "corrugator", 5)]), False),
    "a point more": (
        an_entry(points=[*ONE["points"], a_point("left", "corrugator")]),
        False,
    ),
}


@pytest.mark.finding("field.D5")
@pytest.mark.parametrize("what", OTHERS)
def test_two_cases_are_told_to_say_the_same_alike_in_both_languages(what):
    other, same = OTHERS[what]
    assert alike.is_alike(ONE, other) is engine.run("twins/alike.js", "isAlike", ONE, other) is same


def test_cases_without_points_say_too_little_to_be_the_same():
    watched = an_entry(points=[])
    assert not alike.is_alike(watched, an_entry(points=[]))
    assert not engine.run("twins/alike.js", "isAlike", watched, an_entry(points=[]))


@pytest.mark.finding("field.D5")
def test_a_case_typed_again_under_another_code_is_saved_with_a_caution_that_both_read(hers, app, phone_of):
    for code in ("K7QF", "WXYZ"):
        answer = hers.post("/entries/new", data=answers(model__code=code), headers=ORIGIN)
        assert answer.status_code == 303, answer.text[:600]
    where = answer.headers["Location"]
    [doc] = [record["doc"] for record in held(app, "entry") if record["id"] in where]
    assert [row["code"] for row in doc["warnings"]] == ["twice"]
    assert WORDS in read(hers, where).text and WORDS in read(phone_of(BEN), f"{where}/signoff").text


@pytest.mark.finding("field.D5")
def test_a_form_says_it_while_it_is_filled_in_and_not_of_a_case_that_was_taken_back():
    fields = a_filled_form()
    first = an_entry(id=phones.id_(1))
    first |= twins_of(fields)
    for gone, words in ((False, [WORDS]), (True, [])):
        snapshot = phones.phone(ANA, [first])
        if gone:
            snapshot["outbox"] = [phones.row(a_withdrawal(first))]
        request = twins.asked("/entries/new", fields=fields)
        here, there = (draw("entry_form", snapshot, request) for draw in (twins.here, twins.there))
        assert not twins.differences(here.page, there.page) and here.html == there.html
        assert [one["text"] for one in here.page["cautions"] if one["id"] == "f-performed_at"] == words


def twins_of(fields):
    """What a case says that was made of this form, but for its model."""
    made = statements.entry(fields, CONTEXT | {"account": ANA.id}, SHELL)["doc"]
    return {
        key: made[key] for key in ("trainee", "performed_on", "performed_at", "product", "points", "areas")
    }
