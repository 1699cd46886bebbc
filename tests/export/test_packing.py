"""A PDF is made small without losing a word or a tag."""

import io

import pytest
from pypdf import PdfReader

from logbook import export
from logbook.export import packing, typeset
from tests.support.cast.people import ANA
from tests.support.documents.printed import kinds_of
from tests.support.documents.statements import an_entry


class TestPacking:
    def test_gathers_objects_and_loses_none(self, desk, bundle_of, monkeypatch):
        desk.send(ANA, *(an_entry() for _ in range(8)))
        monkeypatch.setattr(typeset, "packed", lambda pdf: pdf)
        plain = export.pdf(bundle_of())
        small = packing.packed(plain)
        assert len(small) < len(plain) / 1.5
        before, after = (PdfReader(io.BytesIO(pdf)) for pdf in (plain, small))
        assert [page.extract_text() for page in before.pages] == [page.extract_text() for page in after.pages]
        assert kinds_of(before.root_object["/StructTreeRoot"]) == kinds_of(
            after.root_object["/StructTreeRoot"]
        )
        assert before.metadata == after.metadata

    @pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nnothing\n%%EOF", b"%PDF-1.7\nstartxref\n5\n%%EOF\n"])
    def test_leaves_alone_what_it_cannot_read(self, pdf):
        assert packing.packed(pdf) == pdf
