"""The server is set back to a backup: what three people's phones sent since comes back by itself, once each."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page
from werkzeug.test import TestResponse

from logbook import backup
from logbook.models import Entry, Signoff, Statement, db
from logbook.store import Mutation
from tests.browser.test_networks import TAP, save
from tests.faults import holds
from tests.support.cast.clinic import held
from tests.support.cast.people import BEN, CLEO, SOUTH, Somebody
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import Doc, a_signoff, an_entry, mutation
from tests.support.server.application import application, ask, sign_in
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@dataclass
class Other:
    """A phone that keeps what it sent, and begins again where the server was set back."""

    client: FlaskClient
    somebody: Somebody
    cursor: str | None = None
    sent: dict[str, Mutation] = field(default_factory=dict)
    refused: list[Mutation] = field(default_factory=list)

    def say(self, *docs: Doc) -> None:
        waiting = [mutation(doc) for doc in docs]
        answer = self._post(*waiting)
        if answer.status_code == 409:
            assert answer.get_json()["error"] == "epoch_changed"
            self.cursor, waiting, self.sent = None, [*self.sent.values(), *waiting], {}
            answer = self._post(*waiting)
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.get_json()
        self.cursor = said["pull"]["cursor"]
        for one, verdict in zip(waiting, said["results"], strict=True):
            if verdict["status"] in ("applied", "duplicate"):
                self.sent[one.id] = one
            else:
                assert verdict["code"] == "unknown_entry"
                self.refused.append(one)

    def say_again(self) -> None:
        """As a phone does when the case that the server did not know has come."""
        again, self.refused = self.refused, []
        waiting = [Mutation(str(uuid.uuid4()), one.stmt) for one in again]
        answer = self._post(*waiting)
        assert answer.status_code == 200, answer.text
        assert {verdict["status"] for verdict in answer.get_json()["results"]} == {"applied"}

    def _post(self, *waiting: Mutation) -> TestResponse:
        answer = post(self.client, envelope(self.somebody, *waiting, cursor=self.cursor))
        return answer


@pytest.mark.fault(44)
def test_after_a_restore_everything_comes_back_once(page: Page, site: Site, tmp_path: Path) -> None:
    [app] = application(site.application.database)
    ben, cleo = (Other(sign_in(app.test_client(), one), one) for one in (BEN, CLEO))
    saved = [save(page) for _ in range(2)]
    cleo.say(cleos())
    holds.quiet(page)
    with app.app_context():
        backup.save(tmp_path / "logbook.backup")
    saved += [save(page, reflection=f"Note {number}") for number in range(9)]
    cleo.say(*(cleos() for _ in range(9)))
    holds.quiet(page)
    asked = [record["doc"] for record in held(app, "entry") if record["id"] in saved[:4]]
    ben.say(*(a_signoff(doc, verdict="returned") for doc in asked))
    # What others said comes with the next look; nobody waits a minute for it here.
    page.evaluate(TAP)
    holds.check(app, page, saved)
    site.application.kill()
    saved.append(save(page))
    with app.app_context():
        backup.restore(app, tmp_path / "logbook.backup")
        db.engine.dispose()
    # His answers are back before two of the cases they are about.
    ben.say()
    assert len(ben.refused) == 2
    site.application.start()
    holds.quiet(page)
    cleo.say()
    ben.say_again()
    page.evaluate(TAP)
    holds.check(app, page, saved)
    assert len(ask(app, Entry.__table__.select())) == len(saved) + 10 == 22
    assert len(ask(app, Statement.__table__.select())) == 22 + 4
    assert len(ask(app, Signoff.__table__.select())) == 4


def cleos() -> Doc:
    return an_entry(trainee=CLEO.id, programme=SOUTH, supervisor="20000000-0000-4000-8000-000000000006")
