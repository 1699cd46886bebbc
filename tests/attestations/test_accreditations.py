"""What may be stated of a completion (rows B1 to B4), the shape of numbers, who writes them, and what is warned of."""

from types import SimpleNamespace

import pytest

from logbook import instants
from logbook.models import Accreditation
from logbook.office import accreditations
from logbook.record import accredited
from tests.support.cast.people import ANA, BEN, DAN, FEMI, GIL, NORTH, administering, provider_of
from tests.support.server.application import ask
from tests.support.server.reader import read

ADDRESS = f"/curriculum/{NORTH}/accreditations"
AMA = {"body": "ACCME", "profession": "physician", "from_on": "2025-01-01", "until_on": "2026-06-30"}
GIVEN = {"body": "CPD Standards Office", "number": "60123", "from_on": "2026-01-01", "until_on": ""}


def row(**changes):
    facts = {"id": "a", "programme_id": NORTH, "module": None, "body": "Ofqual", "number": "601/2977/3"}
    facts |= {"profession": None, "region": "", "from_on": "2025-01-01", "until_on": "2026-06-30"}
    return SimpleNamespace(**facts | {"credits_tenths": 80, "statement": "", "withdrawn_at": None} | changes)


@pytest.mark.parametrize(("on", "stated"), [("2026-06-30", 1), ("2026-07-01", 0), ("2024-12-31", 0)])
def test_b1_what_was_not_in_force_on_the_day_of_completion_is_not_stated(on, stated):
    assert len(accredited.claims([row()], "ethics", on, "registered_nurse", 65)) == stated


def test_b2_a_nurse_takes_part_in_what_is_for_physicians_and_has_no_credit():
    [claim] = accredited.claims([row(**AMA)], "ethics", "2026-06-01", "registered_nurse", 65)
    assert (claim.takes_part, claim.credits_tenths) == (True, None)
    [claim] = accredited.claims([row(**AMA)], "ethics", "2026-06-01", "physician", 65)
    assert (claim.takes_part, claim.credits_tenths) == (False, 65)


def test_b3_of_eight_credits_offered_those_claimed_are_printed():
    [claim] = accredited.claims([row(credits_tenths=80)], "ethics", "2026-06-01", "dentist", 65)
    assert claim.credits_tenths == 65


def test_b4_a_coordinator_is_warned_of_what_ended_with_its_date():
    assert accreditations.warnings([row()], "2026-07-01") == ["Ofqual 601/2977/3 ended on 30 June 2026"]
    assert accreditations.warnings([row()], "2026-05-30") == ["Ofqual 601/2977/3 ends on 30 June 2026"]
    assert accreditations.warnings([row()], "2026-05-29") == []


def test_what_covers_another_module_or_was_taken_back_is_not_stated():
    rows = [row(module="anatomy"), row(withdrawn_at="2026-02-01T10:00:00Z")]
    assert accredited.claims(rows, "ethics", "2026-06-01", "dentist", None) == []
    assert len(accredited.claims(rows, "anatomy", "2026-06-01", "dentist", None)) == 1


@pytest.mark.parametrize(
    ("number", "remark"),
    [
        ("601/2977/3", ""),
        ("601/2977/x", ""),
        ("", ""),
        ("601-2977-3", accreditations.SHAPE),
        ("60", accreditations.SHAPE),
    ],
)
def test_a_number_of_ofqual_that_looks_mistyped_is_remarked_on(number, remark):
    assert accreditations.remark("Ofqual", number) == remark
    assert accreditations.remark("Another body", number) == ""


def written(client, address=ADDRESS, **changes):
    return client.post(address, data=read(client, address).form(address) | GIVEN | changes)


@pytest.mark.both_databases
class TestAtTheDesk:
    def test_a_coordinator_writes_those_of_the_programme_and_takes_them_back(self, desk, phone_of):
        dan = phone_of(DAN)
        assert written(dan, body="Ofqual", number="12", module="ethics").status_code == 303
        page = read(dan, ADDRESS)
        assert (
            "Ofqual 12" in page.text
            and accreditations.SHAPE in page.text
            and "Ethics and consent" in page.text
        )
        [kept] = desk.rows(Accreditation)
        assert (kept.programme_id, kept.module, kept.until_on) == (NORTH, "ethics", None)
        way = f"{ADDRESS}/{kept.id}/withdrawal"
        assert dan.post(way, data=page.form(way)).status_code == 303
        assert "Taken back" in read(dan, ADDRESS).text

    def test_what_ends_soon_is_warned_of_there(self, desk, phone_of):
        dan, soon = phone_of(DAN), instants.plus(instants.now(), days=30)[:10]
        written(dan, until_on=soon)
        assert "CPD Standards Office 60123 ends on" in read(dan, ADDRESS).text
        assert "CPD Standards Office 60123 ends on" in read(dan, "/curriculum").text
        assert "Accreditations that end" in read(dan, "/office").text

    def test_what_is_wrong_is_said_beside_its_field(self, desk, phone_of):
        answer = written(phone_of(DAN), body="", from_on="soon", credits="many", module="surgery")
        assert answer.status_code == 422
        for words in ("Enter the body", "Enter from when it holds", "Credits have one decimal at most"):
            assert words in answer.text

    @pytest.mark.parametrize("who", [ANA, BEN, FEMI], ids=lambda who: who.name)
    def test_nobody_else_sees_or_writes_them(self, desk, phone_of, who):
        assert phone_of(who).get(ADDRESS).status_code == 403

    def test_an_administrator_writes_those_of_the_school_which_its_programmes_state(
        self, app, desk, phone_of
    ):
        with app.app_context():
            from logbook.models import db
            from logbook.models.engine import writing

            with writing(db) as connection:
                administering(connection)
        address = f"/provider/{provider_of(NORTH)}/accreditations"
        assert written(phone_of(GIL), address).status_code == 303
        assert ask(app, Accreditation.__table__.select())[0].programme_id is None
        page = read(phone_of(DAN), ADDRESS)
        assert "The whole school" in page.text and "Take back" not in page.text
