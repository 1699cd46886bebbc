"""What somebody may still do whose role has ended: decision 22, line by line."""

import pytest

from logbook import instants, store
from logbook.models import Refusal
from logbook.office import roles
from tests.support.cast.clinic import held, told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.copies import a_copy, bring
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry, revised
from tests.support.server.exported import take
from tests.support.server.reader import check, read


def leaves(app, somebody):
    with app.app_context(), store.writing() as connection:
        roles.end(connection, membership_of(somebody), instants.now())


def signed(app):
    entry = told(app, an_entry())
    return entry, told(app, a_signoff(entry), by=BEN, grade="C")


# what → (who leaves, the statement they send, made of a signed case and its signature, the answer)
SAID = {
    "a new case": (ANA, lambda entry, _: an_entry(), "no_access"),
    "a change": (ANA, lambda entry, _: revised(entry, place="Room 4"), "no_access"),
    "a review": (ANA, lambda entry, _: a_review(entry, seen_on="2026-11-20"), "no_access"),
    "a case taken back": (ANA, lambda entry, _: a_withdrawal(entry), "no_access"),
    "changes asked since": (
        BEN,
        lambda entry, _: a_signoff(
            entry, verdict="returned", signed_at=instants.plus(instants.now(), hours=1)
        ),
        "no_access",
    ),
    "a signature": (BEN, lambda entry, _: a_signoff(entry), "no_access"),
    "a signature taken back": (BEN, lambda _, signoff: a_withdrawal(signoff, BEN), "no_access"),
}


@pytest.mark.finding("attack.M7")
@pytest.mark.parametrize("what", SAID)
def test_who_has_left_says_nothing_more_and_it_is_kept(app, phone_of, what):
    entry, signoff = signed(app)
    who, make, code = SAID[what]
    phone = Phone(phone_of(who), who)
    leaves(app, who)
    [verdict] = phone.sync(make(entry, signoff))
    assert (verdict["status"], verdict["code"]) == ("rejected", code)
    assert len(Desk(app).rows(Refusal)) == 1
    assert Desk(app).head(entry).state == "signed"


@pytest.mark.finding("attack.M7")
def test_who_still_supervises_takes_their_signature_back(app, phone_of):
    entry, signoff = signed(app)
    [verdict] = Phone(phone_of(BEN), BEN).sync(a_withdrawal(signoff, BEN))
    assert verdict["status"] == "applied" and Desk(app).head(entry).state == "sent"


@pytest.mark.finding("attack.M7")
def test_a_trainee_who_has_left_reads_and_exports_their_own(app, phone_of):
    entry, _ = signed(app)
    leaves(app, ANA)
    assert "Signed" in read(phone_of(ANA), f"/entries/{entry['id']}").text
    asked = f"/export/logbook.json?trainee={ANA.id}&from=2026-01-01&to=2026-12-31"
    assert entry["id"] in take(phone_of(ANA), asked).text


@pytest.mark.finding("attack.M7")
def test_a_supervisor_who_has_left_reads_nothing_of_others(app, phone_of):
    entry, signoff = signed(app)
    leaves(app, BEN)
    assert held(app, "entry", BEN) == []
    for path in (
        f"/entries/{entry['id']}",
        f"/entries/{entry['id']}/signoff",
        f"/signoffs/{signoff['id']}/withdrawal",
    ):
        check(phone_of(BEN).get(path), path, 404)


@pytest.mark.finding("attack.L10")
def test_who_brought_a_copy_reads_its_record_only_while_they_coordinate_there(app, phone_of):
    client = phone_of(DAN)
    bring(client, a_copy(an_entry()), f"/people/{ANA.id}/copies")
    path = next(
        link for link in read(client, f"/people/{ANA.id}/copies").links() if link.startswith("/copies/")
    )
    read(client, path)
    leaves(app, DAN)
    check(phone_of(DAN).get(path), path, 404)
    assert "by Dan Weiss" in read(phone_of(ANA), path).text
