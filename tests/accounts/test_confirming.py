"""A signer counts once a coordinator has confirmed who they are; what they sign before waits, and is never lost."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from logbook import export, store
from logbook.export.paper.tables import tables
from logbook.models import Confirmation, Membership, Provider, db, migrating
from logbook.models.engine import writing
from logbook.office import providers, roles
from logbook.record import report_for
from tests.accounts.doors import send
from tests.support.cast.clinic import NOW, told
from tests.support.cast.people import ANA, BEN, NORTH, SOUTH, provider_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.finding("attack.M6")

WAITS = "Signed, signer not confirmed yet"


def post_of(app, somebody):
    (row,) = ask(app, select(Membership.id).where(Membership.person_id == somebody.id))
    return f"/people/memberships/{row.id}/confirmation"


def totals(app):
    with app.app_context(), store.reading() as connection:
        return report_for(connection, ANA.id, NORTH, "2026-11-25")["totals"]


def bundle(app):
    with app.app_context(), store.reading() as connection:
        return export.collect(connection, ANA.id, NORTH, "2026-01-01", "2026-12-31", NOW)


def signed_by(app, somebody):
    entry = told(app, an_entry())
    told(app, a_signoff(entry, by=somebody), by=somebody, grade="C")
    return entry


def test_what_an_unconfirmed_signer_signs_is_kept_and_counts_once_they_are_confirmed(
    app, phone_of, dan, zhao
):
    entry = signed_by(app, zhao)
    signed_by(app, BEN)
    assert (totals(app)["signed"], totals(app)["waiting"], totals(app)["unconfirmed"]) == (1, 1, 1)
    desk, path = phone_of(dan), post_of(app, zhao)
    assert "Choose how it was checked" in check(send(desk, path), path, 422).text
    assert send(desk, path, how="register").status_code == 303
    assert (totals(app)["signed"], totals(app)["waiting"], totals(app)["unconfirmed"]) == (2, 0, 0)
    assert "Confirmed by Dan Weiss on" in read(desk, "/people").text
    assert WAITS not in read(phone_of(ANA), f"/entries/{entry['id']}").text


def test_trainee_and_coordinator_are_told_who_waits_for_whom(app, phone_of, dan, zhao):
    entry = signed_by(app, zhao)
    hers = phone_of(ANA)
    page = read(hers, f"/entries/{entry['id']}")
    assert WAITS in page.text and "counts once they have" in page.text
    assert "Dr Mei-Ling Zhao is not confirmed yet 1 case they signed counts once" in read(hers, "/todo").text
    assert "signed by somebody who is not confirmed yet" in read(hers, "/progress").text
    page = read(phone_of(dan), "/people")
    assert "To confirm Dr Mei-Ling Zhao GMC 7099999 Not confirmed yet, 1 signature waits for it" in page.text
    assert post_of(app, zhao) in page.links()


def test_the_phone_hears_of_the_confirmation_without_a_new_statement(app, phone_of, dan, zhao):
    signed_by(app, zhao)
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    (membership,) = [
        doc for doc in phone.docs.values() if zhao.id in doc["stmt"] and doc["kind"] == "membership"
    ]
    assert '"confirmed":[]' in membership["stmt"]
    send(phone_of(dan), post_of(app, zhao), how="seen")
    phone.sync()
    assert (
        '"confirmed":[["Dr Mei-Ling Zhao","GMC","7099999"]]'
        in phone.docs["membership", membership["id"]]["stmt"]
    )
    assert any(doc["kind"] == "report" for doc in phone.last["pull"]["docs"])


def test_exports_print_who_was_confirmed_by_whom_and_who_was_not(app, phone_of, dan, zhao):
    signed_by(app, zhao)
    signed_by(app, BEN)
    made = bundle(app)
    marks = {line["name"]: line["confirmed"] for line in made["signers"]}
    assert marks[zhao.name] is None and marks[BEN.name]["by"] == "Dan Weiss"
    assert made["summary"]["signed"] == 1 and made["report"]["totals"]["signed"] == 1
    assert [row[0].split("Physician, ")[1][:17] for row in tables(made)["signers"]] == [
        *("confirmed by Dan ", "not confirmed yet")
    ]
    lines = list(export.lines(made))
    assert any("not confirmed yet: does not count until then" in line for line in lines)
    assert any(
        "confirmed by Dan Weiss on 5 January 2026 (looked up in the public register)" in line
        for line in lines
    )


def test_who_changes_name_or_number_is_confirmed_anew_and_what_was_signed_before_goes_on_counting(
    app, phone_of, dan
):
    signed_by(app, BEN)
    assert send(phone_of(BEN), "/me/details", name="Dr Bella Okafor").status_code == 303
    bella = replace(BEN, name="Dr Bella Okafor")
    signed_by(app, bella)
    assert (totals(app)["signed"], totals(app)["unconfirmed"]) == (1, 1)
    assert (
        "Dr Bella Okafor GMC 7012345 Not confirmed yet, 1 signature waits"
        in read(phone_of(dan), "/people").text
    )
    send(phone_of(dan), post_of(app, BEN), how="known")
    assert totals(app)["signed"] == 2
    names = [(line["name"], line["present"]) for line in bundle(app)["signers"]]
    assert names == [("Dr Bella Okafor", "Dr Bella Okafor"), ("Dr Ben Okafor", "Dr Bella Okafor")]


@pytest.mark.finding("field.F4")
def test_paper_prints_the_present_name_and_the_one_signed_under_where_they_differ(app, phone_of):
    signed_by(app, BEN)
    send(phone_of(BEN), "/me/details", name="Dr Bella Okafor")
    assert "Dr Bella Okafor (signed as Dr Ben Okafor)" in tables(bundle(app))["signers"][0][0]


def test_nobody_confirms_themselves_or_somebody_elsewhere_or_a_name_they_did_not_read(
    app, phone_of, dan, ben, femi
):
    desk, path = phone_of(dan), post_of(app, ben)
    read(phone_of(ben), path, 403)
    read(desk, post_of(app, femi), 404)
    fields = read(desk, path).form(path) | {"how": "known"}
    send(phone_of(ben), "/me/details", name="Dr Mei-Ling Zhao")
    assert "changed meanwhile" in check(desk.post(path, data=fields), path, 409).text
    with app.app_context(), writing(db) as connection:
        connection.execute(
            update(Membership).values(role="coordinator").where(Membership.person_id == dan.id)
        )
        roles.enrol(connection, dan.id, NORTH, "supervisor", NOW)
    (own,) = ask(
        app, select(Membership.id).where(Membership.person_id == dan.id, Membership.role == "supervisor")
    )
    read(desk, f"/people/memberships/{own.id}/confirmation", 404)


def test_one_provider_confirms_once_for_all_its_programmes_and_for_no_other(app, dan, zhao, phone_of):
    with app.app_context(), writing(db) as connection:
        roles.enrol(connection, ANA.id, SOUTH, "trainee", NOW)
        roles.enrol(connection, zhao.id, SOUTH, "supervisor", NOW)
    ids = ask(
        app, select(Membership.id).where(Membership.person_id == zhao.id, Membership.programme_id == NORTH)
    )
    send(phone_of(dan), f"/people/memberships/{ids[0].id}/confirmation", how="known")
    entry = told(app, an_entry(programme=SOUTH, supervisor=zhao.id), by=replace(ANA, programme=SOUTH))
    told(app, a_signoff(entry, by=zhao), by=replace(zhao, programme=SOUTH), grade="C")

    def signed():
        with app.app_context(), store.reading() as connection:
            return report_for(connection, ANA.id, SOUTH, "2026-11-25")["totals"]["signed"]

    assert signed() == 0
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Provider).values(name="One Academy"))
    assert signed() == 0, "two schools of one name are two"
    with app.app_context(), writing(db) as connection:
        providers.join(connection, provider_of(NORTH), provider_of(SOUTH), NOW)
    assert signed() == 1


def test_who_signed_before_this_was_asked_goes_on_counting_marked_not_confirmed(app, phone_of, dan):
    signed_by(app, BEN)
    with app.app_context():
        with writing(db) as connection:
            connection.execute(delete(Confirmation))
        assert totals(app)["signed"] == 0
        migrating.downgrade(app, "0005")
        migrating.upgrade(app)
    rows = ask(
        app, select(Confirmation.name, Confirmation.how, Confirmation.by_id).order_by(Confirmation.name)
    )
    assert [tuple(row) for row in rows] == [(BEN.name, "before", None), ("Dr Femi Adeyemi", "before", None)]
    assert totals(app)["signed"] == 1
    assert "Not confirmed; signed before this was asked, and counts" in read(phone_of(dan), "/people").text
    assert any(",not confirmed," in line for line in export.lines(bundle(app)))
    assert WAITS not in read(phone_of(ANA), "/entries").text
    send(phone_of(dan), post_of(app, BEN), how="register")
    assert "Confirmed by Dan Weiss" in read(phone_of(dan), "/people").text
