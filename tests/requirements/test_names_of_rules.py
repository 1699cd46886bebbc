"""What a new rule is called decides its address: readable, its own, and no other page's."""

import pytest

from logbook.office.requirements import editing


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Crow’s feet", "crows-feet"),
        ("Glabella", "glabella-2"),
        ("3 of a kind", "rule-3-of-a-kind"),
        ("What if", "what-if-2"),
        ("Žižek", "zizek"),
    ],
)
def test_a_rule_is_named_after_its_label(label, id):
    doc = {"gates": [{"id": "hands_on", "rules": [{"id": "glabella"}]}]}
    assert editing.named(doc, label) == id
