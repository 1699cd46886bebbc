"""By what a trainee is judged: the set they are enrolled under, exceptions from it, cases set aside, pauses, and who
they were when.

All of it is of one trainee in one programme, and little. Whoever writes any of it draws the report's `mark` anew.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    Connection,
    Select,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from logbook import instants
from logbook.eligibility import Case, given, grammar, pins
from logbook.eligibility.given import Exempt, Facts
from logbook.models import (
    Arrangement,
    Attestation,
    Enrolment,
    Entry,
    Membership,
    Module,
    Person,
    PersonChange,
    RequirementSet,
    RuleException,
    SetAside,
)
from logbook.record import attained, published
from logbook.record.arranged import time
from logbook.record.published import Published
from logbook.shapes.loose import Doc

_EVER = "0001-01-01"


class Terms(NamedTuple):
    """`asked`: the set on that day; `until` and `next`: the day from which on the next version is theirs, and its
    number. `known`: all facts but the items."""

    asked: Published
    known: Facts
    exceptions: Sequence[tuple[str, Doc]] = ()  # (key of the set it was made for, what it says)
    until: str | None = None
    next: int | None = None

    def facts(self, cases: Sequence[Case]) -> Facts:
        """All that is judged."""
        return self.known._replace(items={**self.known.items, "cases": cases})

    def under(self, asked: Published) -> "Terms":
        """The same person under another set."""
        known = self.known._replace(exceptions=_for_rules(self.exceptions, asked.key))
        return Terms(asked, known, self.exceptions)


def terms(
    connection: Connection, trainee: str, programme: str, usual: Published, today: str, tz: str
) -> Terms:
    """As they are on a day. `usual` is what their programme asks of whoever was never enrolled under a version."""
    values = {"trainee": trainee, "programme": programme}
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(_ROWS, values):
        rows.setdefault(row.what, []).append(row)
    asked, until, following = _pinned(connection, rows, usual, today)
    keys = published.by_hash(connection, {row.c for row in rows.get("exception", ())})
    doc = {
        "person": _person(rows, tz),
        "days": {"enrolled": _enrolled(rows, tz)},
        "pauses": _pauses(rows.get("arrangement", ())),
        "aside": [_aside(row, tz) for row in rows.get("aside", ())],
        **attained.items([_attested(row) for row in rows.get("attested", ())], tz),
    }
    exceptions = [(keys[row.c].key, _exception(row)) for row in rows.get("exception", ())]
    known = given.facts(doc)._replace(exceptions=_for_rules(exceptions, asked.key))
    return Terms(asked, known, exceptions, until, following)


def trainees(connection: Connection, programme: str) -> list[str]:
    """Whoever trains there now."""
    return list(connection.scalars(_TRAINEES, {"programme": programme}))


def under(connection: Connection, programme: str, usual: Published, today: str) -> dict[str, str]:
    """{trainee: the hash of the set that they are judged by on a day}, of everybody who trains there now."""
    theirs: dict[str, dict[str, list[Any]]] = {id: {} for id in trainees(connection, programme)}
    versions = list[Any](connection.execute(_VERSIONS, {"programme": programme}))
    for row in connection.execute(_ENROLMENTS, {"programme": programme}):
        if row.e in theirs:
            theirs[row.e].setdefault("enrolment", []).append(row)
    return {
        id: _pinned(connection, rows | {"version": versions}, usual, today)[0].hash if rows else usual.hash
        for id, rows in theirs.items()
    }


def _pinned(
    connection: Connection, rows: dict[str, list[Any]], usual: Published, today: str
) -> tuple[Published, str | None, int | None]:
    gone = {row.d for row in rows.get("enrolment", ()) if row.d}
    begun = [row for row in rows.get("enrolment", ()) if not row.d and row.a not in gone and row.c <= today]
    if not begun:
        return usual, None, None
    # Of two of one day the later deed stands.
    last = max(begun, key=lambda row: (row.c, row.number))
    there = published.by_hash(connection, {last.b})[last.b]
    line = {
        row.number: row for row in rows.get("version", ()) if (row.a, row.d) == (there.key, there.programme)
    }
    if there.programme is None or there.version not in line:
        return there, None, None
    versions = [{"version": number, "until": row.b} for number, row in line.items()]
    pin = pins.in_force([{"from": last.c, "version": there.version}], versions, None, today)
    hash = line[pin.version].c
    return published.by_hash(connection, {hash})[hash], pin.until, pin.next


def _person(rows: dict[str, list[Any]], tz: str) -> list[Doc]:
    """What they were from which day on, as far as rules may ask."""
    [now] = rows["person"]
    changes = [
        (instants.day(row.a, tz), orjson.loads(row.b))
        for row in sorted(rows.get("change", ()), key=lambda row: row.number)
    ]
    found, since = list[Doc](), _EVER
    for on, was in changes:
        found, since = [*found, _as_of(since, was["profession"], was.get("specialties", ""))], on
    found.append(_as_of(since, now.a, now.b))
    # What was changed twice on a day was never so on any.
    lasted = {row["from"]: row for row in found}
    return [*lasted.values()]


def _as_of(since: str, profession: str, specialties: str) -> Doc:
    return {"from": since, "profession": profession, "specialties": specialties.split()}


def _enrolled(rows: dict[str, list[Any]], tz: str) -> str | None:
    since = rows["since"][0].a
    return instants.day(since, tz) if since else None


def _pauses(rows: Sequence[Any]) -> list[Doc]:
    acts: list[Any] = [
        SimpleNamespace(act=row.a, kind=row.b, of=row.c, from_on=row.d, until_on=row.e) for row in rows
    ]
    return [{"from": one.first, "until": one.last} for one in time(acts).pauses]


def homeless(on: Terms, today: str) -> list[str]:
    """The rules of exceptions that have not ended, and about which the version says nothing."""
    whole = on.asked.whole
    known = {rule["id"] for rule in grammar.rules_of(whole)}
    return [
        one.rule
        for one in on.known.exceptions
        if (one.told["ends"] or today) >= today and grammar.called(whole, one.rule, known) not in known
    ]


def _for_rules(exceptions: Sequence[tuple[str, Doc]], key: str) -> Sequence[Exempt]:
    # Another set may call something else by the same name, and nothing is waived that nobody decided.
    rows = [one | ({} if made == key else {"rule": f"{made}/{one['rule']}"}) for made, one in exceptions]
    return given.facts({"exceptions": rows}).exceptions


def _exception(row: Any) -> Doc:
    return {
        "rule": row.a,
        "kind": row.b,
        "value": row.number,
        "items": orjson.loads(row.d),
        "on": row.e,
        "ends": row.f,
        "withdrawn": row.g,
        "reason": row.h,
        "by": row.i,
    }


def _aside(row: Any, tz: str) -> Doc:
    """A case that its supervisor sets aside: for every rule, of whichever set."""
    withdrawn = instants.day(row.e, tz) if row.e else None
    return {"item": row.a, "reason": row.b, "by": row.c, "on": row.d, "withdrawn": withdrawn}


def _attested(row: Any) -> dict[str, Any]:
    """As `attained` reads one: with the part, the subject and for how long its module keeps."""
    named = dict(zip((*_ATTESTED, "part", "subject"), row[2:], strict=True))
    version = int(named["version"]) if named["version"] else None
    return named | {"version": version, "keeps_months": row.number}


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


_TRAINEES = (
    select(Membership.person_id)
    .where(Membership.programme_id == _PROGRAMME, Membership.role == "trainee", Membership.ended_at.is_(None))
    .distinct()
)
_VERSIONS = _select(
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
_ENROLMENTS = _select(*_ENROLMENT, Enrolment.person_id).where(Enrolment.programme_id == _PROGRAMME)
_SETS = select(RequirementSet.key).where(
    RequirementSet.hash.in_(select(Enrolment.set_hash).where(_theirs(Enrolment)))
)
_ATTESTED = (
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
_CASES = select(Entry.id).where(Entry.trainee_id == _TRAINEE, Entry.programme_id == _PROGRAMME)
# One question: on its way to the server each costs more than these rows do.
_ROWS = union_all(
    _select("since", literal(0), func.min(Membership.since)).where(
        _theirs(Membership), Membership.role == "trainee"
    ),
    _select("person", literal(0), Person.profession, Person.specialties).where(Person.id == _TRAINEE),
    _select("change", PersonChange.number, PersonChange.at, PersonChange.was).where(
        PersonChange.person_id == _TRAINEE, PersonChange.kind == "details"
    ),
    _select(*_ENROLMENT).where(_theirs(Enrolment)),
    _VERSIONS.where(RequirementSet.key.in_(_SETS)),
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
        *(getattr(Attestation, name) for name in _ATTESTED),
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
    _select(
        "arrangement",
        Arrangement.number,
        Arrangement.act,
        Arrangement.kind,
        Arrangement.of,
        Arrangement.from_on,
        Arrangement.until_on,
    ).where(_theirs(Arrangement), Arrangement.kind.in_(("pause", "return", "withdrawal"))),
)
