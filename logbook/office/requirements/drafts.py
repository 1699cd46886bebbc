"""Sets that the coordinators of a programme are writing. Whoever saves over what they have not seen is told: `edition`
is one more with each change."""

from uuid import uuid4

import orjson
from sqlalchemy import Connection, insert, select, update

from logbook.models import Person as People
from logbook.models import Programme, SetDraft
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.record.published import Published, text_of
from logbook.shapes.loose import Doc


def begin(connection: Connection, person: Person, programme_id: str, of: Published, now: str) -> str:
    """A draft that says what a set says; gives its id. Of a programme's own set it becomes the next version, else a
    set of its own."""
    id, key = str(uuid4()), of.key
    doc = doc_of(of.text) | {"authority": "provider"}
    # A day on which a version ends is said when the next one is published.
    doc.pop("until", None)
    if of.programme != programme_id:
        key = f"own-{uuid4().hex[:8]}"
        # Exceptions are made under a key: what rules were called under another leads nowhere.
        doc.pop("renames", None)
    columns = {"id": id, "programme_id": programme_id, "key": key, "of_hash": of.hash, "edition": 1}
    times = {"created_at": now, "changed_at": now, "by_id": person.id}
    text = text_of(doc | {"key": key})
    connection.execute(insert(SetDraft).values(**columns, **times, text=text))
    return id


def of_programme(connection: Connection, person: Person, programme_id: str) -> list[AnyRow]:
    """Those that are being written there, as `find` gives one, the last changed first."""
    query = _ROWS.where(
        visible(person, "write set"), SetDraft.programme_id == programme_id, SetDraft.ended_at.is_(None)
    )
    return list(connection.execute(query.order_by(SetDraft.changed_at.desc(), SetDraft.id)))


def find(connection: Connection, person: Person, id: str, *, has_ended: bool = False) -> AnyRow | None:
    """A draft: its columns, `changer` who changed it last, name and zone of its programme, and what that asks; None
    where it is not theirs to write, or was published or thrown away (`has_ended`: where it was not)."""
    ended = SetDraft.ended_at.is_not(None) if has_ended else SetDraft.ended_at.is_(None)
    return connection.execute(_ROWS.where(visible(person, "write set"), SetDraft.id == id, ended)).first()


def doc_of(text: str) -> Doc:
    """What a draft or a set says, as JSON that may be changed."""
    found: Doc = orjson.loads(text)
    return found


def keep(connection: Connection, draft: AnyRow, doc: Doc, edition: int, by: Person, now: str) -> bool:
    """Keep what a draft says now; False where somebody changed or ended it since the edition that was seen."""
    seen = SetDraft.id == draft.id, SetDraft.edition == edition, SetDraft.ended_at.is_(None)
    values = {"text": text_of(doc), "edition": edition + 1, "changed_at": now, "by_id": by.id}
    return bool(connection.execute(update(SetDraft).where(*seen).values(**values)).rowcount)


def throw_away(connection: Connection, draft: AnyRow, now: str) -> None:
    """End a draft; what was published is not touched."""
    connection.execute(
        update(SetDraft).where(SetDraft.id == draft.id, SetDraft.ended_at.is_(None)).values(ended_at=now)
    )


def bring_back(connection: Connection, draft: AnyRow) -> bool:
    """Let a draft that was thrown away be there again; False for one that was published."""
    gone = SetDraft.id == draft.id, SetDraft.published_hash.is_(None)
    return bool(connection.execute(update(SetDraft).where(*gone).values(ended_at=None)).rowcount)


_ROWS = (
    select(
        *SetDraft.__table__.columns,
        People.name.label("changer"),
        Programme.name.label("programme"),
        Programme.tz,
        Programme.requirement_set,
    )
    .join(Programme, Programme.id == SetDraft.programme_id)
    .outerjoin(People, People.id == SetDraft.by_id)
)
