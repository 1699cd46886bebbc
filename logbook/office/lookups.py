"""A check of a licence: that somebody of a school looked it up, and what they found. It is that school's alone."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from logbook import canonical
from logbook.feed import hold_writers, touch
from logbook.models import LicenceCheck, LicencePeriod
from logbook.models.engine import AnyRow
from logbook.office import bearing
from logbook.traces import trace

FOUND = "check"  # the `source` of a period that was found so


class Where(NamedTuple):
    """For which school, in which of its programmes, and by whom."""

    provider_id: str
    programme_id: str
    by: str
    by_name: str


class Found(NamedTuple):
    """What the register says: a status, its own words, the text of conditions, its days; none of it where nobody was
    found there."""

    status: str
    words: str = ""
    conditions: str = ""
    from_on: str | None = None
    to_on: str | None = None


def record(
    connection: Connection,
    licence: AnyRow,
    where: Where,
    act: str,
    now: str,
    *,
    found: Found,
    answers: Mapping[str, str],
    **said: Any,
) -> bool:
    """Keep a check of a licence (its last version); False where this act was kept before. `said`: checked_on, how, name
    and next_on. One that is sent twice at once is one too."""
    hold_writers(connection)
    if _by_act(connection, act) is not None:
        return False
    before = bearing.days(connection, licence.person_id, where.provider_id)
    told = {"licence_body": licence.licence_body, "licence_number": licence.licence_number}
    _write(connection, licence, where, act, now, told | {"answers": canonical.dumps(dict(answers))} | said)
    period = found._asdict() | {"provider_id": where.provider_id, "source": FOUND, "by_id": where.by}
    of = {"act": act, "licence_id": licence.licence_id, "person_id": licence.person_id, "of": None}
    connection.execute(insert(LicencePeriod).values(period | of | {"recorded_at": now}))
    trace("licence_checked", about=licence.person_id, thing=act, programme=where.programme_id)
    _touch(connection, licence.person_id, where.provider_id, before)
    return True


def take_back(connection: Connection, act: str, licence: AnyRow, where: Where, now: str) -> bool | None:
    """A further row says that a check of this licence, by this school, was none; False where one says so already,
    None where there is no such check."""
    hold_writers(connection)
    row = _by_act(connection, act)
    if row is None or row.of or (row.provider_id, row.licence_id) != (where.provider_id, licence.licence_id):
        return None
    if connection.scalar(select(LicenceCheck.number).where(LicenceCheck.of == act)) is not None:
        return False
    before = bearing.days(connection, row.person_id, where.provider_id)
    again = str(uuid4())
    kept = {name: getattr(row, name) for name in _KEPT}
    _write(connection, row, where, again, now, kept | {"of": act})
    trace("licence_check_undone", about=row.person_id, thing=act, programme=where.programme_id)
    _touch(connection, row.person_id, where.provider_id, before)
    return True


def _touch(connection: Connection, person_id: str, provider_id: str, before: bearing.Days) -> None:
    # Most checks find what was known: nothing that was signed counts otherwise then.
    moved = bearing.days(connection, person_id, provider_id) != before
    touch(connection, bearing.told(connection, person_id, provider_id, signed=moved))


def join(connection: Connection, kept: str, gone: str) -> None:
    """Two providers become one: what either found is the joined one's."""
    checks = update(LicenceCheck).where(LicenceCheck.provider_id == gone)
    found = update(LicencePeriod).where(LicencePeriod.provider_id == gone)
    connection.execute(checks.values(provider_id=kept))
    connection.execute(found.values(provider_id=kept))


def _write(
    connection: Connection, of: AnyRow, where: Where, act: str, now: str, said: Mapping[str, Any]
) -> None:
    about = {"licence_id": of.licence_id, "person_id": of.person_id, "act": act, "of": None}
    by = {"provider_id": where.provider_id, "programme_id": where.programme_id}
    by |= {"by_id": where.by, "by_name": where.by_name, "recorded_at": now}
    connection.execute(insert(LicenceCheck).values(about | by | dict(said)))


def _by_act(connection: Connection, act: str) -> AnyRow | None:
    return connection.execute(select(LicenceCheck.__table__).where(LicenceCheck.act == act)).first()


_KEPT = ("licence_body", "licence_number", "checked_on", "how", "answers", "name", "next_on")
