"""E-mail is sent once, whatever happens to mail servers and workers; the record says what it tells."""

from threading import Thread

import pytest

from logbook import instants, store
from logbook.auth import accounts
from logbook.cli import knocking
from logbook.jobs import letters, posting
from logbook.jobs.worker import Worker
from logbook.mail import pending, transport
from logbook.models import Invitation, Job, Mail
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, DAN, NORTH
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
EVE = "eve@example.org"


def wanted(app, kind="password_changed", address=ANA.email, **facts):
    with app.app_context(), store.writing() as connection:
        return pending.want(connection, kind, address, instants.now(), ANA.id, **facts)


def invited(phone_of, email=EVE):
    desk = phone_of(DAN)
    fields = read(desk, "/people/invitations").form("/people/invitations")
    given = {"name": "Eve Adams", "email": email, "role": "supervisor", "programme": NORTH}
    answer = desk.post("/people/invitations", data=fields | given)
    assert answer.status_code == 303, answer.text
    return read(desk, answer.headers["Location"])


def test_an_invitation_brings_its_link_and_says_by_whom(phone_of, post, worker):
    page = invited(phone_of)
    assert "It is on its way by e-mail." in page.text
    worker.drain()
    [letter] = post.to(EVE)
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    [link] = [word for word in text.split() if "/join/" in word]
    for said in (text, html):
        assert "Dan Weiss invites you as supervisor" in said and link in said
    assert read(phone_of(ANA).application.test_client(), link.removeprefix("http://localhost")).soup.h1


def test_an_invitation_that_was_revoked_meanwhile_is_not_sent(app, phone_of, post, worker, row):
    invited(phone_of)
    desk = phone_of(DAN)
    [found] = Desk(app).rows(Invitation, email=EVE)
    address = f"/people/invitations/{found.id}/revocation"
    page = read(desk, address)
    desk.post(address, data=page.form(address))
    worker.drain()
    assert post.letters == [] and row().state == "dropped"


def test_another_e_mail_is_told_to_the_old_address_and_to_the_new(app, post, worker):
    with app.app_context(), store.writing() as connection:
        accounts.set_email(connection, ANA.id, "ana@new.example", ANA.id, instants.now())
    worker.drain()
    said = {to: letter["Subject"] for to, letter in post.letters}
    assert said == {
        ANA.email: "You no longer sign in with this e-mail",
        "ana@new.example": "You sign in with this e-mail now",
    }


def test_a_password_that_is_set_is_told(app, post, worker):
    with app.app_context(), store.writing() as connection:
        accounts.set_password(connection, ANA.id, "not a hash", instants.now())
    worker.drain()
    assert [letter["Subject"] for letter in post.to(ANA.email)] == ["Your password was changed"]


def test_a_new_password_is_told_with_one_message_id_and_no_answer_by_machines(app, post, worker):
    id = wanted(app)
    worker.drain()
    [letter] = post.to(ANA.email)
    assert letter["Subject"] == "Your password was changed"
    assert letter["Message-ID"] == f"<{id}@localhost>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "Injection Logbook <logbook@example.org>"


def test_a_mail_server_that_is_down_for_an_hour_loses_nothing(app, mail_server, post, worker, row, hours):
    mail_server.down()
    wanted(app)
    worker.drain()
    assert row().state == "waiting" and "not reached" in row().answer
    for count in (0.1, 0.5, 1):
        hours(count)
        worker.drain()
    assert row().state == "waiting" and post.letters == []
    mail_server.up()
    hours(2.5)
    worker.drain()
    assert row().state == "sent" and len(post.letters) == 1


def test_what_no_server_takes_for_days_is_given_up(app, mail_server, post, worker, row, hours):
    mail_server.down()
    wanted(app)
    worker.drain()
    hours(80)
    worker.drain()
    assert row().state == "dropped"


def test_a_server_that_asks_to_come_again_is_come_to_again(app, post, worker, row, hours):
    post.refused[ANA.email] = "451 Greylisted"
    wanted(app)
    worker.drain()
    assert row().state == "waiting" and row().answer == "The mail server answered 451."
    post.refused.clear()
    hours(1)
    worker.drain()
    assert len(post.to(ANA.email)) == 1


