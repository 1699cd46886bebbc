"""What a supervisor sees around an answer: what changed, what was sent back, and which case comes next."""

import pytest

from tests.signoffs.test_queue import filled, his, sign
from tests.support.cast.clinic import told
from tests.support.cast.people import BEN, PASSWORD
from tests.support.documents.statements import a_signoff, an_entry, revised
from tests.support.server.reader import read

__all__ = ["his"]


@pytest.mark.finding("use.S3")
def test_what_changed_is_said_also_where_two_versions_came_together(his, app):
    first = told(app, an_entry())
    told(app, revised(first, place="Room 4"))
    page = read(his, f"/entries/{first['id']}/signoff").text
    assert "Changed since version 1" in page and "Room 4" in page


@pytest.mark.finding("use.S3")
def test_a_first_version_changed_nothing(his, app):
    entry = told(app, an_entry())
    assert "Changed since" not in read(his, f"/entries/{entry['id']}/signoff").text


@pytest.mark.finding("use.S5")
def test_what_was_sent_back_stays_in_the_list_until_it_is_answered(his, app):
    entry = told(app, an_entry())
    told(app, a_signoff(entry, verdict="returned"), by=BEN)
    page = read(his, "/signoffs")
    assert "Nothing to sign" in page.text and "Sent back, waiting for an answer 1" in page.text
    assert not page.soup.select('.tabs [href="/signoffs"] .count')
    told(app, revised(entry, place="Room 4"), now="2026-11-21T09:00:00Z")
    again = read(his, "/signoffs").text
    assert "Sent back, waiting" not in again and "Cases that name me 1" in again


@pytest.mark.finding("use.S6")
def test_after_an_answer_the_next_case_of_the_same_day_opens(his, app):
    told(app, an_entry(performed_on="2026-11-01"))
    one, other = (told(app, an_entry(performed_on="2026-11-18")) for _ in range(2))
    answer = sign(his, one, filled(his, one, password=PASSWORD))
    assert answer.headers["Location"].startswith(f"/entries/{other['id']}/signoff")


@pytest.mark.finding("use.S6")
def test_the_button_that_signs_says_that_it_was_heard(his, app):
    entry = told(app, an_entry())
    [button] = read(his, f"/entries/{entry['id']}/signoff").soup.select(".actions .primary")
    assert button["data-busy"] == "Signing…"
