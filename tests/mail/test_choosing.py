"""Everybody chooses what they are told of by e-mail; one kind ends by the button of a mail program, unsigned."""

import pytest

from logbook import instants, store
from logbook.reach import chosen
from logbook.reach.topics import TOPICS
from tests.mail.test_telling import send_back
from tests.support.cast.people import ANA, BEN, DAN
from tests.support.documents.statements import an_entry
from tests.support.server.reader import check, read

pytestmark = pytest.mark.both_databases
PAGE = "/me/messages"


def choices(app, somebody):
    with app.app_context(), store.reading() as connection:
        return chosen.of_person(connection, somebody.id, "mail")


@pytest.fixture
def stop(app, post, worker, hours):
    """Where a letter to Ana that a case came back says that such letters are stopped."""
    send_back(app, an_entry())
    hours(0.2)
    worker.drain()
    [letter] = post.to(ANA.email)
    address = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return "/messages/" + address.rsplit("/messages/", 1)[1]


@pytest.mark.parametrize("somebody", [ANA, BEN, DAN], ids=lambda one: one.role)
def test_each_topic_of_one_s_roles_is_there_with_what_it_is_now(phone_of, somebody):
    page = read(phone_of(somebody), PAGE)
    asked = {field["name"]: field for field in page.soup.select("select")}
    assert asked.keys() == {key for key, topic in TOPICS.items() if somebody.role in topic.roles}
    for key, field in asked.items():
        assert field.select_one("option[selected]")["value"] == TOPICS[key].default
    assert "is always sent" in page.text and "sends no e-mail yet" in page.text


def test_what_is_chosen_is_kept_and_shown(app, phone_of):
    client = phone_of(ANA)
    form = read(client, PAGE).form(PAGE) | {"returned": "never", "signed": "weekly"}
    assert client.post(PAGE, data=form).status_code == 303
    found = choices(app, ANA)
    assert (found["returned"], found["signed"]) == ("never", "weekly")
    again = read(client, PAGE)
    assert "Your choices are kept" in again.text
    assert again.soup.select_one("#f-returned option[selected]")["value"] == "never"


def test_nobody_chooses_for_a_role_they_do_not_hold_nor_what_is_not_offered(app, phone_of):
    client = phone_of(ANA)
    form = read(client, PAGE).form(PAGE) | {"behind": "never", "signed": "at_once", "returned": ""}
    client.post(PAGE, data=form)
    assert choices(app, ANA) == chosen.by_default()


def test_opening_the_link_of_a_letter_changes_nothing(app, client, stop):
    page = read(client, stop)
    assert TOPICS["returned"].title in page.text and choices(app, ANA) == chosen.by_default()


def test_one_click_ends_one_kind_without_signing_in(app, client, stop):
    answer = client.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and "Stopped" in answer.text
    assert choices(app, ANA) == chosen.by_default() | {"returned": "never"}


def test_what_was_stopped_by_mistake_is_sent_again(app, client, stop):
    with app.app_context(), store.writing() as connection:
        chosen.choose(connection, ANA.id, "mail", {"returned": "weekly"}, instants.now())
    page = check(client.post(stop, data={"List-Unsubscribe": "One-Click"}), stop)
    client.post(stop, data=page.form(stop))
    assert choices(app, ANA)["returned"] == "weekly", "as it was, and not as it is by default"


def test_a_link_that_was_changed_ends_nothing(app, client, stop):
    at = len(stop) - 10
    for token in (stop[:at] + ("A" if stop[at] != "A" else "B") + stop[at + 1 :], "/messages/nonsense"):
        assert client.post(token).status_code == 404
    assert choices(app, ANA) == chosen.by_default()


def test_after_it_was_stopped_nothing_of_it_goes_out(app, client, stop, post, worker, hours):
    client.post(stop, data={"List-Unsubscribe": "One-Click"})
    send_back(app, an_entry())
    hours(0.2)
    worker.drain()
    assert len(post.to(ANA.email)) == 1


def test_of_two_choices_the_later_holds(app):
    with app.app_context(), store.writing() as connection:
        chosen.choose(connection, ANA.id, "mail", {"returned": "weekly"}, instants.now())
        chosen.choose(connection, ANA.id, "mail", {"returned": "daily"}, instants.now())
    assert choices(app, ANA)["returned"] == "daily"
