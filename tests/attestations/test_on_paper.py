"""What was done beside the cases leaves with the logbook, and what accredits it by what was in force on its day."""

import json
from io import BytesIO

import pytest
from sqlalchemy import insert

from logbook import export, store
from logbook.models import Accreditation, db
from logbook.models.engine import writing
from tests.support.cast.people import ANA, BEN, DAN, NORTH, provider_of
from tests.support.documents.printed import text_of
from tests.support.documents.statements import an_attestation

NOW = "2026-11-21T10:00:00Z"


def accredited(app, **changes):
    row = {
        "id": "90000000-0000-4000-8000-000000000001",
        "provider_id": provider_of(NORTH),
        "body": "CPD Office",
    }
    row |= {"number": "60123", "region": "", "from_on": "2026-01-01", "until_on": None, "statement": ""}
    row |= {"added_at": NOW, "by_id": DAN.id, "credits_tenths": 80}
    with app.app_context(), writing(db) as connection:
        connection.execute(insert(Accreditation).values(row | changes))


def bundle_of(app, now=NOW):
    with app.app_context(), store.reading() as connection:
        return export.collect(connection, ANA.id, NORTH, "2026-01-01", "2026-12-31", now)


def taken(app, kind, now=NOW):
    with app.app_context(), store.reading() as connection:
        bundle = export.collect(connection, ANA.id, NORTH, "2026-01-01", "2026-12-31", now)
        return b"".join(export.made(kind, bundle))


@pytest.fixture
def studied(app, desk):
    """A module attended with credits claimed, and one that is only declared."""
    desk.one(BEN, an_attestation(credits_tenths=65))
    desk.one(ANA, an_attestation(ANA, known="declared", on="2026-11-19"))
    return app


def test_modules_are_told_with_how_they_are_known_and_what_only_waits_says_so(studied):
    first, second = bundle_of(studied)["studied"]["lines"]
    assert (first["title"], first["known"], first["by"], first["counts"]) == (
        "Pharmacology of botulinum toxins",
        "attended",
        BEN.name,
        True,
    )
    assert (second["known"], second["counts"]) == ("declared", False)


def test_b1_on_a_file_only_what_was_in_force_on_the_day_of_completion_is_stated(studied):
    accredited(studied, until_on="2026-11-17")
    told = bundle_of(studied)["studied"]
    assert told["accredited"] == [] and told["lines"][0]["stated"] == []


def test_b3_credits_claimed_are_printed_and_not_those_offered(studied):
    accredited(studied)
    assert bundle_of(studied)["studied"]["lines"][0]["stated"] == ["CPD Office 60123: 6.5 credits claimed"]


def test_b2_another_profession_takes_part_without_credit(studied):
    accredited(studied, profession="physician")
    assert bundle_of(studied)["studied"]["lines"][0]["stated"] == ["CPD Office 60123: participation"]


def test_the_first_page_names_what_is_in_force_on_its_day_and_no_more_the_day_after(studied):
    accredited(studied, until_on="2026-11-21")
    today = text_of(taken(studied, "pdf"))
    assert "Accredited by" in today and "CPD Office 60123" in today
    assert "Pharmacology of botulinum toxins" in today and "Attended, with the tutor present" in today
    tomorrow = text_of(taken(studied, "pdf", "2026-11-22T10:00:00Z"))
    assert "Accredited by" not in tomorrow
    # It was in force on the day of the module, and that stays true.
    assert "CPD Office 60123: 6.5 credits claimed" in " ".join(tomorrow.split())


def test_the_workbook_has_a_sheet_and_the_archive_a_list_of_it(studied):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(taken(studied, "xlsx")))
    heads, first, _ = book.get_sheet_by_name("Modules").to_python()
    assert heads[:3] == ["What", "Version", "Done on"] and first[0] == "Pharmacology of botulinum toxins"
    archive = json.loads(taken(studied, "json"))
    assert [one["known"] for one in archive["studied"]["lines"]] == ["attended", "declared"]
