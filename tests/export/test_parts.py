"""A large logbook leaves in parts, each in the memory of one, and is the same file."""

import io
import re

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from logbook import export
from logbook.export import gathered
from tests.support.cast.people import ANA, BEN
from tests.support.documents.printed import kinds_of, text_of
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, revised

CASES = 7


@pytest.fixture
def many(desk):
    """Cases of two months of Ana's, signed, changed, asked about, withdrawn, or only sent."""
    cases = [
        an_entry(performed_on=f"2026-{9 + n // 4:02}-1{n}", reflection=f"Case {n}.") for n in range(CASES)
    ]
    desk.send(ANA, *cases)
    for case in cases[:3]:
        desk.sign(BEN, a_signoff(case, signed_at="2026-11-23T18:04:00Z"))
    desk.send(ANA, revised(cases[1], place="Room 4"), a_withdrawal(cases[4]))
    desk.one(BEN, a_signoff(cases[5], verdict="returned", feedback="Say which needle."))
    return cases


@pytest.fixture
def printed(many, bundle_of, monkeypatch):
    """The logbook as PDF: set at once, and in three parts."""
    days = ("2026-09-01", "2026-11-30")
    whole = export.pdf(bundle_of(*days))
    monkeypatch.setattr(gathered, "AT_ONCE", 3)
    return whole, bundle_of(*days, then=export.pdf)


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_a_table_is_the_same_byte_for_byte_however_it_is_read(many, bundle_of, monkeypatch, kind):
    def made(bundle):
        assert len(bundle["entries"]) == CASES
        return b"".join(export.made(kind, bundle))

    whole = bundle_of("2026-09-01", "2026-11-30", then=made)
    monkeypatch.setattr(gathered, "AT_ONCE", 3)
    assert bundle_of("2026-09-01", "2026-11-30", then=made) == whole


def test_entries_are_found_by_their_place_whatever_part_they_lie_in(many, bundle_of, monkeypatch):
    monkeypatch.setattr(gathered, "AT_ONCE", 3)

    def look(bundle):
        entries = bundle["entries"]
        assert [one["number"] for one in entries[2:5]] == [3, 4, 5] and entries[-1]["number"] == CASES
        with pytest.raises(IndexError):
            entries[CASES]
        return [one["id"] for one in entries]

    assert bundle_of("2026-09-01", "2026-11-30", then=look) == [case["id"] for case in many]


def test_a_pdf_in_parts_says_the_same_and_counts_its_pages_through(printed):
    whole, parts = (PdfReader(io.BytesIO(pdf), strict=True) for pdf in printed)
    for number, page in enumerate(parts.pages, 1):
        assert f"Page {number} of {len(parts.pages)}" in page.extract_text()
    running = re.compile(
        r"Page \d+ of \d+|Not sealed: check with the provider · record digest \S+|September 2026|October 2026"
        r"|, continued|Ana Silva, \S+ \S+|1 September 2026 to 30 November 2026"
    )
    # Where a page ends differs, and with it in which order words beside a drawing are read.
    said, again = (sorted(running.sub("", text_of(pdf)).split()) for pdf in printed)
    assert again == said
    assert kinds_of(parts.root_object["/StructTreeRoot"]) >= kinds_of(whole.root_object["/StructTreeRoot"])
    assert parts.metadata.title == whole.metadata.title
    assert b"pdfaid:part>3" in parts.root_object["/Metadata"].get_data()


def test_bookmarks_lead_through_all_parts_in_order(printed):
    parts = PdfReader(io.BytesIO(printed[1]), strict=True)
    top, below = parts.outline
    assert top.title == f"Training logbook of {ANA.name}"
    assert all(isinstance(one, Destination) for one in below)
    titles = [one.title for one in below]
    assert titles[-5:] == [
        "September 2026",
        "September 2026, continued",
        "October 2026",
        "October 2026, continued",
        "What was asked, and what did not count",
    ]
    pages = [parts.get_destination_page_number(one) for one in below]
    assert pages == sorted(pages)
    for one, page in list(zip(below, pages, strict=True))[-5:]:
        assert one.title in parts.pages[page].extract_text()


def test_every_tag_of_a_page_is_found_by_its_number_and_every_id_once(printed):
    root = PdfReader(io.BytesIO(printed[1]), strict=True)
    tree = root.root_object["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    assert numbers[::2] == list(range(len(root.pages))) == [page["/StructParents"] for page in root.pages]
    for page, tags in zip(root.pages, numbers[1::2], strict=True):
        on = [one.get_object().raw_get("/Pg") for one in tags.get_object() if "/Pg" in one.get_object()]
        assert page.indirect_reference in on
    names = tree["/IDTree"]["/Names"]
    assert len(set(names[::2])) == len(names) // 2 and names[::2] == sorted(names[::2])
    assert all(node.get_object()["/ID"] == name for name, node in zip(names[::2], names[1::2], strict=True))


@pytest.mark.parametrize(
    "name",
    ["Ana (3 0 R) 4 0 R \\ (U1x1y1)", "Ana (Silva 3 0 R", "Ana Silva) (", "Ana Silva (\\", ":( 3 0 R \\\\"],
)
def test_what_looks_like_a_number_of_an_object_stays_as_it_was_typed(many, bundle_of, monkeypatch, name):
    monkeypatch.setattr(gathered, "AT_ONCE", 3)

    def under_another_name(bundle):
        bundle["trainee"]["name"] = name
        return export.pdf(bundle)

    pdf = bundle_of("2026-09-01", "2026-11-30", then=under_another_name)
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    assert reader.metadata.title == f"Training logbook of {name}" == reader.outline[0].title
    # What follows the name in the same object leads where it did.
    tags = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"][1].get_object()
    (title,) = [tag for one in tags if (tag := one.get_object())["/S"] == "/H1"]
    assert title.raw_get("/Pg") == reader.pages[0].indirect_reference
    assert reader.outline[0].top > reader.outline[1][0].top
    assert ("3 0 R" in text_of(pdf)) == ("3 0 R" in name)


def test_a_sign_without_a_glyph_in_one_part_makes_no_false_promise_for_the_whole(
    desk, many, bundle_of, monkeypatch
):
    desk.one(ANA, an_entry(performed_on="2026-11-20", reflection="\U00013000"))
    monkeypatch.setattr(gathered, "AT_ONCE", 3)
    pdf = bundle_of("2026-09-01", "2026-11-30", then=export.pdf)
    metadata = PdfReader(io.BytesIO(pdf), strict=True).root_object["/Metadata"].get_data()
    assert b"pdfaid" not in metadata and f"Case {CASES - 1}." in text_of(pdf)
