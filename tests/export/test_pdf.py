"""The printed logbook: what it says, in which scripts, and that nothing typed into a case is ever run."""

import io

import pytest
from pypdf import PdfReader

from logbook import export
from logbook.export import compile, typeset
from logbook.export.paper import case
from logbook.problems import NotPrinted
from tests.support.cast.people import ANA, BEN
from tests.support.documents.printed import kinds_of, text_of
from tests.support.documents.statements import (
    a_point,
    a_review,
    a_signoff,
    a_withdrawal,
    an_entry,
    hash_of,
    revised,
)

HOSTILE = (
    '#panic("x") #eval("1") *b* _i_ `c` $x$ <y> @z [q] \\ "q" =SUM(A1) // /* */ <script>alert(1)</script>'
)


class TestPdf:
    def test_holds_the_case_the_signer_and_the_digests(self, signed, bundle_of):
        bundle = bundle_of()
        words = text_of(export.pdf(bundle))
        for said in (
            f"Training logbook of {ANA.name}",
            f"{ANA.body} {ANA.number}",
            "20 November 2026, 10:05am · Glabella · Model K7QF",
            "Botox (onabotulinumtoxinA), batch C4829C3",
            "Bruising, mild, on day 0, advice given",
            "Mark up first.",
            f"by {BEN.name}, {BEN.body} {BEN.number}",
            "3 days later",
            "with password, grade C",
            "password confirmed online, attested by the provider’s server",
            "4 of 5",
            "Good depth.",
            bundle["digest"],
            "Not sealed: check with the provider",
            "Cases not yet sent from the trainee’s phone are not in this file.",
            "Starter set, version 1",
        ):
            assert said in words, said
        short = hash_of(signed)[:12].upper()
        assert f"{short[:4]}-{short[4:8]}-{short[8:]}" in words

    def test_numbers_its_pages_and_says_how_many(self, desk, bundle_of):
        desk.send(ANA, *(an_entry() for _ in range(12)))
        pages = PdfReader(io.BytesIO(export.pdf(bundle_of()))).pages
        assert len(pages) > 3
        for number, page in enumerate(pages, 1):
            assert f"Page {number} of {len(pages)}" in page.extract_text()

    def test_is_tagged_titled_and_has_headed_tables(self, signed, bundle_of):
        catalog = PdfReader(io.BytesIO(export.pdf(bundle_of()))).root_object
        assert catalog["/MarkInfo"]["/Marked"] and catalog["/Lang"] == "en-GB"
        assert (
            PdfReader(io.BytesIO(export.pdf(bundle_of()))).metadata.title == f"Training logbook of {ANA.name}"
        )
        assert b"pdfaid:part>3" in catalog["/Metadata"].get_data()
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD"} <= kinds_of(catalog["/StructTreeRoot"])

    def test_what_people_typed_is_printed_and_never_run(self, desk, bundle_of):
        entry = an_entry(reflection=HOSTILE, place="#include sys.inputs")
        desk.one(ANA, entry)
        words = text_of(export.pdf(bundle_of()))
        assert HOSTILE in words and "#include sys.inputs" in words

    @pytest.mark.parametrize(
        "name",
        ["Łukasz Żółć", "Ελένη Παπαδοπούλου", "Ольга Щербакова", "山田太郎", "김민수", "Nguyễn Thị Hường"],
    )
    def test_prints_names_of_any_script(self, app, desk, bundle_of, name):
        entry = an_entry(reflection=f"With {name}. 😀")
        desk.one(ANA, entry)
        words = text_of(export.pdf(bundle_of()))
        assert name in words and "😀" in words

    @pytest.mark.parametrize("name", ["محمد", "שרה"])
    def test_prints_names_written_from_right_to_left(self, desk, bundle_of, name):
        desk.one(ANA, an_entry(reflection=name))
        printed = text_of(export.pdf(bundle_of()))
        # Extraction may give the letters in either direction; each of them must be there as text.
        assert set(name) <= set(printed)

    def test_a_character_without_any_glyph_does_not_hold_back_the_logbook(self, desk, bundle_of):
        desk.one(ANA, an_entry(reflection="Cuneiform \U00012000 here"))
        words = text_of(export.pdf(bundle_of()))
        assert "Cuneiform" in words and "here" in words

    def test_tells_what_was_taken_back_asked_and_proposed(self, desk, bundle_of):
        first, second, third = an_entry(), an_entry(), an_entry()
        desk.send(ANA, first, second, third)
        desk.one(ANA, a_withdrawal(first, reason="Twice in the book"))
        wrong = a_signoff(second)
        desk.sign(BEN, wrong)
        desk.one(BEN, a_withdrawal(wrong, by=BEN, reason="Wrong case open"))
        desk.one(BEN, a_signoff(third, verdict="returned", feedback="Name the diluent."))
        mended = revised(third, place="Room 4")
        desk.one(ANA, mended)
        desk.sign(BEN, a_signoff(mended))
        desk.one(ANA, a_review(mended, reflection="All as hoped."))
        desk.one(ANA, revised(mended, place="Room 5"))
        bundle = bundle_of()
        assert bundle["timeliness"]["signatures_withdrawn"] == 1
        words = text_of(export.pdf(bundle))
        for said in (
            "Twice in the book",
            "taken back",
            "Wrong case open",
            "Name the diluent.",
            "All as hoped.",
            "Signed, with a later change that is not",
        ):
            assert said in words, said
        assert "Room 5" not in words

    def test_lays_out_points_by_muscle_and_side(self):
        doc = an_entry(points=[a_point("right", "corrugator"), a_point("right", "corrugator", 25)])
        assert case.points(doc) == [
            ["Glabella, corrugator supercilii", "Intramuscular", "4 + 2.5", "", "", "6.5"]
        ]

    def test_a_process_that_takes_too_long_or_fails_is_a_problem_in_words(self, bundle_of, monkeypatch):
        bundle = bundle_of()
        monkeypatch.setattr(typeset, "SECONDS", 0.001)
        with pytest.raises(NotPrinted):
            export.pdf(bundle)
        monkeypatch.undo()
        monkeypatch.setattr(typeset, "TEMPLATE", typeset.HERE / "no-such.typ")
        with pytest.raises(NotPrinted):
            export.pdf(bundle)

    def test_prints_without_the_fonts_of_other_scripts(self, signed, bundle_of, monkeypatch):
        monkeypatch.setattr(typeset, "FONT_PACKAGES", ())
        assert BEN.name in text_of(export.pdf(bundle_of()))

    def test_the_process_that_sets_it_knows_nothing_of_the_application(self):
        source = (typeset.HERE / "compile.py").read_text()
        assert "logbook" not in source.replace("a logbook", "")
        assert compile.MEMORY <= 1 << 30
