"""Something else is asked of one trainee: by whom, why, from when until when; it is shown so, and withdrawn."""

import pytest
from sqlalchemy import select, update

from logbook import instants, store
from logbook.models import Membership, RuleException
from logbook.office import roles
from tests.support.cast.clinic import told
from tests.support.cast.people import ANA, BEN, DAN, NORTH
from tests.support.cast.terms import excepted
from tests.support.documents.statements import NOW, a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

RULES = f"/cohort/{NORTH}/{ANA.id}/pathway"
HERE = f"{RULES}/supervised"


@pytest.fixture
def signed(app):
    """A case of Ana's that counts for what she does under supervision, and one in which she looked on."""
    cases = [an_entry(place="a"), an_entry(place="b", part="observed", product=None, points=[])]
    for case in cases:
        told(app, a_signoff(told(app, case)), by=BEN, grade="C")
    return cases


def sent(desk, kind, status=303, here=HERE, **more):
    page = f"{here}/{kind}"
    given = {"on_day": "2026-01-05", "reason": "no_models"} | more
    answer = desk.post(page, data=read(desk, page).form(page) | given)
    assert answer.status_code == status, answer.text[:600]
    return check(desk.get(answer.headers["Location"]), page) if status == 303 else check(answer, page, status)


def section(page, id):
    return " ".join(page.soup.find(id=id).find_parent("section").get_text(" ").split())


def test_a_requirement_is_waived_and_says_by_whom_why_and_since_when(app, office, phone_of, dan):
    page = sent(phone_of(dan), "waive", note="Her hand.", ends="2099-12-31")
    said = section(page, "exceptions")
    assert (
        "Waived No suitable models Her hand. Since 5 January 2026 until 31 December 2099. Dan Weiss" in said
    )
    rule = office.judged(instants.now()[:10])["supervised"]
    assert rule["state"] == "waived" and rule["exceptions"][0]["by"] == "Dan Weiss"
    assert office.judged("2100-01-01")["supervised"]["state"] != "waived"
    assert "Waived" in section(read(phone_of(dan), RULES), "gate-hands_on")


def test_a_form_that_is_sent_twice_makes_one_exception(app, phone_of, dan):
    for _ in range(2):
        sent(phone_of(dan), "waive", note="Her hand.")
    sent(phone_of(dan), "waive", note="Both hands.")
    made = [row.note for row in ask(app, select(RuleException.note))]
    assert sorted(made) == ["Both hands.", "Her hand."]


def test_another_number_is_asked_and_the_usual_one_stands_beside_it(app, office, phone_of, dan, signed):
    page = sent(phone_of(dan), "number", value="1")
    assert "1 instead of 20 cases" in section(page, "exceptions")
    assert office.judged(instants.now()[:10])["supervised"]["required"] == 1


def test_a_case_is_set_aside_and_says_so_with_its_sentence(app, office, phone_of, dan, signed):
    desk = phone_of(dan)
    form = read(desk, f"{HERE}/block")
    assert signed[0]["id"] in str(form.soup) and signed[1]["id"] not in str(form.soup), "what counts can be"
    page = sent(desk, "block", items=signed[0]["id"], reason="same_model")
    assert "It was set aside." in section(page, "cases")
    assert office.judged(instants.now()[:10])["supervised"]["counted"] == 0


def test_a_case_is_let_count_although_it_does_not_fit(app, office, phone_of, dan, signed):
    desk = phone_of(dan)
    form = read(desk, f"{HERE}/count")
    assert signed[1]["id"] in str(form.soup) and "Another part in it is asked for." in form.text
    assert signed[0]["id"] not in str(form.soup), "it counts already"
    sent(desk, "count", items=signed[1]["id"], reason="done_elsewhere")
    assert office.judged(instants.now()[:10])["supervised"]["counted"] == 2


def test_nothing_but_offered_cases_is_taken(app, phone_of, dan, signed):
    page = sent(phone_of(dan), "block", 422, items=signed[1]["id"])
    assert "Tick at least one case" in page.text
    assert ask(app, select(RuleException)) == []


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("waive", {"on_day": ""}, "Enter the day from which on it holds"),
        ("waive", {"on_day": "soon"}, "Enter a day, for example"),
        ("waive", {"ends": "2026-01-01"}, "before the first day"),
        ("waive", {"reason": ""}, "Choose a reason"),
        ("waive", {"note": "x" * 2001}, "at most 2000 characters"),
        ("number", {"value": ""}, "Enter a whole number from 1"),
        ("number", {"value": "-3"}, "Enter a whole number from 1"),
        ("number", {"value": "2.5"}, "Enter a whole number from 1"),
        ("number", {"value": "100001"}, "Enter a whole number from 1"),
        ("count", {}, "Tick at least one case"),
    ],
)
def test_what_cannot_be_is_said_beside_its_cause(app, phone_of, dan, kind, given, said):
    page = sent(phone_of(dan), kind, 422, **given)
    assert said in page.text
    assert ask(app, select(RuleException)) == []


def test_undo_takes_an_exception_back_as_if_it_had_never_been(app, office, phone_of, dan):
    desk = phone_of(dan)
    page = sent(desk, "waive")
    form = page.soup.select_one("form[action*='/exceptions/']")
    desk.post(form["action"], data=page.form(form["action"]))
    assert office.judged(instants.now()[:10])["supervised"]["state"] != "waived"
    assert office.judged("2026-03-01")["supervised"]["state"] != "waived"
    assert "Taken back: it never held" in section(read(desk, HERE), "exceptions")


