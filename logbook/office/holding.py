"""A person's own licences, as their own pages show them: what they said, and what each school found."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from logbook.filters import date
from logbook.models import LicenceCheck, LicencePeriod, Provider
from logbook.models.engine import AnyRow
from logbook.office import licences
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.record.licensed import licensed
from logbook.regulation import numbers
from logbook.shapes.served.holdings import FoundLine, OwnLicence, SaidLine
from logbook.shapes.words import Vocabulary
from logbook.validity import Licence, primary, standing, valid


def own(connection: Connection, person: Person, words: Vocabulary, clock: Clock) -> list[OwnLicence]:
    """All licences of somebody, the primary one first."""
    rows = licences.of_person(connection, person.id)
    known = {one.id: one for one in licensed(connection, [person.id], None, person.tz)[person.id]}
    first = primary(known.values())
    said = _by_licence(connection.execute(_SAID, {"person": person.id}))
    found = _by_licence(connection.execute(_FOUND, {"person": person.id}))
    lines = [
        _licence(
            row,
            known[id],
            first is not None and first.id == id,
            said.get(id, []),
            found.get(id, []),
            words,
            clock,
        )
        for id, row in rows.items()
    ]
    return sorted(lines, key=lambda one: not one["primary"])


def _licence(
    row: AnyRow,
    known: Licence,
    is_primary: bool,
    said: list[AnyRow],
    found: list[AnyRow],
    words: Vocabulary,
    clock: Clock,
) -> OwnLicence:
    now = valid(known, clock.today)
    stands = {one.act for one in standing(known)}
    return {
        "id": row.licence_id,
        "title": f"{row.licence_body} {row.licence_number}".strip(),
        "body": row.licence_body,
        "number": row.licence_number,
        "region": row.region,
        "type": words["licence_types"].get(row.type, row.type),
        "type_code": row.type,
        "prescriber": {True: "yes", False: "no"}.get(row.prescriber, ""),
        "primary": is_primary,
        "state": now.state,
        "standing": now.said(),
        "ends_on": now.ends_on,
        "remark": numbers.remark(row.licence_body, row.licence_number),
        "said": [_said(one, one.act in stands, words, clock) for one in reversed(said) if one.status],
        "found": [_found(one, words, clock) for one in reversed(found)],
    }


def _said(row: AnyRow, stands: bool, words: Vocabulary, clock: Clock) -> SaidLine:
    return {
        "act": row.act,
        "text": status_text(row, words),
        "conditions": row.conditions,
        "on": clock.local(row.recorded_at)[:10],
        "stands": stands,
    }


def _found(row: AnyRow, words: Vocabulary, clock: Clock) -> FoundLine:
    return {
        "school": row.school,
        "text": status_text(row, words),
        "conditions": row.conditions,
        "on": row.checked_on,
        "number": f"{row.licence_body} {row.licence_number}",
        "by": row.by_name,
        "how": words["licence_looks"].get(row.how, row.how),
    }


def status_text(row: AnyRow, words: Vocabulary) -> str:
    """A period in words: its status, what the register calls it, and its days."""
    label = words["licence_statuses"].get(row.status, row.status)
    days = [f"from {date(row.from_on)}"] if row.from_on else []
    days += [f"until {date(row.to_on)}"] if row.to_on else []
    called = f" (“{row.words}”)" if row.words else ""
    return " ".join([f"{label}{called}", *days])


def _by_licence(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = {}
    for row in rows:
        found.setdefault(row.licence_id, []).append(row)
    return found


_SAID = (
    select(LicencePeriod.__table__)
    .where(LicencePeriod.person_id == bindparam("person"), LicencePeriod.provider_id.is_(None))
    .order_by(LicencePeriod.number)
)
_gone = select(LicenceCheck.of).where(
    LicenceCheck.person_id == bindparam("person"), LicenceCheck.of.is_not(None)
)
# What any school found of the person who asks: it is about them, and theirs to read.
_FOUND = (
    select(
        LicenceCheck.licence_id,
        LicenceCheck.licence_body,
        LicenceCheck.licence_number,
        LicenceCheck.checked_on,
        LicenceCheck.how,
        LicenceCheck.by_name,
        LicencePeriod.status,
        LicencePeriod.words,
        LicencePeriod.conditions,
        LicencePeriod.from_on,
        LicencePeriod.to_on,
        Provider.name.label("school"),
    )
    .join(LicencePeriod, LicencePeriod.act == LicenceCheck.act)
    .join(Provider, Provider.id == LicenceCheck.provider_id)
    .where(LicenceCheck.person_id == bindparam("person"), LicenceCheck.of.is_(None))
    .where(LicenceCheck.act.not_in(_gone))
    .order_by(LicenceCheck.number)
)
