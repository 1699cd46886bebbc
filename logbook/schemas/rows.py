"""Lists of rows inside a statement (points, events, corrections), judged in one field each.

Seventy nested marshmallow fields would cost three quarters of a push; a loop over plain checks costs a tenth.
"""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import ValidationError

from logbook.schemas import words
from logbook.schemas.shapes import Shape


class Rows(Shape):
    """A list of at most `most` objects, each with the keys of `columns`; errors are keyed row → column.

    `later` are columns that came after the first statements were made: a row may lack them, for old statements stay
    valid for ever. Whoever writes a row today writes them all.
    """

    def __init__(
        self,
        columns: dict[str, Shape],
        *,
        later: dict[str, Shape] | None = None,
        most: int,
        message: str,
    ) -> None:
        super().__init__(message)
        self.columns, self.most = columns | (later or {}), most
        self.needed = frozenset(columns)
        self._fits = {name: shape.fits for name, shape in self.columns.items()}
        self._nullable = frozenset(name for name, shape in self.columns.items() if shape.allow_none)

    def rule(self) -> dict[str, Any]:
        columns = {name: shape.rule() for name, shape in self.columns.items()}
        later = [name for name in self.columns if name not in self.needed]
        return super().rule() | {"most": self.most, "columns": columns} | ({"later": later} if later else {})

    def fits(self, value: Any) -> bool:
        return self._is_list(value) and all(map(self._row_fits, value))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if not self._is_list(value):
            raise ValidationError(self.message)
        problems = {number: found for number, row in enumerate(value) if (found := self._judge(row))}
        if problems:
            raise ValidationError(problems)
        return list(value)

    def _is_list(self, value: Any) -> bool:
        return type(value) is list and len(value) <= self.most

    def _has_keys(self, row: Any) -> bool:
        return type(row) is dict and self.needed <= row.keys() <= self.columns.keys()

    def _row_fits(self, row: Any) -> bool:
        return type(row) is dict and all_fit(row, self._fits, self._nullable, self.needed)

    def _judge(self, row: Any) -> dict[str, list[str]]:
        if not self._has_keys(row):
            return {"_row": [self.message]}
        return {
            name: [self.columns[name].against(value)]
            for name, value in row.items()
            if not (name in self._nullable if value is None else self._fits[name](value))
        }


def all_fit(
    group: dict[str, Any],
    fits: Mapping[str, Callable[[Any], bool]],
    nullable: frozenset[str],
    needed: frozenset[str],
) -> bool:
    """Whether a group has all it needs and nothing else, each value as its shape takes it."""
    # As many keys as there are, and each of them known, are all of them: most are, and sets cost more than a loop.
    if len(group) != len(fits) and not needed <= group.keys():
        return False
    for name, value in group.items():
        if value is None:
            if name not in nullable:
                return False
        elif name not in fits or not fits[name](value):
            return False
    return True


class Severity(Shape):
    """Lines at rest and in movement per area, 0 to 4: {area: {"rest": 1, "dynamic": 3}}."""

    def __init__(self, areas: frozenset[str]) -> None:
        super().__init__(words.GRADE)
        self.areas = areas

    def fits(self, value: Any) -> bool:
        return type(value) is dict and all(self._grades(area, grades) for area, grades in value.items())

    def _grades(self, area: str, grades: Any) -> bool:
        if area not in self.areas or type(grades) is not dict or grades.keys() != {"rest", "dynamic"}:
            return False
        return all(type(grade) is int and 0 <= grade <= 4 for grade in grades.values())
