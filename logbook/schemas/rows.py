"""Lists of rows inside a statement (points, events, corrections), judged in one field each.

Seventy nested marshmallow fields would cost three quarters of a push; a loop over plain checks costs a tenth.
"""

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

    def rule(self) -> dict[str, Any]:
        columns = {name: shape.rule() for name, shape in self.columns.items()}
        later = [name for name in self.columns if name not in self.needed]
        return super().rule() | {"most": self.most, "columns": columns} | ({"later": later} if later else {})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if type(value) is not list or len(value) > self.most:
            raise self.fail_with()
        problems = {number: found for number, row in enumerate(value) if (found := self._judge(row))}
        if problems:
            raise ValidationError(problems)
        return value

    def _judge(self, row: Any) -> dict[str, list[str]]:
        if type(row) is not dict or not self.needed <= row.keys() <= self.columns.keys():
            return {"_row": [self.message]}
        problems = {}
        for name, value in row.items():
            shape = self.columns[name]
            if value is None and shape.allow_none:
                continue
            try:
                shape._deserialize(value, name, row)
            except ValidationError as error:
                problems[name] = [str(message) for message in error.messages]
        return problems


class Severity(Shape):
    """Lines at rest and in movement per area, 0 to 4: {area: {"rest": 1, "dynamic": 3}}."""

    def __init__(self, areas: frozenset[str]) -> None:
        super().__init__(words.GRADE)
        self.areas = areas

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        if type(value) is not dict or not all(self._fits(area, grades) for area, grades in value.items()):
            raise self.fail_with()
        return value

    def _fits(self, area: str, grades: Any) -> bool:
        if area not in self.areas or type(grades) is not dict or grades.keys() != {"rest", "dynamic"}:
            return False
        return all(type(grade) is int and 0 <= grade <= 4 for grade in grades.values())
