"""Whoever waits for a signature may remind its supervisor: a trainee after three days and once a week, a coordinator at
any time."""

from dataclasses import replace
from uuid import uuid4

import pytest

from logbook import instants
from logbook.models import Mail, Nudge
from tests.support.cast import clinic
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
OF_BEN = f"/people/supervisors/{BEN.id}"


def waits(app, days, trainee=ANA):
    """A case of Ana's that has waited for Ben since so many days."""
    since = instants.plus(instants.now(), days=-days)
    entry = an_entry(trainee=trainee.id, performed_on=since[:10], performed_at="00:00")
    return clinic.told(app, entry, by=replace(trainee, programme=NORTH), now=since)


def reminds(client, entry, id=None):
    path = f"/entries/{entry['id']}/nudge"
    form = read(client, path).form(path) | ({"id": id} if id else {})
    return client.post(path, data=form)


def notices(client):
    return read(client, "/notices").text


def test_after_three_days_a_trainee_reminds_and_the_supervisor_is_told_on_notices(app, phone_of):
    entry = waits(app, 4)
    waits(app, 1)
    assert "Remind Dr Ben Okafor" in read(phone_of(ANA), f"/entries/{entry['id']}").text
    page = read(phone_of(ANA), f"/entries/{entry['id']}/nudge")
    assert "2 cases of yours wait" in page.text and "Copy the message" in page.text
    answer = reminds(phone_of(ANA), entry)
    assert (
        answer.status_code == 303 and "You reminded" in read(phone_of(ANA), answer.headers["Location"]).text
    )
    assert "Ana Silva asks you to look at what waits for you" in notices(phone_of(BEN))
    assert "asks you to look" not in notices(phone_of(FEMI))


def test_a_reminder_comes_to_the_phone_without_the_case_and_the_model(app, phone_of):
    entry = waits(app, 4)
    reminds(phone_of(ANA), entry)
    [told] = post(phone_of(BEN), envelope(BEN)).get_json()["you"]["decided"][:1]
    assert told["title"] == "Ana Silva asks you to look at what waits for you"
    assert entry["id"] not in str(told) and entry["model"]["code"] not in str(told)


def test_before_three_days_the_page_says_from_when(app, phone_of):
    entry = waits(app, 1)
    page = read(phone_of(ANA), f"/entries/{entry['id']}")
    assert "Remind Dr Ben Okafor" not in page.text
    path, anas = f"/entries/{entry['id']}/nudge", phone_of(ANA)
    page = read(anas, path)
    assert "You can remind Dr Ben Okafor from" in page.text and not page.soup.select(f'form[action="{path}"]')
    token = read(anas, "/me/details").form("/me/details")["csrf_token"]
    assert anas.post(path, data={"csrf_token": token, "id": str(uuid4())}).status_code == 409
    assert Desk(app).rows(Nudge) == []


def test_once_a_week_is_enough_also_from_another_case(app, phone_of):
    first, other = waits(app, 9), waits(app, 5)
    reminds(phone_of(ANA), first)
    page = read(phone_of(ANA), f"/entries/{other['id']}/nudge")
    assert "You reminded Dr Ben Okafor on" in page.text and "You can remind Dr Ben Okafor from" in page.text
    assert len(Desk(app).rows(Nudge)) == 1


def test_a_form_that_is_sent_twice_reminds_once(app, phone_of):
    entry, id = waits(app, 4), str(uuid4())
    path, anas = f"/entries/{entry['id']}/nudge", phone_of(ANA)
    form = read(anas, path).form(path) | {"id": id}
    answers = [anas.post(path, data=form).status_code for _ in range(2)]
    assert answers[0] == 303 and len(Desk(app).rows(Nudge)) == 1


def test_what_was_answered_meanwhile_is_told_no_more(app, phone_of):
    entry = waits(app, 4)
    reminds(phone_of(ANA), entry)
    clinic.told(app, a_signoff(entry, signed_at=instants.now()), by=BEN, grade="C", now=instants.now())
    assert "asks you to look" not in notices(phone_of(BEN))
    read(phone_of(ANA), f"/entries/{entry['id']}/nudge", 404)


def test_nobody_reminds_of_another_s_case(app, phone_of):
    entry = waits(app, 4)
    for somebody in (CLEO, BEN, DAN):
        assert phone_of(somebody).get(f"/entries/{entry['id']}/nudge").status_code == 404
    assert phone_of(ANA).get(f"/entries/{uuid4()}/nudge").status_code == 404


def test_a_coordinator_reminds_at_any_time_of_all_that_waits(app, phone_of, dan):
    waits(app, 0)
    desk, path = phone_of(dan), f"{OF_BEN}/nudge"
    form = read(desk, OF_BEN).form(path)
    assert desk.post(path, data=form).status_code == 303
    assert "Dan Weiss asks you to look at what waits for you" in notices(phone_of(BEN))
    desk.post(path, data=form | {"id": str(uuid4())})
    assert len(Desk(app).rows(Nudge)) == 1, "a second tap a moment later is none"
    assert "You did on" in read(desk, OF_BEN).text


def test_a_coordinator_reminds_nobody_for_whom_nothing_waits(app, phone_of, dan):
    desk = phone_of(dan)
    token = read(desk, "/me/details").form("/me/details")["csrf_token"]
    answer = desk.post(f"{OF_BEN}/nudge", data={"csrf_token": token, "id": str(uuid4())})
    assert answer.status_code == 303 and Desk(app).rows(Nudge) == []


def test_whoever_took_over_from_a_leaver_is_reminded(app, phone_of, dan):
    entry = waits(app, 5)
    clinic.joined(app, FEMI, NORTH, "supervisor")
    clinic.ended(app, BEN, FEMI)
    assert reminds(phone_of(ANA), entry).status_code == 303
    assert [row.person_id for row in Desk(app).rows(Nudge)] == [FEMI.id]
    assert "asks you to look" in notices(phone_of(FEMI))


def test_where_no_mail_server_is_set_the_page_says_so(app, phone_of):
    entry = waits(app, 4)
    page = read(phone_of(ANA), f"/entries/{entry['id']}/nudge")
    assert "This logbook sends no e-mail: send the words below as well" in page.text
    reminds(phone_of(ANA), entry)
    assert Desk(app).rows(Mail) == []
