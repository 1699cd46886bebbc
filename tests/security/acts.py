"""What people do that concerns who may do what: each is done to an application with the cast in it."""

from tests.accounts.doors import NEW, enter, invitation_by, join, recovery_of, set_password
from tests.support.cast.clinic import ORIGIN, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, PASSWORD, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.copies import a_copy, bring
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry
from tests.support.server.application import sign_in
from tests.support.server.exported import take
from tests.support.server.reader import read

WRONG, PLACE = "not it at all", "Harley Rooms"


def post(client, page, path, **changes):
    return client.post(path, data=read(client, page).form(path) | changes)


def signs_in(app, phone_of):
    enter(app.test_client(), ANA)


def fails_to_sign_in(app, phone_of):
    enter(app.test_client(), ANA, WRONG)


def tries_too_often(app, phone_of):
    client = app.test_client()
    for _ in range(11):
        enter(client, ANA, WRONG)


def signs_out(app, phone_of):
    phone_of(ANA).post("/sign-out", headers=ORIGIN)


def invites(app, phone_of):
    invitation_by(phone_of(DAN))


def joins(app, phone_of):
    join(app.test_client(), invitation_by(phone_of(DAN)))


def recovers(app, phone_of):
    set_password(app.test_client(), recovery_of(phone_of(DAN), ANA))


def revokes(app, phone_of):
    client = phone_of(DAN)
    recovery_of(client, ANA)
    asking = next(link for link in read(client, "/people").links() if link.endswith("/revocation"))
    post(client, asking, asking)


def ends_a_role(app, phone_of):
    page = f"/people/memberships/{membership_of(BEN)}/ending"
    post(phone_of(DAN), page, page)


def changes_a_password(app, phone_of):
    post(phone_of(ANA), "/me/password", "/me/password", old=PASSWORD, password=NEW)


def changes_an_email(app, phone_of):
    post(phone_of(ANA), "/me/email", "/me/email", email="new@example.org", password=PASSWORD)


def changes_details(app, phone_of):
    post(phone_of(ANA), "/me/details", "/me/details", name="Ana Berg")


def locks(app, phone_of):
    post(phone_of(DAN), f"/people/{ANA.id}/account", f"/people/{ANA.id}/lock")


def opens_again(app, phone_of):
    locks(app, phone_of)
    post(phone_of(DAN), f"/people/{ANA.id}/account", f"/people/{ANA.id}/unlock")


def signs_out_everywhere(app, phone_of):
    sign_in(app.test_client(), ANA)
    post(phone_of(DAN), f"/people/{ANA.id}/account", f"/people/{ANA.id}/sessions")


def exports(app, phone_of):
    told(app, an_entry())
    take(phone_of(DAN), f"/export/logbook.json?trainee={ANA.id}&from=2026-01-01&to=2026-12-31")


def brings_a_copy(app, phone_of):
    bring(phone_of(DAN), a_copy(an_entry(place=PLACE)), f"/people/{ANA.id}/copies")


def signs(app, phone_of):
    entry, his = told(app, an_entry()), phone_of(BEN)
    page = read(his, f"/entries/{entry['id']}/signoff")
    fields = page.form(f"/entries/{entry['id']}/signoff") | {"rating": "3", "password": PASSWORD}
    assert his.post(f"/entries/{entry['id']}/signature", data=fields, headers=ORIGIN).status_code == 303


def looks_elsewhere(app, phone_of):
    phone_of(CLEO).get(f"/entries/{told(app, an_entry())['id']}")


def asks_for_a_coordinators_page(app, phone_of):
    phone_of(ANA).get("/people")


def speaks_for_somebody(app, phone_of):
    signoff = told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    Phone(phone_of(ANA), ANA).sync(a_withdrawal(signoff, ANA), an_entry(programme=CLEO.programme))


def comes_from_another_site(app, phone_of):
    phone_of(ANA).post("/sign-out", headers={"Origin": "https://evil.example"})
