"""The cursor: what one phone has read of which cells, opaque to phones, with no time in it.

A phone reads the cells of its account up to one number (`seq`). A cell that it begins to read is *rising*: what lay
there before is on its way, up to the number at which the cell was first seen, while what changes later comes with
everything else. A cell that it may no longer read is *falling*: what lies there is being taken back.

Of a cell that a post reads, what waits for an answer comes *first*, before the rest of it rises. A phone that keeps a
part of it knows the floor that it was told (decision 48); where that moved, what fell under it is *ageing*: taken back.
"""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from logbook.feed.head import Head
from logbook.feed.placing import is_shared
from logbook.problems import BadRequest, EpochChanged, WrongAccount

# As long as a cursor of somebody with some hundred programmes; longer ones are nobody's.
_MOST = 65_536
_NOT_OURS = "The cursor is not one we gave."


@dataclass
class Read:
    """What a phone remembers. `cells` is None in a cursor of earlier servers, which knew no cells."""

    epoch: str | None
    seq: int = 0
    cells: list[str] | None = field(default_factory=list)
    rising: dict[str, tuple[int, int]] = field(default_factory=dict)  # {cell: (read up to, until)}
    falling: dict[str, int] = field(default_factory=dict)  # {cell: taken back up to}
    first: dict[str, tuple[int, int]] = field(default_factory=dict)  # as rising, of what waits
    floors: dict[str, int] = field(default_factory=dict)  # {cell: the floor that it was told}
    ageing: dict[str, tuple[int, int]] = field(default_factory=dict)  # {cell: (taken back up to, floor)}

    def check(self, now: Head) -> None:
        """Raise EpochChanged where that is not of this database, or of its future: then it went back in time."""
        if self.epoch not in (None, now.epoch) or self.seq > now.seq:
            raise EpochChanged

    def follow(self, cells: list[str], ended: list[str], seq: int, floors: Mapping[str, int]) -> None:
        """The account reads these cells now, and `ended` no more: what is new rises, what is over falls. Of those that
        have a floor it keeps a part.

        A cell that comes back while it falls begins to rise anew.
        """
        before = [cell for cell in ended if cell not in cells] if self.cells is None else self.cells
        known = set() if self.cells is None else {*self.cells}
        # Of these the phone has never had anything that it might have to give back.
        fresh = set() if self.cells is None else {*cells} - known - self.falling.keys()
        for cell in cells:
            if cell not in known:
                self._rise(cell, seq)
        for cell in before:
            if cell not in cells:
                for ways in (self.rising, self.first, self.floors, self.ageing):
                    ways.pop(cell, None)
                self.falling.setdefault(cell, 0)
        self.cells = cells
        for cell in cells:
            self._keep_above(cell, floors.get(cell), seq, had=cell not in fresh)

    def _rise(self, cell: str, seq: int) -> None:
        self.falling.pop(cell, None)
        self.rising[cell] = (0, seq)
        if is_shared(cell):
            self.first[cell] = (0, seq)

    def _keep_above(self, cell: str, floor: int | None, seq: int, *, had: bool) -> None:
        """Where a floor moved what fell under it leaves, where it is no more all rises again."""
        told = self.floors.get(cell)
        if floor is None:
            if told is not None:
                del self.floors[cell]
                self.ageing.pop(cell, None)
                self._rise(cell, seq)
            return
        if floor == told:
            return
        self.floors[cell] = floor
        if had:
            self.ageing[cell] = (self.ageing.get(cell, (told or 0, 0))[0], floor)
        if cell in self.rising:
            at, until = self.rising[cell]
            self.rising[cell] = (max(at, min(floor, until)), until)
            # A server that knew no floors began to fill this phone, and sent nothing first.
            self.first.setdefault(cell, (at, self.rising[cell][0]))

    @property
    def begins(self) -> bool:
        """Whether the phone is being filled: it has read nothing yet, or what lay in some cell is still on its way."""
        return not self.cells or bool(self.rising)

    @property
    def is_busy(self) -> bool:
        """Whether something is on its way beside the news."""
        return bool(self.rising or self.falling or self.first or self.ageing)

    def since(self, cell: str) -> int:
        """From which number on what changes in a cell is news: what is older rises, or was read."""
        return max(self.seq, self.rising.get(cell, (0, 0))[1])


def encode(epoch: str, account_id: str, read: Read) -> str:
    """The text a phone keeps and gives back: under 1 kB for somebody with twelve programmes."""
    cells = read.cells or []
    at = {cell: number for number, cell in enumerate(cells)}
    doc = {
        "e": epoch,
        "a": account_id,
        "s": read.seq,
        "c": cells,
        "r": [[at[cell], *span] for cell, span in read.rising.items()],
        "f": list(read.falling.items()),
    }
    more = {
        "w": [[at[cell], *span] for cell, span in read.first.items()],
        "l": [[at[cell], floor] for cell, floor in read.floors.items()],
        "g": [[at[cell], *span] for cell, span in read.ageing.items()],
    }
    # Most phones have nothing of these.
    doc |= {name: value for name, value in more.items() if value}
    return base64.urlsafe_b64encode(zlib.compress(orjson.dumps(doc), 6)).decode().rstrip("=")


def given(cursor: str | None, account_id: str) -> Read:
    """What a cursor says; a new phone remembers nothing. Raises BadRequest, WrongAccount."""
    if cursor is None:
        return Read(None)
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        owner, read = _earlier(plain) if _is_earlier(plain) else _decoded(plain)
    except (ValueError, TypeError, KeyError, IndexError, binascii.Error, zlib.error):
        raise BadRequest(_NOT_OURS) from None
    if owner != account_id:
        raise WrongAccount
    if not 0 <= read.seq < 2**63:
        raise BadRequest(_NOT_OURS)
    return read


def believed(epoch: str | None, cursor: str | None, account_id: str) -> str | None:
    """The epoch a phone believes in. Raises BadRequest, WrongAccount, and EpochChanged where it believes in two."""
    read = given(cursor, account_id).epoch
    if None not in (epoch, read) and epoch != read:
        raise EpochChanged
    return epoch or read


def floors_of(cursor: str, account_id: str) -> dict[str, int]:
    """{cell: floor} of those cells of which this phone keeps a part."""
    return given(cursor, account_id).floors


def _is_earlier(plain: bytes) -> bool:
    return plain.count(b".") == 2 and plain.isascii()


def _earlier(plain: bytes) -> tuple[str, Read]:
    """ "epoch.account.number": phones keep what an earlier server gave them until they sync again."""
    epoch, owner, number = plain.decode().split(".")
    return owner, Read(epoch, int(number), cells=None)


def _decoded(plain: bytes) -> tuple[str, Read]:
    opened = zlib.decompressobj()
    doc: dict[str, Any] = orjson.loads(opened.decompress(plain, _MOST))
    cells = [_text(cell) for cell in doc["c"]]
    rising, first, ageing = (
        {cells[place]: (_number(at), _number(until)) for place, at, until in doc.get(name, [])}
        for name in ("r", "w", "g")
    )
    falling = {_text(cell): _number(at) for cell, at in doc["f"]}
    floors = {cells[place]: _number(floor) for place, floor in doc.get("l", [])}
    read = Read(_text(doc["e"]), _number(doc["s"]), cells, rising, falling, first, floors, ageing)
    return _text(doc["a"]), read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value < 2**63:
        raise ValueError
    return value
