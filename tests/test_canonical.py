"""One document has one text, and only that text is accepted."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from logbook import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cf"]), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
DOCUMENTS = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
)


@given(DOCUMENTS)
def test_writes_what_rfc_8785_says(document):
    assert canonical.dumps(document).encode() == rfc8785.dumps(document)


@given(DOCUMENTS)
def test_reads_back_what_it_wrote(document):
    assert canonical.loads(canonical.dumps(document)) == document


@given(DOCUMENTS)
def test_refuses_the_same_document_in_another_spelling(document):
    spelled = json.dumps(document, indent=1)
    if spelled != canonical.dumps(document):
        with pytest.raises(canonical.NotCanonical):
            canonical.loads(spelled)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1.5}',
        '{"a":1.0}',
        '{"a":-0}',
        '{"a":-0.0}',
        '{"a":1e3}',
        '{"a":9007199254740992}',
        '{"a":-9007199254740992}',
        '{"a":"\\t"}',
        '{"a":"\\u0000"}',
        '{"a":"\ufeff"}',
        '{"a":"\u202e"}',
        '{"a":"\x7f"}',
        '{"a":"\u0085"}',
        '{"a":"\ue000"}',
        '{"a":"\U000f0000"}',
        '{"a":"\\ud800"}',
        '{"a":1,"a":2}',
        '{"b":1,"a":2}',
        '{"a": 1}',
        '{"A":1}',
        '{"":1}',
        '{"a":"\\u00e9"}',
        "[]",
        "1",
        "",
        "nonsense",
        '{"a":NaN}',
    ],
)
def test_refuses_what_has_no_place_in_a_statement(text):
    with pytest.raises(canonical.NotCanonical):
        canonical.loads(text)


def test_refuses_depth_and_size_beyond_the_limit():
    deep = {"a": 1}
    for _ in range(canonical.MAX_DEPTH):
        deep = {"a": deep}
    with pytest.raises(canonical.NotCanonical, match="deeper"):
        canonical.dumps(deep)
    with pytest.raises(canonical.NotCanonical, match="larger"):
        canonical.loads(canonical.dumps({"a": "x" * canonical.MAX_BYTES}))


def test_cleans_what_a_person_typed():
    assert canonical.clean("  a\r\nb\tc\u202e e\u0301 \n") == "a\nb c \u00e9"


@given(st.text())
def test_cleaned_text_always_fits(text):
    canonical.dumps({"a": canonical.clean(text)})
