"""The page on which a licence is checked: what its holder says, what this school found before, and the questions."""

from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, select

from logbook.folding import TITLES, folded
from logbook.models import LicenceCheck, LicencePeriod, Membership, Programme, Provider
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office import holding, licences
from logbook.office.lookups import Where
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.record.licensed import licensed
from logbook.regulation import numbers
from logbook.shapes.served.holdings import CheckedLine, ToCheck
from logbook.shapes.words import Vocabulary
from logbook.validity import Licence, valid


def find(connection: Connection, person: Person, membership: str, id: str) -> tuple[AnyRow, AnyRow] | None:
    """The member of theirs and the last version of that licence; None for what is not theirs to check."""
    query = (
        select(
            Membership.id,
            Membership.person_id,
            Membership.programme_id,
            Membership.role,
            Programme.provider_id,
            Provider.name.label("school"),
            Provider.tz,
            People.name,
        )
        .join(People, People.id == Membership.person_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .join(Provider, Provider.id == Programme.provider_id)
        .where(visible(person, "check licence"), Membership.id == membership)
    )
    member = connection.execute(query).first()
    licence = licences.of_person(connection, member.person_id).get(id) if member else None
    return (member, licence) if member and licence else None


def where(member: AnyRow, by: Person) -> Where:
    """For which school somebody checks, in which programme."""
    return Where(member.provider_id, member.programme_id, by.id, by.name)


def told(connection: Connection, member: AnyRow, licence: AnyRow, words: Vocabulary, clock: Clock) -> ToCheck:
    """All of it but the form's own fields. Of what other schools found there is nothing here."""
    of = licensed(connection, [member.person_id], member.provider_id, clock.tz)[member.person_id]
    known: Licence = next(one for one in of if one.id == licence.licence_id)
    now = valid(known, clock.today)
    of_school = _CHECKS.where(
        LicenceCheck.licence_id == licence.licence_id, LicenceCheck.provider_id == member.provider_id
    )
    rows = connection.execute(of_school.order_by(LicenceCheck.number.desc())).all()
    gone = {row.of for row in rows if row.of}
    return {
        "id": member.id,
        "licence": licence.licence_id,
        "person": member.name,
        "school": member.school,
        "number": f"{licence.licence_body} {licence.licence_number}".strip(),
        "type": words["licence_types"].get(licence.type, licence.type),
        "region": licence.region,
        "standing": now.said().replace(" on that day", ""),
        "ends_on": now.ends_on,
        "remark": numbers.remark(licence.licence_body, licence.licence_number),
        "looked_up": numbers.looked_up_at(licence.licence_body),
        "checks": [_line(row, member.name, row.act not in gone, words, clock) for row in rows if not row.of],
        "act": str(uuid4()),
    }


def name_differs(seen: str, name: str) -> bool:
    """Whether a register calls somebody otherwise than their account: titles, case and marks are no difference, and
    neither is a name more. A person decides what it means."""
    if not seen:
        return False
    ours, theirs = (
        {word for word in folded(text).replace(",", " ").split() if word.rstrip(".") not in TITLES}
        for text in (name, seen)
    )
    return not (ours <= theirs or theirs <= ours)


def _line(row: AnyRow, name: str, stands: bool, words: Vocabulary, clock: Clock) -> CheckedLine:
    answers: dict[str, Any] = orjson.loads(row.answers)
    return {
        "act": row.act,
        "text": holding.status_text(row, words),
        "conditions": row.conditions,
        "on": row.checked_on,
        "number": f"{row.licence_body} {row.licence_number}".strip(),
        "by": row.by_name,
        "how": words["licence_looks"].get(row.how, row.how),
        "answers": [
            {
                "question": label,
                "answer": words["licence_answers"].get(answers.get(code, ""), ""),
            }
            for code, label in words["licence_questions"].items()
        ],
        "name": row.name if name_differs(row.name, name) else "",
        "next_on": row.next_on,
        "stands": stands,
    }


_CHECKS = select(
    LicenceCheck.act,
    LicenceCheck.of,
    LicenceCheck.licence_body,
    LicenceCheck.licence_number,
    LicenceCheck.checked_on,
    LicenceCheck.how,
    LicenceCheck.answers,
    LicenceCheck.name,
    LicenceCheck.next_on,
    LicenceCheck.by_name,
    LicencePeriod.status,
    LicencePeriod.words,
    LicencePeriod.conditions,
    LicencePeriod.from_on,
    LicencePeriod.to_on,
).outerjoin(LicencePeriod, LicencePeriod.act == LicenceCheck.act)
