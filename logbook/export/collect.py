"""Gathers what an export holds into one plain dict, the bundle: paper, spreadsheet and archive are all made from it."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from sqlalchemy import Connection

from logbook import eligibility, record
from logbook.auth import recoveries
from logbook.export import reads
from logbook.export.against import held_against
from logbook.export.figures import Figures
from logbook.export.gathered import Gathered
from logbook.export.logbooks import size
from logbook.export.marks import Licences
from logbook.export.noticed import Noticed
from logbook.export.studied import studied
from logbook.instants import day
from logbook.record import published
from logbook.record.signers import confirmed
from logbook.record.terms import terms
from logbook.shapes.bundle import Bundle, JudgedTold
from logbook.shapes.loose import Doc
from logbook.shapes.report import Report


def collect(
    connection: Connection,
    trainee_id: str,
    programme_id: str,
    date_from: str,
    date_to: str,
    now: str,
    *,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Bundle:
    """All entries treated from one day to another, with everything said about them, and the figures about them.

    The connection must show one snapshot, and stay open while entries are read. `tell` hears how many of how many
    cases are gathered. Raises NoResultFound.
    """
    programme = reads.programme(connection, programme_id)
    trainee = reads.person(connection, trainee_id)
    values = {"trainee": trainee_id, "programme": programme_id, "first": date_from, "last": date_to}
    people = reads.people(connection, programme_id)
    ids = record.logbook(connection, values)
    licences = Licences(connection, programme, trainee, people)
    known = confirmed(connection, programme_id)
    entries = Gathered(connection, ids, programme.tz, people, known, licences)
    figures, noticed = Figures(), Noticed()
    for done, entry in enumerate(entries):
        tell(done, len(entries))
        figures.add(entry)
        noticed.add(entry)
    tell(len(entries), len(entries))
    report, judged, person = _held(connection, trainee_id, programme, ids, now)
    signers = figures.signers({id: row._mapping for id, row in people.items()})
    anew = recoveries.used(connection, [trainee_id, *(line["id"] for line in signers)], programme_id)
    # Rows become plain JSON here; a test compares what is gathered with the shape.
    made = {
        "trainee": dict(trainee._mapping)
        | {
            "specialties": trainee.specialties.split(),
            "password_set_anew": anew.get(trainee_id, []),
        },
        "programme": dict(programme._mapping),
        "date_from": date_from,
        "date_to": date_to,
        "generated_at": now,
        "digest": figures.digest(),
        "record_digest": figures.record_digest(),
        "report": report,
        "judged": judged,
        "noticed": noticed.told(),
        "studied": studied(
            connection, trainee_id, programme_id, person, programme.tz, day(now, programme.tz)
        ),
        "logo": reads.logo(connection, programme_id),
        "signers": [
            line
            | {
                "checked_on": licences.checked_on(cast(Doc, line)),
                "password_set_anew": anew.get(line["id"], []),
            }
            for line in signers
        ],
        "summary": figures.summary(),
        "timeliness": figures.timeliness(),
        "outside": size(connection, trainee_id, programme_id) - len(entries),
        "newer": figures.newer,
        "meanings": figures.meanings(),
        "entries": entries,
    }
    return cast(Bundle, made)


def _held(
    connection: Connection, trainee_id: str, programme: Any, ids: list[str], now: str
) -> tuple[Report, JudgedTold, Sequence[Doc]]:
    # Only what is in the file can be checked in the file, so only that is held against the requirements.
    numbers = {id: number for number, id in enumerate(ids, 1)}
    cases = record.facts(connection, trainee_id, programme.id, programme.tz)
    today, usual = day(now, programme.tz), published.newest(connection, [programme.requirement_set])
    on = terms(connection, trainee_id, programme.id, usual[programme.requirement_set], today, programme.tz)
    inside = on.licensed(case for case in cases if case.id in numbers)
    report = eligibility.report(
        trainee_id, programme.id, on.asked.told, inside, today, on.asked.whole, on.known
    )
    return report, held_against(on, inside, today, numbers), on.known.person
