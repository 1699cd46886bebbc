"""A phone that is no imitation: Chromium with a profile on disk and the product's own worker, killed again and again.

All calls of Playwright come from one thread of its own, so a browser is worked with through `asked`.
"""

import contextlib
import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from tests.faults.oracle.held import Held, renewed
from tests.support.browser.handset import Handset
from tests.support.cast.people import Somebody
from tests.support.server.site import Site

Doc = dict[str, Any]
HANDS = (Path(__file__).parent / "hands.js").read_text().strip()
READY_S = 90
# A page that answers so is broken; 503 says that the server cannot be reached, which may well be.
BROKEN = (500, 507)


@dataclass
class RealPhone:
    """Somebody's Chromium. `acknowledged` is what the screen said was saved: {mutation: {typ, id}}."""

    name: str
    somebody: Somebody
    site: Site
    cookie: str
    profile: Path
    acknowledged: dict[str, Doc] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    renewed: dict[str, str] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _driver: Any = None
    _handset: Handset | None = None

    def asked(self, work: Any, *arguments: Any) -> Future[Any]:
        """Have its thread do something."""
        return self._thread.submit(work, *arguments)

    def switch_on(self) -> None:
        """Start the browser, and wait until its worker answers for this person."""
        self._driver = self._driver or sync_playwright().start()
        self._handset = Handset(self._driver, self.profile).start()
        session = {"name": "logbook", "value": self.cookie, "url": self.site.origin}
        self.page.context.add_cookies([session])
        self.page.set_default_timeout(15_000)
        limit = time.monotonic() + READY_S
        first = "/me" if self.met["start"] else "/arrive"
        while not self._is_ready(first):
            assert time.monotonic() < limit, f"{self.name} does not come up"
            time.sleep(0.2)
        self.met["start"] += 1

    @property
    def page(self) -> Any:
        """Its one tab."""
        assert self._handset
        return self._handset.page

    def hand(self, name: str, *arguments: Any) -> Any:
        """One of the functions of hands.js, on the page that is open."""
        return self.page.evaluate(f"(given) => {HANDS}.{name}(given)", list(arguments))

    def kill(self) -> None:
        """The battery is empty."""
        if self._handset:
            with contextlib.suppress(Error):
                self._handset.kill()
        self._handset = None

    def throw_away(self) -> None:
        """The end of it."""
        self.kill()
        if self._driver:
            self._driver.stop()

    def is_on(self) -> bool:
        """Whether its browser lives."""
        with contextlib.suppress(Error):
            return self._handset is not None and self.page.evaluate("true") is True
        return False

    def restart(self) -> None:
        """Empty battery, new battery."""
        self.met["killed"] += 1
        self.kill()
        self.switch_on()
        self.held()

    def kill_within(self, seconds: float) -> threading.Timer:
        """Let it die at some moment of what it does next."""
        assert self._handset and self._handset.process
        timer = threading.Timer(seconds, _end, [self._handset.process.pid])
        timer.start()
        return timer

    def stop_worker(self) -> None:
        """The system takes the worker away; the page stays."""
        self.met["worker stopped"] += 1
        control = self.page.context.new_cdp_session(self.page)
        control.send("ServiceWorker.enable")
        control.send("ServiceWorker.stopAllWorkers")
        control.detach()

    def save(self, asked: Doc, typ: str, dies_within: float | None = None) -> bool:
        """Send a filled form; where the browser dies meanwhile, the person sends the same form once more."""
        timer = None if dies_within is None else self.kill_within(dies_within)
        answer = None
        with contextlib.suppress(Error):
            answer = self.hand("send", asked["path"], asked["body"])
        if timer:
            timer.join()
            self.restart()
        answer = answer or self.hand("send", asked["path"], asked["body"])
        self.heed(answer)
        if answer["saved"]:
            self.note(asked["named"], typ)
        return bool(answer["saved"])

    def note(self, named: Doc, typ: str) -> None:
        """The screen said that this is safe."""
        self.acknowledged[named["mutation"]] = {"typ": typ, "id": named["id"]}

    def heed(self, answer: Doc) -> Doc:
        """A page that is broken is a fault, whatever else happens."""
        if answer["status"] in BROKEN:
            self.failures.append(f"{self.name}: a page with status {answer['status']}")
        return answer

    def rest(self, within_s: float) -> float:
        """Seconds until nothing waits any more; nobody taps anything. The page that is open stays as it is."""
        began = time.monotonic()
        while self.held().outbox and time.monotonic() - began < within_s:
            self.page.wait_for_timeout(200)
        return time.monotonic() - began

    def fetch(self) -> None:
        """A tap on the pill."""
        self.hand("sync")
        self.page.wait_for_timeout(300)

    def held(self) -> Held:
        """What lies in its database, for the judge."""
        box = self.hand("held", self.somebody.id)
        # Of the sent ones the phone keeps five hundred: what was once seen is not forgotten here.
        self.renewed |= renewed(box)
        return Held.of(box, self.name, self.somebody, self.acknowledged, self.renewed)

    def _is_ready(self, path: str) -> bool:
        with contextlib.suppress(Error):
            self.page.goto(f"{self.site.origin}{path}", wait_until="commit")
        limit = time.monotonic() + READY_S / 2
        while time.monotonic() < limit:
            # The arrival leaves for the first page by itself, and takes a question that is under way with it.
            with contextlib.suppress(Error):
                if self.hand("ready", self.somebody.id):
                    return True
            self.page.wait_for_timeout(200)
        return False


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
