"""What is counted of requests and of statements, over all processes of a server, as prometheus-client keeps it.

`logbook serve` names a folder in PROMETHEUS_MULTIPROC_DIR before its processes begin, and each writes into files of its
own there; whichever is asked adds them up. Without that folder (waitress, a test) a process counts for itself.
"""

import os
from collections import Counter as Counts
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from logbook.observed.outcome import Outcome
from logbook.shapes.verdicts import Verdict

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# Seconds: a page is meant to take less than 0.3, and a proxy gives up after 60.
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


class Meters:
    """The counters of one process. Every label is a word of ours: a route's rule, a class of status, a verdict."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "logbook_requests",
            "Requests answered, by method, rule of the route, and class of status",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "logbook_request_seconds",
            "From the whole request to the last byte of the answer",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._pushes = Counter("logbook_sync_pushes", "Syncs that brought statements", registry=self.registry)
        self._verdicts = Counter(
            "logbook_sync_verdicts",
            "Statements that phones sent, by what they were answered",
            ("status",),
            registry=self.registry,
        )

    def request(self, one: Outcome) -> None:
        """Count a request that is over."""
        self._requests.labels(one.method, one.route, f"{one.status // 100}xx").inc()
        self._seconds.labels(one.route).observe(one.seconds)

    def pushed(self, verdicts: Iterable[Verdict]) -> None:
        """Count a sync that brought statements, and what became of each."""
        self._pushes.inc()
        for status, count in Counts(verdict["status"] for verdict in verdicts).items():
            self._verdicts.labels(status).inc(count)

    def text(self, more: Collector) -> bytes:
        """All of it as Prometheus reads it, of all processes, and what `more` finds now."""
        found = CollectorRegistry()
        found.register(more)
        if os.environ.get(FOLDER):
            MultiProcessCollector(found)
            return bytes(generate_latest(found))
        return bytes(generate_latest(self.registry)) + bytes(generate_latest(found))
