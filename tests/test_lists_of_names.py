"""Names as people paste and drop them: what is read, what is refused, and what cannot do harm."""

import io
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter

from logbook import budgets
from logbook.office import bounded
from logbook.office.roster import lists, workbooks
from logbook.office.roster.problem import NotAList

SHEET = "xl/worksheets/sheet1.xml"


def read(given):
    return lists.read(given if isinstance(given, bytes) else given.encode())


def said(given):
    return [(line.name, line.email) for line in read(given).lines]


def workbook(*rows, at=(0, 0)):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(at[0] + number, at[1], row)
    book.close()
    return out.getvalue()


ANA = ("Ana Silva", "ana@example.org")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("Ana Silva, ana@example.org", [ANA]),
        ("Ana Silva; Ana@Example.org ", [ANA]),
        ("Ana Silva\tana@example.org", [ANA]),
        ("ana@example.org, Ana Silva", [ANA]),
        ("Ana Silva ana@example.org", [ANA]),
        ("Ana Silva <ana@example.org>", [ANA]),
        (
            '"Silva, Ana" <ana@example.org>; Ben <ben@example.org>',
            [("Silva, Ana", ANA[1]), ("Ben", "ben@example.org")],
        ),
        ("Ana,Silva,ana@example.org", [ANA]),
        ("1;Ana Silva;ana@example.org;+44 20 7946 0000", [ANA]),
        ('"Silva, Ana",ana@example.org', [("Silva, Ana", ANA[1])]),
        ("Silva, Ana; ana@example.org", [("Silva, Ana", ANA[1])]),
        ("ana@example.org", [("", ANA[1])]),
        ("\n\nAna Silva, ana@example.org\r\n\r\n", [ANA]),
        ("Name,E-mail\nAna Silva,ana@example.org", [ANA]),
        ("E-Mail;Nachname;Vorname\nana@example.org;Silva;Ana", [ANA]),
        ("First name\tSurname\tEmail address\nAna\tSilva\tana@example.org", [ANA]),
        ("Name,Address,Email\nAna Silva,1 High Street,ana@example.org", [ANA]),
        ("Name,Email\nAna Silva", [("Ana Silva", "")]),
        ("Ana Silva, nobody", [("Ana Silva nobody", "")]),
    ],
)
def test_names_and_addresses_are_found(given, found):
    assert said(given) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    assert said("Name;Email\nJürgen Groß;j@example.org".encode(encoding)) == [
        ("Jürgen Groß", "j@example.org")
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    assert [line.row for line in read("Name,Email\n\nAna,ana@example.org\nBen,ben@example.org").lines] == [
        3,
        4,
    ]


def test_columns_that_are_not_read_are_named():
    assert read("Name,Phone,Email,Notes\nAna,1,ana@example.org,x").unread == ["Phone", "Notes"]


def test_what_looks_like_a_formula_is_a_name_like_others():
    assert said('=HYPERLINK("http://x";"y")\tx@example.org') == [
        ('=HYPERLINK("http://x";"y")', "x@example.org")
    ]


def test_a_workbook_is_read_from_its_first_sheet_wherever_the_table_stands():
    data = workbook(["Name", "E-mail", "Since"], ["Zoë O’Neil", "zoe@example.org", 2026], at=(3, 2))
    found = read(data)
    assert found == lists.Read([lists.Given(5, "Zoë O’Neil", "zoe@example.org")], ["Since"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "Nothing is in this list"),
        (b" \n;;\n", "Nothing is in this list"),
        (b"Name,Email\n", "Nothing is in this list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"PK\x03\x04 and no more", "cannot be read"),
        (b"x" * (budgets.ROSTER_BYTES + 1), "more than 1 MB"),
        (b"\0\1\2\0\0\0\7binary\0\0" * 9 + b"plain" * 99, "cannot be read as a list"),
        (b"a@b.org\n" * 2_001, "at most 2,000"),
        (b'"' + b"x" * 200_000, "cannot be read as a list"),
        (b"," * 1_000_000, "Nothing is in this list"),
        (b"\n" * 1_000_000, "Nothing is in this list"),
    ],
)
def test_what_is_no_list_is_refused_in_words(given, words):
    with pytest.raises(NotAList, match=words):
        read(given)


def test_two_thousand_names_are_read():
    assert len(read(b"a@b.org\n" * 2_000).lines) == 2_000


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_read(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(SHEET, bytes(budgets.ROSTER_UNPACKED * 3))
    assert len(out.getvalue()) < budgets.ROSTER_BYTES
    monkeypatch.setattr(bounded.subprocess, "run", None)
    with pytest.raises(NotAList, match="far more than names"):
        read(out.getvalue())


def test_a_workbook_that_lies_about_its_size_is_no_larger_than_it_says():
    """Only what was unpacked within the bound is handed on: a reader never sees the packed bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(SHEET, bytes(budgets.ROSTER_UNPACKED * 3))
    size = (budgets.ROSTER_UNPACKED * 3).to_bytes(4, "little")
    lying = out.getvalue().replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(NotAList):
        read(lying)


def test_a_workbook_of_one_cell_far_below_takes_no_memory_of_the_server():
    data = workbook(["ana@example.org"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            body = before.read(part)
            if part.filename == SHEET:
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                body = body.replace(b"</sheetData>", far)
            after.writestr(part.filename, body)
    with pytest.raises(NotAList, match="cannot be read"):
        read(out.getvalue())


def test_a_workbook_with_too_many_parts_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(workbooks.MOST_PARTS + 1):
            packed.writestr(str(number), b"")
    with pytest.raises(NotAList, match="far more than names"):
        read(out.getvalue())


@pytest.mark.parametrize(
    "given", [b"<" * 900_000 + b"@", b'"x" <' * 180_000, b"x@" * 450_000, b"a<b@c>" * 150_000]
)
def test_what_was_made_to_take_long_takes_no_longer_than_a_list(given):
    with suppress(NotAList):
        read(given)
