"""What a school keeps of people: its own, with who and when, and of no weight where a signature is judged."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from logbook import instants, store
from logbook.models import Administration, Membership, RegisterEntry, RegisterLine
from logbook.office import programmes, providers, registrations, roles
from logbook.record import report_for
from tests.support.cast import people
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, GIL, NORTH, SOUTH, membership_of, provider_of
from tests.support.cast.registers import written
from tests.support.documents.statements import NOW, a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.asked import queries
from tests.support.server.reader import check, read


def register_of(somebody):
    return f"/register/{membership_of(somebody)}"


def sent(client, path, kind, status=303, **fields):
    """One of the forms, filled in."""
    action = f"{path}/{kind}"
    answer = client.post(action, data=read(client, path).form(action) | fields)
    assert answer.status_code == status, answer.text[:400]
    if status != 303:
        return check(answer, path, status)
    return check(client.get(answer.headers["Location"]), path)


def press(client, page, form):
    answer = client.post(form["action"], data=page.form(form["action"]))
    assert answer.status_code == 303
    return check(client.get(answer.headers["Location"]), "pressed")


def part(page, id):
    return " ".join(page.soup.find(id=id).find_parent("section").get_text(" ").split())


@pytest.fixture
def gil(app):
    with app.app_context(), store.writing() as connection:
        people.administering(connection)
    return GIL


class TestALine:
    def test_a_name_a_check_and_a_note_are_kept_with_who_and_when(self, app, phone_of, dan):
        desk, path = phone_of(dan), register_of(BEN)
        page = sent(desk, path, "name", name="Benjamin Okafor-Lindqvist")
        assert "Benjamin Okafor-Lindqvist Dan Weiss, " in part(page, "name")
        page = sent(desk, path, "check", document="passport", seen_on="2026-11-03")
        assert "Passport, looked at on 3 November 2026 Dan Weiss, " in part(page, "checks")
        page = sent(desk, path, "note", note="Prefers mornings.\nAsk before noon.")
        assert "Prefers mornings. Ask before noon. Dan Weiss, " in part(page, "notes")
        said = read(desk, f"/people/supervisors/{BEN.id}").text
        for words in (
            "Benjamin Okafor-Lindqvist",
            "Passport, looked at on 3 November 2026",
            "Prefers mornings.",
        ):
            assert words in said
        assert "In your papers: Benjamin Okafor-Lindqvist" in read(desk, "/people?q=lindqvist").text
        audit = read(desk, "/office/audit?show=register").text
        assert "It was checked who Dr Ben Okafor is" in audit and "Lindqvist" not in audit

    def test_it_is_taken_back_by_undo_and_stays_to_be_read(self, app, phone_of, dan):
        desk, path = phone_of(dan), register_of(ANA)
        sent(desk, path, "name", name="Ana Maria Silva")
        page = sent(desk, path, "name", name="Anna Silva")
        page = press(desk, page, page.soup.select_one(".note form"))
        assert page.soup.select_one("#f-name")["value"] == "Ana Maria Silva"
        assert [one.get_text() for one in page.soup.select("s")] == ["Anna Silva"]
        again = (
            f"{path}/{ask(app, select(RegisterLine.of).where(RegisterLine.of.is_not(None)))[0].of}/withdrawal"
        )
        form = page.form(f"{path}/name")
        assert desk.post(again, data=form).status_code == 409
        other = written(app, BEN, "note", text="Another's.")
        assert desk.post(f"{path}/{other}/withdrawal", data=form).status_code == 404

    @pytest.mark.parametrize(
        ("kind", "fields", "words"),
        [
            ("note", {"note": " "}, "Write a note"),
            ("note", {"note": "x" * 2001}, "at most 2000"),
            ("name", {"name": "x" * 201}, "at most 200"),
            ("check", {"document": "oath", "seen_on": "2026-11-03"}, "Choose what you looked at"),
            ("check", {"document": "passport", "seen_on": ""}, "Enter the day"),
            ("check", {"document": "passport", "seen_on": "2026-02-30"}, "Enter a day, for example"),
            ("check", {"document": "passport", "seen_on": "2999-01-01"}, "still to come"),
        ],
    )
    def test_what_cannot_be_kept_is_said_beside_the_field(self, phone_of, dan, kind, fields, words):
        page = sent(phone_of(dan), register_of(ANA), kind, 422, **fields)
        assert words in page.text

    def test_an_emptied_name_is_the_account_s_again(self, app, phone_of, dan):
        written(app, ANA, "name", text="Anna")
        page = sent(phone_of(dan), register_of(ANA), "name", name="")
        assert "As in their account" in part(page, "name")
        assert "In your papers" not in read(phone_of(dan), "/people").text

    def test_on_the_page_of_a_person_stand_the_newest_notes_and_how_many_more(self, app, phone_of, dan):
        for number in range(5):
            written(app, ANA, "note", text=f"Note number {number}.")
        said = read(phone_of(dan), f"/cohort/{NORTH}/{ANA.id}").text
        assert "Note number 4." in said and "Note number 1." not in said and "2 more notes" in said


class TestWhoKeepsIt:
    def test_all_who_run_something_there_for_that_person_keep_one_entry(self, app, phone_of, dan):
        with app.app_context(), store.writing() as connection:
            facts = {"tz": "Europe/London", "requirement_set": "generic-starter"}
            second = programmes.begin(
                connection, NOW, name="Second course", provider_id=provider_of(NORTH), **facts
            )
            roles.enrol(connection, FEMI.id, second, "coordinator", NOW)
        written(app, BEN, "note", text="Prefers mornings.")
        femi = phone_of(FEMI)
        assert femi.get(register_of(BEN)).status_code == 404
        joined(app, BEN, second, "supervisor")
        [row] = ask(
            app,
            select(Membership.id).where(Membership.person_id == BEN.id, Membership.programme_id == second),
        )
        assert "Prefers mornings." in read(femi, f"/register/{row.id}").text
        assert len(ask(app, select(RegisterEntry.id))) == 1

    def test_nobody_reads_what_is_kept_of_themselves(self, app, phone_of, dan):
        joined(app, FEMI, NORTH, "coordinator")
        joined(app, dan, NORTH, "trainee")
        written(app, dan, "note", text="Between us.", by=replace(FEMI, programme=NORTH))
        desk = phone_of(dan)
        assert desk.get(register_of(dan)).status_code == 404
        for page in (f"/cohort/{NORTH}/{dan.id}", "/people", "/people?q=between"):
            assert "Between us." not in desk.get(page).text
        assert "Between us." in read(phone_of(FEMI), f"/cohort/{NORTH}/{dan.id}").text

    def test_a_role_that_ended_takes_nothing_away(self, app, phone_of, dan):
        written(app, BEN, "check", document="passport", seen_on="2026-11-03")
        ended(app, BEN)
        assert "Passport" in read(phone_of(dan), register_of(BEN)).text

    def test_an_administrator_keeps_it_of_whom_they_see_and_of_no_trainee(self, app, phone_of, gil):
        desk = phone_of(gil)
        assert register_of(DAN) in read(desk, "/provider").links()
        page = sent(desk, register_of(DAN), "note", note="Holds the keys.")
        assert "Holds the keys. Gil Moreau, " in part(page, "notes")
        for somebody in (ANA, BEN, CLEO):
            assert desk.get(register_of(somebody)).status_code == 404

    def test_administrators_keep_it_of_each_other(self, app, phone_of, gil):
        other = replace(GIL, id="20000000-0000-4000-8000-000000000008", email="hal@example.org", name="Hal")
        with app.app_context(), store.writing() as connection:
            people.administering(connection, other)
        ids = {row.person_id: row.id for row in ask(app, select(Administration.id, Administration.person_id))}
        desk = phone_of(gil)
        assert "Seen." in sent(desk, f"/register/{ids[other.id]}", "note", note="Seen.").text
        assert desk.get(f"/register/{ids[gil.id]}").status_code == 404


class TestSigners:
    """Whether a signature counts is judged by the account's own history, whatever a school's papers say."""

    def totals(self, app):
        with app.app_context(), store.reading() as connection:
            found = report_for(connection, ANA.id, NORTH, "2026-11-25")["totals"]
        return found["signed"], found["unconfirmed"]

    @pytest.fixture
    def signed(self, app):
        told(app, a_signoff(told(app, an_entry()), by=BEN), by=BEN, grade="C")
        assert self.totals(app) == (1, 0)

    @pytest.mark.both_databases
    def test_a_name_in_the_register_changes_nothing_of_a_signature(self, app, phone_of, dan, signed):
        written(app, BEN, "name", text="Benjamin Lindqvist")
        assert self.totals(app) == (1, 0)
        page = read(phone_of(dan), "/people").text
        assert "Confirmed by Dan Weiss" in page and "Not confirmed yet" not in page
        told(app, a_signoff(told(app, an_entry()), by=BEN), by=BEN, grade="C")
        assert self.totals(app) == (2, 0)
        case = ask(app, select(RegisterEntry.name))
        assert [row.name for row in case] == ["Benjamin Lindqvist"]

    @pytest.mark.both_databases
    def test_a_new_name_of_the_account_is_confirmed_anew_also_where_the_register_says_it_already(
        self, app, phone_of, dan, signed
    ):
        written(app, BEN, "name", text="Dr Benjamin Lindqvist")
        written(app, BEN, "check", document="passport", seen_on="2026-11-03")
        renamed = replace(BEN, name="Dr Benjamin Lindqvist")
        with app.app_context(), store.writing() as connection:
            details = {"profession": BEN.profession, "licence_body": BEN.body, "licence_number": BEN.number}
            registrations.change(connection, BEN.id, BEN.id, instants.now(), name=renamed.name, **details)
        # What was signed under the old name counts; what is signed under the new one waits for a coordinator's word.
        assert self.totals(app) == (1, 0)
        told(app, a_signoff(told(app, an_entry()), by=renamed), by=renamed, grade="C")
        assert self.totals(app) == (1, 1)
        assert "Not confirmed yet, 1 signature waits" in read(phone_of(dan), "/people").text


def test_two_providers_that_become_one_have_one_entry_of_a_person_and_all_lines(app, phone_of, dan):
    joined(app, DAN, SOUTH, "coordinator")
    joined(app, BEN, SOUTH, "supervisor")
    [there] = ask(
        app, select(Membership.id).where(Membership.person_id == BEN.id, Membership.programme_id == SOUTH)
    )
    written(app, BEN, "name", text="Ben North")
    written(app, BEN, "name", text="Ben South", id=there.id)
    written(app, CLEO, "note", text="Of South alone.")
    page = read(phone_of(dan), f"/people/supervisors/{BEN.id}")
    assert "Register of North Skin School" in page.text and "Register of South Dental Aesthetics" in page.text
    with app.app_context(), store.writing() as connection:
        providers.join(connection, provider_of(NORTH), provider_of(SOUTH), NOW)
    rows = ask(app, select(RegisterEntry.person_id, RegisterEntry.name, RegisterEntry.provider_id))
    assert sorted((row.person_id, row.name) for row in rows) == [(BEN.id, "Ben South"), (CLEO.id, "")]
    assert {row.provider_id for row in rows} == {provider_of(NORTH)}
    assert {"Ben North", "Ben South"} <= {
        one.get_text() for one in read(phone_of(dan), register_of(BEN)).soup.select("#name ~ ul .said")
    }


def test_it_is_asked_in_one_query_however_many_lines_there_are(app, phone_of, dan):
    """A page of a person asks once; that of the entry twice."""
    desk = phone_of(dan)
    counts = []
    for _ in range(2):
        for page in (
            f"/cohort/{NORTH}/{ANA.id}",
            f"/people/supervisors/{BEN.id}",
            "/people",
            register_of(ANA),
        ):
            read(desk, page)
            with queries(app) as found:
                read(desk, page)
            counts.append(len(found))
        for number in range(4):
            written(app, ANA, "note", text=f"{number}")
    assert counts[:4] == counts[4:] and max(counts) <= 11, counts
