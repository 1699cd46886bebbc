"""The quick question takes what marshmallow takes, and nothing else: it is made of the same fields."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validates

from logbook import canonical, kinds, schemas
from logbook.schemas import Rows
from logbook.schemas.fitting import fitting
from logbook.schemas.shapes import Shape, Text, Whole
from logbook.store import Mutation, hear
from tests.support.documents.broken import broken, without_each_field
from tests.support.lanes import many
from tests.test_schemas import whole_documents

WHOLE = whole_documents()
BROKEN = [bad for doc in WHOLE for make in (broken, without_each_field) for _, bad in make(doc)]
# What stands in no statement, what stands in another place of one, and what only looks like it.
NUMBERS = (0, 1, -1, 4, 5, 40, 1000, 2**53 - 1, 2**53, -(2**53), 2**64, 1.0, 1.5, -0.0, True, False)
TEXTS = (
    "",
    " ",
    "\u200b",
    "x" * 501,
    "a\nb",
    "a\tb",
    "\\",
    '"',
    "\x7f",
    "\u202e",
    "\ufeff",
    "é",
    "\U000f0000",
)
ODD = (None, [], {}, [None], [[]], [{}], {"a": 1}, {"A": 1}, ["glabella", "glabella"], "2026-02-30", "24:00")
DEEP: list[Any] = []
for _ in range(canonical.MAX_DEPTH):
    DEEP = [DEEP]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [place for key, inner in inside for place in _places(inner, (*path, key))]


def _at(doc: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        doc = doc[key]
    return doc


FOUND = [_at(doc, path) for doc in WHOLE for path in _places(doc)]
VALUES = st.sampled_from([*NUMBERS, *TEXTS, *ODD, DEEP, *FOUND]) | st.text(max_size=5) | st.integers()


@st.composite
def changed(draw: Any) -> Any:
    """A statement with one, two or three places changed, taken away or added."""
    doc = copy.deepcopy(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(_places(doc)))
        holder, key = _at(doc, path[:-1]), path[-1]
        match draw(st.sampled_from(["set", "set", "drop", "add"])):
            case "set":
                holder[key] = copy.deepcopy(draw(VALUES))
            case "drop":
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["extra", "amends", "answer", "", "A", "é"]))] = copy.deepcopy(
                    draw(VALUES)
                )
            case "add":
                holder.append(copy.deepcopy(holder[key]))
        if not doc:
            break
    return doc


def _spelled(doc: Any) -> str:
    return json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _heard(text: str) -> Any:
    return hear([Mutation(json.loads(text).get("mutation") or "m", text)])[0]


def _heard_in_words(text: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "spelled", lambda _: None)
        return _heard(text)


@pytest.mark.parametrize("doc", WHOLE, ids=lambda doc: doc["typ"])
def test_a_whole_statement_needs_no_words(doc, monkeypatch):
    monkeypatch.setattr(kinds, "check", lambda _: pytest.fail("marshmallow was asked"))
    assert kinds.fits(doc) and _heard(canonical.dumps(doc)).refused is None


def test_what_breaks_a_rule_does_not_fit():
    assert len(BROKEN) > 400
    assert [doc for doc in BROKEN if kinds.fits(doc)] == []


@settings(max_examples=many(300, 20_000), deadline=None)
@given(changed())
def test_it_takes_what_marshmallow_takes(doc):
    # What names no kind is asked of none.
    if str(doc.get("typ")) in kinds.KINDS:
        assert kinds.fits(doc) == (kinds.check(doc) == {})


@settings(max_examples=many(300, 20_000), deadline=None)
@given(changed().map(_spelled))
def test_a_statement_is_heard_alike_with_and_without_it(text):
    assert _heard(text) == _heard_in_words(text)


@settings(max_examples=many(200, 20_000), deadline=None)
@given(st.sampled_from(WHOLE).map(canonical.dumps), st.data())
def test_a_text_with_other_signs_in_it_is_heard_alike(text, data):
    at, cut = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 2))
    signs = st.sampled_from(
        [" ", "\\t", "\\n", '\\"', "\\\\", "\\u000b", "\x7f", "\u202e", "\n", "0", "1.5", "é"]
    )
    other = text[:at] + data.draw(signs | st.just("")) + text[at + cut :]
    mutation = [Mutation("m", other)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "spelled", lambda _: None)
        in_words = hear(mutation)
    assert hear(mutation) == in_words


@pytest.mark.parametrize("sign", [*"\t\b\f\r\x00\x1f\x7f\x85", "\u202e", "\ufeff", "\ue000"])
def test_no_forbidden_sign_slips_through(sign):
    doc = WHOLE[0] | {"reflection": f"before \\ {sign} after"}
    assert _heard(_spelled(doc)).refused["code"] == "not_canonical"


@pytest.mark.parametrize("words", ["a\nb", 'a "b"', "a \\n b", "\\\\", "é ü 林", "\\t"])
def test_what_json_escapes_and_a_statement_may_hold_is_taken_at_once(words):
    text = canonical.dumps({"reflection": words})
    assert canonical.spelled(text) == {"reflection": words}


def test_whoever_fits_has_only_keys_numbers_and_depths_that_a_statement_may_have():
    """Nothing else is looked at where a statement fits, so the schemas themselves must hold to it."""
    for kind in kinds.KINDS.values():
        for path, rule in schemas.rules(kind.schema).items():
            for name in (*path.split("."), *rule.get("columns", {})):
                canonical.dumps({name: 1})
            for rules in (rule, *rule.get("columns", {}).values()):
                assert abs(rules.get("max", 0)) < canonical.MAX_INTEGER
            assert path.count(".") + 3 < canonical.MAX_DEPTH


class _Plain(Schema):
    name = Text(5)
    rows = Rows({"x": Whole(1, 5, "From 1 to 5")}, most=2, message="Rows")


class _Before(_Plain):
    @pre_load
    def tidy(self, data: Any, **_: Any) -> Any:
        return {name: value for name, value in data.items() if name != "extra"}


class _After(_Plain):
    @post_load
    def refuse(self, data: Any, **_: Any) -> Any:
        raise ValidationError("never")


class _Judged(_Plain):
    @validates("name")
    def is_a(self, value: str, **_: Any) -> None:
        if value != "a":
            raise ValidationError("not a")


class _Longer(_Plain):
    email = fields.Email(required=True)


class _Narrow(_Plain):
    name = Text(5)
    name.validators = [lambda value: value == "a" or _fail()]


class _Own(Shape):
    """One that judges in marshmallow's way alone."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value if value == "a" else _fail()


class _Owned(_Plain):
    name = _Own()


def _fail() -> None:
    raise ValidationError("no")


@pytest.mark.parametrize("schema", [_Plain, _Before, _After, _Judged, _Longer, _Narrow, _Owned])
def test_whatever_else_of_marshmallow_a_schema_uses_is_kept(schema):
    made = schema()
    for name in ("a", "b", None, 1, "a@example.org"):
        for rows in ([], [{"x": 1}], [{"x": 9}], [{}], None):
            for more in ({}, {"extra": 1}, {"email": "a@example.org"}, {"email": "none"}):
                doc = {"name": name, "rows": rows} | more
                assert fitting(made)(doc) == (not made.validate(doc)), doc
