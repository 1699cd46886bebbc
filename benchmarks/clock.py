"""What a request costs: wall time, CPU of this process, and CPU of our PostgreSQL server."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from logbook import feed, record, store

servers: set[str] = set()  # process ids of PostgreSQL servers of ours


class Asker(Protocol):
    """Whatever answers one request (`filled.Asker`)."""

    def send(self, body: bytes) -> bytes:
        """One request's body to its answer's."""
        ...


class Clock:
    """Wall time and CPU of each request, and what PostgreSQL's processes took meanwhile, in seconds."""

    def __init__(self) -> None:
        self.walls: list[float] = []
        self.own = self.database = self.report = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Some requests. The kernel counts other processes in hundredths of a second: not worth asking more often."""
        before = _postgres_cpu()
        yield
        self.database += _postgres_cpu() - before

    def ask(self, asker: Asker, body: bytes) -> bytes:
        """One request and its answer."""
        report, wall, own = _reports.seconds, time.perf_counter(), time.process_time()
        answer = asker.send(body)
        self.own += time.process_time() - own
        self.walls.append(time.perf_counter() - wall)
        self.report += _reports.seconds - report
        return answer


class Reports:
    """Counts the share of the trainee's report, which grows with the logbook and not with what is sent."""

    def __init__(self) -> None:
        self.seconds = 0.0
        record.reports.mark_own = self.counting(record.reports.mark_own)
        feed.pulled = self.counting(feed.pulled)
        store.keep_reports = self.counting(store.keep_reports)

    def counting(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, counted: what is made with a case, what is told of a report, and what is kept of it."""

        def counted(*arguments: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.seconds += time.process_time() - started

        return counted


_reports = Reports()


def median_ms(walls: list[float]) -> float:
    """The median of seconds, in milliseconds."""
    return statistics.median(walls) * 1000


def _postgres_cpu() -> float:
    """Seconds of CPU of our PostgreSQL server: its first process, all those it started, and those that have ended."""
    if not servers:
        return 0.0
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = path.read_text().partition(" (")
        except OSError:
            continue
        fields = rest.rpartition(") ")[2].split()
        if pid in servers or fields[1] in servers:
            ticks += sum(int(part) for part in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")
