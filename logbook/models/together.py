"""Rows of several tables written by one question, on PostgreSQL: each way to the server costs more than a row does."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Dialect, Table, TextClause, text

from logbook.models.base import Base


@lru_cache(maxsize=8)
def inserting(dialect: Dialect, *names: str) -> TextClause:
    """The question that inserts rows into all these tables; its values are `rows` of each, by its name."""
    parts = (f"{name} AS ({_insert(dialect, Base.metadata.tables[name])})" for name in names)
    return text(f"WITH {', '.join(parts)} SELECT 1")


def rows(found: Iterable[Mapping[str, Any]]) -> str:
    """Rows as one value, whatever their number: so the question is one text, prepared once."""
    return orjson.dumps(list(found)).decode()


def _insert(dialect: Dialect, table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    typed = ", ".join(f'"{column.name}" {column.type.compile(dialect)}' for column in table.columns)
    return (
        f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} '  # noqa: S608  (names of our own tables)
        f"FROM json_to_recordset(CAST(:{table.name} AS json)) AS r({typed})"
    )
