"""A supervisor's page at the desk: what waits since when, how soon and how they answer, beside the others' together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import instants
from logbook.office.supervisor import FEW, quartiles
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH, membership_of
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.asked import queries
from tests.support.server.reader import read

PAGE = f"/people/supervisors/{BEN.id}"


def days_ago(days):
    return instants.plus(instants.now(), days=-days)[:10]


def waits(app, days, trainee=ANA, **more):
    return told(
        app,
        an_entry(trainee=trainee.id, performed_on=days_ago(days), **more),
        by=replace(trainee, programme=NORTH),
    )


def signed(app, days, rating, by=BEN):
    """A case that was signed today, so many days after it was done."""
    entry = waits(app, days)
    told(app, a_signoff(entry, by, rating=rating, signed_at=instants.now()), by=by, grade="C")


def bars(page, heading):
    table = page.soup.select_one(f'section[aria-labelledby="{heading}"] table')
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td.n")] for row in table.select("tbody tr")
    ]


@pytest.mark.finding("use.C3")
def test_what_waits_stands_by_its_age(app, phone_of, dan):
    for days in (0, 3, 4, 14, 15, 31, 40):
        waits(app, days)
    page = read(phone_of(dan), PAGE)
    assert bars(page, "waits") == [
        ["Up to 3 days", "2"],
        ["4 to 14 days", "2"],
        ["15 to 30 days", "1"],
        ["More than 30 days", "2"],
    ]
    assert "7 cases wait for Dr Ben Okafor to sign" in page.text and "3 are late (after 14 days)" in page.text
    assert "Copy the message" in page.text


def test_what_is_handed_on_to_them_waits_for_them_too(app, phone_of, dan):
    joined(app, FEMI, NORTH, "supervisor")
    waits(app, 5)
    hers = f"/people/supervisors/{FEMI.id}"
    assert "No case waits" in read(phone_of(dan), hers).text
    ended(app, BEN, heir=FEMI)
    assert "1 case waits for Dr Femi Adeyemi" in read(phone_of(dan), hers).text


def test_how_soon_they_sign_is_said_in_the_middle_and_the_half_around_it(app, phone_of, dan):
    for days in (0, 1, 2, 3, 10):
        signed(app, days, 3)
    text = read(phone_of(dan), PAGE).text
    assert "In the middle 2 days, and half of the cases between 1 and 3. Counted over 5 cases" in text
    assert "Others together" not in text


def test_ratings_stand_beside_the_others_together_and_in_no_order_of_people(app, phone_of, dan):
    joined(app, FEMI, NORTH, "supervisor")
    for rating in (4, 4, 5, 5, 5):
        signed(app, 1, rating)
    for rating in (2, 2, 3, 3, 4):
        signed(app, 1, rating, by=replace(FEMI, programme=NORTH))
    page = read(phone_of(dan), PAGE)
    assert "In the middle 5, and half of the ratings between 4 and 5" in page.text
    assert "Others together: 3, and half of the ratings between 2 and 3" in page.text
    assert [row[1:] for row in bars(page, "ratings")] == [
        ["0%", "0%"],
        ["0%", "40%"],
        ["0%", "40%"],
        ["40%", "20%"],
        ["60%", "0%"],
    ]
    assert FEMI.name not in page.text


def test_of_too_few_nothing_is_compared(app, phone_of, dan):
    for _ in range(FEW - 1):
        signed(app, 1, 3)
    text = read(phone_of(dan), PAGE).text
    assert "4 ratings in the last year: too few to compare" in text
    assert "Fewer than five signatures in the last year" in text


def test_their_trainees_lead_to_their_pages_who_waits_most_first(app, phone_of, dan):
    joined(app, CLEO, NORTH, "trainee")
    signed(app, 1, 3)
    waits(app, 2, CLEO)
    page = read(phone_of(dan), PAGE)
    links = [link for link in page.links() if link.startswith("/cohort/")]
    assert links == [f"/cohort/{NORTH}/{CLEO.id}", f"/cohort/{NORTH}/{ANA.id}"]


def test_their_role_is_ended_and_what_is_left_handed_over_from_here(app, phone_of, dan):
    waits(app, 1)
    desk, id = phone_of(dan), membership_of(BEN)
    assert f"/people/memberships/{id}/ending" in read(desk, PAGE).links()
    ended(app, BEN)
    page = read(desk, PAGE)
    assert f"/people/memberships/{id}/handing" in page.links() and "Supervised from" in page.text


def test_it_is_found_from_people_and_from_the_trainee(app, phone_of, dan):
    waits(app, 1)
    desk = phone_of(dan)
    assert PAGE in read(desk, "/people").links()
    assert PAGE in read(desk, f"/cohort/{NORTH}/{ANA.id}").links()


def test_nothing_of_a_programme_that_one_does_not_run_is_counted(app, phone_of, dan, femi):
    read(phone_of(dan), f"/people/supervisors/{FEMI.id}", 404)
    read(phone_of(dan), f"/people/supervisors/{ANA.id}", 404)
    joined(app, BEN, SOUTH, "supervisor")
    far = an_entry(trainee=CLEO.id, programme=SOUTH, supervisor=BEN.id, performed_on=days_ago(3))
    told(app, far, by=CLEO)
    page = read(phone_of(dan), PAGE)
    assert "No case waits" in page.text and CLEO.name not in page.text


@pytest.mark.both_databases
def test_it_asks_as_often_for_many_cases_as_for_one(app, phone_of, dan):
    desk, costs = phone_of(dan), []
    joined(app, DAN, SOUTH, "coordinator")
    for more in (1, 8):
        for number in range(more):
            waits(app, number)
            signed(app, number, 3)
        read(desk, PAGE)
        with queries(app) as asked:
            read(desk, PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 10


@given(st.lists(st.integers(0, 60), min_size=FEW, max_size=60))
def test_quartiles_are_numbers_that_occur_and_cut_where_they_say(numbers):
    counts = {number: numbers.count(number) for number in numbers}
    found = quartiles(counts)
    assert list(found) == sorted(found) and set(found) <= set(numbers)
    for cut, quarter in zip(found, (1, 2, 3), strict=True):
        below = sum(number < cut for number in numbers)
        until = sum(number <= cut for number in numbers)
        assert below * 4 < len(numbers) * quarter <= until * 4


def test_of_fewer_than_five_there_are_no_quartiles():
    assert quartiles({3: FEW - 1}) is None
