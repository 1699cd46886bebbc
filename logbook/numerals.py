"""Numbers as people type them, read in one way everywhere. Twin of static/js/twins/numerals.js."""

import re
import unicodedata
from typing import Any

from logbook.shown import trimmed

_NUMBER = re.compile(r"([0-9]{0,6})(?:\.([0-9]{0,6}))?")
# The decimal comma, and the separators of Arabic and of wide East Asian keyboards.
_POINTS = dict.fromkeys(map(ord, ",\u066b\uff0c\uff0e"), ".")
_LONGEST = 20
# Doses: tenths of a unit, in steps of half a unit.
DOSE = {"min": 5, "max": 10_000, "step": 5}


class NotANumber(ValueError):
    """It cannot be read; the words name what was typed."""


def read(text: str, digits: int, rule: dict[str, Any]) -> int:
    """The number typed, as a whole number of its smallest part: "2.5" with one digit is 25.

    `rule`: {min, max, step} in that part. Figures of every script, point or comma, spaces around. Raises NotANumber.
    """
    typed = trimmed(text)
    found = _NUMBER.fullmatch("".join(map(_figure, typed)).translate(_POINTS))
    if not found or not (found[1] or found[2]):
        raise _wrong(typed, "is not a number")
    whole, rest = found[1] or "0", (found[2] or "")
    # A thousand, or one with three decimals? Dividing by a thousand unasked would be a dose.
    if len(rest) == 3 and int(whole):
        raise _wrong(typed, f"can mean {int(whole + rest)} or {_plain(int(whole), rest)}: write one of them")
    rest = rest.rstrip("0")
    if len(rest) > digits:
        raise _wrong(typed, _steps(rule, digits))
    return _within(int(whole + rest.ljust(digits, "0")), typed, digits, rule)


def value_of(text: str, digits: int, rule: dict[str, Any]) -> int | None:
    """The number typed, as `read` gives it; None where it cannot be read."""
    try:
        return read(text, digits, rule)
    except NotANumber:
        return None


def plain_number(text: str, most: int) -> int | None:
    """The number that a text of at most `most` plain digits writes, as addresses and hidden fields do; None for any
    other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None


def _within(number: int, typed: str, digits: int, rule: dict[str, Any]) -> int:
    if number < rule["min"]:
        raise _wrong(typed, f"is less than {_told(rule['min'], digits)}")
    if number > rule["max"]:
        raise _wrong(typed, f"is more than {_told(rule['max'], digits)}")
    if number % rule.get("step", 1):
        raise _wrong(typed, _steps(rule, digits))
    return number


def _figure(sign: str) -> str:
    found = unicodedata.decimal(sign, None)
    return sign if found is None else str(found)


def _steps(rule: dict[str, Any], digits: int) -> str:
    step = rule.get("step", 1)
    return "is not a whole number" if step == 10**digits else f"is not in steps of {_told(step, digits)}"


def _told(number: int, digits: int) -> str:
    whole, rest = divmod(number, 10**digits)
    return _plain(whole, str(rest).rjust(digits, "0") if digits else "")


def _plain(whole: int, rest: str) -> str:
    return f"{whole}.{rest}".rstrip("0").rstrip(".") if rest else str(whole)


def _wrong(typed: str, words: str) -> NotANumber:
    short = typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"
    return NotANumber(f"“{short}” {words}")
