"""A search through 500 cases on the phone: one letter typed, the real worker, until the answer's text is there.

    python -m benchmarks.search [LETTERS]

Limit: 50 ms. Beside it the plain list of the same 500 cases, so that it shows what the search itself costs.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks.visit import chromium, demo_served, sign_in
from logbook import canonical, instants, store
from logbook.demo.people import NORTH
from logbook.models import Person
from logbook.store import Actor, Mutation
from tests.support.documents.statements import an_entry

ENTRIES, BATCH = 500, 100
LIMIT_MS = 50
PHONE: Any = {"width": 390, "height": 844}
# What somebody types, letter by letter; every case but a few is looked through to its end.
TYPED = "harley room 7"
ASK = """async (query) => {
  const start = performance.now();
  const answer = await fetch("/entries?show=all" + (query ? "&q=" + encodeURIComponent(query) : ""));
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('id="found"')) throw new Error(`${answer.status}`);
  return performance.now() - start;
}"""


def main(letters: int = 52) -> None:
    """Print the medians and the ratio to the limit."""
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_served(Path(folder), fill_up) as (origin, _),
        chromium() as browser,
    ):
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        sign_in(page, origin)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.wait_for_timeout(3000)
        times = measure(page, letters)
        context.close()
    for name, found in times.items():
        p90 = sorted(found)[int(len(found) * 0.9)]
        print(f"{name:24} median {statistics.median(found):6.1f} ms   p90 {p90:6.1f} ms   n {len(found)}")
    print(f"search / limit of {LIMIT_MS} ms: {statistics.median(times['search']) / LIMIT_MS:.2f}")


def measure(page: Any, letters: int) -> dict[str, list[float]]:
    """Milliseconds of each answer, the first three of each left out as warming up."""
    times: dict[str, list[float]] = {"search": [], "plain list": []}
    for place in range(letters + 3):
        times["search"].append(page.evaluate(ASK, TYPED[: 1 + place % len(TYPED)]))
        times["plain list"].append(page.evaluate(ASK, ""))
    return {name: found[3:] for name, found in times.items()}


def fill_up(app: Flask) -> None:
    """Give Ana as many entries as the claim speaks of, through the one door there is."""
    with app.app_context(), store.writing() as connection:
        people = {row.email: row for row in connection.execute(select(Person.__table__))}
        ana, ben = people["ana@example.org"], people["ben@example.org"]
        actor = Actor(ana.id, ana.name, ana.licence_body, ana.licence_number, {NORTH: frozenset({"trainee"})})
        names = {"trainee": ana.id, "supervisor": ben.id, "programme": NORTH}
        words = "felt the muscle contract under the finger " * 7
        docs = [
            an_entry(
                **names,
                performed_on=f"2026-0{1 + n % 9}-{10 + n % 19}",
                place=f"Harley room {n % 9}",
                reflection=words,
            )
            for n in range(ENTRIES - 40)
        ]
        for start in range(0, len(docs), BATCH):
            mutations = [
                Mutation(doc["mutation"], canonical.dumps(doc)) for doc in docs[start : start + BATCH]
            ]
            verdicts = store.accept(connection, actor, mutations, now=instants.now())
            assert {verdict["status"] for verdict in verdicts} == {"applied"}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
