"""The bundle holds what is in the file, in order, with figures about nothing else."""

import json

import pytest

from logbook import canonical, export
from tests.support.cast.people import ANA, BEN, SINCE
from tests.support.documents.printed import rows_of, text_of
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, hash_of, revised


class TestBundle:
    def test_holds_the_entries_of_the_range_in_the_order_of_treatment(self, desk, bundle_of):
        days = ["2026-11-20", "2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"]
        desk.send(ANA, *(an_entry(performed_on=day) for day in days))
        bundle = bundle_of()
        assert [entry["doc"]["performed_on"] for entry in bundle["entries"]] == [
            "2026-11-01",
            "2026-11-20",
            "2026-11-30",
        ]
        assert [entry["number"] for entry in bundle["entries"]] == [1, 2, 3]

    @pytest.mark.finding("field.F7")
    @pytest.mark.parametrize(
        ("days", "outside", "words"),
        [
            (("2026-11-01", "2026-11-30"), 2, "2 entries, treated before or after these days"),
            (("2026-11-01", "2026-12-01"), 1, "1 entry, treated before or after these days"),
            (("2026-10-01", "2026-12-31"), 0, "None: all entries that the provider’s server had are printed"),
        ],
    )
    def test_says_how_many_entries_its_days_leave_out(self, desk, bundle_of, days, outside, words):
        dates = ["2026-11-20", "2026-10-31", "2026-12-01"]
        desk.send(ANA, *(an_entry(performed_on=day) for day in dates))
        bundle = bundle_of(*days)
        assert bundle["outside"] == outside and words in text_of(export.pdf(bundle))
        archive = json.loads(b"".join(export.pieces(bundle)))
        assert archive["cover"]["entries_outside"] == outside

    @pytest.mark.finding("field.F7")
    def test_a_case_lies_where_the_version_that_counts_lies(self, desk, signed, bundle_of):
        [entry] = bundle_of()["entries"]
        moved = revised(signed, amends=entry["signature"]["hash"], performed_on="2026-10-19")
        desk.one(ANA, moved, now="2026-11-24T09:00:00Z")
        found = [
            (len(one["entries"]), one["outside"])
            for one in (bundle_of(), bundle_of("2026-10-01", "2026-10-31"))
        ]
        assert found == [(1, 0), (0, 1)]

    def test_counts_delays_on_the_calendar_of_the_programme(self, desk, bundle_of):
        entry = an_entry(performed_on="2026-11-20")
        desk.one(ANA, entry, now="2026-11-22T23:30:00Z")
        desk.sign(BEN, a_signoff(entry, signed_at="2026-11-23T00:30:00Z"))
        [kept] = bundle_of()["entries"]
        assert (kept["entry_delay"], kept["signoff_delay"]) == (2, 3)

    def test_registers_who_signed_with_the_number_they_had_that_day(self, signed, bundle_of):
        [signer] = bundle_of()["signers"]
        assert signer == {
            "id": BEN.id,
            "name": BEN.name,
            "present": BEN.name,
            "confirmed": {"how": "register", "at": SINCE, "by": "Dan Weiss"},
            "profession": "physician",
            "body": BEN.body,
            "number": BEN.number,
            "grades": ["C"],
            "signed": 1,
            "first_on": "2026-11-23",
            "last_on": "2026-11-23",
            "password_set_anew": [],
            "checked_on": None,
        }

    def test_sums_up_only_what_is_signed(self, desk, signed, bundle_of):
        desk.one(ANA, an_entry(areas=["chin"]))
        summary = bundle_of()["summary"]
        assert summary["signed"] == 1 and summary["months"] == {"2026-11": 1}
        assert [line["area"] for line in summary["areas"]] == ["glabella"]
        assert summary["areas"][0]["parts"]["supervised_direct"] == 1
        assert summary["products"] == [{"product": "botox", "cases": 1, "units_tenths": 120}]

    def test_counts_what_is_late_unsigned_withdrawn_or_signed_in_a_row(self, desk, bundle_of):
        docs = [an_entry(performed_on="2026-11-01") for _ in range(5)]
        desk.send(ANA, *docs)
        for doc, minute in zip(docs[:3], ("02", "02", "03"), strict=True):
            desk.sign(BEN, a_signoff(doc, signed_at=f"2026-11-20T18:{minute}:30Z"))
        desk.one(BEN, a_signoff(docs[3], verdict="returned"))
        desk.one(ANA, a_withdrawal(docs[4]))
        figures = bundle_of()["timeliness"]
        assert figures["batches"] == [{"name": BEN.name, "at": "2026-11-20T18:02:00Z", "entries": 2}]
        assert (figures["signoff_median"], figures["signoff_in_time"], figures["signed"]) == (19, 0, 3)
        assert (figures["unsigned"], figures["returned"], figures["withdrawn"]) == (1, 1, 1)

    def test_names_all_entries_by_one_digest(self, desk, bundle_of):
        docs = [an_entry(), an_entry()]
        desk.send(ANA, *docs)
        hashes = sorted(hash_of(doc) for doc in docs)
        assert bundle_of()["digest"] == canonical.digest("\n".join(hashes))

    def test_asks_the_requirements_of_what_is_in_the_file(self, desk, signed, bundle_of):
        assert bundle_of()["report"]["totals"]["signed"] == 1
        assert bundle_of("2026-11-01", "2026-11-02")["report"]["totals"]["signed"] == 0

    def test_an_empty_logbook_can_leave_too(self, bundle_of):
        bundle = bundle_of()
        assert "No entry of these days is signed." in text_of(export.pdf(bundle))
        assert len(rows_of(bundle)) == 0 and json.loads(b"".join(export.pieces(bundle)))["entries"] == []
