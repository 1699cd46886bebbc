"""Under which name and number somebody answers: what they are called now, and by their history what they were."""

from collections.abc import Iterable
from typing import NamedTuple

import orjson

from logbook import instants
from logbook.store.batch import Batch
from logbook.store.rows import FORMER, LICENCES

Said = tuple[str, str, str]  # (name, body, number)


class Span(NamedTuple):
    """That something was said of somebody from an instant on, until another; None while it holds."""

    said: tuple[str, ...]
    since: str
    until: str | None


def former(batch: Batch) -> set[Said]:
    """(name, body, number) of each version of the actor's details that was recorded before the present one."""
    return {(name, body, number) for (name, body, number), _, _ in _details(batch)}


def on_day(batch: Batch, said: Said, at: str) -> bool:
    """Whether the actor was called so, and had a licence of this body and number, on the day of an instant.

    Clocks differ, and zones: the days before and after are that day too. Of several licences each was theirs.
    """
    first, last = instants.plus(at, days=-1)[:10], instants.plus(at, days=1)[:10]
    actor, details = batch.actor, _details(batch)
    since = details[-1].until if details else None
    names = [*((one.said[:1], one.since, one.until) for one in details), ((actor.name,), since or "", None)]
    numbers = [
        *((one.said[1:], one.since, one.until) for one in details),
        *_licences(batch),
        ((actor.body, actor.number), since or "", None),
    ]
    return _held(said[:1], names, first, last) and _held(said[1:], numbers, first, last)


def _held(
    said: tuple[str, ...], spans: Iterable[tuple[tuple[str, ...], str, str | None]], first: str, last: str
) -> bool:
    return any(
        what == said and since[:10] <= last and (until is None or first <= until[:10])
        for what, since, until in spans
    )


def _details(batch: Batch) -> list[Span]:
    spans, since = list[Span](), ""
    for row in batch.connection.execute(FORMER, {"person": batch.actor.id}):
        was = orjson.loads(row.was)
        spans.append(Span((was["name"], was["licence_body"], was["licence_number"]), since, row.at))
        since = row.at
    return spans


def _licences(batch: Batch) -> list[Span]:
    spans: dict[str, list[Span]] = {}
    for row in batch.connection.execute(LICENCES, {"person": batch.actor.id}):
        before = spans.setdefault(row.licence_id, [])
        if before:
            before[-1] = before[-1]._replace(until=row.recorded_at)
        before.append(Span((row.licence_body, row.licence_number), row.recorded_at, None))
    return [one for some in spans.values() for one in some]
