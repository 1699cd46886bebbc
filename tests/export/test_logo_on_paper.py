"""The provider’s logo on the first page of the printed logbook: small, told in words; nothing where there is none."""

import io
import struct
import zlib

import pytest
from pypdf import PdfReader

from logbook import export
from logbook.models import db
from logbook.models.engine import writing
from logbook.office import logos
from tests.support.cast.people import GIL, NORTH, provider_of

pytestmark = pytest.mark.slow
NOW = "2026-11-20T10:00:00Z"


def picture(width=30, height=10):
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = (b"\0" + b"\x07\x56\x5c\x80" * width) * height
    ending = part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + ending


@pytest.fixture
def with_logo(app):
    with app.app_context(), writing(db) as connection:
        logos.keep(connection, provider_of(NORTH), logos.drawn(picture()), GIL.id, NOW)


def alternatives(reader):
    """The words that stand for pictures, in the order of the pages."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_it_stands_on_the_first_page_with_words_for_who_listens(with_logo, desk, bundle_of, signed):
    made = bundle_of(then=export.pdf)
    reader = PdfReader(io.BytesIO(made))
    provider = bundle_of()["programme"]["provider"]
    assert alternatives(reader)[0] == f"Logo of {provider}"
    assert len(reader.pages[0].images) == 1
    assert not any(image for page in reader.pages[1:] for image in page.images)
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data(), "still accessible by its own declaration"
    assert b"pdfaid:part" in reader.xmp_metadata.stream.get_data(), "and archivable"


def test_nothing_stands_there_where_a_provider_has_none(desk, bundle_of, signed):
    reader = PdfReader(io.BytesIO(bundle_of(then=export.pdf)))
    assert not any(words.startswith("Logo") for words in alternatives(reader))
    assert not reader.pages[0].images
