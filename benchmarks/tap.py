"""A tap on /entries with 100 entries: the worker, warm, against Flask at 0 and at 150 ms round trip.

    python -m benchmarks.tap [TAPS]

Limit: 10 ms in the worker, and at least 10 times faster than Flask at 150 ms. A tap is what htmx does: a fetch
until its text is there. The three run in turns, so that a busy machine slows all of them.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks.visit import Meter, chromium, demo_served, sign_in
from logbook import canonical, instants, store
from logbook.demo.people import NORTH
from logbook.models import Person
from logbook.store import Actor, Mutation
from tests.support.documents.statements import an_entry

ENTRIES = 100
LIMIT_MS, TIMES = 10, 10
PHONE = {"width": 390, "height": 844}
TAP = """async () => {
  const start = performance.now();
  const answer = await fetch("/entries", { headers: { "HX-Request": "true", "HX-Request-Type": "full" } });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes("Model")) throw new Error(`${answer.status}`);
  return performance.now() - start;
}"""


def main(taps: int = 40) -> None:
    """Print the medians and both ratios."""
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_served(Path(folder), fill_up) as (origin, meter),
        chromium() as browser,
    ):
        phone, desk = (
            browser.new_context(viewport=PHONE),
            browser.new_context(viewport=PHONE, service_workers="block"),
        )
        worker, flask = phone.new_page(), desk.new_page()
        for page in (worker, flask):
            sign_in(page, origin)
        worker.wait_for_function("navigator.serviceWorker.controller !== null")
        worker.wait_for_timeout(1500)
        times = measure(worker, flask, meter, taps)
        phone.close()
        desk.close()
    median = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        p90 = sorted(found)[int(len(found) * 0.9)]
        print(f"{name:24} median {median[name]:6.1f} ms   p90 {p90:6.1f} ms   n {len(found)}")
    print(f"worker / limit of {LIMIT_MS} ms: {median['worker'] / LIMIT_MS:.2f}")
    print(f"worker / Flask at 0 ms: {median['worker'] / median['Flask, 0 ms']:.2f}")
    print(
        f"Flask at 150 ms / worker: {median['Flask, 150 ms'] / median['worker']:.1f} (wanted: at least {TIMES})"
    )


def measure(worker: Any, flask: Any, meter: Meter, taps: int) -> dict[str, list[float]]:
    """Milliseconds of each tap, the first three of each left out as warming up."""
    times: dict[str, list[float]] = {"worker": [], "Flask, 0 ms": [], "Flask, 150 ms": []}
    for _ in range(taps + 3):
        times["worker"].append(worker.evaluate(TAP))
        for name, delay in (("Flask, 0 ms", 0), ("Flask, 150 ms", 0.15)):
            meter.delay_s = delay
            times[name].append(flask.evaluate(TAP))
        meter.delay_s = 0
    return {name: found[3:] for name, found in times.items()}


def fill_up(app: Flask) -> None:
    """Give Ana as many entries as the claim speaks of, through the one door there is."""
    with app.app_context(), store.writing() as connection:
        people = {row.email: row for row in connection.execute(select(Person.__table__))}
        ana, ben = people["ana@example.org"], people["ben@example.org"]
        actor = Actor(ana.id, ana.name, ana.licence_body, ana.licence_number, {NORTH: frozenset({"trainee"})})
        names = {"trainee": ana.id, "supervisor": ben.id, "programme": NORTH}
        docs = [
            an_entry(**names, performed_on=f"2026-0{1 + n % 9}-{10 + n % 19}") for n in range(ENTRIES - 40)
        ]
        mutations = [Mutation(doc["mutation"], canonical.dumps(doc)) for doc in docs]
        verdicts = store.accept(connection, actor, mutations, now=instants.now())
        assert {verdict["status"] for verdict in verdicts} == {"applied"}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
