"""Keeping reports that were made while somebody waited, and asking a worker for those that were not."""

import logging
from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from logbook import instants, record, wishes
from logbook.feed import touch
from logbook.feed.pathway import publish_gates
from logbook.feed.standings import publish_standings
from logbook.problems import Problem
from logbook.record.reports import PATIENCE_S, Kept, Reports, Wish
from logbook.store.connection import reading, writing

_log = logging.getLogger("logbook")


def keep_reports(told: Reports) -> bool:
    """In a transaction of its own, after what was read: whether its trainees' phones have more to pull since. While
    nothing can be written, whoever asks next makes them."""
    made, wanted = list(told.made), list(told.wanted)
    try:
        if told.ungated:
            again, missing = _gates(told.ungated)
            made, wanted = made + again, wanted + missing
        if made or wanted:
            with writing() as connection:
                return _keep(connection, made, wanted)
    except (Problem, IntegrityError):
        # Nobody can write just now, or somebody else wanted the same at this very moment.
        return False
    except SQLAlchemyError:
        # What was asked for was read: no page and no sync fails because this does.
        _log.warning("reports were not kept", exc_info=True)
    return False


def want(connection: Connection, wanted: Iterable[Wish], now: str) -> None:
    """Leave these to a worker. Raises IntegrityError where somebody wants the same at this very moment."""
    for wish in wanted:
        wishes.want(connection, wish.kind, wish.payload, now, key=wish.key, again_after_s=0)


def _keep(connection: Connection, made: list[Kept], wanted: list[Wish]) -> bool:
    kept = record.reports.keep(connection, made)
    want(connection, [*wanted, *record.reports.wanted_gates(kept)], instants.now())
    gates = publish_gates(connection, kept)
    touch(connection, gates.gone, "deleted")
    touch(connection, [*publish_standings(connection, kept), *gates.pointers])
    return bool(gates.pointers or gates.gone)


def _gates(ungated: Iterable[Kept]) -> tuple[list[Kept], list[Wish]]:
    """Of reports whose gates are another’s: those that were made here because no worker takes them up, and what
    nobody has asked a worker for."""
    wish = {one: Wish(one.programme, one.trainee, whole=True) for one in ungated}
    now = instants.now()
    with reading() as connection:
        waits = wishes.waiting(connection, {one.key for one in wish.values()})
        since = instants.plus(now, seconds=-PATIENCE_S)
        slow = [one for one, wanted in wish.items() if waits.get(wanted.key, now) < since]
        stands = record.reports.grounds(connection, {one.programme for one in slow}) if slow else {}
        made = [record.reports.make(connection, one, stands[one.programme], now, whole=True) for one in slow]
    return made, [wanted for wanted in wish.values() if wanted.key not in waits]
