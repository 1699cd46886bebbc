"""How the logbook is at the moment somebody asks: its database, its queue, its devices, its backups."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from time import time

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from logbook import backup, instants, shell, store
from logbook.mail import pending
from logbook.models import Job, shape
from logbook.office import devices
from logbook.problems import Problem

STATES = ("waiting", "working", "failed")  # what is done is of no interest any more

LETTERS = ("waiting", "sending", "lost", "dead")


class Conditions(Collector):
    """Asked of the database at each scrape, seven questions; where it does not answer only that is said."""

    def __init__(self, backups: str) -> None:
        self.backups = backups

    def collect(self) -> Iterator[Metric]:
        """Every gauge there is, with its value now."""
        health = store.health()
        yield _gauge("logbook_database_up", "Whether the database answers", health.database)
        yield _gauge("logbook_database_writable", "Whether it keeps what is written", health.writable)
        yield _built()
        if self.backups and (newest := backup.newest(Path(self.backups))):
            age = max(0.0, time() - newest.stat().st_mtime)
            yield _gauge("logbook_backup_age_seconds", "Since the newest file of LOGBOOK_BACKUPS", age)
        try:
            with store.reading() as connection:
                yield from _asked(connection, instants.now())
        except (Problem, SQLAlchemyError):
            return


def _asked(connection: Connection, now: str) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("logbook_jobs", "Work done later, by how far it is", labels=["state"])
    by_state = select(Job.state, func.count()).where(Job.state.in_(STATES)).group_by(Job.state)
    found = {state: count for state, count in connection.execute(by_state)}
    for state in STATES:
        jobs.add_metric([state], found.get(state, 0))
    yield jobs
    due = select(func.min(Job.due_at)).where(Job.state == "waiting", Job.due_at <= now)
    since = connection.scalar(due)
    waits = instants.seconds(since, now) if since else 0
    yield _gauge("logbook_job_wait_seconds", "How long what is due has waited for a worker", waits)
    letters = GaugeMetricFamily("logbook_mail", "E-mail, by what became of it", labels=["state"])
    counted = pending.counts(connection)
    for state in LETTERS:
        letters.add_metric([state], counted.get(state, 0))
    yield letters
    stuck = devices.count_stuck(connection, now)
    yield _gauge("logbook_devices_stuck", "Devices whose work does not arrive by itself", stuck)


def _built() -> Metric:
    """Which build this is. Its value is always 1: what there is to know stands in the labels."""
    built = GaugeMetricFamily(
        "logbook_build_info", "Which build this is", labels=["version", "build", "shape"]
    )
    built.add_metric([version("injection-logbook"), shell.build(), shape.wanted()], 1)
    return built


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)
