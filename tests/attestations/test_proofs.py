"""What the office saw: recorded with its place and digest, which reach no phone and no statement."""

from hashlib import sha256
from io import BytesIO

import orjson
import pytest
from sqlalchemy import select

from logbook import instants, store
from logbook.models import Attestation, Proof, Statement, db
from logbook.models.engine import writing
from logbook.record import published
from tests.attestations.test_attested import judged
from tests.support.cast import terms
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.both_databases
ADDRESS = f"/cohort/{NORTH}/{ANA.id}/attestations"
PLACE, PAPER = "Cabinet 7, green folder", b"%PDF-1.7 a certificate"
DOCUMENT = {"what": "document", "document": "protocol", "title": "Protocol of Dr Hale", "on": "2025-11-29"}


def recorded(client, **changes):
    form = read(client, ADDRESS).form(ADDRESS) | {"place": PLACE, "file": (BytesIO(PAPER), "c.pdf")} | changes
    return client.post(ADDRESS, data=form, content_type="multipart/form-data")


def test_a_document_that_was_seen_counts_until_its_last_day(desk, phone_of):
    dan = phone_of(DAN)
    assert recorded(dan, **DOCUMENT, until="2026-11-28").status_code == 303
    rule = {"id": "protocol", "of": "documents", "min": 1, "where": {"kind": ["protocol"]}}
    assert judged(desk, rule, "2026-11-28") == ("met", 1, {})
    assert judged(desk, rule, "2026-11-29") == ("ended", 0, {"ended": 1})
    page = read(dan, ADDRESS)
    assert "Protocol: Protocol of Dr Hale" in page.text and f"Kept: {PLACE}" in page.text


def test_hours_that_were_seen_add_up(desk, phone_of):
    hours = {"what": "hours", "hours": "practice", "title": "Hill Clinic", "on": "2026-10-01"}
    assert recorded(phone_of(DAN), **hours, until="2026-10-31", minutes="7200").status_code == 303
    rule = {"id": "h", "of": "hours", "count": "sum:tenths", "min": 1000, "where": {"kind": ["practice"]}}
    assert judged(desk, rule) == ("met", 1200, {})


def test_the_certificate_of_a_module_is_seen_and_taken_back(desk, phone_of):
    dan = phone_of(DAN)
    recorded(dan, what="module", module="pharmacology", on="2026-11-18")
    assert judged(desk) == ("met", 1, {})
    [row] = desk.rows(Attestation)
    way = f"{ADDRESS}/{row.id}/withdrawal"
    assert dan.post(way, data=read(dan, ADDRESS).form(way)).status_code == 303
    assert judged(desk) == ("open", 0, {"withdrawn": 1})


def test_where_it_is_kept_and_its_digest_reach_no_phone_and_stand_in_no_statement(app, desk, phone_of):
    recorded(phone_of(DAN), **DOCUMENT)
    [kept] = ask(app, Proof.__table__.select())
    assert (kept.place, kept.digest) == (PLACE, sha256(PAPER).hexdigest())
    for text in (row.text for row in ask(app, select(Statement.__table__.columns.text))):
        assert PLACE not in text and kept.digest not in text
    for who in (ANA, BEN, CLEO, FEMI, DAN):
        with app.app_context():
            held = orjson.dumps(store.snapshot(who.id)).decode()
        assert PLACE not in held and kept.digest not in held, who.name
        # States go to those who supervise, and to the trainee; to nobody else.
        assert ("Protocol of Dr Hale" in held) == (who in (ANA, BEN)), who.name


@pytest.mark.parametrize("who", [ANA, BEN, CLEO, FEMI], ids=lambda who: who.name)
def test_nobody_else_reaches_what_the_office_keeps(desk, phone_of, who):
    assert phone_of(who).get(ADDRESS).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": ""}, "Choose what was seen"),
        ({"what": "module"}, "Choose which module"),
        ({"what": "hours"}, "Choose which hours they are"),
        ({"what": "hours", "hours": "cpd"}, "Say how many minutes"),
        ({"what": "document"}, "Choose which document"),
        (DOCUMENT | {"until": "2025-11-01"}, "Its last day lies before its first"),
        (DOCUMENT | {"on": "2990-01-01"}, "This is no day, or one still to come"),
        (DOCUMENT | {"place": ""}, "Say where it is kept"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_beside_its_field(desk, phone_of, changes, words):
    answer = recorded(phone_of(DAN), **changes)
    assert words in check(answer, ADDRESS, 422).text


def test_hours_are_told_as_hours_wherever_a_rule_is_told(desk, app, phone_of):
    now = instants.now()
    with app.app_context(), writing(db) as connection:
        terms.moved(connection, now, published.shipped("us-cans"))
    hours = {
        "what": "hours",
        "hours": "practice",
        "title": "Hill Clinic",
        "on": "2026-10-01",
        "minutes": "7230",
    }
    recorded(phone_of(DAN), **hours)
    page = read(phone_of(ANA), "/pathway/hours")
    assert "Asked 1000" in page.text and "Counted 120.5" in page.text and "To go 879.5" in page.text
    assert "120.5 of 1000" in read(phone_of(ANA), "/pathway").text
    assert "120.5 of 1000" in read(phone_of(DAN), f"/cohort/{NORTH}/{ANA.id}/pathway").text
