"""How far a trainee is with each rule, kept as a document of the feed for those who supervise them: what their report
says, without its cases (decision 59)."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from logbook import canonical
from logbook.feed.head import Pointer
from logbook.feed.placing import cells_of
from logbook.feed.register import ADD, CHANGE
from logbook.models import CellPointer, Document, among
from logbook.record import reports
from logbook.record.reports import Kept
from logbook.shapes.report import RuleStanding, Standing


def publish_standings(connection: Connection, kept: Iterable[Kept], *, always: bool = False) -> list[Pointer]:
    """What these reports, just kept, say of each rule, for those who supervise: no case, and nothing of what was
    arranged. In one question and at most two writes. `always` looks where it lies too, also where it says the same."""
    made = [one for one in kept if one.text is not None]
    texts = {one: canonical.dumps(_standing(one)) for one in made}
    ids = sorted(_standing_id(one) for one in made)
    if not ids:
        return []
    asked = {"kind": "standing", "ids": ids}
    there = {row.id: row for row in connection.execute(_KEPT_OF, asked)}
    lying = {(row.cell, row.doc_id) for row in connection.execute(_LIE, asked)} if always else set()
    new, changed, pointers = [], [], list[Pointer]()
    for one, text in texts.items():
        id, hash = _standing_id(one), canonical.digest(text)
        known = there.get(id)
        same = known is not None and known.hash == hash
        if known is None:
            new.append({"kind": "standing", "id": id, "rev": 1, "hash": hash, "text": text})
        elif not same:
            now = {"rev": known.rev + 1, "hash": hash, "text": text}
            changed.append({"the_kind": "standing", "the_id": id, **now})
        for cell in cells_of("standing", _Training(one.programme)):
            if not same or (always and (cell, id) not in lying):
                pointers.append((cell, "standing", id))
    for query, rows in ((ADD, new), (CHANGE, changed)):
        if rows:
            connection.execute(query, rows)
    return pointers


class _Training(NamedTuple):
    """A trainee's membership, as far as the law on a standing looks at it."""

    programme_id: str
    role: str = "trainee"


def _standing_id(one: Kept) -> str:
    return f"{one.trainee}.{one.programme}"


def _standing(one: Kept) -> Standing:
    rules: list[RuleStanding] = [
        {
            "id": rule["id"],
            "label": rule["label"],
            "kind": rule["kind"],
            "required": rule["required"],
            "counted": rule["counted"],
            "waiting": rule["waiting"],
            "met": rule["met"],
            "percent": rule["percent"],
        }
        for rule in one.doc["rules"]
    ]
    return {
        "typ": "standing",
        "id": _standing_id(one),
        "trainee": one.trainee,
        "programme": one.programme,
        "made_on": one.doc["made_on"],
        "rules": rules,
    }


def renewed(connection: Connection) -> list[Pointer]:
    """The pointers of every standing that was not what its report says, or did not lie where the law says; each is put
    right."""
    return publish_standings(connection, reports.all_kept(connection), always=True)


_KEPT_OF = select(Document.id, Document.rev, Document.hash).where(
    Document.kind == bindparam("kind"), among(Document.id, "ids")
)
_LIE = select(CellPointer.cell, CellPointer.doc_id).where(
    CellPointer.kind == bindparam("kind"), among(CellPointer.doc_id, "ids"), CellPointer.gone.is_(None)
)
