"""Claim: to be watched costs a request less than 200 µs of CPU. Prints the ratio to the same application unwatched.

Number, access log and counters against the number alone, in turns, in one process, on the cheapest page and a list of
a hundred cases.
Run: python -m benchmarks.watched
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from flask import Flask

from logbook import create_app
from tests.support.cast.people import ANA
from tests.support.cast.phone import Phone
from tests.support.documents.statements import an_entry
from tests.support.server.application import fill, settings, sign_in

LIMIT_US = 200
ROUNDS, EACH = 30, 40
PAGES = ("/offline", "/entries")


def main() -> None:
    """Measure and print a line a page."""
    with tempfile.TemporaryDirectory() as folder:
        # The counters' files are mapped, as those of `logbook serve` are.

        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        url = f"sqlite:///{Path(folder) / 'logbook.db'}"
        fill(url)
        bare = create_app(settings(url))
        log = {"ACCESS_LOG": str(Path(folder) / "access.log"), "METRICS_TOKEN": "t" * 40}
        full = create_app(settings(url, **log))
        phone = Phone(sign_in(bare.test_client(), ANA), ANA)
        phone.sync(*(an_entry() for _ in range(100)))
        for page in PAGES:
            without, watched = measured(bare, full, page)
            cost = (watched - without) * 1e6
            print(
                f"{page:<10}{without * 1e6:8.0f} µs, watched {watched * 1e6:8.0f}: {watched / without:.3f} times, "
                f"{cost:.0f} µs more, {cost / LIMIT_US:.2f} of the limit"
            )


def measured(bare: Flask, full: Flask, page: str) -> tuple[float, float]:
    """CPU seconds a request, without and with, each the median of rounds that take turns."""
    clients = [sign_in(app.test_client(), ANA) for app in (bare, full)]
    found: tuple[list[float], list[float]] = [], []
    for _ in range(ROUNDS):
        for client, kept in zip(clients, found, strict=True):
            began = time.process_time()
            for _ in range(EACH):
                if client.get(page).status_code != 200:
                    raise RuntimeError(page)
            kept.append((time.process_time() - began) / EACH)
    return statistics.median(found[0]), statistics.median(found[1])


if __name__ == "__main__":
    main()
