"""By what a trainee is judged: the set they are enrolled under, exceptions from it, cases set aside, pauses, and who
they were when.

All of it is of one trainee in one programme, and little. Whoever writes any of it draws the report's `mark` anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection

from logbook import deadlines, instants
from logbook.eligibility import Case, given, grammar, pins
from logbook.eligibility.given import Exempt, Facts
from logbook.record import accredited, attained, licensed, published, spells, theirs
from logbook.record.arranged import time
from logbook.record.published import Published
from logbook.record.spells import Spell, Under
from logbook.shapes.loose import Doc

_EVER = "0001-01-01"


class Terms(NamedTuple):
    """`asked`: the set on that day; `until` and `next`: the day from which on the next version is theirs, and its
    number. `known`: all facts but the cases. `signers`: the days of the licences of those who signed."""

    asked: Published
    known: Facts
    exceptions: Sequence[tuple[str, Doc]] = ()  # (key of the set it was made for, what it says)
    until: str | None = None
    next: int | None = None
    signers: Mapping[Under, Sequence[Spell]] = MappingProxyType({})

    def licensed(self, cases: Iterable[Case]) -> list[Case]:
        """The same cases, those marked whose signer was not known to be licensed on the day of the signature."""
        return [
            case._replace(signer_licensed=False) if case.signer and not self._is_licensed(case) else case
            for case in cases
        ]

    def _is_licensed(self, case: Case) -> bool:
        known = self.signers.get(Under(case.signer, *case.signed_under), ())
        # Nearly every licence is one spell without an end, and days cost more than cases do.
        return any(one.is_valid and (one.first, one.last) == (spells.EVER, None) for one in known) or any(
            one.is_valid and one.holds(deadlines.later(case.performed_on, days=case.signed_after or 0))
            for one in known
        )

    def facts(self, cases: Sequence[Case]) -> Facts:
        """All that is judged."""
        return self.known._replace(items={**self.known.items, "cases": self.licensed(cases)})

    def under(self, asked: Published) -> "Terms":
        """The same person under another set."""
        known = self.known._replace(exceptions=_for_rules(self.exceptions, asked.key))
        return Terms(asked, known, self.exceptions, signers=self.signers)


def terms(
    connection: Connection, trainee: str, programme: str, usual: Published, today: str, tz: str
) -> Terms:
    """As they are on a day. `usual` is what their programme asks of whoever was never enrolled under a version."""
    values = {"trainee": trainee, "programme": programme}
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(theirs.ROWS, values):
        rows.setdefault(row.what, []).append(row)
    asked, until, following = _pinned(connection, rows, usual, today)
    keys = published.by_hash(connection, {row.c for row in rows.get("exception", ())})
    licences = licensed.selected(rows, tz)
    person = _person(rows, tz)
    doc = {
        "person": person,
        "days": {"enrolled": _enrolled(rows, tz)},
        "pauses": _pauses(rows.get("arrangement", ())),
        "aside": [_aside(row, tz) for row in rows.get("aside", ())],
        **attained.items([_attested(row) for row in rows.get("attested", ())], tz, _accredited(rows, person)),
        "licences": spells.items(licences.get(trainee, ()), today),
    }
    exceptions = [(keys[row.c].key, _exception(row)) for row in rows.get("exception", ())]
    known = given.facts(doc)._replace(exceptions=_for_rules(exceptions, asked.key))
    signers = spells.under((one for some in licences.values() for one in some), today)
    return Terms(asked, known, exceptions, until, following, signers)


def trainees(connection: Connection, programme: str) -> list[str]:
    """Whoever trains there now."""
    return list(connection.scalars(theirs.TRAINEES, {"programme": programme}))


def under(connection: Connection, programme: str, usual: Published, today: str) -> dict[str, str]:
    """{trainee: the hash of the set that they are judged by on a day}, of everybody who trains there now."""
    found: dict[str, dict[str, list[Any]]] = {id: {} for id in trainees(connection, programme)}
    versions = list[Any](connection.execute(theirs.VERSIONS, {"programme": programme}))
    for row in connection.execute(theirs.ENROLMENTS, {"programme": programme}):
        if row.e in found:
            found[row.e].setdefault("enrolment", []).append(row)
    return {
        id: _pinned(connection, rows | {"version": versions}, usual, today)[0].hash if rows else usual.hash
        for id, rows in found.items()
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


def _accredited(rows: dict[str, list[Any]], person: Sequence[Doc]) -> attained.IsAccredited:
    """Whether a module that was done on a day counts as accredited for them: by their profession of that day."""
    held = [
        SimpleNamespace(**dict(zip(theirs.ACCREDITED, row[2:], strict=False)))
        for row in rows.get("accredited", ())
    ]

    def is_accredited(module: str, on: str) -> bool:
        said = accredited.claims(held, module, on, accredited.profession_on(person, on), None)
        return any(not claim.takes_part for claim in said)

    return is_accredited


def _attested(row: Any) -> dict[str, Any]:
    """As `attained` reads one: with the part, the subject and for how long its module keeps."""
    named = dict(zip((*theirs.ATTESTED, "part", "subject"), row[2:], strict=True))
    version = int(named["version"]) if named["version"] else None
    return named | {"version": version, "keeps_months": row.number}
