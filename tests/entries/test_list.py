"""The list narrowed: by words, area, supervisor, complications and reviews, in the address, with scripts off."""

import pytest

from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH
from tests.support.documents.statements import a_point, a_review, a_signoff, an_entry
from tests.support.server.reader import read

BRUISE = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "advice", "resolved_on": None}


def codes(page):
    """The models of the cases on a list, as it shows them."""
    return [row.get_text().split(",")[0].split()[-1] for row in page.soup.select("#found .row .meta")]


def test_every_word_of_a_case_finds_it(hers, app):
    wanted = told(
        app,
        an_entry(
            model={"code": "AAAA"},
            place="Harley Rooms",
            reflection="Slower next time",
            performed_on="2026-10-03",
        ),
    )
    told(app, an_entry(model={"code": "BBBB"}, product={"batch": "X9999"}))
    told(app, a_signoff(wanted, feedback="Mind the brow’s tail"), BEN, "C")
    told(app, a_review(wanted, reflection="Settled well"))
    for asked in (
        *("aaaa", "AAAA", "harley", "slower+next", "next+slower", "3+october+2026", "brow%27s", "settled"),
        *("signed", "2026-10-03"),
    ):
        assert codes(read(hers, f"/entries?q={asked}")) == ["AAAA"], asked
    for asked in ("x9999", "sent+bbbb"):
        assert codes(read(hers, f"/entries?q={asked}")) == ["BBBB"], asked
    for asked in ("glabella", "okafor", "corrugator", "botox", "+++", ""):
        assert codes(read(hers, f"/entries?q={asked}")) == ["BBBB", "AAAA"], asked


def test_a_list_is_narrowed_by_area_and_supervisor_and_its_counts_follow(hers, app):
    joined(app, FEMI, NORTH, "supervisor")
    chin = {
        "points": [a_point("mid", "mentalis") | {"area": "chin", "x": None, "y": None}],
        "areas": ["chin"],
    }
    told(app, an_entry(model={"code": "AAAA"}, **chin))
    told(app, an_entry(model={"code": "BBBB"}, supervisor=FEMI.id))
    page = read(hers, "/entries?area=chin")
    assert codes(page) == ["AAAA"] and page.soup.select_one(".filters a").get_text() == "All 1"
    assert page.soup.select_one("details[open] option[value=chin][selected]")
    assert codes(read(hers, f"/entries?supervisor={FEMI.id}")) == ["BBBB"]
    assert codes(read(hers, f"/entries?supervisor={FEMI.id}&area=chin")) == []
    names = [option.get_text() for option in page.soup.select("[name=supervisor] option")]
    assert names == ["All", BEN.name, FEMI.name]


def test_what_narrows_a_list_stays_in_every_address_on_it(hers, app):
    told(app, an_entry(place="Room & <one>"))
    page = read(hers, "/entries?q=room+%26+%3Cone%3E&area=glabella&show=waiting")
    links = [link["href"] for link in page.soup.select(".filters a")]
    assert links[0] == "/entries?q=room%20%26%20%3Cone%3E&area=glabella&show=all"
    assert codes(read(hers, links[1])) == codes(page) == ["K7QF"]
    assert page.soup.select_one("[name=q]")["value"] == "room & <one>"
    assert page.soup.select_one("[name=show]")["value"] == "waiting"


def test_a_list_can_show_only_what_went_wrong_or_needs_a_second_look(hers, app):
    told(app, an_entry(model={"code": "AAAA"}, events=[BRUISE], aftercare={"review_due_on": "2999-01-01"}))
    told(app, an_entry(model={"code": "BBBB"}, aftercare={"review_due_on": "2026-11-20"}))
    assert codes(read(hers, "/entries?only=complication")) == ["AAAA"]
    assert codes(read(hers, "/entries?only=review")) == ["BBBB"]
    assert len(codes(read(hers, "/entries?only=nonsense&area=nowhere&supervisor=me"))) == 2


def test_where_nothing_is_found_the_page_says_what_was_asked_and_how_to_go_on(hers, app):
    told(app, an_entry())
    page = read(hers, "/entries?q=%3Cb%3Ezebra&show=signed")
    assert "No case says “<b>zebra”" in page.text
    assert codes(read(hers, page.soup.find("a", string="Clear")["href"])) == ["K7QF"]


def test_a_supervisor_searches_one_trainees_cases(phone_of, app):
    told(app, an_entry(model={"code": "AAAA"}))
    told(app, an_entry(model={"code": "BBBB"}))
    page = read(phone_of(BEN), f"/entries?trainee={ANA.id}&q=bbbb")
    assert codes(page) == ["BBBB"] and page.soup.select_one("[name=trainee]")["value"] == ANA.id
    assert page.soup.select_one(".filters a")["href"] == f"/entries?trainee={ANA.id}&q=bbbb&show=all"


def test_an_empty_logbook_has_nothing_to_search(hers):
    assert not read(hers, "/entries").soup.select("[role=search], #install")


@pytest.mark.parametrize("query", ["q=a", "area=glabella", "only=events", "q=a&show=signed"])
@pytest.mark.parametrize("somebody", [BEN, DAN], ids=["a supervisor", "a coordinator"])
def test_a_search_kept_from_elsewhere_is_answered_where_there_is_no_case(phone_of, somebody, query):
    page = read(phone_of(somebody), f"/entries?{query}")
    assert not page.soup.select(".empty a[href='']")
