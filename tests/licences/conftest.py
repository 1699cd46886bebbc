"""What tests of licences need: Ana's school, what is written there of licences, and what the judge says of her."""

from uuid import uuid4

import orjson
import pytest
from sqlalchemy import insert, update

from logbook import feed, record, store
from logbook.models import Programme, RequirementSet
from logbook.office import enrolments, licences, lookups
from logbook.office.lookups import Found, Where
from logbook.record import published
from logbook.record.judged import judged
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH, SOUTH, provider_of
from tests.support.cast.terms import dan
from tests.support.documents.statements import NOW, a_signoff, an_entry

TODAY = "2026-11-28"
AT_NORTH = Where(provider_of(NORTH), NORTH, DAN.id, DAN.name)
AT_SOUTH = Where(provider_of(SOUTH), SOUTH, FEMI.id, FEMI.name)
ACTIVE = Found("active")


def a_set(*rules):
    """One that asks for these rules."""
    doc = {"key": "s", "version": 1, "title": "t", "authority": "ours", "source": "s", "as_of": TODAY}
    every = [{"id": f"rule-{place}", "label": "Rule", "min": 1} | one for place, one in enumerate(rules)]
    gate = {"id": "licence", "label": "Licence", "rules": every}
    return published.read(published.text_of(doc | {"grammar": 2, "gates": [gate]}), NORTH)


class North:
    """Ana's school: what is written there, and what the judge says of her."""

    def __init__(self, app):
        self.app, self.desk = app, Desk(app)

    def write(self, change):
        with self.app.app_context(), store.writing() as connection:
            return change(connection)

    def asks(self, asked):
        """From the first of the month on Ana is judged by this set of the programme's own."""
        columns = {
            "hash": asked.hash,
            "programme_id": NORTH,
            "key": asked.key,
            "version": 1,
            "text": asked.text,
        }
        columns |= {"until": None, "published_at": NOW, "published_by": DAN.id}

        def keep(connection):
            connection.execute(insert(RequirementSet).values(**columns))
            whose = [enrolments.Whose(ANA.id, NORTH)]
            enrolments.enrol(connection, whose, asked, "2026-11-01", "asked", dan(), NOW)

        self.write(keep)

    def uses(self, key):
        """The programme asks a shipped set of everybody who was enrolled under none."""
        self.write(
            lambda c: c.execute(update(Programme).where(Programme.id == NORTH).values(requirement_set=key))
        )

    def shown(self, now=f"{TODAY}T12:00:00Z"):
        """Ana's report as her phone and her pages get it; what was made is kept."""
        with self.app.app_context():
            with store.reading() as connection:
                [doc], told = feed.reports(connection, ANA.id, now)
            store.keep_reports(told)
        return orjson.loads(doc["stmt"])

    def anew(self):
        """The same, whatever is kept."""
        with self.app.app_context(), store.reading() as connection:
            return record.report_for(connection, ANA.id, NORTH, TODAY)

    def says(self, somebody, status, now=NOW, **said):
        """What somebody says of their own licence."""
        return self.write(
            lambda c: licences.state(
                c, licences.primary_of(c, somebody.id), somebody.id, now, status=status, **said
            )
        )

    def looks_up(self, somebody, where=AT_NORTH, found=ACTIVE, now=NOW, act=None, **said):
        """A check of somebody's licence."""
        told = {"checked_on": now[:10], "how": "online", "name": "", "next_on": None} | said

        def kept(connection):
            last = licences.primary_of(connection, somebody.id)
            return lookups.record(
                connection, last, where, act or str(uuid4()), now, found=found, answers={}, **told
            )

        return self.write(kept)

    def signed(self, day, signed_at=None):
        entry = an_entry(performed_on=day)
        self.desk.send(ANA, entry)
        answer = self.desk.sign(BEN, a_signoff(entry, signed_at=signed_at or f"{day}T18:00:00Z"))
        assert answer["status"] == "applied"
        return entry["id"]

    def judged(self, asked, today=TODAY):
        with self.app.app_context(), store.reading() as connection:
            found = judged(connection, ANA.id, NORTH, today, asked)
        result = found.result
        ids = result["ids"].get("cases", [])
        return [
            (
                rule["state"],
                [
                    ids[place]
                    for first, last in rule["left_out"].get("not_signer_licensed", [])
                    for place in range(first, last + 1)
                ],
            )
            for gate in result["gates"]
            for rule in gate["rules"]
        ]


@pytest.fixture
def north(both_databases):
    """The school of this database."""
    return North(both_databases)
