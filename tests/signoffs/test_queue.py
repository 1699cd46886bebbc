"""The supervisor's queue, with scripts off: whose turn it is, and for how long a case has waited."""

import pytest

from tests.support.cast.clinic import ORIGIN, held, joined, told
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, PASSWORD
from tests.support.documents.statements import a_signoff, an_entry, revised
from tests.support.server.reader import check, read


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
        "Cases that name me 2",
        "Others 1",
    ]
    codes = [row.get_text().split("Model ")[1][:4] for row in page.soup.select("main .row .meta")]
    assert codes == ["BBBB", "AAAA", "CCCC"]
    assert "Signing needs signal" in page.text
    assert page.soup.select('.tabs [href="/signoffs"] .count')[0].get_text().startswith("2")


def test_the_queue_says_how_long_each_case_has_waited(his, app):
    told(app, an_entry(performed_on="2020-01-01"))
    page = read(his, "/signoffs")
    assert "days, late" in page.text
    assert "1 case is late: done more than 14 days ago" in page.text


def test_a_long_queue_has_an_address_for_each_page(his, app):
    for place in range(52):
        told(app, an_entry(performed_on=f"2026-{9 + place // 26:02}-{1 + place % 26:02}"))
    first = read(his, "/signoffs")
    [more] = first.soup.select('nav[aria-label="Pages"] a')
    assert (more.get_text(), more["href"]) == ("Next page, 2 left", "/signoffs?page=2")
    second = read(his, more["href"])
    [back] = second.soup.select('nav[aria-label="Pages"] a')
    assert (back.get_text(), back["href"]) == ("Page before", "/signoffs?page=1")
    rows = [[row["href"] for row in page.soup.select("main a.row")] for page in (first, second)]
    assert [len(some) for some in rows] == [50, 2] and not set(rows[0]) & set(rows[1])
    for page in (first, second):
        assert " ".join(page.soup.select("main h2")[0].get_text().split()) == "Cases that name me 52"
    # Whoever stays where no page is any more, because the cases were signed, is shown the last.
    assert [row["href"] for row in read(his, "/signoffs?page=9").soup.select("main a.row")] == rows[1]


def test_an_empty_queue_says_so(his):
    assert "Nothing to sign" in read(his, "/signoffs").text


def test_a_mended_case_comes_back_into_the_queue(his, phone_of, app):
    entry = told(app, an_entry(aftercare={"review_due_on": "2099-12-04"}))
    told(app, a_signoff(entry, verdict="returned"), BEN)
    assert "Nothing to sign" in read(his, "/signoffs").text
    told(app, revised(entry, place="Room 2"))
    assert "Changed, version 2" in read(his, "/signoffs").text
    sheet = read(his, f"/entries/{entry['id']}/signoff")
    assert "Changes asked before" in sheet.text
    assert "Nothing to do" in read(phone_of(ANA), "/todo").text


@pytest.mark.finding("use.B5", "field.F14")
def test_a_stand_in_of_the_same_programme_signs_with_a_reason_and_both_names_stay(his, phone_of, app):
    joined(app, FEMI, NORTH, "supervisor")
    entry = told(app, an_entry(supervisor=FEMI.id))
    sheet = read(his, f"/entries/{entry['id']}/signoff")
    assert "You are not the supervisor named: the case names " + FEMI.name in sheet.text
    refused = sign(his, entry, filled(his, entry), 422)
    assert "Say why you sign in place of the supervisor named" in refused.text
    sign(his, entry, filled(his, entry, instead_reason="She was called away; I stood beside."))
    doc = held(app, "signoff")[0]["doc"]
    assert (doc["signer"]["id"], doc["instead_reason"]) == (BEN.id, "She was called away; I stood beside.")
    page = read(phone_of(ANA), f"/entries/{entry['id']}")
    assert f"In place of {FEMI.name}: She was called away; I stood beside." in page.text


@pytest.mark.finding("use.B5")
def test_changes_are_asked_for_in_anybodys_place_without_a_reason(his, app):
    joined(app, FEMI, NORTH, "supervisor")
    entry = told(app, an_entry(supervisor=FEMI.id))
    answer = his.post(f"/entries/{entry['id']}/signoff", data=filled(his, entry, password=""), headers=ORIGIN)
    assert answer.status_code == 303
    assert held(app, "signoff")[0]["doc"]["instead_reason"] == ""


@pytest.mark.finding("use.B5")
def test_a_case_that_names_the_signer_asks_for_no_reason(his, app):
    entry = told(app, an_entry())
    assert "not the supervisor named" not in read(his, f"/entries/{entry['id']}/signoff").text
    sign(his, entry, filled(his, entry, instead_reason="This is not asked and not kept"))
    assert held(app, "signoff")[0]["doc"]["instead_reason"] == ""


@pytest.mark.finding("use.S2")
def test_an_observation_is_signed_as_having_been_present_and_rates_nothing(his, phone_of, app):
    entry = told(app, an_entry(part="observed", product=None, points=[]))
    sheet = read(his, f"/entries/{entry['id']}/signoff")
    assert "I was present at this case." in sheet.text and "How much help" not in sheet.text
    fields = sheet.form(f"/entries/{entry['id']}/signoff")
    assert "rating" not in fields
    sign(his, entry, fields | {"password": PASSWORD})
    doc = held(app, "signoff")[0]["doc"]
    assert (doc["rating"], doc["meaning"]["id"]) == (None, "present_1")
    assert "Rating None: an observation" in read(phone_of(ANA), f"/entries/{entry['id']}").text
    assert "Was present" in read(his, "/signoffs/signed").text


@pytest.mark.finding("use.S1")
def test_the_sheet_names_product_batch_and_dilution_in_one_line(his, app):
    entry = told(app, an_entry())
    page = read(his, f"/entries/{entry['id']}/signoff")
    said = page.soup.select_one("section[aria-labelledby='done'] > dl").get_text(" ", strip=True)
    assert "Botox (onabotulinumtoxinA), batch C4829C3, 100 units in 2.5 mL, 4 units in 0.1 mL" in said


def test_without_a_network_a_supervisor_is_told_of_answers_and_a_trainee_of_cases(his, phone_of):
    assert "signing needs a connection" in read(his, "/signoffs").soup.select("#offline")[0].get_text()
    offline = read(phone_of(ANA), "/entries").soup.select("#offline")[0].get_text()
    assert "New cases save on this phone" in offline
