"""What tests of cohorts need beside the cast: somebody who is not there yet."""

import pytest
from sqlalchemy import select

from logbook.models import Person
from tests.support.server.application import ask
from tests.support.server.reader import read

EMAIL = "gina@example.org"


class NewHere:
    """Gina, who is invited and joins."""

    def __init__(self, app):
        self.app = app

    def invited(self, desk, **more):
        """The path of the link that a coordinator makes for her."""
        form = read(desk, "/people/invitations").form("/people/invitations")
        facts = {"name": "Gina Bo", "email": EMAIL, "role": "trainee"}
        answer = desk.post("/people/invitations", data=form | facts | more)
        assert answer.status_code == 303, answer.text[:400]
        page = desk.get(answer.headers["Location"]).text
        return "/join/" + page.split("/join/")[1].split("<")[0].split('"')[0]

    def joins(self, link, status=303):
        """She opens it in a browser of her own."""
        client = self.app.test_client()
        given = {"password": "a rather long sentence", "profession": "dentist"}
        given |= {"licence_body": "GDC", "licence_number": "282828"}
        answer = client.post(link, data=read(client, link).form(link) | given)
        assert answer.status_code == status, answer.text[:400]
        return answer

    def id(self):
        """Her account's."""
        return ask(self.app, select(Person.id).where(Person.email == EMAIL))[0].id


@pytest.fixture
def new_here(app):
    """Somebody who was never here."""
    return NewHere(app)
