"""The printed logbook as an examiner reads it: nothing left to guess, nothing torn apart, no word meant for others."""

import io
import re

import pytest
from pypdf import PdfReader

from logbook import export
from tests.support.cast.people import ANA, BEN
from tests.support.documents.printed import text_of
from tests.support.documents.statements import a_signoff, an_entry, revised

pytestmark = pytest.mark.slow

FOOT_PT = 30  # what stands lower than the page's number has run off the page
PAIR = {"seen": "Needle too deep", "correction": "Drew back 2 mm", "repeat": False}


@pytest.fixture
def printed(bundle_of):
    """printed(): the words of Ana's November."""
    return lambda: text_of(export.pdf(bundle_of()))


def test_every_entry_says_when_it_arrived_and_how_long_after_the_treatment(desk, printed):
    entry = an_entry(performed_on="2026-11-20")
    desk.one(ANA, entry, now="2026-11-22T09:00:00Z")
    assert "Received 22 November 2026, 9am, 2 days later. Version 1. Digest" in printed()
    desk.one(ANA, revised(entry, place="Room 4"), now="2026-11-23T09:30:00Z")
    assert (
        "Received 22 November 2026, 9am, 2 days later. Version 2, received 23 November 2026, 9:30am. Digest"
        in printed()
    )


def test_corrections_given_with_a_message_are_printed_too(desk, printed):
    entry = an_entry()
    desk.one(ANA, entry)
    desk.one(BEN, a_signoff(entry, verdict="returned", corrections=[PAIR]))
    assert "Needle too deep; corrected: Drew back 2 mm" in printed()


def test_a_change_that_came_too_late_is_told_to_a_reader_not_to_its_writer(desk, printed):
    entry = an_entry()
    desk.one(ANA, entry)
    desk.sign(BEN, a_signoff(entry))
    desk.one(ANA, revised(entry, place="Room 5"))
    words = printed()
    assert "It came after the signature and is not part of what was signed." in words
    assert "your change" not in words


def test_an_empty_range_says_so_and_asks_nobody_to_put_their_name_to_it(bundle_of):
    words = "\n".join(pages_of(bundle_of()))
    assert "Entries None" in words
    assert "No entry of these days is signed." in words
    assert "Declaration" not in words


def test_groups_signed_within_a_minute_are_listed(desk, bundle_of):
    docs = [an_entry() for _ in range(3)]
    desk.send(ANA, *docs)
    for doc in docs:
        desk.sign(BEN, a_signoff(doc, signed_at="2026-11-20T18:02:30Z"))
    words = " ".join(" ".join(pages_of(bundle_of())).split())
    assert "Groups signed by one supervisor within the same minute 1" in words
    assert f"{BEN.name} 20 November 2026, 6:02pm 3" in words


def test_an_entry_is_not_torn_apart_by_the_end_of_a_page(desk, bundle_of):
    docs = [an_entry(reflection="word " * (20 + 9 * place)) for place in range(24)]
    desk.send(ANA, *docs)
    for doc in docs[::2]:
        desk.sign(BEN, a_signoff(doc, feedback="Good depth."))
    for page in pages_of(bundle_of()):
        begun = re.findall(r"\d+\. 20 November 2026", page)
        ended = re.findall(r"Digest\s*[0-9A-F]{4}-", page)
        assert len(begun) == len(ended)


@pytest.mark.parametrize("words", ["\n".join("I" * 190), "W" * 1990, "山田太郎" * 480, "\n".join("W" * 36)])
def test_an_entry_longer_than_a_page_is_printed_to_its_end(desk, bundle_of, words):
    desk.one(ANA, an_entry(reflection=words, scenario="W" * 900))
    printed = "".join("".join(pages_of(bundle_of())).split())
    for sign in set(words) - {"\n"}:
        assert printed.count(sign) >= words.count(sign)
    assert re.search(r"Digest[0-9A-F]{4}-", printed.split("Declaration")[1])
    assert min(feet_of(bundle_of())) > FOOT_PT


def test_a_table_stands_on_one_page_with_its_heading(desk, bundle_of):
    docs = [an_entry() for _ in range(2)]
    desk.send(ANA, *docs)
    for doc in docs:
        desk.sign(BEN, a_signoff(doc))
    pages = pages_of(bundle_of())
    for first, last in (
        ("Requirements", "Signed within 14 days 30"),
        ("Timeliness", "Withdrawn signatures"),
        ("Summary of signed entries", "the last line counts cases"),
    ):
        [page] = [page for page in pages if f"\n{first}\n" in f"\n{page}\n"]
        assert last in " ".join(page.split()), first


def pages_of(bundle):
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(export.pdf(bundle))).pages]


def feet_of(bundle):
    """How far above the edge of its page the lowest text stands, in points, for each page."""
    for page in PdfReader(io.BytesIO(export.pdf(bundle))).pages:
        heights = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, *_, found=heights: (
                found.append(tm[5] * cm[3] + cm[5]) if text.strip() else None
            )
        )
        yield min(heights)
