"""Who sees which cases, and what the list shows, with scripts off."""

import pytest

from tests.support.cast.clinic import ORIGIN, answers, told
from tests.support.cast.people import ANA, BEN, CLEO, FEMI
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read


@pytest.mark.parametrize("somebody", [CLEO, FEMI], ids=lambda somebody: somebody.name)
def test_a_case_does_not_exist_for_those_who_may_not_see_it(phone_of, app, somebody):
    entry = told(app, an_entry())
    for way in ("", "/edit", "/withdrawal", "/signoff"):
        read(phone_of(somebody), f"/entries/{entry['id']}{way}", 404)
    assert "K7QF" not in read(phone_of(somebody), "/entries").text


def test_a_supervisor_reads_a_case_and_cannot_change_it(phone_of, app):
    entry = told(app, an_entry())
    page = read(phone_of(BEN), f"/entries/{entry['id']}")
    assert "Ana Silva" in page.text
    assert f"/entries/{entry['id']}/signoff" in page.links()
    path = f"/entries/{entry['id']}/edit"
    read(phone_of(BEN), path, 404)
    assert phone_of(BEN).post(path, data=answers(), headers=ORIGIN).status_code == 404


def test_the_list_counts_and_shows_what_each_filter_asks_for(hers, app):
    first, second, third = (told(app, an_entry(model={"code": code})) for code in ("AAAA", "BBBB", "CCCC"))
    told(app, a_signoff(first), BEN, "C")
    told(app, a_signoff(second, verdict="returned"), BEN)
    page = read(hers, "/entries")
    assert [link.get_text() for link in page.soup.select(".filters a")] == [
        "All 3",
        "To be signed 1",
        "Signed 1",
        "Needs you 1",
    ]
    for show, code in (("signed", "AAAA"), ("attention", "BBBB"), ("waiting", "CCCC")):
        rows = read(hers, f"/entries?show={show}").soup.select("main .row .meta")
        assert [code in row.get_text() for row in rows] == [True]
    assert third["model"]["code"] == "CCCC"


def test_a_long_list_is_shown_fifty_at_a_time(hers, app):
    for place in range(53):
        told(app, an_entry(performed_at=f"10:{place:02}"))
    page = read(hers, "/entries")
    assert len(page.soup.select("main .row")) == 50
    more = page.soup.find("a", string="Show more, 3 left")
    assert len(read(hers, more["href"]).soup.select("main .row")) == 53


def test_a_supervisor_lists_one_trainees_cases(phone_of, app):
    told(app, an_entry())
    page = read(phone_of(BEN), f"/entries?trainee={ANA.id}")
    assert page.heading == "Ana Silva"
    assert "K7QF" in page.text
    assert "/entries/new" not in page.links()
    read(phone_of(FEMI), f"/entries?trainee={ANA.id}", 404)
