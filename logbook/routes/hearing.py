"""What somebody is told of by messages, and how often; and the end of one kind of them, out of an e-mail."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links, mailing
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.reach import chosen
from logbook.reach.topics import FREQUENCIES, TOPICS
from logbook.shapes.served.topical import TopicLine

blueprint = Blueprint("hearing", __name__)
blueprint.before_request(auth.check_token)
# Whoever has the link of an e-mail may end that kind of it and nothing else: a mail program sends it without a session.
stopping = Blueprint("stopping", __name__)


@blueprint.get("/me/messages")
def show() -> str:
    """Every topic that concerns them, and how often they are told of it."""
    person = auth.require()
    with store.reading() as connection:
        choices = chosen.of_person(connection, person.id, "mail")
    page = frame.page(person, shell.data(), "Messages", "me", "/me")
    page |= {
        "csrf": auth.token(),
        "notice": frame.done(links.done()),
        "topics": [_line(topic, choices[topic]) for topic in chosen.concerning(person)],
        "by_mail": mailing.is_on(),
        "email": person.email,
    }
    return shell.render("messages/show.html", page)


@blueprint.post("/me/messages")
def choose() -> ResponseReturnValue:
    """Keep what they chose; what was not sent stays as it was."""
    person = auth.require()
    given = {topic: request.form[topic] for topic in chosen.concerning(person) if topic in request.form}
    with store.writing() as connection:
        chosen.choose(connection, person.id, "mail", given, instants.now())
    return links.go_on("/me/messages", "Your choices are kept.")


@stopping.get("/messages/<token>")
def ask(token: str) -> str:
    """What would be stopped; nothing changes by opening it, as programs that look for viruses do."""
    return _stop_page(token)


@stopping.post("/messages/<token>")
def stop(token: str) -> str:
    """Stop it, or take that back."""
    person_id, topic = _whose(token)
    again = request.form.get("again", "")
    with store.writing() as connection:
        was = chosen.of_person(connection, person_id, "mail")[topic]
        frequency = again if chosen.is_offered(topic, again) else "never"
        chosen.choose(connection, person_id, "mail", {topic: frequency}, instants.now())
    return _stop_page(token, was)


def _whose(token: str) -> tuple[str, str]:
    found = mailing.stopped(token)
    if found is None or found[1] not in TOPICS:
        raise NotFound
    return found


def _stop_page(token: str, was: str = "never") -> str:
    """`was`: how often they were told until now."""
    person_id, topic = _whose(token)
    with store.reading() as connection:
        now = chosen.of_person(connection, person_id, "mail")[topic]
    viewer: Person | None = None
    page = frame.page(viewer, shell.data(), "E-mails of one kind")
    page |= {"action": request.path, "title_of": TOPICS[topic].title, "is_on": now != "never"}
    page |= {"again": TOPICS[topic].default if was == "never" else was}
    return shell.render("messages/stop.html", page)


def _line(key: str, frequency: str) -> TopicLine:
    topic = TOPICS[key]
    return {
        "code": key,
        "title": topic.title,
        "says": topic.says,
        "frequency": frequency,
        "choices": [{"code": one, "label": FREQUENCIES[one]} for one in topic.offered],
    }
