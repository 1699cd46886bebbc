"""A file says of each signature how its licence stood on that day and when it was looked up, and of each case the
trainee's; nothing leaves the file by it."""

import orjson

from logbook import export, store
from logbook.office.lookups import Found
from logbook.shapes.bundle import Bundle
from tests.licences.conftest import AT_SOUTH
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.printed import NOW, rows_of, text_of
from tests.support.server.shaped import misfits

JUNE = "2026-06-10"
MARK = "licence suspended on that day"


def taken(north, then):
    with north.app.app_context(), store.reading() as connection:
        found = export.collect(connection, ANA.id, NORTH, "2026-05-01", "2026-11-30", NOW)
        assert misfits(found, Bundle) == []
        return then(found)


def suspended(north):
    """A case signed while Ben was suspended, and one after it; Ana was suspended in June too."""
    for day in (JUNE, "2026-09-10"):
        north.signed(day)
    north.says(ANA, "suspended", from_on="2026-06-01", to_on="2026-06-30")
    north.looks_up(BEN, checked_on="2026-11-03")
    north.looks_up(BEN, AT_SOUTH, Found("ended", from_on="2026-01-02"), checked_on="2026-02-02")
    north.says(BEN, "suspended", from_on="2026-05-01", to_on="2026-08-01")


def test_l10_the_table_says_it_in_two_columns(north):
    suspended(north)
    rows = taken(north, rows_of)
    told = [(row["Licence under the signature"], row["Trainee’s licence"], row["Status"]) for row in rows]
    assert told == [(f"{MARK}, checked 2026-11-03", MARK, "Signed"), ("checked 2026-11-03", "", "Signed")]


def test_the_json_says_of_every_signature_how_its_licence_stood(north):
    suspended(north)
    doc = orjson.loads(taken(north, lambda one: b"".join(export.pieces(one))))
    june, september = doc["entries"]
    [known] = june["signed_under"]
    assert (known["mark"], known["valid"], known["checked_on"]) == (MARK, False, "2026-11-03")
    assert known["signoff"] == orjson.loads(june["signoffs"][0]["stmt"])["id"]
    assert june["treated_under"]["mark"] == MARK
    assert [one["valid"] for one in september["signed_under"]] == [True]
    assert "2026-02-02" not in orjson.dumps(doc).decode()


def test_the_paper_says_it_beside_number_and_case(north):
    suspended(north)
    text = text_of(taken(north, export.pdf))
    assert f"{BEN.body} {BEN.number}, {MARK}, checked 3 November 2026" in text
    assert "Trainee’s licence Licence suspended on that day" in text
    assert text.count(MARK) == 1
    assert "Signed by somebody not confirmed" not in text


def test_a_licence_of_which_nothing_is_known_leaves_both_columns_empty(north):
    north.signed(JUNE)
    [row] = taken(north, rows_of)
    assert (row["Licence under the signature"], row["Trainee’s licence"]) == ("", "")
