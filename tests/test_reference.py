"""The clinical reference as a page: for everybody, every figure with its source, what is unsure marked as such."""

import re

from logbook import clinical, shell
from tests.support.server.reader import read


def page_of(client):
    return read(client, "/reference")


def test_it_is_the_same_for_everybody_and_names_nobody(client, phone_of, ana):
    page = page_of(client)
    assert page.heading == "Clinical reference"
    assert page_of(phone_of(ana)).html == page.html
    assert ana.name not in page.text


def test_a_phone_keeps_it_for_the_time_without_a_network():
    assert "/reference" in shell.bundle()["assets"]


def test_it_says_that_no_clinician_has_checked_it(client):
    assert "no clinician has checked it yet" in page_of(client).text


def test_every_source_is_named_with_its_address_and_never_by_its_key(client):
    text = page_of(client).text
    for key, source in clinical.everything()["sources"].items():
        if key != "taught":
            assert source["title"] in text and all(address in text for address in source["at"])
        if "_" in key:
            # The others are words, such as names of products, that the page says of its own accord.
            assert not re.search(rf"\b{key}\b", text)


def test_what_is_not_confirmed_is_marked(client):
    page = page_of(client)
    marks = [tag.get_text() for tag in page.soup.select("main .chip")]
    facts = [fact["confidence"] for _, fact in clinical.facts_of(clinical.everything())]
    assert marks.count("Not confirmed") == facts.count("unconfirmed")
    assert marks.count("Second-hand") == facts.count("secondary")


def test_a_figure_stands_beside_its_area(client):
    botox = page_of(client).soup.select_one("#botox")
    lines = {row.dt.get_text(): row.dd.get_text(" ") for row in botox.select("dl > div")}
    assert lines["Glabella"].startswith("20 units")
    assert lines["Platysma"].startswith("26 to 36 units")
    assert lines["Glabella and forehead, in one session"].startswith("40 units")
    assert lines["Interval"].startswith("at least 3 months")
    assert "US label, as of October 2024" in botox.get_text()


def test_doses_are_for_labels_only(client):
    """Usual doses off label rest on weak sources: there are none on the page."""
    areas = page_of(client).soup.select_one("#areas").get_text()
    assert "units" not in areas and "left out" in areas


def test_units_are_spelled_out(client):
    assert not re.search(r"\d\s?U\b|\d\.0\b", page_of(client).text)


def test_one_finds_it_from_me(phone_of, ana):
    assert read(phone_of(ana), "/me").soup.select('main a[href="/reference"]')
