"""Whatever the office decides of how somebody is judged reaches their phone with its next sync, though nobody wrote of
a case."""

import re
from pathlib import Path

import orjson
import pytest

from logbook import instants, office, store
from logbook.models import Membership
from logbook.office import arrangements, enrolments, exceptions, registrations
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.cast.phone import Phone
from tests.support.cast.terms import dan, excepted, moved
from tests.support.documents.statements import a_signoff, an_entry


def an_exception(connection, desk):
    return excepted(connection, instants.now(), "glabella", "number", value="2")


def its_end(connection, desk):
    row = exceptions.find(connection, dan(), an_exception(connection, desk))
    exceptions.withdraw(connection, row, instants.now()[:10], dan(), instants.now())


def a_move(connection, desk):
    return moved(connection, instants.now())


def its_undoing(connection, desk):
    rows = enrolments.find(connection, dan(), a_move(connection, desk))
    enrolments.withdraw(connection, rows, dan(), instants.now())


def a_pause(connection, desk):
    [member] = desk.rows(Membership, person_id=ANA.id, role="trainee")
    given = {"from_on": "2026-01-01", "until_on": "2026-02-01", "reason": "family"}
    return arrangements.arrange(connection, member, "pause", dan().id, instants.now(), **given)


def its_withdrawal(connection, desk):
    act = a_pause(connection, desk)
    arrangements.withdraw(connection, arrangements.find(connection, dan(), act), dan().id, instants.now())


def another_profession(connection, desk):
    told = {"name": ANA.name, "licence_body": ANA.body, "licence_number": ANA.number}
    registrations.change(connection, ANA.id, ANA.id, instants.now(), profession="dentist", **told)


ACTS = [an_exception, its_end, a_move, its_undoing, a_pause, its_withdrawal, another_profession]


@pytest.mark.parametrize("act", ACTS)
def test_a_phone_in_step_is_given_a_new_report(app, phone_of, act):
    desk, case = Desk(app), an_entry()
    desk.one(ANA, case)
    desk.sign(BEN, a_signoff(case))
    phone = Phone(phone_of(ANA), ANA)
    for _ in range(2):
        phone.sync()
    with app.app_context(), store.writing() as connection:
        act(connection, desk)
    phone.sync()
    assert [doc["id"] for doc in phone.last["pull"]["docs"] if doc["kind"] == "report"] == [
        f"{ANA.id}.{NORTH}"
    ]


def test_an_exception_is_on_the_phone_with_the_numbers_it_changes(app, phone_of):
    phone = Phone(phone_of(ANA), ANA)
    Desk(app).one(ANA, an_entry())
    phone.sync()
    with app.app_context(), store.writing() as connection:
        an_exception(connection, Desk(app))
    while phone.sync() and phone.last["pull"]["more"]:
        pass
    [gate] = [orjson.loads(doc["stmt"]) for (kind, _), doc in phone.docs.items() if kind == "gate"]
    [rule] = [rule for rule in gate["rules"] if rule["id"] == "glabella"]
    assert (rule["required"], rule["exceptions"][0]["was"]) == (2, 5)


def test_nobody_of_the_office_marks_a_report_and_tells_no_phone():
    marking = {
        path.name
        for path in Path(office.__file__).parent.rglob("*.py")
        if re.search(r"\breports\.mark\(", path.read_text())
    }
    # Who is enrolled under what they are judged by anyway is judged as before.
    assert marking == {"enrolments.py"}
