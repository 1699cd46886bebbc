"""The whole result of a trainee's set, gate by gate, as it is on a day: what counted, what did not and why."""

from typing import NamedTuple

from sqlalchemy import Connection

from logbook.eligibility import judging
from logbook.record import reports
from logbook.record.facts import facts
from logbook.record.published import Published
from logbook.record.terms import Terms, terms
from logbook.shapes.loose import Doc


class Judged(NamedTuple):
    """By what somebody was judged, and the result as `eligibility.judging.judge` gives it."""

    terms: Terms
    result: Doc


def judged(
    connection: Connection, trainee: str, programme: str, today: str, asked: Published | None = None
) -> Judged:
    """Of all cases there are; `asked` instead of the set that is theirs. Raises KeyError for a programme there is not.

    `today` is a day of the programme's calendar, also one to come. Costs some ten times what a report does: it says
    since when and until when, too.
    """
    ground = reports.grounds(connection, {programme})[programme]
    on = terms(connection, trainee, programme, ground.asked, today, ground.tz)
    if asked is not None:
        on = on.under(asked)
    cases = facts(connection, trainee, programme, ground.tz, known=ground.known)
    return Judged(on, judging.judge(on.asked.whole, on.facts(cases), today))
