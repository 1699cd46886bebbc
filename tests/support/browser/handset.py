"""A phone: a whole Chromium with a profile on disk, that a test can kill as an empty battery does, and start again."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

# Debian's Chromium without its windows: the same engine, and a page opens in a third of the time. Or a laptop's own.
CHROMIUM = (
    shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
    or shutil.which("google-chrome")
    or "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
)
# Nothing that calls home, and nothing that a container has not got.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 390, "height": 844}
START_S = 20
COOKIES_S = 60
# Chromium writes its cookies down once half a minute has passed, or so many were set; it keeps 180 of one host.
WRITTEN_AFTER = 512
OF_ONE_HOST = 150


@dataclass
class Handset:
    """`profile` is a folder; what the browser keeps in it outlives the browser; `flags` are this one's own."""

    playwright: Playwright
    profile: Path
    flags: list[str] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    browser: Browser | None = None
    pages: list[Page] = field(default_factory=list)

    def start(self) -> "Handset":
        """Switch the phone on."""
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        command = [
            CHROMIUM,
            *FLAGS,
            *self.flags,
            "--headless=new",
            f"--user-data-dir={self.profile}",
            "--remote-debugging-port=0",
        ]
        # A group of its own, so that the kill reaches all of the browser's processes.
        self.process = subprocess.Popen(
            [*command, "about:blank"],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        limit = time.monotonic() + START_S
        while not (port_file.exists() and "\n" in port_file.read_text()):
            assert time.monotonic() < limit, "Chromium did not start"
            time.sleep(0.05)
        port = port_file.read_text().split("\n")[0]
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.pages = [self.browser.contexts[0].pages[0]]
        self.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        return self

    @property
    def page(self) -> Page:
        """The first tab."""
        return self.pages[0]

    def new_page(self) -> Page:
        """Another tab."""
        assert self.browser
        page = self.browser.contexts[0].new_page()
        page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        self.pages.append(page)
        return page

    def kill(self) -> None:
        """The battery is empty: every process ends at once, nothing is asked."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
        if self.browser:
            self.browser.close()
            self.browser = None

    def quit(self) -> None:
        """Switched off by its owner: the browser writes everything down and ends by itself."""
        assert self.browser and self.process
        self.browser.new_browser_cdp_session().send("Browser.close")
        self.process.wait(START_S)
        self.process = None

    def wait_for_cookies(self) -> None:
        """Until the browser has written its cookies to disk: sooner than by itself, as others are set meanwhile."""
        assert self.browser
        far, later = "https://host{}.example", time.time() + 3600
        others = [
            {"name": f"n{n}", "value": "1", "url": far.format(n // OF_ONE_HOST), "expires": later}
            for n in range(WRITTEN_AFTER)
        ]
        self.browser.contexts[0].add_cookies(others)  # type: ignore[arg-type]
        limit = time.monotonic() + COOKIES_S
        while not self._cookies():
            assert time.monotonic() < limit, "no cookie was written"
            time.sleep(0.5)

    def _cookies(self) -> int:
        file = self.profile / "Default" / "Cookies"
        try:
            with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
                count: int = database.execute(
                    "SELECT count(*) FROM cookies WHERE is_persistent AND host_key = 'localhost'"
                ).fetchone()[0]
                return count
        except sqlite3.OperationalError:
            return 0
