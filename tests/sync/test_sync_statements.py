"""POST /sync with one broken text among good ones."""

import json

import pytest

from logbook.models import Statement
from logbook.store import Mutation
from tests.support.cast.people import ANA
from tests.support.cast.phone import Phone, envelope, post
from tests.support.documents.statements import an_entry, mutation, revised

pytestmark = pytest.mark.both_databases


class TestRefusingAStatement:
    """The others of the request are taken: one broken text never holds back the rest."""

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda text: text.replace('"v":1', '"v":1.0'),
            lambda text: text.replace('"self_rating":3', '"self_rating":-0'),
            lambda text: text.replace('"self_rating":3', '"self_rating":9007199254740992'),
            lambda text: text.replace('"v":1', '"v":1,"v":1'),
            lambda text: text.replace('"place":""', '"place":"\\t"'),
            lambda text: text.replace('"place":""', '"place":"\\u202e"'),
            lambda text: text.replace('"place":""', '"place":"\\ud800"'),
            lambda text: text.replace('"place":""', '"place": ""'),
            lambda text: text.replace('"place":""', '"place":"\\u0041"'),
            lambda text: text[:-1],
        ],
    )
    def test_a_text_out_of_canonical_form_is_parked(self, anas, desk, spoil):
        doc = an_entry()
        spoilt = Mutation(doc["mutation"], spoil(mutation(doc).stmt))
        assert spoilt.stmt != mutation(doc).stmt
        first, second = Phone(anas, ANA).sync(spoilt, an_entry())
        assert (first["status"], first["code"]) == ("rejected", "not_canonical")
        assert second["status"] == "applied"
        assert desk.count(Statement) == 1

    def test_half_a_character_in_a_text_holds_back_nothing_else(self, anas, desk):
        request = envelope(ANA, Mutation(str(an_entry()["id"]), '{"a":"?"}'), an_entry())
        text = json.dumps(request).replace("?", "\\ud800")
        assert [one["status"] for one in post(anas, text).get_json()["results"]] == ["rejected", "applied"]

    def test_a_text_above_64_kib_is_parked(self, anas):
        [verdict] = Phone(anas, ANA).sync(an_entry(reflection="x" * 70_000))
        assert verdict["code"] == "too_large"

    def test_an_unknown_field_is_named(self, anas):
        [verdict] = Phone(anas, ANA).sync(an_entry(surplus=1))
        assert list(verdict["fields"]) == ["surplus"]

    def test_a_conflict_brings_the_head_with_it(self, anas):
        phone, entry = Phone(anas, ANA), an_entry()
        phone.sync(entry, revised(entry, place="Room 4"))
        [verdict] = phone.sync(revised(entry, product={"batch": "X1"}))
        assert (verdict["code"], json.loads(verdict["head"]["stmt"])["place"]) == ("rebase", "Room 4")
