"""Canonical JSON: one exact text for one document, so that its hash means something.

What a person typed is cleaned alike on the phone: twin of twins/canonical.js, where `canonicalize` makes texts.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Any

import orjson

from logbook.shown import trimmed

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
MAX_INTEGER = 2**53

# Characters a statement may not hold: controls but newline, DEL and C1, the byte order mark,
# private use, lone surrogates and bidi overrides. Any of them could make a signed text look like another.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufeff\U000f0000-\U0010ffff]"
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_KEY_START = frozenset("abcdefghijklmnopqrstuvwxyz")
_KEY_REST = _KEY_START | frozenset("0123456789_")


class NotCanonical(ValueError):
    """The text is not canonical JSON under the house rules; `str(error)` says why in words."""


def dumps(value: Any, *, deeper: int = 0) -> str:
    """The canonical text of a document (dict, list, str, int, bool, None). Raises NotCanonical.

    `deeper`: what is no statement may be nested by so many levels more.
    """
    _walk(value, -deeper)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def loads(text: str) -> dict[str, Any]:
    """The document of a canonical text. Raises NotCanonical.

    Round trip and typed walk are both needed: the round trip alone lets floats, -0.0 and 2^53 through.
    """
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("the text holds half a character") from None
    if len(raw) > MAX_BYTES:
        raise NotCanonical(f"the statement is larger than {MAX_BYTES // 1024} KiB")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise NotCanonical("the text is not JSON") from None
    if not isinstance(value, dict):
        raise NotCanonical("a statement is an object")
    _walk(value, 0)
    if orjson.dumps(value, option=orjson.OPT_SORT_KEYS) != raw:
        raise NotCanonical("the text is not in canonical form")
    return value


def spelled(text: str) -> dict[str, Any] | None:
    """The object of a text that is spelled as `dumps` would spell it and holds no forbidden character; else None.

    Half of what `loads` asks, without a walk. Whether keys are ours, numbers whole and small, and nothing too deep, is
    left to who knows every key of it (`kinds.fits`); the words for what is wrong are those of `loads`.
    """
    try:
        raw = text.encode()
        value = orjson.loads(raw)
    except (UnicodeEncodeError, orjson.JSONDecodeError):
        return None
    if type(value) is not dict or len(raw) > MAX_BYTES or not _is_clean(text):
        return None
    try:
        return value if orjson.dumps(value, option=orjson.OPT_SORT_KEYS) == raw else None
    except orjson.JSONEncodeError:  # It reads what is nested deeper than it writes.
        return None


def _is_clean(text: str) -> bool:
    """Whether no text inside JSON that is spelled canonically holds a forbidden character."""
    if not (text.isascii() and "\x7f" not in text) and _FORBIDDEN.search(text):
        return False
    # What JSON escapes are controls, and of those a text may hold newlines alone.
    return "\\" not in text or {'"', "\\", "n"}.issuperset(_ESCAPED.findall(text))


def digest(text: str) -> str:
    """Lowercase hex SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def clean(text: str) -> str:
    """What a person typed, as a statement may hold it: NFC, newlines as \\n, forbidden characters dropped, spaces and
    signs that show nothing taken off both ends.

    Only a writer does this, once; nobody re-normalises later, because Unicode versions differ.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return trimmed(unicodedata.normalize("NFC", _FORBIDDEN.sub("", text)))


def is_forbidden(character: str) -> bool:
    """Whether a statement may not hold this character."""
    return _FORBIDDEN.match(character) is not None


def _walk(value: Any, depth: int) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is int:
        if not -MAX_INTEGER < value < MAX_INTEGER:
            raise NotCanonical("a number is too large")
    elif kind is dict:
        _check_depth(depth)
        for key, inner in value.items():
            _check_key(key)
            _walk(inner, depth + 1)
    elif kind is list:
        _check_depth(depth)
        for inner in value:
            _walk(inner, depth + 1)
    elif kind is float:
        raise NotCanonical("numbers are whole: no fractions, no exponents")
    elif value is not None and kind is not bool:
        raise NotCanonical(f"a {kind.__name__} has no place in a statement")


def _check_text(text: str) -> None:
    # Most text is plain ASCII of printable characters: the fast way out keeps a push under its budget.
    if text.isascii() and text.isprintable():
        return
    if _FORBIDDEN.search(text):
        raise NotCanonical("a text holds a character that has no place in a statement")


# Statements have some two hundred keys, the same in each; a phone that makes up others gains nothing here.
@lru_cache(maxsize=1024)
def _check_key(key: Any) -> None:
    if not key or key[0] not in _KEY_START or not _KEY_REST.issuperset(key):
        raise NotCanonical(f"the key {key!r} is not made of a-z, 0-9 and _")


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise NotCanonical(f"the statement is nested deeper than {MAX_DEPTH}")
