"""Shapes of text: free lines, ids, hashes, days and times."""

import re
from typing import Any, Literal

from logbook.moments import is_day
from logbook.schemas import words
from logbook.schemas.shapes.shape import Shape
from logbook.shown import shows

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MINUTE = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_LOCAL_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{1,63}", re.ASCII)
_MODEL_CODE = re.compile(r"[A-HJ-NP-Z2-9]{4}", re.ASCII)

Tense = Literal["past", "future", "any"]


class Text(Shape):
    """A text of at most `most` characters; `least` 1 means that there must be something to be seen."""

    def __init__(self, most: int, message: str = "Write a shorter text.", *, least: int = 0) -> None:
        super().__init__(message)
        self.most, self.least = most, least

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"max_length": self.most, "min_length": self.least}

    def fits(self, value: Any) -> bool:
        return self._is_there(value) and len(value) <= self.most

    def against(self, value: Any) -> str:
        return f"Write at most {self.most} characters." if self._is_there(value) else self.message

    def _is_there(self, value: Any) -> bool:
        return type(value) is str and (not self.least or (len(value) >= self.least and shows(value)))


class Pattern(Shape):
    """A text of a fixed form, such as an id, a hash or an instant; `optional` lets "" stand for "not said"."""

    def __init__(
        self, pattern: re.Pattern[str], message: str, *, nullable: bool = False, optional: bool = False
    ) -> None:
        super().__init__(message, nullable=nullable)
        self.pattern, self.optional = pattern, optional
        self._full = pattern.fullmatch

    def rule(self) -> dict[str, Any]:
        return super().rule() | ({"optional": True} if self.optional else {})

    def fits(self, value: Any) -> bool:
        if type(value) is not str:
            return False
        return self._full(value) is not None or (value == "" and self.optional)


class Dated(Pattern):
    """A pattern whose first ten characters are a real day of the calendar.

    `tense` says where it lies by its nature: "past" for what was done, "future" for what is planned or runs out, "any".
    What is past is refused where it lies ahead (see `kinds.ahead`), and forms caution of it.
    """

    def __init__(
        self, pattern: re.Pattern[str], message: str, tense: Tense, *, nullable: bool = False
    ) -> None:
        super().__init__(pattern, message, nullable=nullable)
        self.tense = tense

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"tense": self.tense}

    def fits(self, value: Any) -> bool:
        return type(value) is str and self._full(value) is not None and is_day(value[:10])


class Day(Dated):
    """A day of the calendar, "2026-11-20"."""

    def __init__(self, message: str, tense: Tense, *, nullable: bool = False) -> None:
        super().__init__(_DAY, message, tense, nullable=nullable)


class LocalMinute(Dated):
    """A day and time on the wall, "2026-11-20T10:05"."""

    def __init__(self, message: str, tense: Tense, *, nullable: bool = False) -> None:
        super().__init__(_LOCAL_MINUTE, message, tense, nullable=nullable)


class Instant(Dated):
    """An instant in UTC to the second. Nobody types one: it is what the clock of a device said."""

    def __init__(self, tense: Tense) -> None:
        super().__init__(_INSTANT, words.INSTANT, tense)


class Minute(Pattern):
    """A time on the wall, "10:05", of the day that the field `on` names: its tense is that day's."""

    def __init__(self, message: str, on: str) -> None:
        super().__init__(_MINUTE, message)
        self.on = on

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"on": self.on}


def is_uuid(text: str) -> bool:
    """Whether it is a lowercase UUIDv4."""
    return _UUID.fullmatch(text) is not None


def uuid(*, nullable: bool = False, optional: bool = False, message: str = "This is not an id.") -> Pattern:
    """A lowercase UUIDv4."""
    return Pattern(_UUID, message, nullable=nullable, optional=optional)


def sha256(*, nullable: bool = False) -> Pattern:
    """A lowercase hex SHA-256."""
    return Pattern(_HASH, "This is not a hash.", nullable=nullable)


def zone() -> Pattern:
    """A time zone's name. Only its form is judged: lists of zones differ between phones and servers."""
    return Pattern(_ZONE, "This is not a time zone.")


def model_code() -> Pattern:
    """Four random characters, without 0, O, 1 and I."""
    return Pattern(_MODEL_CODE, "The model’s code is four letters or digits, without 0, O, 1 and I")
