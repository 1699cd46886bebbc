"""Rows of several tables written by one question, on PostgreSQL: each way to the server costs more than a row does."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import Table, TextClause, text
from sqlalchemy.dialects import postgresql

from logbook.models.base import Base

_DIALECT = postgresql.dialect()


def inserting(names: Iterable[str]) -> TextClause:
    """The question that inserts rows into all these tables; its values are `rows` of each, by its name."""
    parts = (f"{name} AS ({_insert(name, Base.metadata.tables[name])})" for name in names)
    return text(f"WITH {', '.join(parts)} SELECT 1")


def rows(found: Iterable[Mapping[str, Any]]) -> str:
    """Rows as one value, whatever their number: so the question is one text, prepared once."""
    return orjson.dumps(list(found)).decode()


def _insert(name: str, table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    typed = ", ".join(f'"{column.name}" {column.type.compile(_DIALECT)}' for column in table.columns)
    return (
        f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} '  # noqa: S608  (names of our own tables)
        f"FROM json_to_recordset(CAST(:{name} AS json)) AS r({typed})"
    )
