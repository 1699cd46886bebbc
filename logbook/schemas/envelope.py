"""The shape of a sync request: who sends, from where, since when, and the mutations, whose texts are judged later."""

import json
import re
from typing import Any, cast

import orjson
from marshmallow import Schema

from logbook.schemas import fitting, flatten, words
from logbook.schemas.rows import Rows
from logbook.schemas.shapes import Dated, Pattern, Shape, Text, Whole, uuid
from logbook.shapes.conversation import Envelope

MOST_MUTATIONS = 100
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z", re.ASCII)
_OPAQUE = re.compile(r"[A-Za-z0-9_=-]{1,200}", re.ASCII)
# It names the cells that are being read: under 1 kB with twelve programmes.
_CURSOR = re.compile(r"[A-Za-z0-9_=-]{1,16000}", re.ASCII)


class NotAnEnvelope(ValueError):
    """The body is not a sync request; `fields` says where, {path: [words]}."""

    def __init__(self, words: str, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(words)
        self.fields = fields or {}


class Signature(Shape):
    """What a device signed a statement with, or null: judged with its mutation, so that one that is not known here
    cannot hold back the others."""

    def __init__(self) -> None:
        super().__init__("This is not a signature.", nullable=True)

    def fits(self, value: Any) -> bool:
        return True


class EnvelopeSchema(Schema):
    """A sync request, protocol 1. Unknown fields are refused: a phone that says more expects more."""

    proto = Whole(1, 1, "This protocol is not known here.")
    build = Text(80)
    request_id = uuid()
    account = uuid()
    device = uuid()
    client_now = Dated(_INSTANT, words.INSTANT, "any")
    epoch = Pattern(_OPAQUE, "This is not an epoch.", nullable=True)
    cursor = Pattern(_CURSOR, "This is not a cursor.", nullable=True)
    pending_left = Whole(0, 10**9, "This is not a count.")
    oldest_pending = Dated(_INSTANT, words.INSTANT, "any", nullable=True)
    mutations = Rows(
        {
            "id": uuid(),
            "n": Whole(0, 2**53 - 1, "This is not a number."),
            "after": uuid(nullable=True),
            # Longer texts are refused one by one, so that one of them cannot hold back the others.
            "stmt": Text(10**6),
            "sig": Signature(),
        },
        most=MOST_MUTATIONS,
        message="Mutations are a list of at most 100.",
    )


_SCHEMA = EnvelopeSchema()
_fits = fitting(_SCHEMA)


def read(body: bytes) -> Envelope:
    """The sync request in a body. Raises NotAnEnvelope."""
    envelope = _parse(body)
    if not isinstance(envelope, dict):
        raise NotAnEnvelope("The body must be an object.")
    if not _fits(envelope):
        raise NotAnEnvelope("The body is not a sync request.", flatten(_SCHEMA.validate(envelope)))
    return cast(Envelope, envelope)


def _parse(body: bytes) -> Any:
    try:
        value = orjson.loads(body)
        # Equal bytes mean that nothing was said twice: this is how phones write, and seven times faster.
        if orjson.dumps(value) == body:
            return value
    except orjson.JSONEncodeError:
        # It reads what is nested deeper than it writes.
        raise NotAnEnvelope("The body is nested too deep.") from None
    except orjson.JSONDecodeError:
        pass
    # Half a character in one statement is not JSON to orjson; here only that statement is refused.
    try:
        return json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotAnEnvelope("The body must be JSON, with each key once.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(name: str) -> Any:
    raise ValueError(name)
