"""Who did what in a programme, and when: what the security log says of one, kept where its office can read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Index, insert
from sqlalchemy.orm import Mapped, mapped_column

from logbook.models.base import Base
from logbook.models.columns import Code, Id, Instant


class Audit(Base):
    """One thing that was done: rows are only ever added, in the transaction that did it.

    `event` and the rest as `logbook.traces` has them. `by_id` is None where nobody was signed in, and "host" where the
    command line did it; `about_id` an account.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("audit_programme", "programme_id", "number"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[Instant]
    event: Mapped[Code]
    by_id: Mapped[Id | None]
    about_id: Mapped[Id | None]
    programme_id: Mapped[Id]
    thing: Mapped[Id | None]
    role: Mapped[Code | None]
    kind: Mapped[Code | None]
    code: Mapped[Code | None]
    amount: Mapped[int | None]


def keep(connection: Connection, lines: Iterable[Mapping[str, Any]]) -> None:
    """Add those of these lines of the log that name a programme."""
    rows = [
        {
            "at": line["at"],
            "event": line["event"],
            "by_id": line["by"],
            "about_id": line.get("about"),
            "programme_id": line["programme"],
            "amount": line.get("count"),
        }
        | {name: line.get(name) for name in ("thing", "role", "kind", "code")}
        for line in lines
        if line.get("programme")
    ]
    if rows:
        connection.execute(insert(Audit), rows)
