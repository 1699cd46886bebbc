"""What only a phone shows: cases that wait, cases that were not accepted, drafts, and the network gone."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.support.browser.scenes import ANA
from tests.support.browser.theatre import Theatre, sign_in

# name → path. {local} and {parked} are the ids of a case that waits and of one that was refused.
HANDSET_SCENES = {
    "phone-entries": "/entries",
    "phone-entries-waiting-here": "/entries?show=phone",
    "phone-entry-local": "/entries/{local}",
    "phone-entry-parked": "/entries/{parked}",
    "phone-fix-parked": "/entries/{parked}/edit",
    "phone-todo": "/todo",
    "phone-progress": "/progress",
    "phone-pathway": "/pathway",
    "phone-requirement": "/pathway/supervised",
    "phone-me": "/me",
}
_FILL = (Path(__file__).parent / "fill_outbox.js").read_text()


class Pocket(AbstractContextManager["Pocket"]):
    """Ana's phone: signed in, synced, then without a network, with one case waiting, one refused and one draft."""

    def __init__(self, theatre: Theatre, **look: Any) -> None:
        self.theatre, self.look = theatre, look
        self.context: BrowserContext

    def __enter__(self) -> "Pocket":
        origin = self.theatre.server.origin
        self.context = self.theatre.browser.new_context(**self.look)
        self.page = self.context.new_page()
        sign_in(self.page, origin, ANA)
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        self.context.set_offline(True)
        self.ids = self.page.evaluate(_FILL)
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def walk(self, scenes: dict[str, str]) -> Iterator[tuple[str, Page]]:
        """Open each scene in turn; the banner says that there is no network."""
        for name, path in scenes.items():
            self.page.goto(self.theatre.server.origin + path.format(**self.ids))
            self.page.locator("#offline").wait_for(state="visible")
            yield name, self.page
