"""A morning's digests of a large school: looked for, made and handed over by one worker to a mail server beside it.

    python -m benchmarks.morning [--databases SQLite PostgreSQL]

360 trainees with some 80 cases each, one supervisor and one coordinator of all of them; nobody was looked at for a
month, and it is evening, so that each topic is due for everybody. Limit: 60 s.
"""

import argparse
import time
from collections import Counter

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import func, insert, select

from benchmarks import school
from benchmarks.filled import databases, opened
from logbook import instants, store
from logbook.jobs.worker import Worker
from logbook.models import Job, Mail, MessagePlan, db, migrating
from logbook.models.engine import writing
from logbook.postal import server_of
from logbook.reach.topics import TOPICS
from tests.support.server.site import free_port

LIMIT_S = 60


class Sink:
    """Takes every letter, and counts them by subject's first word."""

    def __init__(self) -> None:
        self.letters = Counter[str]()

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:
        """Taken."""
        self.letters["taken"] += 1
        return "250 Taken"


def main() -> None:
    """A line a database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    sink, port = Sink(), free_port()
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    with databases(empty=True) as made:
        for name in options.databases:
            with opened(made[name]()) as app:
                app.config |= {
                    "SMTP": server_of(f"smtp://127.0.0.1:{port}"),
                    "MAIL_FROM": "Logbook <logbook@example.org>",
                }
                measure(name, app)
    server.stop()


def measure(name: str, app: Flask) -> None:
    """One morning."""
    with app.app_context():
        migrating.upgrade(app)
    who = school.build(app, school.Size())
    at = f"{instants.now()[:10]}T21:30:00Z"
    nobody_was_looked_at(app, [one.id for one in (*who.trainees, who.sam, who.cora)], at)
    real = instants.now
    instants.now = lambda: at  # the evening of today, for the worker too
    try:
        begun, cpu = time.perf_counter(), time.process_time()
        Worker(app.app_context).drain()
        took, worked = time.perf_counter() - begun, time.process_time() - cpu
    finally:
        instants.now = real
    with app.app_context(), store.reading() as connection:
        counted = connection.execute(select(Mail.state, func.count().label("letters")).group_by(Mail.state))
        states = {row.state: row.letters for row in counted}
        jobs = connection.scalar(select(func.count()).select_from(Job))
    print(
        f"{name:<11}{took:6.1f} s ({took / LIMIT_S:.2f} of the limit), CPU {worked:.1f} s, {states}, {jobs} jobs",
        flush=True,
    )


def nobody_was_looked_at(app: Flask, people: list[str], at: str) -> None:
    """Everybody was looked at for each topic a month ago, and never since."""
    before = instants.plus(at, days=-30)
    rows = [
        {"person_id": id, "topic": topic, "frequency": frequency, "day": before[:10], "at": before}
        for id in people
        for topic, told in TOPICS.items()
        for frequency in ("daily", "weekly")
        if frequency in told.offered
    ]
    with app.app_context(), writing(db) as connection:
        connection.execute(insert(MessagePlan), rows)


if __name__ == "__main__":
    main()
