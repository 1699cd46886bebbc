"""The store as one person after another meets it, and a look into the tables afterwards."""

from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from logbook import store
from logbook.models import Entry
from logbook.store import Mutation, Verdict
from tests.support.cast.people import Somebody
from tests.support.documents.arrivals import taken
from tests.support.documents.statements import NOW, Doc, actor, mutation


class Desk:
    """Sends statements straight to the store, each call one transaction."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def send(
        self, somebody: Somebody, *sent: Doc | Mutation, grade: str | None = None, **more: Any
    ) -> list[Verdict]:
        """The verdicts on these documents, which arrive together; `grade` is what the signature route vouches for."""
        mutations = [one if isinstance(one, Mutation) else mutation(one) for one in sent]
        mutations = [replace(one, grade=grade or one.grade) for one in mutations]
        now = max(NOW if isinstance(one, Mutation) else taken(one) for one in sent) if sent else NOW
        with self.app.app_context():
            return store.run(
                lambda connection: store.accept(
                    connection, actor(somebody), mutations, **({"now": now} | more)
                )
            )

    def one(self, somebody: Somebody, sent: Doc | Mutation, **more: Any) -> Verdict:
        """The verdict on a single document."""
        return self.send(somebody, sent, **more)[0]

    def sign(self, somebody: Somebody, signoff: Doc) -> Verdict:
        """The same through the signature route, which saw the password."""
        return self.one(somebody, signoff, grade="C")

    def rows(self, table: Any, **where: Any) -> list[Any]:
        """The rows of a table."""
        with self.app.app_context(), store.reading() as connection:
            return list(connection.execute(select(table).filter_by(**where)).all())

    def head(self, entry: Doc) -> Any:
        """Where an entry stands."""
        return self.rows(Entry, id=entry["id"])[0]

    def count(self, table: Any) -> int:
        """How many rows a table has."""
        with self.app.app_context(), store.reading() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    def snapshot(self, somebody: Somebody) -> dict[str, Any]:
        """What somebody holds."""
        with self.app.app_context():
            return store.snapshot(somebody.id)
