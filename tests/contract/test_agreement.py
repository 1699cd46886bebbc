"""What a phone accepts without a network the server accepts later, and what it refuses the server's own form refuses.

Thousands of cases are filled in at random, some right, some wrong, some hostile; the seed of a run that fails is named.
"""

import random

import pytest

from logbook import canonical, statements
from logbook.store import Mutation, hear
from tests.contract import engine
from tests.support.documents.forms import CONTEXT, SHELL, an_odd_form
from tests.support.lanes import many, seed

PAYLOADS, PART = many(2000, 100_000), 250
# The phone reads each form and writes the text that would be sent.
ON_THE_PHONE = """(m, forms, context, shell) => forms.map((fields) => {
  const { doc, problems } = m["twins/statements.js"].entry(fields, context, shell);
  return { problems, text: Object.keys(problems).length ? null : m["store/canonical.js"].text(doc) };
})"""
MODULES = ["twins/statements.js", "store/canonical.js"]
# Which supervisors and programmes there are, only the server's tables know.
OF_THE_TABLES = {"supervisor", "programme"}


@pytest.mark.fault(49)
@pytest.mark.parametrize("quarter", range(4))
def test_the_phones_rules_and_the_servers_agree_on_every_case(quarter, tell):
    begun, asked = seed() + quarter, PAYLOADS // 4
    chance = random.Random(begun)
    taken = 0
    for _ in range(0, asked, PART):
        filled = [an_odd_form(chance) for _ in range(PART)]
        read = engine.apply(MODULES, ON_THE_PHONE, filled, CONTEXT, SHELL)
        for fields, here in zip(filled, read, strict=True):
            there = statements.entry(fields, CONTEXT, SHELL)
            assert here["problems"] == there["problems"], (begun, fields)
            if here["text"] is not None:
                taken += 1
                assert here["text"] == canonical.dumps(there["doc"]), (begun, fields)
                [heard] = hear([Mutation(CONTEXT["mutation"], here["text"])])
                refused = set(heard.refused["fields"] or [heard.refused["code"]]) if heard.refused else set()
                assert refused <= OF_THE_TABLES, (begun, fields, heard.refused)
    tell(f"validation: {asked} forms, seed {begun}: {taken} taken by both, {asked - taken} refused by both")
    assert asked / 10 < taken < asked * 9 / 10
