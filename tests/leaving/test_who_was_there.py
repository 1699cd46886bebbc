"""Whoever supervised that day may be named for ever, also by a phone that sends it long after they left."""

import pytest

from logbook.models import db
from logbook.models.engine import writing
from logbook.office import roles
from tests.support.cast.clinic import answers, joined, post
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, membership_of
from tests.support.documents.statements import an_entry, revised
from tests.support.server.reader import read

pytestmark = pytest.mark.finding("field.F3")
LEFT = "2026-11-25T12:00:00Z"
LATER = "2026-11-28T09:00:00Z"


@pytest.fixture
def ben_leaves(app):
    """Ben's role ends on 25 November; Femi has joined and supervises there too."""

    def end():
        joined(app, FEMI, NORTH, "supervisor")
        with app.app_context(), writing(db) as connection:
            roles.end(connection, membership_of(BEN), LEFT)

    return end


def test_a_case_that_names_a_leaver_can_be_mended(app, ben_leaves):
    desk, entry = Desk(app), an_entry()
    desk.one(ANA, entry)
    ben_leaves()
    mended = revised(entry, reflection="One word.", recorded_at="2026-11-28T08:00:00Z")
    assert desk.one(ANA, mended, now=LATER)["status"] == "applied"


def test_a_phone_that_wrote_a_case_before_they_left_is_heard_afterwards(app, ben_leaves):
    ben_leaves()
    assert Desk(app).one(ANA, an_entry(), now=LATER)["status"] == "applied"


def test_a_case_of_a_day_when_they_were_there_is_taken_when_it_is_written_down_later(app, ben_leaves):
    ben_leaves()
    late = an_entry(performed_on="2026-11-25", recorded_at="2026-11-28T08:00:00Z")
    assert Desk(app).one(ANA, late, now=LATER)["status"] == "applied"


@pytest.mark.parametrize("supervisor", [BEN.id, ANA.id, "20000000-0000-4000-8000-0000000000ff"])
def test_nobody_is_named_who_was_not_there(app, ben_leaves, supervisor):
    ben_leaves()
    after = an_entry(
        performed_on="2026-11-27", recorded_at="2026-11-27T18:00:00Z", supervisor=supervisor
    )  # fmt: skip
    verdict = Desk(app).one(ANA, after, now=LATER)
    assert verdict["code"] == "field_invalid" and set(verdict["fields"]) == {"supervisor"}


def test_the_form_keeps_the_leaver_named_and_says_that_somebody_else_signs(app, phone_of, ben_leaves):
    desk, entry = Desk(app), an_entry()
    desk.one(ANA, entry)
    ben_leaves()
    page = read(phone_of(ANA), f"/entries/{entry['id']}/edit")
    chosen = page.soup.select_one('#f-supervisor option[selected], [name="supervisor"][checked]')
    assert chosen["value"] == BEN.id
    assert "Left on 25 November 2026: somebody else signs" in page.text
    path = f"/entries/{entry['id']}/edit"
    fields = page.form(path) | {"reflection": "One word."}
    assert phone_of(ANA).post(path, data=fields, headers={"Origin": "http://localhost"}).status_code == 303


def test_a_new_case_offers_only_who_supervises_now(phone_of, ben_leaves):
    ben_leaves()
    page = read(phone_of(ANA), "/entries/new")
    assert FEMI.id in page.html and BEN.id not in page.html
    refused = answers(supervisor=BEN.id, performed_on="2026-11-27", model__code="K7QG")
    assert "Choose a supervisor" in post(phone_of(ANA), "/entries/new", refused, 422).text
