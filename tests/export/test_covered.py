"""What leaves says what it covers, holds every answer, and opens as what it is."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from logbook import export
from logbook.export import sheet
from logbook.export.paper import months
from logbook.export.paper.cover import cover
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.documents.printed import rows_of, text_of
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(file):
    """{sheet's number: rows of (type, text)} of a workbook, read without any library that guesses."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for number in (1, 2):
            root = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            rows = root.iter(f"{SPREADSHEET}row")
            found[number] = [
                [(cell.get("t"), "".join(cell.itertext())) for cell in row.iter(f"{SPREADSHEET}c")]
                for row in rows
            ]
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets/" in name)
    return found


@pytest.mark.finding("use.B1")
def test_a_signature_changes_the_record_digest_and_not_the_entries_digest(desk, bundle_of):
    entry = an_entry()
    desk.one(ANA, entry)
    before = bundle_of()
    desk.sign(BEN, a_signoff(entry))
    after = bundle_of()
    assert before["digest"] == after["digest"] and before["record_digest"] != after["record_digest"]
    assert bundle_of()["record_digest"] == after["record_digest"]


@pytest.mark.finding("use.B1")
def test_a_withdrawal_changes_the_record_digest(desk, bundle_of):
    entry = an_entry()
    desk.one(ANA, entry)
    before = bundle_of()
    desk.one(ANA, a_withdrawal(entry))
    assert bundle_of()["record_digest"] != before["record_digest"]


@pytest.mark.finding("use.B1")
def test_the_paper_prints_both_digests_with_what_each_covers(signed, bundle_of):
    bundle = bundle_of()
    words = text_of(export.pdf(bundle))
    together = words.replace(" ", "")
    assert bundle["digest"] in together and bundle["record_digest"] in together
    assert "a withdrawal does not change it" in words and "each signature with its rating" in words
    short = cover(bundle)["digest_short"]
    assert f"with the record digest {short}" in words and f"record digest {short}" in words


@pytest.mark.finding("attack.L2", "field.D2")
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", '"', "a;", "a; ", 'a;"', "a\n", "a\t"])
def test_no_cell_begins_a_formula_however_the_file_is_cut(before, sign):
    guarded = sheet.guarded(f"{before}{sign}1+1")
    cut = guarded.replace("\n", ";").replace("\t", ";").split(";")
    assert not [cell for cell in cut if cell.strip(' "').startswith(sign)]


@pytest.mark.finding("use.E5", "field.D1")
def test_in_a_workbook_codes_stay_texts_and_doses_are_numbers(desk, bundle_of):
    desk.one(ANA, an_entry(model={"code": "4E72"}, product={"batch": "3998"}, reflection="=1+1", place="＝2"))
    cases, points = opened(export.workbook(bundle_of())).values()
    named = dict(zip((text for _, text in cases[0]), cases[1], strict=False))
    assert ("inlineStr", "4E72") in cases[1] and ("inlineStr", "3998") in cases[1]
    assert ("inlineStr", "=1+1") in cases[1] and ("inlineStr", "＝2") in cases[1]
    assert named["Number"] == (None, "1")
    units = [text for _, text in points[0]].index("Units")
    assert len(points) > 2 and all(row[units][0] is None for row in points[1:])
    assert sum(float(row[units][1]) for row in points[1:]) == 12


@pytest.mark.finding("use.E5")
def test_a_spreadsheet_names_whose_it_is_and_holds_every_answer(signed, bundle_of):
    [row] = rows_of(bundle_of())
    assert row["Trainee"] == ANA.name and row["Provider"] == "North Skin School" and row["Programme"]
    for name in ("Place", "Prescriber", "Vial (units)", "Diluent (mL)", "Made up at", "Contraindications"):
        assert name in row
    assert row["Assessment"] and row["Model said"] and "Aftercare" in row and "Warnings" in row


@pytest.mark.finding("use.E5")
def test_a_spreadsheet_says_why_a_case_was_withdrawn(desk, bundle_of):
    entry = an_entry()
    desk.one(ANA, entry)
    desk.one(ANA, a_withdrawal(entry, reason="Logged twice"))
    [row] = rows_of(bundle_of())
    assert row["Withdrawn because"] == "Logged twice"


@pytest.mark.finding("use.E5")
def test_a_spreadsheet_says_who_signed_in_whose_place_and_what_a_review_saw(desk, app, bundle_of):
    joined(app, FEMI, NORTH, "supervisor")
    entry = an_entry(supervisor=FEMI.id)
    desk.one(ANA, entry)
    desk.sign(BEN, a_signoff(entry, instead_reason="Called away", domains={"technique": 4}))
    desk.one(ANA, a_review(entry, top_up="done", top_up_units_tenths=25, top_up_areas=["glabella"]))
    [row] = rows_of(bundle_of())
    assert row["Signed in place of"] == f"{FEMI.name}, who is named in the case: Called away"
    assert row["Rated"] and "(2.5 units, glabella)" in row["Reviews"]
    [row] = opened(export.workbook(bundle_of()))[1][1:]
    assert any("Called away" in text for _, text in row)


@pytest.mark.finding("field.F17")
def test_a_long_word_is_printed_whole_within_the_paper(desk, bundle_of):
    word = "".join(chr(97 + place % 26) for place in range(400))
    desk.one(ANA, an_entry(reflection=word))
    words = text_of(export.pdf(bundle_of())).replace("\u200b", "").replace(" ", "")
    assert word in words


@pytest.mark.finding("field.F16")
def test_a_name_written_from_right_to_left_is_set_apart(desk, bundle_of):
    desk.one(ANA, an_entry(prescriber="דנה לוי", place="عيادة", reflection="שלום 12 units"))
    lines = dict(months(bundle_of())[0]["entries"][0]["lines"])
    assert lines["Prescriber"] == "\u2068דנה לוי\u2069" and "\u2068عيادة\u2069" in lines["Part"]
    assert export.pdf(bundle_of()).startswith(b"%PDF")


@pytest.mark.finding("use.E6")
def test_the_printed_page_of_a_case_names_its_trainee(desk, phone_of):
    entry = an_entry()
    desk.one(ANA, entry)
    page = phone_of(ANA).get(f"/entries/{entry['id']}").text
    assert f'<p class="printonly">Trainee: {ANA.name}</p>' in page
