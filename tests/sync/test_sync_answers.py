"""POST /sync as a phone meets it: up, down, twice, compressed, and when half of it fails."""

import gzip
import json

import brotli
import pytest
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from logbook import feed, store
from logbook.models import Entry, MutationResult
from logbook.shapes.conversation import SyncAnswer
from tests.support.cast.people import ANA, BEN, CLEO
from tests.support.cast.phone import Phone, envelope, post, refusal
from tests.support.documents.statements import a_signoff, an_entry, mutation
from tests.support.server.shaped import misfits

pytestmark = pytest.mark.both_databases


class TestAnswering:
    def test_a_statement_goes_up_and_comes_back_down_in_one_request(self, anas):
        sent = mutation(an_entry())
        request = envelope(ANA, sent)
        answer = post(anas, request)
        body = answer.get_json()
        assert answer.status_code == 200
        assert (answer.headers["Sync-Proto"], answer.headers["Cache-Control"]) == ("1", "no-store")
        assert (body["request_id"], body["account"]) == (request["request_id"], ANA.id)
        [doc] = [doc for doc in body["pull"]["docs"] if doc["kind"] == "entry"]
        assert body["results"] == [{"id": sent.id, "status": "applied", "rev": 1, "hash": doc["hash"]}]
        assert (doc["stmt"], doc["rev"], doc["proposals"]) == (sent.stmt, 1, [])
        assert body["digest"] == {"count": 1, "xor": doc["hash"][:16]}

    def test_an_answer_has_its_shape_whether_the_statement_was_taken_or_not(self, anas):
        entry = an_entry()
        for doc in (entry, entry | {"place": "Elsewhere"}, entry | {"part": "nothing"}):
            assert misfits(post(anas, envelope(ANA, mutation(doc))).get_json(), SyncAnswer) == []

    def test_the_next_sync_brings_only_what_is_new(self, anas):
        phone = Phone(anas, ANA)
        phone.sync(an_entry())
        phone.sync()
        assert phone.last["pull"]["docs"] == []
        phone.sync(an_entry())
        assert [doc["kind"] for doc in phone.last["pull"]["docs"]] == ["entry", "gate", "report"]

    def test_the_supervisor_gets_the_case_and_the_trainee_the_answer(self, anas, phone_of):
        entry, bens, anas = an_entry(), Phone(phone_of(BEN), BEN), Phone(anas, ANA)
        anas.sync(entry)
        bens.sync(a_signoff(entry, verdict="returned"))
        anas.sync()
        assert bens.held("entry") == [entry["id"]]
        assert anas.held("signoff") == bens.held("signoff") != []

    def test_nobody_else_gets_anything_of_hers(self, anas, phone_of):
        Phone(anas, ANA).sync(an_entry())
        cleos = Phone(phone_of(CLEO), CLEO)
        cleos.sync()
        assert cleos.held("entry") == []

    @pytest.mark.fault(21)
    def test_an_answer_is_the_same_when_the_first_was_lost(self, anas):
        request = envelope(ANA, an_entry())
        assert post(anas, request).get_json()["results"] == post(anas, request).get_json()["results"]

    def test_a_signature_does_not_pass_here(self, anas, phone_of):
        entry = an_entry()
        Phone(anas, ANA).sync(entry)
        [verdict] = Phone(phone_of(BEN), BEN).sync(a_signoff(entry))
        assert verdict["code"] == "needs_signature"

    def test_a_phone_behind_pulls_page_after_page(self, anas, desk, monkeypatch):
        desk.send(ANA, *(an_entry() for _ in range(25)))
        whole = feed.pull
        monkeypatch.setattr(
            feed,
            "pull",
            lambda connection, account, cursor, **more: whole(connection, account, cursor, 10, **more),
        )
        phone = Phone(anas, ANA)
        phone.sync()
        assert len(phone.held("entry")) == 25
        assert phone.last["digest"]["count"] == 25

    @pytest.mark.parametrize(
        ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)]
    )
    def test_long_answers_are_compressed(self, anas, accepted, unpack):
        answer = post(anas, envelope(ANA, an_entry()), Accept_Encoding=accepted)
        assert answer.headers["Content-Encoding"] == accepted.split(",")[0]
        assert json.loads(unpack(answer.data))["account"] == ANA.id

    @pytest.mark.parametrize("accepted", ["identity", "br;q=0", "zstd"])
    def test_an_answer_is_plain_where_nothing_else_is_understood(self, anas, accepted):
        answer = post(anas, envelope(ANA, an_entry()), Accept_Encoding=accepted)
        assert "Content-Encoding" not in answer.headers
        assert answer.get_json()["account"] == ANA.id

    def test_a_packed_request_is_unpacked(self, anas):
        body = gzip.compress(json.dumps(envelope(ANA, an_entry())).encode())
        assert post(anas, body, Content_Encoding="gzip").get_json()["results"][0]["status"] == "applied"

    @pytest.mark.fault(34)
    def test_the_verdicts_arrive_even_where_the_pull_fails(self, anas, desk, monkeypatch):
        def fail(*_):
            raise RuntimeError("no disk")

        monkeypatch.setattr(feed, "pull", fail)
        body = post(anas, envelope(ANA, an_entry())).get_json()
        assert body["results"][0]["status"] == "applied"
        assert body["pull"] == {"docs": [], "cursor": None, "more": False, "error": "pull_failed"}
        assert desk.count(Entry) == 1

    @pytest.mark.fault(33)
    def test_where_no_connection_to_the_database_is_free_the_phone_is_asked_to_come_later(
        self, anas, monkeypatch
    ):
        def crowded(_work):
            raise NoConnectionFree("QueuePool limit reached")

        monkeypatch.setattr(store, "run", crowded)
        answer = post(anas, envelope(ANA, an_entry()))
        assert refusal(answer) == (503, "busy") and int(answer.headers["Retry-After"]) > 0

    def test_a_lock_not_to_be_had_means_try_again(self, anas, monkeypatch, desk):
        def busy(_work):
            raise store.connection.Busy(retry_after_s=7)

        monkeypatch.setattr(store, "run", busy)
        body = post(anas, envelope(ANA, an_entry())).get_json()
        assert [(one["status"], one["after_s"]) for one in body["results"]] == [("retry", 7)]
        assert desk.count(MutationResult) == 0