def test_an_exception_is_withdrawn_from_a_day_on_and_stays_on_record(app, office, phone_of, dan):
    desk = phone_of(dan)
    with app.app_context(), store.writing() as connection:
        id = excepted(connection, NOW, "supervised", "waive")
    way = f"/exceptions/{id}/withdrawal"
    form = read(desk, way).form(way)
    assert desk.post(way, data=form | {"on_day": "2026-10-01"}).status_code == 422, "it began later"
    answer = desk.post(way, data=form | {"on_day": "2026-11-20"})
    page = check(desk.get(answer.headers["Location"]), way)
    assert "Withdrawn on 20 November 2026" in section(page, "exceptions")
    assert office.judged("2026-11-19")["supervised"]["state"] == "waived"
    assert office.judged("2026-11-20")["supervised"]["state"] != "waived"
    assert desk.post(way, data=form | {"on_day": "2026-11-21"}).status_code == 409, "once"


def test_an_exception_from_a_rule_that_is_not_there_is_shown_as_such(app, office, phone_of, dan):
    third, other = office.publishes(3, supervised=2), office.publishes(1, supervised=2, key="own-00000002")
    office.moves(third, "2026-01-05")
    with app.app_context(), store.writing() as connection:
        excepted(connection, NOW, "supervised", "waive", third)
    assert "homeless" not in str(read(phone_of(dan), RULES).soup)
    office.moves(other, instants.now()[:10])
    said = section(read(phone_of(dan), RULES), "homeless")
    assert "change nothing" in said and "Waived : supervised" in said and "Withdraw" in said
    assert office.judged(instants.now()[:10])["supervised"]["state"] != "waived", (
        "nothing is waived that nobody decided"
    )


def test_nobody_makes_an_exception_for_themselves(app, phone_of, dan):
    with app.app_context(), store.writing() as connection:
        roles.enrol(connection, DAN.id, NORTH, "trainee", NOW)
    desk, mine = phone_of(dan), f"/cohort/{NORTH}/{DAN.id}/pathway"
    page = read(desk, f"{mine}/supervised")
    assert not [link for link in page.links() if link.endswith(("/waive", "/number", "/count", "/block"))]
    assert desk.get(f"{mine}/supervised/waive").status_code == 404


def test_who_coordinates_elsewhere_sees_and_withdraws_nothing(app, phone_of, femi):
    with app.app_context(), store.writing() as connection:
        id = excepted(connection, NOW, "supervised", "waive")
        roles.enrol(connection, femi.id, "10000000-0000-4000-8000-000000000002", "coordinator", NOW)
    desk = phone_of(femi)
    for way in (RULES, HERE, f"{HERE}/waive", f"/exceptions/{id}/withdrawal"):
        assert desk.get(way).status_code == 404, way


def test_each_case_stands_once_with_what_it_counts_for_or_why_not(app, phone_of, dan, signed):
    waits = told(app, an_entry(place="c"))
    page = read(phone_of(dan), HERE)
    said = section(page, "cases")
    assert "Everything 3" in said and "Counts 1" in said
    for words in ("Another part in it is asked for.", "It waits for a signature that counts."):
        assert words in said
    assert waits["areas"]
    only = read(phone_of(dan), f"{HERE}?show=unsigned")
    assert "Another part in it is asked for." not in [p.get_text() for p in only.soup.select("li p .small")]
    assert "Nothing fits" in read(phone_of(dan), f"{HERE}?q=zebra").text
    assert phone_of(dan).get(f"{RULES}/no-such-rule").status_code == 404


def test_of_several_numbers_each_says_what_it_asks_and_which_one_holds(app, office, phone_of, dan, ana):
    for value, day in (("12", "2026-01-05"), ("15", "2026-02-01")):
        page = sent(phone_of(dan), "number", value=value, on_day=day)
    said = section(page, "exceptions")
    assert "12 instead of 20 cases" in said and "15 instead of 20 cases" in said
    assert said.count("A newer one holds in its place.") == 1
    assert said.index("15 instead of") < said.index("12 instead of") < said.index("A newer one holds")
    page = read(phone_of(ana), "/pathway/supervised")
    hers = section(page, "exceptions")
    assert "12 asked, 20 without it. A newer one holds in its place." in hers
    assert "15 asked, 20 without it. A newer one" not in hers and "15 asked, 20 without it." in hers


def test_of_two_numbers_of_one_day_the_larger_holds(app, office, phone_of, dan):
    for value in ("9", "15"):
        sent(phone_of(dan), "number", value=value)
    assert office.judged(instants.now()[:10])["supervised"]["required"] == 15


def test_what_was_decided_of_somebody_who_has_left_can_still_be_taken_back(
    app, office, phone_of, dan, signed
):
    desk = phone_of(dan)
    sent(desk, "block", items=signed[0]["id"], reason="same_model")
    with app.app_context(), store.writing() as connection:
        connection.execute(
            update(Membership).where(Membership.person_id == ANA.id).values(ended_at="2026-11-25T00:00:00Z")
        )
    page = read(desk, HERE)
    [way] = [href for href in page.links() if href.startswith("/exceptions/")]
    assert "Set cases aside" not in page.text, "nothing new is decided"
    form = read(desk, way).form(way)
    answer = desk.post(way, data=form)
    assert answer.status_code == 303 and answer.headers["Location"] == HERE
    [row] = ask(app, select(RuleException.withdrawn_on))
    assert row.withdrawn_on == instants.now()[:10]
    assert office.judged(instants.now()[:10])["supervised"]["counted"] == 1
