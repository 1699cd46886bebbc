"""A supervisor's trainees: found by name or cohort, fifty a page, each with what is missing."""

import orjson
import pytest
from sqlalchemy import delete, update

from logbook import models, store
from logbook.feed import touch
from logbook.feed.register import publish_person
from tests.support.cast import cohorts
from tests.support.cast.clinic import ended, held, joined, told, trainees
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read


def names(page):
    return [one.get_text(strip=True) for one in page.soup.select("#found .row .title")]


@pytest.mark.finding("use.S7")
def test_many_trainees_come_in_pages_and_are_found_by_name(app, phone_of, ben):
    told(app, an_entry())
    trainees(app, 60)
    phone = phone_of(ben)
    first, second = read(phone, "/trainees"), read(phone, "/trainees?page=2")
    assert names(first)[0] == "Ana Silva", "who waits longest comes first"
    assert len(names(first)) == 50 and "Page 1 of 2" in first.text
    assert len({*names(first), *names(second)}) == 61
    assert len(first.html.encode()) < 60_000
    assert names(read(phone, "/trainees?q=TRAINEE+007")) == ["Trainee 007"]
    many = read(phone, "/trainees?q=trainee")
    assert "/trainees?q=trainee&page=2" in many.links() and "60 trainees found" in many.html
    assert "No trainee is called “nobody”" in read(phone, "/trainees?q=nobody").text


def test_a_few_trainees_need_no_search(phone_of, ben):
    assert read(phone_of(ben), "/trainees").soup.select_one("#q") is None


def row_of(page, name="Ana Silva"):
    return next(row for row in page.soup.select("#found li:has(.title)") if name in row.get_text())


def said(row):
    return row.get_text(" ", strip=True)


@pytest.mark.finding("use.S7")
def test_two_of_one_name_are_told_apart_by_their_cohorts_and_found_by_them(app, phone_of, ben):
    one, other = trainees(app, 2)
    with app.app_context(), store.writing() as connection:
        ids = [one.id, other.id]
        connection.execute(update(models.Person).where(models.Person.id.in_(ids)).values(name="Aisha Brown"))
        touch(connection, [pointer for id in ids for pointer in publish_person(connection, id)])
    cohorts.made(app, [one], name="Spring")
    cohorts.made(app, [other], name="Autumn")
    rows = [said(row) for row in read(phone_of(ben), "/trainees").soup.select("#found li:has(.title)")]
    assert sorted(row.split(" 0 signed")[0] for row in rows if "Aisha" in row) == [
        "Aisha Brown Autumn",
        "Aisha Brown Spring",
    ]
    found = read(phone_of(ben), "/trainees?q=autumn")
    assert len(found.soup.select("#found .title")) == 1 and "Aisha Brown" in found.text


def test_a_phone_hears_of_a_move_and_of_a_new_name_with_its_next_sync(app, phone_of, ben, dan):
    phone = Phone(phone_of(ben), BEN)

    def cohort():
        phone.sync()
        docs = [orjson.loads(doc["stmt"]) for (kind, _), doc in phone.docs.items() if kind == "membership"]
        return [doc.get("cohort") for doc in docs if doc["person"] == ANA.id]

    assert cohort() == [None]
    id = cohorts.made(app, [ANA])
    assert cohort() == ["Spring"]
    desk, edit = phone_of(dan), f"/cohorts/{id}/edit"
    assert desk.post(edit, data=read(desk, edit).form(edit) | {"name": "March"}).status_code == 303
    assert cohort() == ["March"]


@pytest.mark.finding("use.S7")
def test_each_trainee_is_shown_with_what_is_missing_by_requirement(app, phone_of, ben):
    entry, _ = told(app, an_entry()), told(app, an_entry())
    told(app, a_signoff(entry), by=BEN, grade="C")
    row = row_of(read(phone_of(ben), "/trainees"))
    assert "1 signed, 1 waiting" in said(row)
    lines = {li.span.get_text(): li.select_one(".num").get_text() for li in row.select(".lacks li")}
    [standing] = [one["doc"] for one in held(app, "standing", BEN)]
    missing = [rule for rule in standing["rules"] if not rule["met"]]
    assert lines.keys() == {rule["label"] for rule in missing} and len(missing) > 3
    glabella = next(rule for rule in missing if "labella" in rule["label"])
    assert (glabella["counted"], glabella["waiting"]) == (0, 2), "what was signed since is reckoned later"
    read(phone_of(ANA), "/progress")
    [standing] = [one["doc"] for one in held(app, "standing", BEN)]
    assert next(rule for rule in standing["rules"] if rule["id"] == glabella["id"])["counted"] == 1


def test_who_does_not_supervise_there_holds_nothing_of_it(app, phone_of):
    told(app, an_entry())
    joined(app, FEMI, SOUTH, "supervisor")
    assert [one["id"] for one in held(app, "standing", BEN)] == [f"{ANA.id}.{NORTH}"]
    for other in (ANA, CLEO, DAN):
        assert held(app, "standing", other) == [], other.name
    assert all(one["doc"]["programme"] == SOUTH for one in held(app, "standing", FEMI))
    phone = Phone(phone_of(BEN), BEN)
    phone.sync()
    assert phone.held("standing") == [f"{ANA.id}.{NORTH}"]
    ended(app, BEN)
    phone.sync()
    assert phone.held("standing") == []


def test_a_standing_says_of_no_case_and_of_nothing_arranged(app):
    told(app, an_entry())
    cohorts.made(app, [ANA])
    cohorts.arranged(app, "pause", from_on="2026-11-01", until_on=None, reason="illness", note="Ill")
    [standing] = [one["doc"] for one in held(app, "standing", BEN)]
    assert standing.keys() == {"typ", "id", "trainee", "programme", "made_on", "rules"}
    asked = {"id", "label", "kind", "required", "counted", "waiting", "met", "percent"}
    assert all(rule.keys() == asked for rule in standing["rules"])


def test_what_somebody_unconfirmed_signed_counts_as_the_coordinator_counts_it(app, phone_of, ben, dan):
    entry = told(app, an_entry())
    told(app, a_signoff(entry), by=BEN, grade="C")
    with app.app_context(), store.writing() as connection:
        connection.execute(delete(models.Confirmation))
    row = said(row_of(read(phone_of(ben), "/trainees")))
    assert "0 signed, 1 more by a signer not confirmed yet, 0 waiting" in row
    cohort = read(phone_of(dan), "/cohort").text
    assert "Ana Silva" in cohort and "1 signed" not in cohort
