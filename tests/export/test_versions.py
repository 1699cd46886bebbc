"""Both versions of an amended case leave: the signed one counts, the newer one is shown as what it is."""

import json

import pytest

from logbook import canonical, export
from tests.support.cast.people import ANA, BEN
from tests.support.documents.printed import rows_of, text_of
from tests.support.documents.statements import a_closing, a_point, a_signoff, amended, hash_of, revised

AGAIN = "2026-11-25T09:00:00Z"


@pytest.fixture
def second(desk, signed, bundle_of):
    """A new version of Ana's signed case, with another day and another dose."""
    [entry] = bundle_of()["entries"]
    points = [a_point("right", "corrugator"), a_point("left", "corrugator"), a_point("mid", "procerus", 60)]
    doc = revised(
        signed,
        amends=entry["signature"]["hash"],
        reflection="Slower.",
        points=points,
        performed_on="2026-10-19",
    )
    assert desk.one(ANA, doc, now="2026-11-24T09:00:00Z")["status"] == "applied"
    return doc


def test_the_signed_version_counts_until_the_new_one_is_signed(desk, signed, second, bundle_of):
    bundle = bundle_of()
    [entry] = bundle["entries"]
    assert (entry["rev"], entry["hash"], entry["doc"], entry["state"]) == (
        1,
        hash_of(signed),
        signed,
        "signed",
    )
    assert (entry["newer"]["rev"], entry["newer"]["state"], entry["newer"]["doc"]) == (2, "sent", second)
    totals = bundle["report"]["totals"]
    assert (totals["entries"], totals["signed"], totals["waiting"], totals["returned"]) == (1, 1, 0, 0)
    assert bundle["summary"]["products"][0]["units_tenths"] == 120 and bundle["timeliness"]["signed"] == 1
    assert bundle["digest"] == canonical.digest(hash_of(signed))
    desk.sign(BEN, a_signoff(second, signed_at=AGAIN))
    # Its day is now that of the new version, which another file covers.
    assert list(bundle_of()["entries"]) == []
    later = bundle_of("2026-10-01", "2026-10-31")
    [entry] = later["entries"]
    assert (entry["rev"], entry["newer"], entry["signed_at"]) == (2, None, "2026-11-25T09:00")
    assert later["summary"]["products"][0]["units_tenths"] == 140


def test_paper_shows_both_versions(desk, signed, second, bundle_of):
    words = text_of(export.pdf(bundle_of()))
    for said in (
        "Signed, with a later change that is not",
        "Version 2 of 24 November 2026, 9am, not signed yet.",
        "Reflection: Slower. (signed: Mark up first.)",
        "Treated: 19 October 2026, 10:05am (signed: 20 November 2026, 10:05am)",
        "Injected, glabella, procerus: 6 units, midline 6, intramuscular (signed: 4 units, midline 4,",
        "1 signed with a new version that is not",
        "the signed version is printed, and counts",
    ):
        assert said in words, said
    for doc in (signed, second):
        short = hash_of(doc)[:12].upper()
        assert f"{short[:4]}-{short[4:8]}-{short[8:]}" in words
    desk.one(BEN, a_signoff(second, verdict="returned", feedback="Which day?"))
    words = text_of(export.pdf(bundle_of()))
    assert "9am, changes asked, not signed." in words and "about version 2: Which day?" in words


def test_paper_names_who_signed_an_earlier_version(desk, signed, second, bundle_of):
    desk.sign(BEN, a_signoff(second, signed_at=AGAIN))
    words = text_of(export.pdf(bundle_of("2026-10-01", "2026-10-31")))
    assert f"23 November 2026, 6:04pm by {BEN.name}, {BEN.body} {BEN.number}, under version 1" in words
    assert "Signed, with a later change" not in words and "Version 2, received 24 November 2026" in words


def test_spreadsheet_and_archive_tell_them_apart(desk, signed, second, bundle_of):
    [row] = rows_of(bundle_of())
    assert (row["Version"], row["Digest"], row["Status"]) == ("1", hash_of(signed), "Signed")
    assert row["Newer version"] == "2: 2026-11-24T09:00:00Z, not signed yet"
    assert all(hash_of(doc) in row["Versions (UTC)"] for doc in (signed, second))
    [entry] = json.loads(b"".join(export.pieces(bundle_of())))["entries"]
    assert (entry["rev"], entry["hash"]) == (1, hash_of(signed))
    assert entry["newer"] == {
        **{"rev": 2, "hash": hash_of(second)},
        **{"state": "sent", "received_at": "2026-11-24T09:00:00Z"},
    }
    assert [kept["rev"] for kept in entry["revisions"]] == [1, 2]
    desk.sign(BEN, a_signoff(second, signed_at=AGAIN))
    [row] = rows_of(bundle_of("2026-10-01", "2026-10-31"))
    assert (row["Version"], row["Newer version"]) == ("2", "")
    assert row["Signed before by"].startswith(f"{BEN.name}, {BEN.body} {BEN.number}, version 1, ")


def test_a_change_that_was_decided_about_is_in_the_file_and_no_longer_on_paper(desk, signed, bundle_of):
    late = revised(signed, place="Room 4")
    desk.one(ANA, late)
    assert "A change received" in text_of(export.pdf(bundle_of()))
    desk.one(ANA, a_closing(late))
    words = text_of(export.pdf(bundle_of()))
    assert "A change received" not in words and "with a later change" not in words
    [entry] = json.loads(b"".join(export.pieces(bundle_of())))["entries"]
    [kept], [closing] = entry["proposals"], entry["withdrawals"]
    assert kept["closed_at"] and closing["stmt"] == canonical.dumps(canonical.loads(closing["stmt"]))


def test_two_new_versions_keep_the_newest_signature(desk, signed, second, bundle_of):
    newer = a_signoff(second, signed_at=AGAIN)
    desk.sign(BEN, newer)
    third = amended(second, newer, performed_on="2026-11-20", place="Room 9")
    assert desk.one(ANA, third)["status"] == "applied"
    [entry] = bundle_of("2026-10-01", "2026-10-31")["entries"]
    assert (entry["rev"], entry["newer"]["rev"]) == (2, 3) and list(bundle_of()["entries"]) == []
