"""How far a trainee is with each rule, kept as a document of the feed for those who supervise them: what their report
says, without its cases (decision 59)."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from logbook import canonical
from logbook.feed.head import Pointer
from logbook.feed.placing import cells_of
from logbook.models import CellPointer
from logbook.record import reports
from logbook.record.reports import Kept
from logbook.shapes.report import RuleStanding, Standing


def publish_standings(connection: Connection, kept: Iterable[Kept], *, always: bool = False) -> list[Pointer]:
    """What these reports, just kept, say of each rule, for those who supervise: no case, and nothing of what was
    arranged. One question a report. `always` looks where it lies too, also where it says the same."""
    pointers = list[Pointer]()
    for one in kept:
        if one.text is None:
            continue
        id, said = _standing_id(one), canonical.dumps(_standing(one))
        changed = connection.execute(_SAY, {"id": id, "hash": canonical.digest(said), "text": said}).first()
        lies = {*connection.scalars(_LIES, {"id": id})} if always else set[str]()
        pointers += [
            (cell, "standing", id)
            for cell in cells_of("standing", _Training(one.programme))
            if changed or (always and cell not in lies)
        ]
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


# Written where it says something else; a row comes back only then.
_SAY = text(
    "INSERT INTO document (kind, id, rev, hash, text) VALUES ('standing', :id, 1, :hash, :text) "
    "ON CONFLICT (kind, id) DO UPDATE SET rev = document.rev + 1, hash = excluded.hash, text = excluded.text "
    "WHERE document.hash <> excluded.hash RETURNING id"
)
_LIES = select(CellPointer.cell).where(
    CellPointer.kind == "standing", CellPointer.doc_id == bindparam("id"), CellPointer.gone.is_(None)
)
