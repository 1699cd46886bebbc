"""POST /sync refused as a whole: right status, right words, nothing stored."""

import gzip
import io
import json

import pytest

from logbook import budgets
from logbook.feed.cursor import Read, encode
from logbook.models import MutationResult, Statement
from tests.support.cast.people import ANA, CLEO
from tests.support.cast.phone import HEADERS, Phone, envelope, post, refusal
from tests.support.documents.statements import an_entry

pytestmark = pytest.mark.both_databases


class TestRefusingTheEnvelope:
    """Nothing of such a request is stored, and the answer says why."""

    @pytest.fixture(autouse=True)
    def nothing_stored(self, desk):
        yield
        assert desk.count(Statement) == desk.count(MutationResult) == 0

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"part=observed",
            b"[]",
            b"null",
            b"\xff",
            b"[" * 100_000,
            b'{"proto":NaN}',
            b'{"proto":1,"proto":1}',
            b'{"proto":' + b"9" * 5000 + b"}",
        ],
    )
    def test_what_is_not_json_is_refused(self, anas, body):
        assert refusal(post(anas, body)) == (400, "not_json")

    @pytest.mark.parametrize(
        ("path", "changes"),
        [
            ("surplus", {"surplus": 1}),
            ("proto", {"proto": 1.0}),
            ("proto", {"proto": True}),
            ("pending_left", {"pending_left": -1}),
            ("pending_left", {"pending_left": 2**64}),
            ("request_id", {"request_id": "7"}),
            ("client_now", {"client_now": "today"}),
            ("client_now", {"client_now": "2026-02-31T10:00:00Z"}),
            ("cursor", {"cursor": 5}),
            ("build", {"build": None}),
            ("mutations", {"mutations": None}),
            ("mutations", {"mutations": [{}] * 101}),
            ("mutations.0", {"mutations": [{}]}),
        ],
    )
    def test_a_field_out_of_shape_is_named(self, anas, path, changes):
        answer = post(anas, envelope(ANA) | changes)
        assert refusal(answer) == (400, "not_json")
        assert list(answer.get_json()["fields"]) == [path]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("id", "7"), ("n", -1), ("n", 1.5), ("after", ""), ("stmt", None), ("surplus", 1)],
    )
    def test_a_mutation_out_of_shape_is_named(self, anas, name, value):
        request = envelope(ANA, an_entry())
        request["mutations"][0][name] = value
        answer = post(anas, request)
        assert refusal(answer) == (400, "not_json")
        assert list(answer.get_json()["fields"])[0].startswith("mutations.0")

    def test_a_missing_field_is_named(self, anas):
        request = envelope(ANA, an_entry())
        del request["device"]
        assert list(post(anas, request).get_json()["fields"]) == ["device"]

    def test_a_key_that_stands_twice_is_refused(self, anas):
        text = json.dumps(envelope(ANA, an_entry()))
        assert refusal(post(anas, text[:-1] + f', "account": "{ANA.id}"}}')) == (400, "not_json")

    @pytest.mark.finding("attack.L4")
    @pytest.mark.parametrize("deep", [9, 253, 254, 300, 1000, 1023, 1024, 5000])
    @pytest.mark.parametrize("space", ["", " "], ids=["as phones write it", "with spaces"])
    def test_however_deep_it_is_nested_it_is_refused_in_words(self, anas, deep, space):
        text = json.dumps(envelope(ANA, an_entry()))[:-1] + f',{space}"x": {"[" * deep}{"]" * deep}}}'
        assert refusal(post(anas, text)) == (400, "not_json")

    def test_nobody_signed_in_gets_401_and_no_redirect(self, client):
        assert refusal(post(client, envelope(ANA, an_entry()))) == (401, "login_required")

    @pytest.mark.fault(19)
    def test_another_persons_phone_gets_409(self, anas):
        assert refusal(post(anas, envelope(CLEO, an_entry()))) == (409, "wrong_account")

    @pytest.mark.parametrize("header", ["X_Requested_With", "Sync_Proto"])
    def test_a_missing_header_gets_403(self, anas, header):
        assert refusal(post(anas, envelope(ANA, an_entry()), **{header: None})) == (403, "header_missing")

    @pytest.mark.parametrize(
        "headers",
        [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}],
    )
    def test_another_site_gets_403(self, anas, headers):
        assert refusal(post(anas, envelope(ANA, an_entry()), **headers)) == (403, "foreign_origin")

    def test_another_type_gets_415(self, anas):
        assert refusal(post(anas, envelope(ANA, an_entry()), Content_Type="text/plain")) == (
            415,
            "wrong_type",
        )

    def test_another_packing_gets_415(self, anas):
        assert refusal(post(anas, b"x", Content_Encoding="br")) == (415, "wrong_type")

    def test_another_protocol_gets_426(self, anas):
        assert refusal(post(anas, envelope(ANA, an_entry()), Sync_Proto="0")) == (426, "proto_too_old")

    def test_more_than_512_kb_get_413(self, anas):
        assert refusal(post(anas, b"x" * (512 * 1024 + 1))) == (413, "too_large")

    def test_a_body_without_a_length_is_counted_as_it_comes(self, anas):
        endless = io.BytesIO(b"x" * 600_000)
        environ = {"wsgi.input": endless, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
        answer = anas.post("/sync", headers=HEADERS, environ_overrides=environ)
        assert refusal(answer) == (413, "too_large")

    def test_a_small_body_that_unpacks_to_much_gets_413(self, anas):
        bomb = gzip.compress(b" " * (budgets.UNPACKED_BYTES + 1))
        assert refusal(post(anas, bomb, Content_Encoding="gzip")) == (413, "too_large")

    @pytest.mark.parametrize(
        "body", [b"plain", gzip.compress(b"{}", mtime=0)[:-4]], ids=["never packed", "cut short"]
    )
    def test_a_broken_packing_gets_400(self, anas, body):
        assert refusal(post(anas, body, Content_Encoding="gzip")) == (400, "not_json")

    def test_a_cursor_of_another_account_gets_409(self, anas, phone_of):
        cleos = Phone(phone_of(CLEO), CLEO)
        cleos.sync()
        request = envelope(ANA, an_entry(), cursor=cleos.cursor)
        assert refusal(post(anas, request)) == (409, "wrong_account")

    def test_a_cursor_nobody_gave_gets_400(self, anas):
        for cursor in ("abc", "YS5iLmM", "===="):
            assert refusal(post(anas, envelope(ANA, an_entry(), cursor=cursor))) == (400, "bad_request")

    def test_another_epoch_gets_409(self, anas):
        for changes in ({"epoch": "another"}, {"cursor": encode("another", ANA.id, Read("another"))}):
            assert refusal(post(anas, envelope(ANA, an_entry(), **changes))) == (409, "epoch_changed")
