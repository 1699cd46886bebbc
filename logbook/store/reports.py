"""Keeping reports that were made while somebody waited, and asking a worker for those that were not."""

import logging

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from logbook import instants, record, wishes
from logbook.feed import touch
from logbook.feed.standings import publish_standings
from logbook.problems import Problem
from logbook.record.reports import KIND, Reports
from logbook.store.connection import writing

_log = logging.getLogger("logbook")


def keep_reports(told: Reports) -> None:
    """In a transaction of its own, after what was read. While nothing can be written, whoever asks next makes them."""
    if not told.made and not told.wanted:
        return
    try:
        with writing() as connection:
            _keep(connection, told)
    except (Problem, IntegrityError):
        # Nobody can write just now, or somebody else wanted the same at this very moment.
        return
    except SQLAlchemyError:
        # What was asked for was read: no page and no sync fails because this does.
        _log.warning("reports were not kept", exc_info=True)


def _keep(connection: Connection, told: Reports) -> None:
    kept = record.reports.keep(connection, told.made)
    now = instants.now()
    for wish in told.wanted:
        wishes.want(connection, KIND, wish._asdict(), now, key=wish.key, again_after_s=0)
    touch(connection, publish_standings(connection, kept))
