"""How many days lie between two days that columns hold as text, counted by the database."""

from typing import Any

from sqlalchemy import ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def days_apart(first: Any, second: Any) -> ColumnElement[int]:
    """Whole days from the first to the second, both "2026-11-20"; below nought where the second is earlier."""
    return _DaysApart(first, second)


class _DaysApart(FunctionElement[int]):
    inherit_cache = True
    type = Integer()


@compiles(_DaysApart, "sqlite")
def _by_julian_days(element: _DaysApart, compiler: SQLCompiler, **more: Any) -> str:
    first, second = (compiler.process(one, **more) for one in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


@compiles(_DaysApart, "postgresql")
def _by_dates(element: _DaysApart, compiler: SQLCompiler, **more: Any) -> str:
    first, second = (compiler.process(one, **more) for one in element.clauses)
    return f"(CAST({second} AS DATE) - CAST({first} AS DATE))"
