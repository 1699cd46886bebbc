"""Claim: a supervisor of twelve programmes has their queue after few requests, and a sync costs as little as anybody’s.

    python -m benchmarks.holding

12 programmes of 30 trainees with 45 cases each, one supervisor: a phone that holds all, as earlier builds do, and one
that keeps a part (decision 48). CPU of the server (SQLite) and bytes as they travel.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks import school
from benchmarks.filled import Asker, packed, unpacked
from logbook import feed, models, store
from logbook.feed import floors
from logbook.models import migrating
from tests.support.cast.people import Somebody
from tests.support.cast.phone import envelope
from tests.support.server.application import application

SIZE = school.Size(programmes=12, trainees=360, cases=16_200, few=50, many=500)
TIMES = 20


def main() -> None:
    """A line a phone."""
    with tempfile.TemporaryDirectory(prefix="logbook-bench-") as folder:
        url = f"sqlite:///{folder}/school.db"
        for app in application(url):
            with app.app_context():
                migrating.upgrade(app)
            sam = school.build(app, SIZE).sam
            with app.app_context(), store.writing() as connection:
                moved = floors.move(connection)
                entries = connection.scalars(select(models.Entry.id)).all()
            print(
                f"{len(entries)} cases, {moved} floors moved, {Path(folder, 'school.db').stat().st_size >> 20} MB"
            )
            for name, knows in (("everything", "others"), ("a part", "others, part")):
                _show(name, _filled(app, sam, knows), app, sam, knows)


def _filled(app: Flask, sam: Somebody, knows: str) -> dict[str, Any]:
    asker, found = _asker(app, sam, knows), {"bytes": 0, "docs": 0, "pages": 0, "queue": 0, "text": 0}
    cursor, more, waiting = None, True, set()
    began = time.process_time()
    while more:
        answer = asker.send(packed(envelope(sam, cursor=cursor)))
        pull = unpacked(answer)["pull"]
        cursor, more = pull["cursor"], pull["more"]
        found["bytes"] += len(answer)
        found["docs"] += len(pull["docs"])
        found["text"] += sum(len(doc.get("stmt", "")) for doc in pull["docs"])
        found["pages"] += 1
        came = {doc["id"] for doc in pull["docs"]}
        waiting |= came & _waiting(app, sam)
        if waiting == _waiting(app, sam) and not found["queue"]:
            found["queue"] = found["pages"]
    return found | {"cpu": time.process_time() - began, "cursor": cursor}


_known: dict[Flask, set[str]] = {}


def _waiting(app: Flask, sam: Somebody) -> set[str]:
    if app not in _known:
        with app.app_context(), store.reading() as connection:
            mine = feed.reader(connection, sam.id).cells
            query = select(models.CellPointer.doc_id).where(
                models.CellPointer.waits,
                models.CellPointer.cell.in_(mine),
                models.CellPointer.kind == "entry",
            )
            _known[app] = {*connection.scalars(query)}
    return _known[app]


def _asker(app: Flask, sam: Somebody, knows: str) -> Asker:
    asker = Asker(app, sam)
    asker.environ["HTTP_SYNC_KNOWS"] = knows
    return asker


def _show(name: str, found: dict[str, Any], app: Flask, sam: Somebody, knows: str) -> None:
    asker, body = _asker(app, sam, knows), packed(envelope(sam, cursor=found["cursor"]))
    asker.send(body)
    began = time.process_time()
    for _ in range(TIMES):
        asker.send(body)
    nothing = (time.process_time() - began) / TIMES
    print(
        f"{name:<12}{found['docs']:7} documents in {found['pages']:4} requests, {found['bytes'] / 1e6:5.1f} MB "
        f"({found['text'] / 1e6:5.1f} of texts), {found['cpu']:5.2f} s CPU; what waits is there after "
        f"{found['queue']} requests; a pull of nothing {nothing * 1e3:5.1f} ms CPU"
    )


if __name__ == "__main__":
    main()
