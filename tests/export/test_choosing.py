"""Whoever runs a school finds the logbook to take out: fifty a page, searched by name or programme."""

import pytest

from tests.support.cast import clinic
from tests.support.cast.people import ANA, NORTH
from tests.support.server.reader import read

pytestmark = pytest.mark.finding("use.C6")


def names(page):
    return [title.get_text() for title in page.soup.select("#found .title")]


@pytest.fixture
def desk(app, phone_of, dan):
    clinic.trainees(app, 120)
    return phone_of(dan)


def test_a_page_holds_fifty_and_leads_on(desk):
    first, last = read(desk, "/export"), read(desk, "/export?page=3")
    assert (len(names(first)), len(names(last))) == (50, 21)
    assert "Page 1 of 3, 121 lines" in first.text and "/export?page=2" in first.links()


def test_a_name_is_found(desk):
    assert names(read(desk, "/export?q=TRAINEE+11")) == [
        "Trainee 011",
        *(f"Trainee {n}" for n in range(110, 120)),
    ]
    assert names(read(desk, "/export?q=silva+north")) == ["Ana Silva"]


def test_where_none_is_found_it_says_so_and_leads_back(desk):
    page = read(desk, "/export?q=nobody")
    assert "No logbook is found for “nobody”." in page.text and "/export" in page.links()


def test_with_one_in_hand_the_way_to_the_others_is_one_link(desk):
    page = read(desk, f"/export?trainee={ANA.id}&programme={NORTH}")
    assert page.soup.find(id="range").get_text() == "Ana Silva" and names(page) == []
    assert page.soup.find("a", string="Another logbook")["href"] == "/export"


def test_a_few_need_no_search(phone_of, dan, app):
    clinic.trainees(app, 2)
    page = read(phone_of(dan), "/export")
    assert names(page) == ["Ana Silva", "Trainee 001", "Trainee 002"]
    assert not page.soup.select("form[role=search], nav[aria-label=Pages]")
