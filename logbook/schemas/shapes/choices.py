"""Shapes of choice and number: codes of the vocabulary, whole numbers, flags and fixed values."""

from collections.abc import Iterable
from typing import Any

from logbook import vocabulary
from logbook.schemas.shapes.shape import Shape


class Code(Shape):
    """One code of a vocabulary list; `optional` lets "" stand for "not said"."""

    def __init__(
        self, words: str, message: str = "Choose one of the list.", *, optional: bool = False
    ) -> None:
        super().__init__(message)
        self.words, self.optional = words, optional
        self.known = frozenset(vocabulary.codes(words)) | ({""} if optional else frozenset())

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"choices": self.words, "optional": self.optional}

    def fits(self, value: Any) -> bool:
        return type(value) is str and value in self.known


class Codes(Shape):
    """Distinct codes of a vocabulary list; `least` says how many at least."""

    def __init__(self, words: str, message: str = "Choose from the list.", *, least: int = 0) -> None:
        super().__init__(message)
        self.words, self.least = words, least
        self.known = frozenset(vocabulary.codes(words))

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"choices": self.words, "least": self.least}

    def fits(self, value: Any) -> bool:
        if type(value) is not list or len(value) < self.least:
            return False
        return all(type(code) is str for code in value) and self.known.issuperset(value) and _differ(value)


class Whole(Shape):
    """A whole number from `least` to `most`, in steps of `step`; true and false are not numbers here."""

    def __init__(self, least: int, most: int, message: str, *, step: int = 1, nullable: bool = False) -> None:
        super().__init__(message, nullable=nullable)
        self.least, self.most, self.step = least, most, step

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"min": self.least, "max": self.most, "step": self.step}

    def fits(self, value: Any) -> bool:
        return type(value) is int and self.least <= value <= self.most and not value % self.step


class Flag(Shape):
    """True or false, or with `nullable` also "not said"."""

    def fits(self, value: Any) -> bool:
        return type(value) is bool


class Fixed(Shape):
    """One of a few fixed values, such as the type or the version."""

    def __init__(self, values: Iterable[Any]) -> None:
        super().__init__("This build does not know this kind of record.")
        self.values = [(type(value), value) for value in values]

    def fits(self, value: Any) -> bool:
        return (type(value), value) in self.values


def _differ(values: list[str]) -> bool:
    return len(set(values)) == len(values)
