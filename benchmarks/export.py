"""What a logbook of 500 entries costs to take out, and its report to make: each figure beside its limit. With 5,000 it
shows that no file takes more memory, and that the PDF is made in parts.

    python -m benchmarks.export [ENTRIES]

The cases are the demo's, told again and again further back, so points, feedback, reviews and corrections are there.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from logbook import canonical, eligibility, export, record, store
from logbook.demo import documents, plan
from logbook.demo.story import Story
from logbook.eligibility import requirements
from logbook.store import Mutation
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.statements import actor
from tests.support.server.application import application, fill

TODAY = date(2026, 11, 21)
NOW = "2026-11-21T12:00:00Z"
SPAN = 184  # days the demo's cases reach back
MB = 1_000_000


def main(entries: int = 500) -> None:
    """Print every figure with its share of the limit."""
    with tempfile.TemporaryDirectory(prefix="logbook-bench-") as folder:
        fill(f"sqlite:///{folder}/logbook.db")
        for app in application(f"sqlite:///{folder}/logbook.db"):
            with app.app_context():
                with store.writing() as connection:
                    _log(connection, entries)
                _measure(entries)


def _log(connection: Connection, entries: int) -> None:
    """That many cases of Ana's, through the store."""
    told = plan.read(plan.ANA)
    cases = [
        replace(
            told[-1 - n % len(told)], days_ago=told[-1 - n % len(told)].days_ago + SPAN * (n // len(told))
        )
        for n in range(entries)
    ]
    story = Story(actor(ANA), NORTH, {"ben": actor(BEN), "mei": actor(BEN)}, TODAY, seed=0)
    for one in story.tell(cases[::-1]):
        id = one.doc.get("mutation") or one.doc["id"]
        at = documents.instant(one.at)
        [verdict] = store.accept(
            connection, one.actor, [Mutation(id, canonical.dumps(one.doc), grade=one.grade)], now=at
        )
        assert verdict["status"] == one.expected, verdict


def _measure(entries: int) -> None:
    days = ("2000-01-01", TODAY.isoformat())
    with store.reading() as connection:
        cases = record.facts(connection, ANA.id, NORTH, "Europe/London")
        asked = requirements.sets()["generic-starter"]
        rules = _cpu(lambda: eligibility.report("a", "n", asked, cases, days[1]))
        _line("report, rules alone", rules * 1000, 3 * entries / 500, "ms")
        report = _cpu(lambda: record.report_for(connection, ANA.id, NORTH, days[1]))
        _line("report, read and made", report * 1000, None, "ms")
        bundle = export.collect(connection, ANA.id, NORTH, *days, NOW)
        made = _cpu(lambda: export.collect(connection, ANA.id, NORTH, *days, NOW), rounds=5)
        _line("bundle", made * 1000, None, "ms")
        assert len(bundle["entries"]) == entries
        for name, pieces in (("CSV", export.lines), ("JSON", export.pieces)):
            _line(
                name, _cpu(lambda pieces=pieces: sum(map(len, pieces(bundle))), rounds=3) * 1000, None, "ms"
            )
        _line("peak memory of this process", _peak(resource.RUSAGE_SELF), 200, "MB")
        _print(bundle, entries / 500)


def _print(bundle: dict[str, Any], share: float) -> None:
    before, began = _spent(), time.perf_counter()
    pdf = export.pdf(bundle)
    took, cpu = time.perf_counter() - began, _spent() - before
    _line("PDF, all processes", cpu, 3 * share, "s CPU")
    _line("PDF, wall", took, None, "s")
    _line("PDF, peak memory of a subprocess", _peak(resource.RUSAGE_CHILDREN), 300, "MB")
    _line("PDF, size", len(pdf) / MB, 2 * share, "MB")


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _cpu(work: Callable[[], Any], rounds: int = 15) -> float:
    """Median seconds of CPU."""
    found = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return statistics.median(found)


def _spent() -> float:
    """Seconds of CPU of this process and of those it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _line(what: str, figure: float, limit: float | None, unit: str) -> None:
    ratio = f"{figure / limit:6.2f} of the limit of {limit:g} {unit}" if limit else ""
    print(f"{what:36} {figure:9.2f} {unit:6} {ratio}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
