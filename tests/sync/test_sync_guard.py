"""Who may push: the session and what only code can send, never a token that a phone would have to keep."""

import json

import pytest

from logbook import instants, store
from logbook.auth import sessions
from logbook.models import MutationResult
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope, post, refusal
from tests.support.documents.statements import an_entry
from tests.support.server.application import sign_in

pytestmark = pytest.mark.both_databases

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


@pytest.mark.fault(32)
def test_what_waited_while_the_session_was_renewed_is_taken_as_it_is(app, client):
    """Written under a session that has ended since, sent under a new one, from a browser with other form tokens."""
    sign_in(client, ANA)
    waiting = json.dumps(envelope(ANA, an_entry()))
    with app.app_context(), store.writing() as connection:
        sessions.end(connection, instants.now(), person_id=ANA.id)
    assert refusal(post(client, waiting)) == (401, "login_required")
    assert client.get("/sign-in").status_code == 200  # a token of its own
    sign_in(client, ANA)
    assert post(client, waiting).get_json()["results"][0]["status"] == "applied"
    assert "token" not in waiting


@pytest.mark.fault(32)
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("told", [True, False], ids=["a browser of today", "an old browser"])
def test_a_form_of_another_site_cannot_push(client, desk, kind, told):
    sign_in(client, ANA)
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"} if told else {}
    body = json.dumps(envelope(ANA, an_entry()))
    answer = client.post("/sync", data=body, content_type=kind, headers=headers)
    assert refusal(answer) == (403, "foreign_origin" if told else "header_missing")
    assert desk.count(MutationResult) == 0
