"""The sheet, with scripts off: signing with the password, or asking for changes."""

from dataclasses import replace

import pytest

from logbook.auth import attempts
from tests.support.cast.clinic import ORIGIN, held, joined, told
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, PASSWORD
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, hash_of, revised
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


def ask(client, entry, fields, status=303):
    answer = client.post(f"/entries/{entry['id']}/signoff", data=fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, "the sheet", status)


def test_the_sheet_shows_what_was_done_and_preselects_nothing(his, app):
    event = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "advice", "resolved_on": None}
    entry = told(app, an_entry(events=[event], reflection="Ask for a frown first."))
    page = read(his, f"/entries/{entry['id']}/signoff")
    for words in (
        "Ana Silva",
        "Glabella 12 units, 3 points",
        "Bruising",
        "How much help did Ana Silva need?",
        "C4829C3",
    ):
        assert words in page.text
    assert "Ask for a frown first." in page.text
    form = page.form(f"/entries/{entry['id']}/signoff")
    assert "rating" not in form
    assert (form["feedback"], form["password"]) == ("", "")
    assert (form["entry_rev"], form["entry_hash"]) == ("1", hash_of(entry))


def test_a_case_is_signed_with_the_password_and_the_next_one_follows(his, phone_of, app):
    later = told(app, an_entry(performed_on="2026-11-18"))
    entry = told(app, an_entry(performed_on="2026-11-17"))
    answer = sign(his, entry, filled(his, entry))
    assert answer.headers["Location"] == f"/entries/{later['id']}/signoff?fresh=1&done={entry['id']}"
    following = read(his, answer.headers["Location"])
    assert "Signed: Ana Silva, Glabella." in following.text
    page = read(phone_of(ANA), f"/entries/{entry['id']}")
    for words in ("Signed by Dr Ben Okafor", "with password, grade C", "4 of 5: I was there just in case"):
        assert words in page.text
    assert "“Good depth laterally.”" in page.text
    assert "GMC 7012345" in page.text
    record = held(app, "signoff")[0]
    assert (record["grade"], record["doc"]["entry_hash"]) == ("C", hash_of(entry))
    assert sign(his, later, filled(his, later)).headers["Location"] == f"/signoffs?fresh=1&done={later['id']}"


def test_a_wrong_password_signs_nothing_and_keeps_what_was_written(his, app):
    entry = told(app, an_entry())
    page = sign(his, entry, filled(his, entry, password="a wrong password"), 422)
    assert "This is not your password" in page.text
    assert "a wrong password" not in page.html
    form = page.form(f"/entries/{entry['id']}/signoff")
    assert (form["rating"], form["feedback"], form["password"]) == ("4", "Good depth laterally.", "")
    assert [link["href"] for link in page.soup.select("[data-problems] a")] == ["#f-password"]
    assert held(app, "signoff") == []


def test_signing_asks_for_a_rating_and_a_password(his, app):
    entry = told(app, an_entry())
    page = sign(his, entry, filled(his, entry, rating="", password=""), 422)
    assert "Choose how much help was needed" in page.text
    assert "Enter your password to sign" in page.text
    assert held(app, "signoff") == []


def test_a_password_is_tried_only_so_often(his, app):
    entry = told(app, an_entry())
    fields = filled(his, entry, password="a wrong password")
    for _ in range(attempts.LIMITS["both"]):
        sign(his, entry, fields, 422)
    assert his.post(f"/entries/{entry['id']}/signature", data=fields, headers=ORIGIN).status_code == 429


def test_changes_are_asked_for_with_a_message_that_the_trainee_sees(his, phone_of, app):
    entry = told(app, an_entry())
    assert "Write what needs changing" in ask(his, entry, filled(his, entry, feedback=""), 422).text
    answer = ask(his, entry, filled(his, entry, feedback="Name the diluent.", password=""))
    assert "Sent back to Ana Silva with your message" in read(his, answer.headers["Location"]).text
    hers = phone_of(ANA)
    assert "Changes asked" in read(hers, "/entries").text
    todo = read(hers, "/todo")
    assert "“Name the diluent.”" in todo.text
    assert f"/entries/{entry['id']}/edit" in todo.links()