def test_an_address_that_takes_none_gets_no_more_and_its_coordinator_is_told(app, phone_of, post, worker):
    post.refused[ANA.email] = "550 No such mailbox"
    wanted(app)
    worker.drain()
    assert wanted(app) is None
    assert [row.state for row in Desk(app).rows(Mail)] == ["dead"]
    desk = read(phone_of(DAN), "/office")
    assert "E-mail that came back" in desk.text and ANA.email in desk.text


def test_whoever_makes_a_link_anew_has_the_address_tried_again(app, phone_of, post, worker):
    post.refused[EVE] = "550 No such mailbox"
    invited(phone_of)
    worker.drain()
    desk = phone_of(DAN)
    assert "E-mail that came back" in read(desk, "/office").text
    post.refused.clear()
    [found] = Desk(app).rows(Invitation, email=EVE)
    page = read(desk, f"/people/invitations/{found.id}")
    address = f"/people/invitations/{found.id}/link"
    assert desk.post(address, data=page.form(address)).status_code == 303
    worker.drain()
    assert len(post.to(EVE)) == 1 and "E-mail that came back" not in read(desk, "/office").text


@pytest.mark.parametrize(("kind", "count", "state"), [("password_changed", 2, "sent"), ("digest", 1, "lost")])
def test_where_a_worker_died_between_sending_and_noting_its_kind_says_what_is_better(
    app, post, worker, row, hours, monkeypatch, kind, count, state
):
    made = letters._KINDS["password_changed"]
    monkeypatch.setitem(letters._KINDS, "digest", made)
    id, hand_over = wanted(app, kind), transport.hand_over

    class Killed(BaseException):
        pass

    def hand_over_and_die(*given):
        hand_over(*given)
        raise Killed

    monkeypatch.setattr(posting.transport, "hand_over", hand_over_and_die)
    with pytest.raises(Killed):
        worker.drain()
    monkeypatch.setattr(posting.transport, "hand_over", hand_over)
    hours(1)  # the lease runs out, and another takes it up
    Worker(app.app_context).drain()
    assert row().state == state
    assert [letter["Message-ID"] for letter in post.to(ANA.email)] == [f"<{id}@localhost>"] * count


def test_what_raises_three_times_is_lost_and_an_operator_sees_it(app, post, worker, row, monkeypatch):
    def raising(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(posting.transport, "hand_over", raising)
    wanted(app)
    start = instants.now()
    for minutes in (0, 5, 10):
        monkeypatch.setattr(instants, "now", lambda later=minutes: instants.plus(start, minutes=later))
        worker.drain()
    assert [job.state for job in Desk(app).rows(Job, kind="mail")] == ["failed"]
    monkeypatch.setattr(instants, "now", lambda: instants.plus(start, hours=1))
    worker.drain()
    assert row().state == "lost" and "job failed" in row().answer
    with app.app_context(), store.reading() as connection:
        [said] = knocking.outbox(connection)
    assert said.verdict == "look" and "1 e-mail was lost" in said.words


def test_an_operator_sees_that_mail_waits_for_long(app, mail_server, post, worker, hours):
    mail_server.down()
    wanted(app)
    worker.drain()
    with app.app_context(), store.reading() as connection:
        assert list(knocking.outbox(connection)) == []
        hours(3)
        [said] = knocking.outbox(connection)
    assert said.verdict == "wrong" and said.words.startswith("1 e-mail waits since ")


def test_two_workers_send_it_once(app, post):
    for _ in range(5):
        wanted(app)
    threads = [Thread(target=Worker(app.app_context).drain) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({letter["Message-ID"] for letter in post.to(ANA.email)}) == 5 == len(post.letters)


def test_where_no_mail_server_is_set_nothing_waits(app, phone_of):
    page = invited(phone_of)
    assert "Nothing was sent: hand the link over." in page.text
    assert Desk(app).rows(Mail) == [] and Desk(app).rows(Job, kind="mail") == []


def test_no_letter_names_a_case_a_model_or_a_secret(app):
    """The facts of a letter are ids; what may be told is made of them when it is sent."""
    wanted(app, "recovery_made", invitation="none", by=DAN.id)
    [row] = Desk(app).rows(Mail)
    with app.app_context(), store.reading() as connection:
        said = " ".join(map(str, letters.of(connection, row, "https://l.example", instants.now())))
    assert "Dan Weiss" in said and "/recover/" not in said
