"""A report made of all there is, and its gates."""

from collections.abc import Mapping
from hashlib import sha256

import orjson
from sqlalchemy import Connection

from logbook import canonical, instants, shapes
from logbook.eligibility import Case, judging, report
from logbook.record import pathway
from logbook.record.facts import NOTHING_HEARD, Heard, facts
from logbook.record.grounds import Ground, grounds
from logbook.record.remembered import Kept
from logbook.record.terms import Terms, terms

# What a report says of the weeks and months before its day: it is otherwise though nothing is.
_SLIDING = ("made_on", "ready_on", "weeks", "doses")
WHOLE = 60  # cases that are judged gate by gate together with their report; what is more is left to a worker


def make(
    connection: Connection,
    one: Kept,
    ground: Ground,
    now: str,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
    *,
    whole: bool = False,
) -> Kept:
    """The report as it is today, of the cases that this connection sees; `heard`: as `facts` has it. With its gates
    where they are few, or where the `whole` result is asked for."""
    today = instants.day(now, ground.tz)
    return _made(connection, one, ground, today, heard, whole=whole)._replace(inputs=inputs(one, ground))


def report_for(connection: Connection, trainee_id: str, programme_id: str, today: str) -> shapes.Report:
    """The report of a trainee on some day, whatever is kept. Raises KeyError for a programme there is not."""
    ground = grounds(connection, {programme_id})[programme_id]
    on, cases = _judged(connection, trainee_id, ground, today)
    return _report(trainee_id, ground, on, cases, today)


def _made(
    connection: Connection,
    one: Kept,
    ground: Ground,
    today: str,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
    *,
    whole: bool = False,
) -> Kept:
    on, cases = _judged(connection, one.trainee, ground, today, heard)
    told = _report(one.trainee, ground, on, cases, today)
    said = _spelled(told)
    made = one._replace(made_on=today, text=said, number=0, gates=None)
    if not whole and len(cases) > WHOLE:
        return made
    result = judging.judge(on.asked.whole, on.facts(cases), today)
    end = pathway.first_end(on.asked.whole, result)
    of = pathway.Of(one.trainee, one.programme, canonical.digest(said), told["basis"])
    gates = pathway.documents(of, on, result)
    return made._replace(gates=gates, ends_on=end and end.on, ends_rule=end and end.rule)


def _judged(
    connection: Connection,
    trainee: str,
    ground: Ground,
    today: str,
    heard: Mapping[str, Heard] = NOTHING_HEARD,
) -> tuple[Terms, list[Case]]:
    """By what a trainee is judged, and their cases."""
    cases = facts(connection, trainee, ground.programme, ground.tz, known=ground.known, heard=heard)
    on = terms(connection, trainee, ground.programme, ground.asked, today, ground.tz)
    return on, on.licensed(cases)


def _report(trainee: str, ground: Ground, on: Terms, cases: list[Case], today: str) -> shapes.Report:
    made = report(trainee, ground.programme, on.asked.told, cases, today, on.asked.whole, on.known)
    lasting = {name: value for name, value in made.items() if name not in _SLIDING}
    basis = sha256(orjson.dumps(lasting, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return {**made, "basis": basis[: pathway.SHORTEST]}


def with_gates(connection: Connection, one: Kept, ground: Ground) -> Kept:
    """The report and its gates as they are made now, on its own day."""
    return _made(connection, one, ground, one.made_on or "", whole=True)


def said(connection: Connection, one: Kept, ground: Ground) -> str:
    """What a kept report must say, if it holds."""
    on, cases = _judged(connection, one.trainee, ground, one.made_on or "")
    return _spelled(_report(one.trainee, ground, on, cases, one.made_on or ""))


def _spelled(doc: shapes.Report) -> str:
    # Canonical without a walk through it: it is made of whole numbers and words of ours, as its shape says.
    return orjson.dumps(doc, option=orjson.OPT_SORT_KEYS).decode()


def inputs(one: Kept, ground: Ground) -> str:
    """The hash of all a report is made of: while it is the same, the report holds."""
    return sha256(f"{one.trainee} {one.programme} {one.mark} {ground.digest}".encode()).hexdigest()
