"""Claim: on a slow line (150 ms, 1.6 Mbit/s) a phone is ready for the time without a network 3.2 s after its owner
opened the sign-in page, by 25 requests and 170 kB; opening the app again costs 4 requests.

    python -m benchmarks.ready [TIMES] [-v]

A new browser each time: the sign-in page is opened and sent as soon as it stands there. Ready is the first page that
the worker answered after the arrival; what comes until the line is quiet is told as well. Then the browser is ended and
started again with what it kept, and the app is opened. Before the first time the server has been asked for everything.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from benchmarks.line import Line
from logbook.demo import PASSWORD
from tests.support.browser.handset import CHROMIUM, FLAGS, SIZE
from tests.support.server.demo import SETTINGS, demo_database
from tests.support.server.site import Application, free_port

LIMIT_S, LIMIT_REQUESTS, LIMIT_KB, LIMIT_AGAIN = 3.2, 25, 170, 4
QUIET_S = 4
WHO = "ana@example.org"


def main() -> None:
    """Medians beside their limits."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        line = Line(free_port(), free_port()).start()
        origin = f"http://localhost:{line.port}"
        server = Application(demo_database(Path(folder)), origin, line.server, more=SETTINGS).start()
        try:
            ran = [measured(playwright, Path(folder) / f"{n}", line, origin) for n in range(times + 1)][1:]
        finally:
            server.kill()
    found = {name: statistics.median(run[name] for run in ran) for name in ran[0]}
    said = ", ".join(f"{run['ready']:.1f}" for run in ran)
    print(f"ready: {found['ready']:.2f} s ({said}), {found['ready'] / LIMIT_S:.2f} of {LIMIT_S} s")
    print(f"  of them from the sign-in on: {found['signed_in']:.2f} s")
    print(
        f"  requests: {found['requests']:.0f}, {found['requests'] / LIMIT_REQUESTS:.2f} of {LIMIT_REQUESTS}"
    )
    print(f"  down the line: {found['kB']:.0f} kB, {found['kB'] / LIMIT_KB:.2f} of {LIMIT_KB} kB")
    print(f"  until it is quiet: {found['all_requests']:.0f} requests, {found['all_kB']:.0f} kB")
    again = found["again_requests"]
    print(f"opened again: {again:.0f} requests, {again / LIMIT_AGAIN:.2f} of {LIMIT_AGAIN}")
    print(f"  {found['again_kB']:.0f} kB, the page after {found['again_page']:.2f} s,", end=" ")
    print(f"quiet after {found['again']:.1f} s")


def measured(playwright: Playwright, profile: Path, line: Line, origin: str) -> dict[str, float]:
    """One first visit and one later, by a browser of its own."""
    context = phone(playwright, profile)
    page = context.pages[0]
    line.forget()
    began = time.monotonic()
    page.goto(f"{origin}/sign-in")
    page.fill("input[type=email]", WHO)
    page.fill("input[type=password]", PASSWORD)
    signed_in = time.monotonic()
    page.press("input[type=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url and "/arrive" not in url)
    ready = time.monotonic()
    assert page.evaluate("navigator.serviceWorker.controller !== null"), "no worker answered this page"
    found = {"ready": ready - began, "signed_in": ready - signed_in}
    found |= {"requests": len(line.requests), "kB": line.down.carried / 1000}
    settle(line)
    tell(line, began)
    found |= {"all_requests": len(line.requests), "all_kB": line.down.carried / 1000}
    context.close()
    context = phone(playwright, profile)
    page = context.pages[0]
    line.forget()
    began = time.monotonic()
    page.goto(f"{origin}/")
    found["again_page"] = time.monotonic() - began
    settle(line)
    found |= {"again": line.last - began, "again_requests": len(line.requests)}
    found["again_kB"] = line.down.carried / 1000
    tell(line, began)
    context.close()
    return found


def phone(playwright: Playwright, profile: Path) -> BrowserContext:
    """A browser of its own that keeps what it keeps below `profile`."""
    return playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        args=FLAGS,
        viewport=SIZE,  # type: ignore[arg-type]
    )


def tell(line: Line, began: float) -> None:
    """With -v: each request and when it was made."""
    if "-v" in sys.argv:
        print(*(f"{at - began:6.2f} {asked}" for at, asked in line.requests), "", sep="\n")


def settle(line: Line) -> None:
    """Come back when nothing went by for a while."""
    while not line.is_quiet(QUIET_S):
        time.sleep(0.1)


if __name__ == "__main__":
    main()
