"""A visit as a phone pays it: real Chromium, real server, and a count of every byte that the server sends."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from logbook import create_app
from logbook.config import from_environment
from logbook.demo import PASSWORD
from tests.support.browser.handset import CHROMIUM, FLAGS
from tests.support.server.demo import SETTINGS, demo_database
from tests.support.server.site import free_port


@dataclass
class Meter:
    """WSGI middleware that notes {path: bytes of the body as sent}, and can make every answer late."""

    inner: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
    delay_s: float = 0
    sent: dict[str, int] = field(default_factory=dict)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        # A round trip of its own for each request, as on a connection that is already open.
        threading.Event().wait(self.delay_s)
        answer = self.inner(environ, start_response)
        body = b"".join(answer)
        close = getattr(answer, "close", None)
        if close:
            close()
        self.sent[environ["PATH_INFO"]] = self.sent.get(environ["PATH_INFO"], 0) + len(body)
        return [body]


@contextmanager
def demo_served(
    folder: Path, prepare: Callable[[Flask], None] = lambda app: None
) -> Iterator[tuple[str, Meter]]:
    """(origin, meter) of the demo, served by threads of this process; `prepare` may add to its database."""
    port = free_port()
    settings = {
        **SETTINGS,
        "DATABASE_URL": demo_database(folder),
        "LOGBOOK_ORIGIN": f"http://localhost:{port}",
    }
    app = create_app(from_environment(settings))
    prepare(app)
    meter = Meter(app.wsgi_app)
    app.wsgi_app = meter  # type: ignore[method-assign]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield settings["LOGBOOK_ORIGIN"], meter
    finally:
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def sign_in(page: Any, origin: str, who: str = "ana@example.org") -> None:
    """Through the sign-in page."""
    page.goto(f"{origin}/sign-in")
    page.fill("input[type=email]", who)
    page.fill("input[type=password]", PASSWORD)
    page.press("input[type=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url and "/arrive" not in url)
