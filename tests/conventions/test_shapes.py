"""The shapes say what the schemas ask for, and the scripts read the same shapes."""

from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from marshmallow import fields as marshmallow_fields

from logbook import shell
from logbook.kinds import KINDS
from logbook.pages.common import bare_frame
from logbook.pages.reference import reference
from logbook.schemas.envelope import EnvelopeSchema, Signature
from logbook.schemas.rows import Rows, Severity
from logbook.schemas.shapes import Code, Codes, Fixed, Flag, Pattern, Text, Whole
from logbook.shapes.conversation import Envelope
from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.everybody import ReferencePage
from logbook.shapes.statements import STATEMENTS, Lines
from logbook.shapes.verdicts import Verdict
from logbook.shapes.words import Shell
from logbook.store import verdicts
from tests.support.server.shaped import SHAPES, misfits
from tools.js import shapes


def keys(shape):
    """{key: (type, may be missing)} of a TypedDict."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        key: (get_args(kind)[0], True) if get_origin(kind) is NotRequired else (kind, False)
        for key, kind in hints.items()
    }


def judged(schema):
    """{key: (field, may be missing)} of a marshmallow schema."""
    return {key: (field, not field.required) for key, field in schema.fields.items()}


def rows(shape):
    """The same of a list's columns."""
    return {key: (column, key not in shape.needed) for key, column in shape.columns.items()}


def compare(said, asked, path):
    """Fails where a TypedDict and what is judged differ in a key, in whether it may be missing, or in its type."""
    assert list(said) == list(asked), path
    for key, (kind, lacks) in said.items():
        field, may_lack = asked[key]
        assert lacks == may_lack, f"{path}.{key}"
        assert kind is Any or (type(None) in get_args(kind)) == field.allow_none, f"{path}.{key}"
        compare_values(_not_null(kind), field, f"{path}.{key}")


def _not_null(kind):
    rest = [one for one in get_args(kind) if one is not type(None)]
    return rest[0] if type(None) in get_args(kind) and len(rest) == 1 else kind


def compare_values(kind, field, path):
    match field:
        case marshmallow_fields.Nested():
            assert is_typeddict(kind), path
            compare(keys(kind), judged(field.schema), path)
        case Rows():
            assert get_origin(kind) is list, path
            compare(keys(get_args(kind)[0]), rows(field), path)
        case Severity():
            assert kind == dict[str, Lines], path
        case Codes():
            assert kind == list[str], path
        case Fixed():
            assert kind == Literal[tuple(value for _, value in field.values)], path
        case Whole():
            assert kind is int, path
        case Flag():
            assert kind is bool, path
        case Signature():
            assert kind is Any, path
        case Code() | Text() | Pattern():
            assert kind is str, path
        case _:
            raise AssertionError(f"{path}: {type(field).__name__} is compared with nothing")


def test_every_statement_has_a_shape():
    assert set(STATEMENTS) == set(KINDS)


@pytest.mark.parametrize("typ", STATEMENTS)
def test_a_statement_s_shape_is_what_its_schema_judges(typ):
    compare(keys(STATEMENTS[typ]), judged(KINDS[typ].schema), typ)


def test_the_shape_of_a_sync_request_is_what_its_schema_judges():
    compare(keys(Envelope), judged(EnvelopeSchema()), "envelope")


def test_what_pages_are_given_of_the_build_has_its_shape():
    assert misfits(shell.data(), Shell) == []


@pytest.mark.parametrize(
    "verdict",
    [
        verdicts.applied("m", 1, "h"),
        verdicts.duplicate("m", 1, "h"),
        verdicts.conflict("m", "rebase", 2, "h", "{}"),
        verdicts.rejected("m", "field_invalid", {"part": ["Choose your part"]}),
        verdicts.rejected("m", "no_access"),
        verdicts.blocked("m", "other"),
        verdicts.retry("m"),
        verdicts.id_reused("m"),
    ],
    ids=lambda verdict: verdict["status"],
)
def test_a_verdict_has_its_shape(verdict):
    assert misfits(verdict, Verdict) == []


def test_every_page_has_a_shape():
    pages = {path.relative_to(shell.TEMPLATES).as_posix() for path in shell.TEMPLATES.rglob("*.html")}
    parts = {name for name in pages if name.split("/")[-1].startswith("_") or name.startswith("macros/")}
    assert set(SHAPES) == pages - parts - {"base.html"}


def test_the_pages_that_are_the_same_for_everybody_have_their_shapes():
    assert misfits(reference("0123456789ab"), ReferencePage) == []
    assert misfits(bare_frame("Help", "0123456789ab", [], {}), Frame) == []


def test_no_page_is_drawn_that_is_not_what_its_shape_says():
    page = bare_frame("Sign out", "0123456789ab", [], {}, back="/me")
    assert "Sign out" in shell.render("sessions/sign_out.html", page)
    with pytest.raises(AssertionError, match=r"sessions/sign_out.html: .*\.more: no Frame has it"):
        shell.render("sessions/sign_out.html", page | {"more": 1})


def test_the_scripts_read_the_same_shapes():
    assert shapes.FILE.read_text() == shapes.declarations(), "python -m tools.js.shapes"


@pytest.mark.parametrize(
    ("kind", "spelled"),
    [
        (str | None, "string | null"),
        (list[int | None], "(number | null)[]"),
        (dict[str, list[str]], "Record<string, string[]>"),
        (Literal["a", "b"], '"a" | "b"'),
        (Literal[1], "1"),
    ],
)
def test_a_type_is_spelled_as_typescript_has_it(kind, spelled):
    assert shapes.spelled(kind) == spelled


@pytest.mark.parametrize("kind", [object, set[str], dict[int, str], float])
def test_a_type_that_is_not_plain_json_is_refused(kind):
    with pytest.raises(TypeError):
        shapes.spelled(kind)


def test_a_value_that_is_not_what_its_shape_says_is_told():
    assert misfits({"rest": 1, "dynamic": 2}, Lines) == []
    assert misfits({"rest": True, "more": 1}, Lines) == [
        ".more: no Lines has it",
        ".rest: True is no int",
        ".dynamic: missing of a Lines",
    ]
    assert misfits([None, "x"], list[int | None]) == ["[1]: 'x' is no int"]
