"""The licences of people, as one school knows them: what their holders say, and what that school found.

What another school found is in none of it.
"""

from collections.abc import Iterable

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from logbook import instants
from logbook.models import Licence, LicenceCheck, LicencePeriod, among
from logbook.models.engine import AnyRow
from logbook.validity import Check, Period, Version
from logbook.validity import Licence as Known


def licensed(
    connection: Connection, people: Iterable[str], provider: str | None, tz: str
) -> dict[str, list[Known]]:
    """{person id: their licences, in the order in which they were first recorded}, of each of these people, as this
    provider knows them, None for what their holders say alone. Three queries, however many people there are.

    `tz` is the zone in whose days something was recorded. `validity` says of them what held on a day, as it was known
    on another.
    """
    found: dict[str, list[Known]] = {id: [] for id in sorted(set(people))}
    asked = {"people": list(found), "provider": provider}
    versions = _of_each(connection.execute(_VERSIONS, asked))
    periods = _of_each(connection.execute(_PERIODS, asked))
    checks = _of_each(connection.execute(_CHECKS, asked)) if provider else {}
    for id, rows in versions.items():
        one = Known(
            id,
            rows[0].person_id,
            tuple(_version(row, tz) for row in rows),
            tuple(_period(row, tz) for row in periods.get(id, ())),
            tuple(_check(row, tz) for row in checks.get(id, ())),
        )
        found[one.person].append(one)
    return found


def _of_each(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = {}
    for row in rows:
        found.setdefault(row.licence_id, []).append(row)
    return found


def _version(row: AnyRow, tz: str) -> Version:
    return Version(
        row.region,
        row.licence_body,
        row.type,
        row.licence_number,
        row.prescriber,
        row.is_primary,
        instants.day(row.recorded_at, tz),
        row.number,
    )


def _period(row: AnyRow, tz: str) -> Period:
    return Period(
        row.act,
        row.status,
        row.from_on,
        row.to_on,
        instants.day(row.recorded_at, tz),
        row.provider_id is not None,
        row.of,
    )


def _check(row: AnyRow, tz: str) -> Check:
    return Check(
        row.act,
        row.checked_on,
        row.next_on,
        row.licence_body,
        row.licence_number,
        row.name,
        instants.day(row.recorded_at, tz),
        row.of,
    )


_provider: BindParameter[str] = bindparam("provider")
_VERSIONS = select(Licence.__table__).where(among(Licence.person_id, "people")).order_by(Licence.number)
_PERIODS = (
    select(LicencePeriod.__table__)
    .where(among(LicencePeriod.person_id, "people"))
    .where(or_(LicencePeriod.provider_id.is_(None), LicencePeriod.provider_id == _provider))
    .order_by(LicencePeriod.number)
)
_CHECKS = (
    select(LicenceCheck.__table__)
    .where(among(LicenceCheck.person_id, "people"), LicenceCheck.provider_id == _provider)
    .order_by(LicenceCheck.number)
)
