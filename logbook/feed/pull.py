"""What changed for one account since a cursor, a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Row

from logbook.feed import cursor as cursors
from logbook.feed import docs, floors, placing, ranges
from logbook.feed.access import Reader, reader
from logbook.feed.cursor import Read
from logbook.feed.ranges import Range
from logbook.shapes import Gone, Pulled, Wire

NEWS, FALLING, AGEING, FIRST, RISING = "news", "falling", "ageing", "first", "rising"
# What a way says of what it takes back.
_TAKEN = {FALLING: "revoked", AGEING: "not_kept"}


class Step(NamedTuple):
    """One pointer on the way through a page: what it says, and where it was met."""

    kind: str
    doc_id: str
    gone: str | None
    way: str
    cell: str
    seq: int

    @property
    def doc(self) -> tuple[str, str]:
        """The document that it points to."""
        return self.kind, self.doc_id


@dataclass
class Walk:
    """The steps of a page in their order, and the ways that end with it."""

    steps: list[Step]
    ended: set[tuple[str, str]]  # (way, cell), "" for the news


def pull(
    connection: Connection,
    account_id: str,
    cursor: str | None,
    limit: int = 500,
    max_bytes: int = 2_000_000,
    *,
    reading: Reader | None = None,
    part: bool = False,
) -> Pulled:
    """{"docs", "cursor", "more"}: a page of at most `limit` documents and about `max_bytes` bytes of text.

    First what changed, then what is taken back, then what a new role shows, of that first what waits. `part` says that
    whoever holds much may be given a part of it (decision 48). The connection must show one snapshot
    (`store.reading`), roles, head and pointers alike: then a document that changes meanwhile is either in this page or
    has moved beyond its cursor, never in between. `reading` is who reads in that snapshot, where that is known.
    Raises BadRequest, WrongAccount, EpochChanged.
    """
    read, who = cursors.given(cursor, account_id), reading or reader(connection, account_id)
    read.check(who.head)
    mine, now = who.cells, who.head
    levels = floors.of(connection, mine, part=bool(read.floors)) if part else {}
    read.follow(mine, placing.read_once(who.person) if who.person else [], now.seq, levels)
    walk = _walk(connection, read, limit)
    page, taken = _fill(connection, read, walk.steps, limit, max_bytes)
    whole = taken == len(walk.steps)
    _advance(read, walk, taken, now.seq)
    more = not whole or (NEWS, "") not in walk.ended or read.is_busy
    return {"docs": page, "cursor": cursors.encode(now.epoch, account_id, read), "more": more}


def _walk(connection: Connection, read: Read, limit: int) -> Walk:
    """As many steps as fill a page and one more; the ways that have no further ones are ended."""
    walk = Walk([], set())
    for way, cell, spans in _ways(read):
        room = limit + 1 - len(walk.steps)
        rows = ranges.within(connection, spans, room)
        walk.steps += [Step(row.kind, row.doc_id, _said(way, row), way, cell, row.seq) for row in rows]
        if len(rows) == room:
            break
        walk.ended.add((way, cell))
    return walk


def _ways(read: Read) -> Iterator[tuple[str, str, list[Range]]]:
    cells = read.cells or []
    yield NEWS, "", [_news(read, cell) for cell in cells]
    for cell, at in read.falling.items():
        # Without an end: what changed after the role ended has moved beyond any number that one could remember.
        yield FALLING, cell, [Range(cell, at)]
    for cell, (at, until) in read.ageing.items():
        yield AGEING, cell, [Range(cell, at, until, "aged")]
    names = [cell for cell in cells if cell.startswith(f"{placing.NAMES}:")]
    for way, some in ((RISING, names), (FIRST, cells), (RISING, cells[len(names) :])):
        for cell in some:
            if span := (read.first if way == FIRST else read.rising).get(cell):
                yield way, cell, [Range(cell, *span, "waiting" if way == FIRST else "all")]


def _news(read: Read, cell: str) -> Range:
    floor = read.floors.get(cell)
    return Range(cell, read.since(cell), None, *(() if floor is None else ("kept", floor)))


def _said(way: str, row: Row[tuple[str, str, str, int, str | None]]) -> str | None:
    gone: str | None = _TAKEN.get(way, row.gone)
    return gone


def _fill(
    connection: Connection, read: Read, steps: list[Step], limit: int, max_bytes: int
) -> tuple[list[Wire | Gone], int]:
    """The documents of these steps, each once, and how many of the steps the page takes."""
    kept = docs.lying(connection, read.cells or [], {step.doc for step in steps if step.gone}, read.floors)
    found = _documents(connection, (step.doc for step in steps if not step.gone))
    page: dict[tuple[str, str], Wire | Gone] = {}
    size = 0
    for taken, step in enumerate(steps):
        doc = _doc(step, found, kept)
        if doc is None or (step.doc in page and "gone" in doc):
            continue
        fresh = 0 if step.doc in page else _bytes(doc)
        # One document goes out however large it is, else a phone would ask for it for ever.
        if page and step.doc not in page and (size + fresh > max_bytes or len(page) == limit):
            return list(page.values()), taken
        size += fresh
        page[step.doc] = doc
    return list(page.values()), len(steps)


def _documents(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[str, dict[str, Wire]]:
    ids: dict[str, dict[str, None]] = {}
    for kind, id in wanted:
        # What only a later build knows came while this host was not of it: a phone of that build finds by the digest
        # that something is lacking.
        if kind in docs.KNOWN:
            ids.setdefault(kind, {})[id] = None
    return {kind: docs.by_id(connection, kind, some) for kind, some in ids.items()}


def _doc(step: Step, found: dict[str, dict[str, Wire]], kept: set[tuple[str, str]]) -> Wire | Gone | None:
    if step.gone is None:
        return found.get(step.kind, {}).get(step.doc_id)
    # It left this cell and may lie in another one that the account reads.
    return None if step.doc in kept else {"kind": step.kind, "id": step.doc_id, "gone": step.gone}


def _advance(read: Read, walk: Walk, taken: int, head: int) -> None:
    """Move the cursor over the steps that a page took, and over every way that ends with them."""
    steps, rest = walk.steps[:taken], walk.steps[taken:]
    spans = {RISING: read.rising, FIRST: read.first, AGEING: read.ageing}
    for step in steps:
        if step.way == NEWS:
            read.seq = step.seq
        elif step.way == FALLING:
            read.falling[step.cell] = step.seq
        else:
            spans[step.way][step.cell] = (step.seq, spans[step.way][step.cell][1])
    left = {(step.way, step.cell if step.way != NEWS else "") for step in rest}
    for way, cell in walk.ended - left:
        if way == NEWS:
            read.seq = head
        elif way == FALLING:
            del read.falling[cell]
        else:
            del spans[way][cell]


def _bytes(doc: Wire | Gone) -> int:
    if "gone" in doc:
        return 500
    beside = [*doc.get("proposals", ()), *doc.get("earlier", ()), *doc.get("belated", ())]
    texts = [doc["stmt"], *(kept["stmt"] for kept in beside)]
    # The rest of a document is ids, hashes and punctuation.
    return 300 + sum(200 + len(text.encode()) for text in texts)
