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

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if type(value) is not str or value not in self.known:
            raise self.fail_with()
        return value


class Codes(Shape):
    """Distinct codes of a vocabulary list; `least` says how many at least."""

    def __init__(self, words: str, message: str = "Choose from the list.", *, least: int = 0) -> None:
        super().__init__(message)
        self.words, self.least = words, least
        self.known = frozenset(vocabulary.codes(words))

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"choices": self.words, "least": self.least}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str]:
        if type(value) is not list or len(value) < self.least or not self._all_known(value):
            raise self.fail_with()
        return value

    def _all_known(self, value: list[Any]) -> bool:
        return all(type(code) is str and code in self.known for code in value) and len(set(value)) == len(
            value
        )


class Whole(Shape):
    """A whole number from `least` to `most`, in steps of `step`; true and false are not numbers here."""

    def __init__(self, least: int, most: int, message: str, *, step: int = 1, nullable: bool = False) -> None:
        super().__init__(message, nullable=nullable)
        self.least, self.most, self.step = least, most, step

    def rule(self) -> dict[str, Any]:
        return super().rule() | {"min": self.least, "max": self.most, "step": self.step}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int or not self.least <= value <= self.most or value % self.step:
            raise self.fail_with()
        return value


class Flag(Shape):
    """True or false, or with `nullable` also "not said"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if type(value) is not bool:
            raise self.fail_with()
        return value


class Fixed(Shape):
    """One of a few fixed values, such as the type or the version."""

    def __init__(self, values: Iterable[Any]) -> None:
        super().__init__("This build does not know this kind of record.")
        self.values = [(type(value), value) for value in values]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if (type(value), value) not in self.values:
            raise self.fail_with()
        return value
