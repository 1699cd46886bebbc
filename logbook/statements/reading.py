"""One answer of a form, read into the value its statement holds. Twin of twins/statements/reading.js."""

import re
from collections.abc import Mapping
from typing import Any

from logbook import canonical, numerals
from logbook.moments import is_day
from logbook.shown import bare

# Some browsers add seconds, which are dropped. Anything else behind the minutes would change what they mean.
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,3})?)?")
_READ_AS = "Write the time with 24 hours, for example 20:05, and nothing behind it"
# The answer of a form that nobody is named yet who supervised; the statement holds "".
UNNAMED = "none"
_MODEL_CODE = re.compile(r"[A-HJ-NP-Z2-9]{4}")


class Wrong(ValueError):
    """The answer cannot be read; the words are its field's."""


def read(field: dict[str, Any], given: list[str], asked: bool, vocabulary: Mapping[str, Any]) -> Any:
    """The value of one field. `given` are the texts posted under its name. Raises Wrong with the words to show."""
    text = canonical.clean(given[0]) if given else ""
    if field["widget"] == "supervisor" and text == UNNAMED:
        return ""
    value = READERS.get(field["widget"], code)(field, text, given, vocabulary)
    if asked and value in (None, "", []):
        raise Wrong(field["rule"]["message"])
    return value


def line(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> str:
    """A text no longer than its rule allows, counted in characters a reader would count (code points)."""
    # One line is a name, a number or an address: what cannot be seen would make two of them look alike.
    text = bare(text) if field["widget"] == "line" else text
    most = field["rule"]["max_length"]
    if len(text) > most:
        raise Wrong(f"Write at most {most} characters: these are {len(text) - most} too many.")
    return text


def code(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> str:
    """One code; where the rule names a list, one of that list."""
    choices = field["rule"].get("choices")
    if text and choices and text not in vocabulary[choices]:
        raise Wrong(field["rule"]["message"])
    return text


def codes(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> list[str]:
    """The codes chosen, in the vocabulary's order. Raises Wrong for one it does not know."""
    known = vocabulary[field["rule"]["choices"]]
    chosen = {canonical.clean(one) for one in given} - {""}
    if not chosen <= set(known):
        raise Wrong(field["rule"]["message"])
    return [one for one in known if one in chosen]


def model_code(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> str:
    """A model's code, in capitals; "" for nothing. Raises Wrong for another spelling."""
    text = bare(text).upper()
    if text and not _MODEL_CODE.fullmatch(text):
        raise Wrong(field["rule"]["message"])
    return text


def day(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> str | None:
    """A day of the calendar; None for nothing. Raises Wrong."""
    if not text:
        return None
    if not is_day(text):
        raise Wrong(field["rule"]["message"])
    return text


def minute(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> str | None:
    """A day with a time on the wall; None for nothing. Raises Wrong."""
    if not text:
        return None
    if text[10:11] != "T" or not is_day(text[:10]) or not text[11:]:
        raise Wrong(field["rule"]["message"])
    return f"{text[:10]}T{time(field, text[11:], given, vocabulary)}"


def time(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> str:
    """A time on the wall. What was not read whole is no time: "08:05 PM" is not five past eight in the morning."""
    if text and not _TIME.fullmatch(text):
        raise Wrong(_READ_AS if _TIME.match(text) else field["rule"]["message"])
    return text[:5]


def whole(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> int | None:
    """A whole number in its rule's range; None for nothing. Raises Wrong."""
    return _number(field, text, 0)


def decimal(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> int | None:
    """A decimal as the whole number of its smallest part: "2.5" with one digit is 25. Comma or point."""
    return _number(field, text, field["digits"])


def rating(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> int | None:
    """A rating, or nothing: it is never preselected."""
    return whole(field, text, given, vocabulary)


def check(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> bool:
    """Whether a box is ticked."""
    return text == "1"


def maybe(field: dict[str, Any], text: str, given: list[str], vocabulary: Mapping[str, Any]) -> bool | None:
    """True for yes, False for no, None for not said."""
    return {"yes": True, "no": False}.get(text)


def _number(field: dict[str, Any], text: str, digits: int) -> int | None:
    try:
        return numerals.read(text, digits, field["rule"]) if text else None
    except numerals.NotANumber as error:
        raise Wrong(str(error)) from None


READERS = {
    "line": line,
    "text": line,
    "checks": codes,
    "check": check,
    "agree": check,
    "maybe": maybe,
    "date": day,
    "minute": minute,
    "time": time,
    "whole": whole,
    "decimal": decimal,
    "rating": rating,
    "model_code": model_code,
}
