"""Lists of rows inside a statement (points, events, corrections), judged in one field each.

Seventy nested marshmallow fields would cost three quarters of a push; a loop over plain checks costs a tenth.
"""

from typing import Any

from marshmallow import ValidationError

from logbook.schemas.shapes import Shape


class Rows(Shape):
    """A list of at most `most` objects, each with exactly the keys of `columns`; errors are keyed row → column."""

    def __init__(self, columns: dict[str, Shape], *, most: int, message: str) -> None:
        super().__init__(message)
        self.columns, self.most = columns, most

    def rule(self) -> dict[str, Any]:
        columns = {name: shape.rule() for name, shape in self.columns.items()}
        return super().rule() | {"most": self.most, "columns": columns}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if type(value) is not list or len(value) > self.most:
            raise self.fail_with()
        problems = {number: found for number, row in enumerate(value) if (found := self._judge(row))}
        if problems:
            raise ValidationError(problems)
        return value

    def _judge(self, row: Any) -> dict[str, list[str]]:
        if type(row) is not dict or row.keys() != self.columns.keys():
            return {"_row": [self.message]}
        problems = {}
        for name, shape in self.columns.items():
            value = row[name]
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
        super().__init__("Choose a grade from 0 to 4")
        self.areas = areas

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        if type(value) is not dict or not all(self._fits(area, grades) for area, grades in value.items()):
            raise self.fail_with()
        return value

    def _fits(self, area: str, grades: Any) -> bool:
        if area not in self.areas or type(grades) is not dict or grades.keys() != {"rest", "dynamic"}:
            return False
        return all(type(grade) is int and 0 <= grade <= 4 for grade in grades.values())
