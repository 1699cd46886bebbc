"""The spreadsheet cannot run anything, and the archive holds every statement word for word."""

import json

import pytest

from logbook import canonical, export
from logbook.export import sheet
from tests.support.cast.people import ANA, BEN
from tests.support.documents.printed import rows_of, text_of
from tests.support.documents.statements import a_signoff, an_entry, hash_of, mutation, revised


class TestSheet:
    def test_has_a_line_for_each_entry(self, signed, bundle_of):
        [row] = rows_of(bundle_of())
        assert row["Digest"] == hash_of(signed) and row["Model"] == "K7QF" and row["Units"] == "12"
        assert row["Signed by"] == BEN.name and row["Registration"] == f"{BEN.body} {BEN.number}"
        assert row["Days to signature"] == "3" and row["Feedback"] == "Good depth."
        assert row["Points"].startswith(
            "Glabella, corrugator supercilii, model’s right, 4 units, intramuscular;"
        )

    @pytest.mark.finding("field.F8")
    @pytest.mark.parametrize(
        ("kind", "cell", "words"),
        [("month", "2027-09", "expires September 2027"), ("day", "2027-09-30", "expires 30 September 2027")],
    )
    def test_says_an_expiry_as_it_was_given_and_so_does_paper(self, desk, bundle_of, kind, cell, words):
        desk.one(ANA, an_entry(product={"expires_on": "2027-09-30", "expires_as": kind}))
        [row] = rows_of(bundle_of())
        assert row["Expires on"] == cell and words in text_of(export.pdf(bundle_of()))

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
    def test_disarms_what_a_spreadsheet_would_run(self, start):
        assert sheet.guarded(f"{start}cmd") == f"'{start}cmd"

    def test_leaves_numbers_and_ordinary_words_alone(self):
        assert [sheet.guarded(cell) for cell in (5, -5, "Botox", "a=b", "")] == [5, -5, "Botox", "a=b", ""]

    def test_every_cell_a_person_may_fill_is_guarded(self, desk, bundle_of):
        entry = an_entry(reflection='=HYPERLINK("http://x")', scenario="@x", product={"batch": "+1"})
        desk.one(ANA, entry)
        desk.sign(BEN, a_signoff(entry, feedback="-2+3"))
        [row] = rows_of(bundle_of())
        assert (row["Reflection"][:2], row["Scenario"], row["Batch"], row["Feedback"]) == (
            "'=",
            "'@x",
            "'+1",
            "'-2+3",
        )

    def test_comes_in_pieces_with_a_mark_that_excel_knows(self, signed, bundle_of):
        pieces = list(export.lines(bundle_of()))
        assert len(pieces) == 2 and pieces[0].startswith("\ufeffNumber,")


class TestArchive:
    def test_holds_every_statement_word_for_word(self, desk, bundle_of):
        first = mutation(an_entry(reflection="“Größe” 😀\nsecond line"))
        doc = canonical.loads(first.stmt)
        desk.one(ANA, first)
        second = mutation(revised(doc, place="Room 4"))
        desk.one(ANA, second)
        signature = mutation(a_signoff(canonical.loads(second.stmt)))
        desk.one(BEN, signature, grade="C")
        archive = json.loads(b"".join(export.pieces(bundle_of())))
        [entry] = archive["entries"]
        assert [kept["stmt"] for kept in entry["revisions"]] == [first.stmt, second.stmt]
        assert [kept["hash"] for kept in entry["revisions"]] == [
            canonical.digest(sent.stmt) for sent in (first, second)
        ]
        [signoff] = entry["signoffs"]
        assert signoff["stmt"] == signature.stmt and signoff["grade"] == "C"

    def test_explains_itself(self, signed, bundle_of):
        archive = json.loads(b"".join(export.pieces(bundle_of())))
        assert any("SHA-256" in line for line in archive["readme"])
        assert archive["cover"]["sealed"] is False and "C" in archive["grades"]
        hashes = sorted(entry["hash"] for entry in archive["entries"])
        assert archive["cover"]["entries_digest"] == canonical.digest("\n".join(hashes))

    def test_names_nobody_but_those_who_train_and_sign(self, signed, bundle_of):
        archive = b"".join(export.pieces(bundle_of())).decode()
        assert ANA.email not in archive and BEN.email not in archive
