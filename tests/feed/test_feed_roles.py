"""Who holds what, and what happens to it when a role begins or ends."""

import pytest
from sqlalchemy import select

from logbook import store
from logbook.models import Membership
from logbook.office import roles
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH
from tests.support.documents.statements import (
    NOW,
    a_closing,
    a_review,
    a_signoff,
    a_withdrawal,
    amended,
    an_entry,
    mutation,
    revised,
)


def enrol(desk, somebody, role):
    with desk.app.app_context(), store.writing() as connection:
        return roles.enrol(connection, somebody.id, NORTH, role, NOW)


def leave(desk, somebody):
    with desk.app.app_context(), store.writing() as connection:
        held = select(Membership.id).where(
            Membership.person_id == somebody.id,
            Membership.programme_id == NORTH,
            Membership.ended_at.is_(None),
        )
        for membership_id in connection.execute(held).scalars().all():
            roles.end(connection, membership_id, NOW)


class TestRoles:
    @pytest.mark.fault(45)
    def test_a_new_supervisor_gets_all_that_was_there_before(self, desk, phone):
        entry = an_entry()
        signoff = a_signoff(entry, verdict="returned")
        desk.one(ANA, entry)
        desk.one(BEN, signoff)
        femis = phone(FEMI)
        femis.sync()
        enrol(desk, FEMI, "supervisor")
        femis.sync()
        assert (femis.held("entry"), femis.held("signoff")) == ([entry["id"]], [signoff["id"]])
        assert {ANA.id, BEN.id} <= set(femis.held("person"))

    @pytest.mark.fault(45)
    def test_a_new_supervisor_gets_the_versions_and_what_was_decided_about_them(self, desk, phone):
        entry = an_entry()
        signature, late = a_signoff(entry), revised(entry, place="Room 4")
        desk.one(ANA, entry)
        desk.sign(BEN, signature)
        desk.send(ANA, late, a_closing(late), amended(entry, signature, place="Room 5"))
        enrol(desk, FEMI, "supervisor")
        femis = phone(FEMI)
        femis.sync()
        assert len(femis.held("withdrawal")) == 1
        kept = femis.docs["entry", entry["id"]]
        assert (kept["rev"], kept["proposals"], [one["rev"] for one in kept["earlier"]]) == (2, [], [1])

    def test_the_trainees_learn_the_name_of_a_new_supervisor(self, desk, phone):
        anas = phone(ANA)
        anas.sync()
        enrol(desk, FEMI, "supervisor")
        anas.sync()
        assert FEMI.id in anas.held("person")

    def test_the_supervisors_learn_the_name_of_a_new_trainee_and_other_trainees_do_not(self, desk, phone):
        enrol(desk, CLEO, "trainee")
        anas, bens = phone(ANA), phone(BEN)
        anas.sync()
        bens.sync()
        assert CLEO.id in bens.held("person")
        assert CLEO.id not in anas.held("person")

    def test_what_an_ended_role_showed_goes_and_the_own_cases_of_a_trainee_stay(self, desk, phone):
        entry, bens, anas = an_entry(), phone(BEN), phone(ANA)
        desk.one(ANA, entry)
        for somebody, mine in ((BEN, bens), (ANA, anas)):
            mine.sync()
            leave(desk, somebody)
            mine.sync()
        assert (bens.held("entry"), anas.held("entry")) == ([], [entry["id"]])
        assert BEN.id in anas.held("person")

    def test_who_left_is_not_told_what_happens_later(self, desk, phone):
        leave(desk, BEN)
        enrol(desk, FEMI, "supervisor")
        desk.one(ANA, an_entry(supervisor=FEMI.id))
        bens = phone(BEN)
        bens.sync()
        assert bens.held("entry") == []

    def test_who_comes_back_gets_everything_again(self, desk, phone):
        desk.one(ANA, an_entry())
        bens = phone(BEN)
        bens.sync()
        leave(desk, BEN)
        enrol(desk, BEN, "supervisor")
        bens.sync()
        assert len(bens.held("entry")) == 1


def test_flask_sees_exactly_what_the_phone_holds(desk, phone):
    entry, other, signed = an_entry(), an_entry(), an_entry()
    desk.send(ANA, entry, other, signed, revised(entry, place="Room 4"))
    desk.send(ANA, revised(entry, place="Room 5"), a_withdrawal(other), a_review(signed))
    desk.sign(BEN, a_signoff(signed))
    for somebody in (ANA, BEN):
        mine = phone(somebody)
        mine.sync()
        records = [record for kind in desk.snapshot(somebody)["records"].values() for record in kind]
        assert {(one["kind"], one["id"]): as_wire(one) for one in records} == mine.docs


def as_wire(record):
    # Who brought a statement is told of the few that somebody brought.
    wire = {
        name: value for name, value in record.items() if name != "doc" and (name, value) != ("brought_by", "")
    }
    for beside in ("proposals", "earlier"):
        if beside in record:
            wire[beside] = [
                {
                    name: value
                    for name, value in one.items()
                    if name != "doc" and (name, value) != ("brought_by", "")
                }
                | {"stmt": mutation(one["doc"]).stmt}
                for one in record[beside]
            ]
    return wire | {"stmt": mutation(record["doc"]).stmt}
