"""The rows about hours, modules, credits and documents once more: their facts said by attestations, and judged of what
the database has."""

from uuid import uuid4

import orjson
import pytest
from sqlalchemy import delete

from logbook import store
from logbook.eligibility import grammar, judging
from logbook.models import Attestation, db
from logbook.models.engine import writing
from logbook.office import curriculum
from logbook.record.published import shipped
from logbook.record.terms import terms
from tests.eligibility.test_rows import ROWS, by_id, differences
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, DAN, NORTH
from tests.support.documents.statements import NOW, an_attestation

pytestmark = pytest.mark.both_databases
ON_RECORD = ("hours", "modules", "credits", "documents")


def spoken_of(row):
    """Whether its rules ask about nothing but what attestations say."""
    asked = [step.asked for step in row.steps if step.asked]
    kinds = {
        part["of"]
        for one in asked
        for rule in grammar.rules_of(grammar.read(one))
        for part in (rule["any"] or [rule])
    }
    return bool(asked) and kinds <= set(ON_RECORD)


SPOKEN = [name for name, row in ROWS.items() if spoken_of(row)]


def as_attested(kind, item):
    """An item of a row as the office would say it."""
    said = {"id": str(uuid4()), "on": item["on"], "until": item["until"], "known": "file", "minutes": None}
    if kind == "modules":
        return an_attestation(DAN, **said | {"module": item["module"], "title": item["module"].capitalize()})
    none = {"module": "", "version": None, "title": "As the row says"}
    if kind == "documents":
        return an_attestation(DAN, **said | none, what="document", document=item["kind"])
    words = {"hours": item["kind"], "way": item["way"] or "", "subject": item["subject"] or ""}
    return an_attestation(DAN, **said | none | words | {"minutes": item["tenths"] * 6}, what="hours")


def recorded(desk, step):
    """The result of a step, judged of a database that holds its facts and no others: ids are those of the row."""
    names = {}
    with desk.app.app_context(), writing(db) as connection:
        connection.execute(delete(Attestation))
    for kind in ON_RECORD:
        for item in step.known[kind]:
            word = as_attested(kind, item)
            names[word["id"]] = item["id"]
            verdict = desk.one(DAN, word, now="2027-12-01T10:00:00Z")
            assert verdict["status"] == "applied", verdict
    with desk.app.app_context(), store.reading() as connection:
        on = terms(connection, ANA.id, NORTH, shipped("generic-starter"), step.on, "Europe/London")
        known = on.facts([])._replace(days=judging.facts(step.known).days)
    result = orjson.loads(orjson.dumps(judging.judge(grammar.read(step.asked), known, step.on)))
    ids = {kind: [names.get(id, id) for id in found] for kind, found in result["ids"].items()}
    return by_id(result | {"ids": ids}, step.asked)


def test_the_rows_about_what_is_attested_are_among_them():
    assert {"R28", "R29", "R30", "R31", "R32", "R33"} <= set(SPOKEN)


@pytest.mark.parametrize("name", SPOKEN)
def test_a_row_comes_out_on_real_records(app, name):
    desk, steps = Desk(app), [step for step in ROWS[name].steps if step.expected]
    toxin = curriculum.Said("Toxin", "theory", "", 90, None, None)
    with app.app_context(), writing(db) as connection:
        curriculum.add(connection, NORTH, toxin, DAN.id, NOW)
    wrong = [(step.on, told) for step in steps if (told := differences(step.expected, recorded(desk, step)))]
    assert wrong == []
