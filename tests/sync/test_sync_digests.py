"""Both numbers of a full answer: of the kinds that every phone counts, and of all others."""

import pytest

from logbook import feed
from logbook.feed import FIRST
from logbook.kinds import KINDS
from tests.support.cast.people import ANA, BEN
from tests.support.cast.phone import Phone, envelope, post
from tests.support.documents.statements import a_signoff, an_entry

pytestmark = pytest.mark.both_databases


def test_the_first_counts_four_kinds_for_ever():
    assert FIRST == {"entry", "signoff", "review", "withdrawal"} <= {*KINDS}


def test_the_second_counts_what_the_server_makes_itself_and_no_report(anas):
    answer = post(anas, envelope(ANA)).get_json()
    kinds = [doc["kind"] for doc in answer["pull"]["docs"]]
    assert "report" in kinds and answer["digest"]["count"] == 0
    assert answer["others"]["count"] == len(kinds) - kinds.count("report") > 3


def test_neither_comes_before_the_last_page(anas, desk, monkeypatch):
    whole = feed.pull
    monkeypatch.setattr(
        feed,
        "pull",
        lambda connection, account, cursor, **more: whole(connection, account, cursor, 2, **more),
    )
    answer = post(anas, envelope(ANA)).get_json()
    assert answer["pull"]["more"] and (answer["digest"], answer["others"]) == (None, None)


def test_a_phone_of_an_earlier_build_gets_a_later_kind_so_that_it_does_not_count_it(
    anas, phone_of, monkeypatch
):
    """It counts what it does not know among the first four where it came at some moment."""
    entry = an_entry()
    Phone(anas, ANA).sync(entry)
    Phone(phone_of(BEN), BEN).sync(a_signoff(entry, verdict="returned"))
    monkeypatch.setattr(feed, "FIRST", {"entry"})

    def came(**headers):
        docs = post(anas, envelope(ANA), **headers).get_json()["pull"]["docs"]
        return {doc["kind"]: doc["received_at"] for doc in docs if doc["kind"] in KINDS}

    assert came()["entry"] and came()["signoff"] is None
    assert all(came(Sync_Knows="others, what is not known here").values())


class TestAPhoneThatBeginsAgain:
    def said(self, anas, caplog, again, **changes):
        caplog.clear()
        assert post(anas, envelope(ANA, **changes), Sync_Again=again).status_code == 200
        return [record.message for record in caplog.records if "fetches everything" in record.message]

    def test_once_is_nobodys_trouble_and_twice_is_logged(self, anas, caplog):
        assert self.said(anas, caplog, "1") == []
        [line] = self.said(anas, caplog, "2")
        assert ANA.id in line and "for the 2. time" in line

    @pytest.mark.parametrize("again", [None, "", "many", "\u0662", "-3", "2; x"])
    def test_what_is_no_count_is_nothing(self, anas, caplog, again):
        again = again and again.encode().decode("latin-1")
        assert self.said(anas, caplog, again) == []

    def test_a_page_later_it_is_not_said_again(self, anas, caplog):
        cursor = post(anas, envelope(ANA)).get_json()["pull"]["cursor"]
        assert self.said(anas, caplog, "2", cursor=cursor) == []