def test_a_case_that_changed_under_the_sheet_is_not_signed(his, app):
    entry = told(app, an_entry())
    fields = filled(his, entry)
    newer = told(app, revised(entry, place="Room 2"))
    page = sign(his, entry, fields, 422)
    assert "changed the case" in page.text
    form = page.form(f"/entries/{entry['id']}/signoff")
    assert form["entry_hash"] == hash_of(newer)
    assert form["feedback"] == "Good depth laterally."
    assert held(app, "signoff") == []
    sign(his, entry, form | {"password": PASSWORD})
    assert held(app, "signoff")[0]["doc"]["entry_rev"] == 2


def test_a_signed_case_offers_nothing_more_to_sign(his, app):
    entry = told(app, an_entry())
    told(app, a_signoff(entry), BEN, "C")
    page = read(his, f"/entries/{entry['id']}/signoff")
    assert "This case is signed." in page.text
    assert not page.soup.select("[name=password]")


@pytest.mark.parametrize("somebody", [ANA, CLEO, FEMI], ids=lambda somebody: somebody.name)
def test_only_a_supervisor_of_the_programme_signs(phone_of, app, his, somebody):
    entry = told(app, an_entry())
    fields = filled(his, entry)
    client = phone_of(somebody)
    read(client, f"/entries/{entry['id']}/signoff", 404)
    if somebody is not ANA:
        for way in ("signoff", "signature"):
            path = f"/entries/{entry['id']}/{way}"
            assert client.post(path, data=fields, headers=ORIGIN).status_code == 404
    else:
        assert (
            client.post(f"/entries/{entry['id']}/signature", data=fields, headers=ORIGIN).status_code == 404
        )
    assert held(app, "signoff") == []


def test_a_withdrawn_case_is_not_signed(his, app):
    entry = told(app, an_entry())
    fields = filled(his, entry)
    told(app, a_withdrawal(entry))
    assert "withdrawn" in sign(his, entry, fields, 422).text
    assert held(app, "signoff") == []


def test_who_signs_second_is_told_whose_signature_stands(his, app):
    joined(app, FEMI, NORTH, "supervisor")
    entry = told(app, an_entry())
    fields = filled(his, entry, feedback="Mine came later.")
    told(app, a_signoff(entry, by=FEMI), replace(FEMI, programme=NORTH), "C")
    page = sign(his, entry, fields, 422)
    assert "This case is signed by Dr Femi Adeyemi. Your answer was not added." in page.text
    assert "“Mine came later.”" in page.text
    assert [record["doc"]["signer"]["id"] for record in held(app, "signoff")] == [FEMI.id]


def test_nobody_is_sent_to_sign_where_there_is_nothing_to_sign(his, app):
    entry = told(app, an_entry())
    told(app, a_signoff(entry), BEN, "C")
    with pytest.raises(AssertionError, match="signed_meanwhile"):
        told(app, revised(entry, place="Too late"))
    assert f"/entries/{entry['id']}/signoff" not in read(his, f"/entries/{entry['id']}").links()


def test_a_signed_case_says_how_it_was_rated_and_no_longer_that_it_is_late(his, app):
    entry = told(app, an_entry(performed_on="2020-01-01"))
    assert "After 14 days a rating says little" in read(his, f"/entries/{entry['id']}/signoff").text
    told(app, a_signoff(entry), BEN, "C")
    page = read(his, f"/entries/{entry['id']}/signoff")
    assert "After 14 days" not in page.text
    assert "Rated 4 of 5" in page.text
    assert "This case is signed." in page.text
    assert not page.soup.select("[data-draft], [data-draft-state]"), "there is nothing to begin"


def test_the_sheet_says_which_version_it_shows_and_whether_the_trainee_has_answered(his, app):
    entry = told(app, an_entry())
    told(app, a_signoff(entry, verdict="returned"), BEN)
    assert "Changes asked, not answered yet" in read(his, f"/entries/{entry['id']}/signoff").text
    told(app, revised(entry, place="Room 2"))
    page = read(his, f"/entries/{entry['id']}/signoff")
    assert "Version 2, sent" in page.text
    assert "Changes asked before" in page.text
