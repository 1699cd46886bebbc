"""Pointers of cells within numbers: each range read by the index alone, and no further than a page can hold."""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, TextClause, text

# SQLite joins at most 500 questions into one.
_AT_ONCE = 200


class Range(NamedTuple):
    """The pointers of a cell after one number, up to another one (None: all); `which` of them, see `WHICH`."""

    cell: str
    since: int
    until: int | None = None
    which: str = "all"
    floor: int = 0


def within(connection: Connection, ranges: list[Range], most: int) -> list[Row[Any]]:
    """The first `most` pointers (cell, kind, doc_id, seq, gone) of these ranges, in the order of their numbers.

    Reads at most `most` rows a range, whatever else lies in the cells.
    """
    found: list[Row[Any]] = []
    for start in range(0, len(ranges), _AT_ONCE):
        some = ranges[start : start + _AT_ONCE]
        values: dict[str, Any] = {"most": most}
        for number, one in enumerate(some):
            until = 2**63 - 1 if one.until is None else one.until
            values |= {f"c{number}": one.cell, f"s{number}": one.since, f"u{number}": until}
            if one.which == "kept":
                values[f"f{number}"] = one.floor
        found += connection.execute(_question(tuple(one.which for one in some)), values).all()
    return sorted(found, key=lambda row: row.seq)[:most]


@lru_cache(maxsize=64)
def _question(which: tuple[str, ...]) -> TextClause:
    # One question a range, so that each is answered by its index and ends after `most` rows.
    parts = (_RANGE.replace("@", WHICH[one]).replace("#", str(number)) for number, one in enumerate(which))
    return text(" UNION ALL ".join(parts))


WHICH = {
    "all": "",
    # Of a cell of which a part is kept: what is kept, and what left the cell.
    "kept": " AND (seq > :f# OR waits OR gone IS NOT NULL)",
    "waiting": " AND waits",
    "aged": " AND NOT waits AND gone IS NULL",
}
_RANGE = (
    "SELECT * FROM (SELECT cell, kind, doc_id, seq, gone FROM cell_pointer "
    "WHERE cell = :c# AND seq > :s# AND seq <= :u#@ ORDER BY seq LIMIT :most) AS part#"
)
