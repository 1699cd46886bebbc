"""The conflict table: what cannot be taken as it is."""

from dataclasses import replace

import pytest

from logbook.models import Refusal, Statement
from logbook.store import Mutation
from tests.support.cast.people import ANA, SOUTH
from tests.support.documents.statements import an_entry, mutation


class TestRefusing:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("no json", "not_canonical"),
            ('{"typ": "entry"}', "not_canonical"),
            ('{"typ":"entry","typ":"entry"}', "not_canonical"),
            ('{"typ":"entry","v":1.0}', "not_canonical"),
            ('{"typ":"entry","v":-0}', "not_canonical"),
            ('{"typ":"entry","v":9007199254740992}', "not_canonical"),
            ('{"typ":"entry\\t","v":1}', "not_canonical"),
            ('{"typ":"\ud800","v":1}', "not_canonical"),
            ("[]", "not_canonical"),
            ('{"typ":"diary","v":1}', "unknown_type"),
            ('{"typ":["entry"],"v":1}', "unknown_type"),
            ('{"typ":"entry","v":2}', "unknown_version"),
            ('{"typ":"entry","v":[1]}', "unknown_version"),
            ('{"typ":"entry","v":true}', "unknown_version"),
            ('{"a":"' + "x" * 70_000 + '"}', "too_large"),
        ],
    )
    def test_a_text_that_breaks_the_rules_is_rejected_and_not_stored(self, desk, text, code):
        sent = Mutation("90000000-0000-4000-8000-000000000001", text)
        verdict = desk.one(ANA, sent)
        assert (verdict["status"], verdict["code"]) == ("rejected", code)
        assert desk.one(ANA, sent) == verdict
        assert desk.count(Statement) == 0

    def test_wrong_fields_are_named(self, desk):
        verdict = desk.one(ANA, an_entry(product={"batch": ""}, place=7))
        assert verdict["code"] == "field_invalid"
        assert set(verdict["fields"]) == {"product.batch", "place"}

    def test_a_statement_made_for_another_mutation_is_rejected(self, desk):
        sent = Mutation("90000000-0000-4000-8000-000000000001", mutation(an_entry()).stmt)
        assert list(desk.one(ANA, sent)["fields"]) == ["mutation"]

    def test_what_lost_rights_refuse_is_kept_on_the_server(self, desk):
        sent = mutation(an_entry())
        desk.one(replace(ANA, programme=SOUTH), sent)
        [kept] = desk.rows(Refusal)
        assert (kept.account_id, kept.code, kept.text) == (ANA.id, "no_access", sent.stmt)
