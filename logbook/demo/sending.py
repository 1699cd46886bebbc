"""How the demo's statements reach the store: as mutations of whoever said them, judged as any other."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from logbook import canonical, store
from logbook.demo import documents
from logbook.demo.story import Sent
from logbook.store import Mutation


def send(connection: Connection, together: Sequence[Sent]) -> None:
    """What one account sends at once, when the last of it was said. Raises RuntimeError where one is not taken."""
    actor, at = together[0].actor, documents.instant(max(one.at for one in together))
    found = store.accept(connection, actor, [_mutation(one) for one in together], now=at)
    for one, verdict in zip(together, found, strict=True):
        if verdict["status"] != one.expected:
            raise RuntimeError(f"the demo’s own statement was not taken: {verdict}")


def _mutation(one: Sent) -> Mutation:
    id = one.doc.get("mutation") or str(UUID(one.doc["id"]))
    return Mutation(id, canonical.dumps(one.doc), grade=one.grade)
