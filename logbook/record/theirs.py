"""The rows of all by which a trainee is judged, of one trainee in one programme, in one question."""

from typing import Any

from sqlalchemy import Select, String, Text, bindparam, cast, func, literal, null, select, union_all

from logbook.models import (
    Accreditation,
    Arrangement,
    Attestation,
    Enrolment,
    Entry,
    Membership,
    Module,
    Person,
    PersonChange,
    Programme,
    RequirementSet,
    RuleException,
    SetAside,
    Signoff,
)
from logbook.record import licensed

_TRAINEE: Any = bindparam("trainee")
_PROGRAMME: Any = bindparam("programme")


def _select(what: str, number: Any, *columns: Any) -> Select[Any]:
    names = "abcdefghijklmn"
    filled = [*columns, *[null()] * (len(names) - len(columns))]
    return select(
        literal(what, String).label("what"),
        number.label("number"),
        *(cast(column, Text).label(name) for name, column in zip(names, filled, strict=True)),
    )


def _theirs(table: Any) -> Any:
    return (table.person_id == _TRAINEE) & (table.programme_id == _PROGRAMME)


TRAINEES = (
    select(Membership.person_id)
    .where(Membership.programme_id == _PROGRAMME, Membership.role == "trainee", Membership.ended_at.is_(None))
    .distinct()
)
VERSIONS = _select(
    "version",
    RequirementSet.version,
    RequirementSet.key,
    RequirementSet.until,
    RequirementSet.hash,
    RequirementSet.programme_id,
).where(RequirementSet.programme_id == _PROGRAMME)
_ENROLMENT = (
    "enrolment",
    Enrolment.number,
    Enrolment.act,
    Enrolment.set_hash,
    Enrolment.from_on,
    Enrolment.of,
)
ENROLMENTS = _select(*_ENROLMENT, Enrolment.person_id).where(Enrolment.programme_id == _PROGRAMME)
_SETS = select(RequirementSet.key).where(
    RequirementSet.hash.in_(select(Enrolment.set_hash).where(_theirs(Enrolment)))
)
ATTESTED = (
    "id",
    "membership_id",
    "received_at",
    "known",
    "deed",
    "on_day",
    "until_day",
    "told",
    "withdrawn_at",
    "what",
    "version",
    "module",
)
ACCREDITED = ("module", "profession", "from_on", "until_on", "withdrawn_at")
_CASES = select(Entry.id).where(Entry.trainee_id == _TRAINEE, Entry.programme_id == _PROGRAMME)
# Whose licences are asked about: theirs, and of those who signed.
_PEOPLE = union_all(
    select(Person.id.label("id")).where(Person.id == _TRAINEE),
    select(Signoff.signer_id).where(Signoff.entry_id.in_(_CASES), Signoff.withdrawn_at.is_(None)),
).cte("people")
_PROVIDER = select(Programme.provider_id).where(Programme.id == _PROGRAMME).scalar_subquery()
# One question: on its way to the server each costs more than these rows do.
ROWS = union_all(
    _select("since", literal(0), func.min(Membership.since)).where(
        _theirs(Membership), Membership.role == "trainee"
    ),
    _select("person", literal(0), Person.profession, Person.specialties).where(Person.id == _TRAINEE),
    _select("change", PersonChange.number, PersonChange.at, PersonChange.was).where(
        PersonChange.person_id == _TRAINEE, PersonChange.kind == "details"
    ),
    _select(*_ENROLMENT).where(_theirs(Enrolment)),
    VERSIONS.where(RequirementSet.key.in_(_SETS)),
    _select(
        "exception",
        RuleException.value,
        RuleException.rule,
        RuleException.kind,
        RuleException.set_hash,
        RuleException.items,
        RuleException.on_day,
        RuleException.ends,
        RuleException.withdrawn_on,
        RuleException.reason,
        RuleException.by_name,
    ).where(_theirs(RuleException)),
    _select(
        "aside",
        literal(0),
        SetAside.entry_id,
        SetAside.reason,
        SetAside.by_name,
        SetAside.on_day,
        SetAside.withdrawn_at,
    ).where(SetAside.entry_id.in_(_CASES)),
    _select(
        "attested",
        Module.keeps_months,
        *(getattr(Attestation, name) for name in ATTESTED),
        Module.part,
        Module.subject,
    )
    .select_from(Attestation)
    .outerjoin(
        Module,
        (Module.programme_id == Attestation.programme_id)
        & (Module.key == Attestation.module)
        & (Module.version == Attestation.version),
    )
    .where(_theirs(Attestation)),
    # What was taken back was never in force.
    _select(
        "accredited",
        literal(0),
        *(getattr(Accreditation, name) for name in ACCREDITED),
    ).where(
        Accreditation.provider_id == _PROVIDER,
        Accreditation.programme_id.is_(None) | (Accreditation.programme_id == _PROGRAMME),
        Accreditation.withdrawn_at.is_(None),
    ),
    _select(
        "arrangement",
        Arrangement.number,
        Arrangement.act,
        Arrangement.kind,
        Arrangement.of,
        Arrangement.from_on,
        Arrangement.until_on,
    ).where(_theirs(Arrangement), Arrangement.kind.in_(("pause", "return", "withdrawal"))),
    *licensed.selects(_select, select(_PEOPLE.c.id), _PROVIDER),
)
