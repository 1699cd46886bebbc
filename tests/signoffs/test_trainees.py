"""A supervisor's trainees: found by name, fifty a page."""

import pytest

from tests.support.cast.clinic import told, trainees
from tests.support.documents.statements import an_entry
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
