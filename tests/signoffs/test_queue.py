"""The supervisor's queue, with scripts off: whose turn it is, and for how long a case has waited."""

import pytest

from tests.clinic import ORIGIN, held, joined, told
from tests.documents import a_signoff, an_entry, revised
from tests.people import ANA, BEN, FEMI, NORTH, PASSWORD
from tests.reader import check, read


@pytest.fixture
def his(phone_of):
    """Ben's browser."""
    return phone_of(BEN)


def filled(client, entry, **answers):
    """The sheet as it is shown, filled in."""
    form = read(client, f"/entries/{entry['id']}/signoff").form(f"/entries/{entry['id']}/signoff")
    return form | {"rating": "4", "feedback": "Good depth laterally.", "password": PASSWORD} | answers


def sign(client, entry, fields, status=303):
    answer = client.post(f"/entries/{entry['id']}/signature", data=fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, "the sheet", status)


def test_the_queue_names_whose_turn_it_is_and_shows_the_oldest_first(his, app):
    joined(app, FEMI, NORTH, "supervisor")
    told(app, an_entry(performed_on="2026-11-10", model={"code": "AAAA"}))
    told(app, an_entry(performed_on="2026-11-01", model={"code": "BBBB"}))
    told(app, an_entry(performed_on="2026-11-05", model={"code": "CCCC"}, supervisor=FEMI.id))
    page = read(his, "/signoffs")
    assert [" ".join(heading.get_text().split()) for heading in page.soup.select("main h2")] == [
        "Entries naming me 2",
        "Others 1",
    ]
    codes = [row.get_text().split("Model ")[1][:4] for row in page.soup.select("main .row .meta")]
    assert codes == ["BBBB", "AAAA", "CCCC"]
    assert "Signing needs signal" in page.text
    assert page.soup.select('.tabs [href="/signoffs"] .count')[0].get_text().startswith("3")


def test_the_queue_says_how_long_each_case_has_waited(his, app):
    told(app, an_entry(performed_on="2020-01-01"))
    page = read(his, "/signoffs")
    assert "days, late" in page.text
    assert "1 case is older than 14 days" in page.text


def test_an_empty_queue_says_so(his):
    assert "Nothing to sign" in read(his, "/signoffs").text


def test_a_mended_case_comes_back_into_the_queue(his, phone_of, app):
    entry = told(app, an_entry())
    told(app, a_signoff(entry, verdict="returned"), BEN)
    assert "Nothing to sign" in read(his, "/signoffs").text
    told(app, revised(entry, place="Room 2"))
    assert "Changed, version 2" in read(his, "/signoffs").text
    sheet = read(his, f"/entries/{entry['id']}/signoff")
    assert "Changes asked before" in sheet.text
    assert "Nothing to do" in read(phone_of(ANA), "/todo").text


def test_a_stand_in_of_the_same_programme_may_sign(his, app):
    joined(app, FEMI, NORTH, "supervisor")
    entry = told(app, an_entry(supervisor=FEMI.id))
    sign(his, entry, filled(his, entry))
    assert held(app, "signoff")[0]["doc"]["signer"]["id"] == BEN.id


def test_without_a_network_a_supervisor_is_told_of_answers_and_a_trainee_of_cases(his, phone_of):
    assert "signing needs a connection" in read(his, "/signoffs").soup.select("#offline")[0].get_text()
    offline = read(phone_of(ANA), "/entries").soup.select("#offline")[0].get_text()
    assert "New cases save on this phone" in offline
