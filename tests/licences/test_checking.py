"""A coordinator looks licences up: what is due, the six questions, and whose it is what they found."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from logbook import instants, store
from logbook.models import LicenceCheck, LicencePeriod, Membership
from logbook.office import licences
from logbook.office.looking import name_differs
from tests.support.cast.clinic import ended, joined, trainees
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH, membership_of
from tests.support.server.application import ask
from tests.support.server.asked import queries
from tests.support.server.reader import check, read

BENS = f"/licences/{membership_of(BEN)}/{BEN.id}"
LIST = "/licences"
DIFFERS = {
    "result": "differs",
    "registered": "yes",
    "licensed": "yes",
    "type_fits": "yes",
    "restricted": "yes",
    "number_matches": "yes",
    "is_them": "unsure",
    "status": "conditions",
    "conditions": "Not to work alone.",
}


def day(days):
    return instants.plus(instants.now(), days=days)[:10]


def kept(client, path=BENS, expected=303, **fields):
    """The form of a check, filled in and sent."""
    answer = client.post(f"{path}/checks", data=read(client, path).form(f"{path}/checks") | fields)
    assert answer.status_code == expected, answer.text[:400]
    if expected != 303:
        return check(answer, path, expected)
    return check(client.get(answer.headers["Location"]), path)


def said(app, somebody, **columns):
    """Their holder says it of their first licence."""
    with app.app_context(), store.writing() as connection:
        last = licences.primary_of(connection, somebody.id)
        return licences.state(connection, last, somebody.id, instants.now(), **columns)


def names(page):
    return [row.get_text() for row in page.soup.select("#found .title")]


class TestTheListOfWhatIsDue:
    def test_whoever_was_never_looked_up_is_due_and_a_tap_leads_to_the_questions(self, phone_of, dan):
        page = read(phone_of(dan), LIST)
        assert names(page) == ["Ana Silva", "Dr Ben Okafor"]
        assert "Not checked yet" in page.text
        assert page.soup.find("a", href=BENS)

    def test_what_does_not_hold_comes_first_then_what_ends_first(self, app, phone_of, dan):
        more = trainees(app, 2)
        for one in more:
            with app.app_context(), store.writing() as connection:
                licences.follow(connection, one.id, "NMC", f"9{one.name[-1]}", one.id, instants.now())
        said(app, BEN, status="active", to_on=day(20))
        said(app, more[0], status="active", to_on=day(10))
        said(app, more[1], status="suspended", from_on=day(-3))
        page = read(phone_of(dan), LIST)
        assert names(page) == [more[1].name, more[0].name, BEN.name, ANA.name]
        assert "Not valid" in page.text and "Ends in 10 days" in page.text

    def test_it_is_ordered_by_the_oldest_check_and_searched_by_number(self, app, phone_of, dan):
        desk = phone_of(dan)
        kept(desk, result="good", checked_on=day(-130))
        assert names(read(desk, f"{LIST}?order=check")) == ["Ana Silva", "Dr Ben Okafor"]
        assert "Check is old" in read(desk, f"{LIST}?q=7012345").text
        assert names(read(desk, f"{LIST}?q=okafor")) == ["Dr Ben Okafor"]
        assert "No licence is found for “nobody”" in read(desk, f"{LIST}?q=nobody").text

    def test_what_was_looked_up_is_due_no_more_and_stands_among_all(self, phone_of, dan):
        desk = phone_of(dan)
        kept(desk, result="good")
        assert names(read(desk, LIST)) == ["Ana Silva"]
        assert names(read(desk, f"{LIST}?show=every")) == ["Ana Silva", "Dr Ben Okafor"]

    def test_whoever_has_left_is_in_no_list(self, app, phone_of, dan):
        ended(app, BEN)
        assert names(read(phone_of(dan), f"{LIST}?show=every")) == ["Ana Silva"]

    def test_a_long_list_has_pages_and_asks_no_more_questions(self, app, phone_of, dan):
        desk = phone_of(dan)
        with queries(app) as few:
            read(desk, LIST)
        more = trainees(app, 60)
        with app.app_context(), store.writing() as connection:
            for number, one in enumerate(more):
                licences.follow(connection, one.id, "NMC", f"90A{number:04}E", one.id, instants.now())
        with queries(app) as many:
            page = read(desk, LIST)
        assert len(names(page)) == 50 and "Page 1 of 2" in page.text
        assert len(many) == len(few) <= 10


class TestACheck:
    def test_five_taps_keep_one_with_who_when_and_all_answers(self, app, phone_of, dan):
        desk = phone_of(dan)
        page = kept(desk, result="good", to_on="2027-03-31")
        assert "The check of Dr Ben Okafor is kept." in page.text
        [row] = ask(app, select(LicenceCheck))
        assert (row.by_name, row.how, row.checked_on, row.licence_number) == (
            DAN.name,
            "online",
            instants.day(instants.now(), "Europe/London"),
            BEN.number,
        )
        page = read(desk, BENS)
        assert "Last day 31 March 2027" in " ".join(page.soup.get_text(" ").split())
        assert "Are there conditions, warnings or restrictions? No" in " ".join(
            page.soup.get_text(" ").split()
        )

    def test_the_form_asks_for_no_more_than_what_was_found(self, phone_of, dan):
        # The name, what was found, the last day, and Keep: four taps and a date.
        form = read(phone_of(dan), BENS).form(f"{BENS}/checks")
        assert form["how"] == "online" and form["checked_on"] and form["act"]
        kept(phone_of(dan), result="good")

    def test_a_last_day_that_is_known_is_there_to_be_compared(self, app, phone_of, dan):
        said(app, BEN, status="active", to_on=day(20))
        assert read(phone_of(dan), BENS).form(f"{BENS}/checks")["to_on"] == day(20)
        kept(phone_of(dan), result="good")
        assert "Last day" in read(phone_of(dan), BENS).text

    def test_something_that_differs_is_kept_with_its_six_answers(self, app, phone_of, dan):
        kept(phone_of(dan), **DIFFERS)
        [period] = ask(app, select(LicencePeriod))
        assert (period.status, period.conditions) == ("conditions", "Not to work alone.")
        page = read(phone_of(dan), BENS)
        assert "valid, with conditions (see register)" in page.text and "Not to work alone." in page.text

    def test_l16_the_same_form_sent_twice_is_one_check(self, app, phone_of, dan):
        desk, act = phone_of(dan), str(uuid4())
        kept(desk, result="good", act=act)
        kept(desk, result="good", act=act)
        assert len(ask(app, select(LicenceCheck))) == 1

    def test_it_is_taken_back_by_undo_and_stays_to_be_read(self, app, phone_of, dan):
        desk = phone_of(dan)
        page = kept(desk, **DIFFERS)
        [row] = ask(app, select(LicenceCheck))
        undo = f"{BENS}/checks/{row.act}"
        answer = desk.post(undo, data=page.form(undo))
        page = check(desk.get(answer.headers["Location"]), BENS)
        assert "The check is taken back." in page.text and page.soup.find("s")
        assert "valid, with conditions" not in page.text
        assert desk.post(undo, data=page.form(f"{BENS}/checks")).status_code == 409
        assert "Not checked yet" in read(desk, LIST).text

    def test_l12_a_name_that_differs_is_kept_and_nothing_follows_by_itself(self, app, phone_of, dan):
        page = kept(phone_of(dan), result="good", name="Benjamin Lindqvist")
        assert "Name differs: Benjamin Lindqvist" in read(phone_of(dan), BENS).text
        assert ask(app, select(LicenceCheck))[0].name == "Benjamin Lindqvist"
        assert page and names(read(phone_of(dan), LIST)) == ["Ana Silva"]

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({}, "Say what you found"),
            ({"result": "good", "checked_on": ""}, "Enter the day on which you looked"),
            ({"result": "good", "checked_on": "2199-01-01"}, "This day is still to come"),
            ({"result": "good", "next_on": "2020-01-01"}, "Enter a day after the one on which you looked"),
            ({"result": "good", "status": "suspended"}, "Something differs, as you say below: choose that"),
            ({"result": "differs"}, "Answer this too"),
            (DIFFERS | {"status": ""}, "Choose how the register has it"),
            (
                DIFFERS | {"from_on": "2026-02-02", "to_on": "2026-02-01"},
                "It lies before its first day",
            ),
            ({"result": "good", "how": "dreamt"}, "Choose how you looked"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
        self, app, phone_of, dan, fields, words
    ):
        page = kept(phone_of(dan), expected=422, **fields)
        assert words in page.text and page.soup.select_one("[aria-invalid]")
        assert ask(app, select(LicenceCheck)) == []

    def test_nobody_looks_themselves_up(self, app, phone_of, dan):
        joined(app, DAN, NORTH, "supervisor")
        with app.app_context(), store.writing() as connection:
            id = licences.write(
                connection, DAN.id, None, DAN.id, instants.now(), True, licence_body="GMC", licence_number="7"
            )
        [row] = ask(app, select(LicenceCheck.number).where(LicenceCheck.person_id == DAN.id)) or [None]
        assert row is None
        assert DAN.name not in names(read(phone_of(dan), f"{LIST}?show=every"))
        assert phone_of(dan).get(f"/licences/{membership_of(DAN)}/{id}").status_code == 404


@pytest.mark.parametrize(
    ("seen", "name", "differs"),
    [
        ("", "Dr Ben Okafor", False),
        ("Ben OKAFOR", "Dr Ben Okafor", False),
        ("Okafor, Ben", "Dr Ben Okafor", False),
        ("Benjamin Ben Okafor", "Dr Ben Okafor", False),
        ("Łukasz Żak", "Lukasz Zak", False),
        ("Ben Lindqvist", "Dr Ben Okafor", True),
    ],
)
def test_l12_names_differ_where_one_is_not_part_of_the_other(seen, name, differs):
    assert name_differs(seen, name) is differs


class TestWhoseItIs:
    SECRET = "Not to work alone."

    @pytest.fixture
    def seen(self, app, phone_of, dan):
        """Ben also supervises in the South, and Dan looked him up for the North."""
        joined(app, BEN, SOUTH, "supervisor")
        joined(app, CLEO, SOUTH, "coordinator")
        kept(phone_of(dan), **DIFFERS, name="Benjamin Lindqvist")
        [row] = ask(app, select(LicenceCheck))
        return row

    def test_l9_the_text_of_conditions_is_for_its_holder_and_the_school_that_saw_it(
        self, phone_of, seen, dan, ben
    ):
        assert self.SECRET in read(phone_of(dan), BENS).text
        assert self.SECRET in read(phone_of(ben), f"/me/licences/{BEN.id}").text

    def test_nothing_of_it_is_seen_by_another_school(self, app, phone_of, seen, cleo):
        other = phone_of(cleo)
        assert other.get(BENS).status_code == 404
        path = f"/licences/{there(app)}/{BEN.id}"
        for address in (path, LIST, f"{LIST}?show=every", "/people", "/office"):
            text = read(other, address).text
            for word in (self.SECRET, "Lindqvist", "with conditions (see", seen.act):
                assert word not in text, (address, word)
        assert "Not checked yet" in read(other, f"{LIST}?show=every").text
        token = read(other, path).form(f"{path}/checks")
        assert other.post(f"{path}/checks/{seen.act}", data=token).status_code == 404

    @pytest.mark.parametrize("somebody", [ANA, FEMI])
    def test_nobody_else_finds_the_page(self, phone_of, seen, somebody):
        client = phone_of(somebody)
        assert client.get(BENS).status_code == 403
        assert client.get(LIST).status_code == 403


def there(app):
    [row] = ask(
        app,
        select(Membership.id).where(Membership.person_id == BEN.id, Membership.programme_id == SOUTH),
    )
    return row.id
