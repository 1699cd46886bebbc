"""The licences of people, as one school knows them: what their holders say, and what that school found.

What another school found is in none of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from logbook import instants
from logbook.models import Licence, LicenceCheck, LicencePeriod, Programme, among
from logbook.models.engine import AnyRow
from logbook.validity import Check, Period, Version
from logbook.validity import Licence as Known


def licensed(
    connection: Connection, people: Iterable[str], provider: str | None, tz: str
) -> dict[str, list[Known]]:
    """{person id: their licences, in the order in which they were first recorded}, of each of these people, as this
    provider knows them, None for what their holders say alone. One query, however many people there are.

    `tz` is the zone in whose days something was recorded. `validity` says of them what held on a day, as it was known
    on another.
    """
    return licensed_in(connection, {provider or "": people}, tz)[provider or ""]


def licensed_in(
    connection: Connection, asked: Mapping[str, Iterable[str]], tz: str
) -> dict[str, dict[str, list[Known]]]:
    """{provider: the same} of several providers, with the people of each; in one query too."""
    wanted = {provider: sorted(set(people)) for provider, people in asked.items()}
    values = {"people": sorted({*chain(*wanted.values())}), "providers": sorted(wanted)}
    of_person: dict[str, list[AnyRow]] = {}
    for row in connection.execute(_ALL, values) if values["people"] else ():
        of_person.setdefault(row.person_id, []).append(row)
    return {
        provider: {id: _known(id, of_person.get(id, []), provider, tz) for id in people}
        for provider, people in wanted.items()
    }


def licensed_at(
    connection: Connection, person: str, programmes: Iterable[str], tz: str
) -> dict[str, tuple[str, list[Known]]]:
    """{programme: (its provider, the licences of somebody as that one knows them)}, in one query."""
    rows = connection.execute(_AT, {"people": [person], "programmes": sorted(set(programmes))}).all()
    about = [row for row in rows if row.kind != "school"]
    return {
        row.act: (row.provider_id, _known(person, about, row.provider_id, tz))
        for row in rows
        if row.kind == "school"
    }


def _known(person: str, rows: Iterable[AnyRow], provider: str, tz: str) -> list[Known]:
    """The licences of somebody, of all rows about them those that a provider may know."""
    versions, periods, checks = (
        dict[str, list[Version]](),
        dict[str, list[Period]](),
        dict[str, list[Check]](),
    )
    for row in rows:
        if row.kind == "version":
            versions.setdefault(row.licence_id, []).append(_version(row, tz))
        elif row.provider_id not in (None, provider):
            continue
        elif row.kind == "period":
            periods.setdefault(row.licence_id, []).append(_period(row, tz))
        else:
            checks.setdefault(row.licence_id, []).append(_check(row, tz))
    return [
        Known(id, person, tuple(said), tuple(periods.get(id, ())), tuple(checks.get(id, ())))
        for id, said in versions.items()
    ]


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


_TEXTS = (
    "licence_id",
    "person_id",
    "provider_id",
    "recorded_at",
    "act",
    "of",
    "region",
    "licence_body",
    "licence_number",
    "type",
    "status",
    "from_on",
    "to_on",
    "checked_on",
    "next_on",
    "name",
)


def _part(kind: str, table: Any, *more: ColumnElement[bool]) -> Select[Any]:
    """The rows of one table, with nothing in the columns of the others."""
    there = table.__table__.c
    texts = [there[name] if name in there else cast(null(), Text).label(name) for name in _TEXTS]
    flags = [
        there[name] if name in there else cast(null(), Boolean).label(name)
        for name in ("prescriber", "is_primary")
    ]
    return select(literal(kind).label("kind"), there.number, *texts, *flags).where(
        among(there.person_id, "people"), *more
    )


def _schools() -> Select[Any]:
    """The provider of each programme that is asked for, among such rows: its programme stands as the act."""
    known = {"act": Programme.id, "provider_id": Programme.provider_id}
    texts = [known[name].label(name) if name in known else cast(null(), Text).label(name) for name in _TEXTS]
    flags = [cast(null(), Boolean).label(name) for name in ("prescriber", "is_primary")]
    kind, number = literal("school").label("kind"), literal(0).label("number")
    columns: list[Any] = [kind, number, *texts, *flags]
    return select(*columns).where(among(Programme.id, "programmes"))


_found_there = among(LicencePeriod.provider_id, "providers")
_ALL = union_all(
    _part("version", Licence),
    _part("period", LicencePeriod, or_(LicencePeriod.provider_id.is_(None), _found_there)),
    _part("check", LicenceCheck, among(LicenceCheck.provider_id, "providers")),
).order_by("number")
_there = select(Programme.provider_id).where(among(Programme.id, "programmes"))
_AT = union_all(
    _schools(),
    _part("version", Licence),
    _part(
        "period",
        LicencePeriod,
        or_(LicencePeriod.provider_id.is_(None), LicencePeriod.provider_id.in_(_there)),
    ),
    _part("check", LicenceCheck, LicenceCheck.provider_id.in_(_there)),
).order_by("number")

# By these columns, beside its number, a row is read together with all else that a trainee is judged by.
_EVERY = ("licence_id", "person_id", "recorded_at")
_TOLD: dict[str, tuple[Any, tuple[str, ...]]] = {
    "version": (Licence, (*_EVERY, "region", "licence_body", "type", "licence_number")),
    "period": (LicencePeriod, (*_EVERY, "act", "status", "provider_id", "from_on", "to_on", "of")),
    "check": (
        LicenceCheck,
        (*_EVERY, "act", "checked_on", "next_on", "licence_body", "licence_number", "name", "of"),
    ),
}


def selects(select_as: Callable[..., Select[Any]], people: Any, provider: Any) -> Iterator[Select[Any]]:
    """What `licensed` reads, for a union of such selects: `select_as(what, number, *columns)` makes one. `people` are
    the ids of those asked about, as a query, `provider` the id of the school."""
    for kind, (table, names) in _TOLD.items():
        columns = (getattr(table, name) for name in names)
        query = select_as(f"licence_{kind}", table.number, *columns).where(table.person_id.in_(people))
        if table is LicencePeriod:
            query = query.where(or_(table.provider_id.is_(None), table.provider_id == provider))
        elif table is LicenceCheck:
            query = query.where(table.provider_id == provider)
        yield query


def selected(rows: Mapping[str, Sequence[Any]], tz: str) -> dict[str, list[Known]]:
    """The same as `licensed` of the rows of such a union, {what: (what, number, *columns)}."""
    of_person: dict[str, list[Any]] = {}
    usual: dict[str, Any] = {"provider_id": None, "prescriber": None, "is_primary": False}
    for kind, (_, names) in _TOLD.items():
        for row in sorted(rows.get(f"licence_{kind}", ()), key=lambda row: row.number):
            said = usual | dict(zip(names, row[2:], strict=False)) | {"kind": kind, "number": row.number}
            of_person.setdefault(said["person_id"], []).append(SimpleNamespace(**said))
    # One school's alone were read.
    schools = {row.provider_id for some in of_person.values() for row in some if row.provider_id}
    provider = next(iter(schools), "")
    return {id: _known(id, some, provider, tz) for id, some in of_person.items()}
