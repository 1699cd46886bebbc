"""A phone of an older build, thawed, and what each test of it looks at."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.test_networks import TAP
from tests.frozen.archive import ORIGIN, Frozen
from tests.support.browser.handset import Handset
from tests.support.cast.clinic import held
from tests.support.server.application import application
from tests.support.server.site import Application

NOW = "2026-11-29T10:00:00Z"
COPY = "fetch('/outbox.json').then((answer) => answer.json())"


@dataclass
class Thawed:
    """A phone of an older build, today's server on the database it knew, and what must be there."""

    frozen: Frozen
    phone: Handset
    server: Application

    @property
    def page(self) -> Page:
        return self.phone.page

    @property
    def kept(self) -> dict[str, Any]:
        """{outbox, parked, drafts} of the phone when it was put away."""
        kept: dict[str, Any] = self.frozen.facts["phone"]
        return kept


def newest(thawed: Thawed, entry: str) -> dict[str, Any]:
    """The newest version of a case, as the server has it."""
    for app in application(thawed.frozen.database):
        [record] = [record for record in held(app, "entry") if record["id"] == entry]
    doc: dict[str, Any] = record["doc"]
    return doc


def synced(thawed: Thawed) -> None:
    """The phone has asked the server, as it does when its pages come to the front."""
    thawed.page.goto(f"{ORIGIN}/todo?fresh=1")
    assert thawed.page.evaluate(TAP)["online"]
