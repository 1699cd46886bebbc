"""The few kinds of column: ids, hashes, instants and dates are all text, alike on SQLite and PostgreSQL."""

from typing import Annotated

from sqlalchemy import String
from sqlalchemy.orm import mapped_column

Id = Annotated[str, mapped_column(String(36))]  # lowercase UUID
Hash = Annotated[str, mapped_column(String(64))]  # lowercase hex SHA-256
Instant = Annotated[str, mapped_column(String(20))]  # "2026-11-20T10:31:00Z"
Day = Annotated[str, mapped_column(String(10))]  # "2026-11-20"
Code = Annotated[str, mapped_column(String(40))]  # a word of the vocabulary
Line = Annotated[str, mapped_column(String(200))]  # a line a person typed
