"""Makes a PDF small: the small objects of its structure are gathered into compressed streams (PDF 1.5 and newer).

Typst writes each of the 25,000 structure elements of a large logbook as plain text; gathered they take a tenth.
"""

import re
import zlib
from io import BytesIO
from typing import BinaryIO

_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([fn])[ \r]?[\r\n]")
_GATHERED = 200  # objects in one stream: a reader inflates the whole stream for one of them
_WIDTHS = (1, 4, 2)  # bytes of an entry in the new table: kind, place, number
_ENTRY_BYTES = sum(_WIDTHS)


def packed(pdf: bytes) -> bytes:
    """The same document with its objects gathered; the PDF as it was where it is not laid out as expected."""
    try:
        objects, trailer = read(pdf)
    except ValueError:
        return pdf
    out = BytesIO()
    packing = Packing(out, head(pdf))
    packing.put(objects)
    packing.end(trailer)
    return out.getvalue()


def head(pdf: bytes) -> bytes:
    """What stands before the first object."""
    return pdf[: pdf.index(b"\n1 0 obj") + 1]


def read(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """{number: what stands between obj and endobj}, and what stands in the trailer. Raises ValueError."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 : pdf.rindex(b"%%EOF")])
    table = re.compile(rb"xref\s+0 (\d+)\s+").match(pdf, start)
    if table is None:
        raise ValueError("the table of objects is not a plain one")
    count, at, offsets = int(table[1]), table.end(), []
    for number in range(count):
        entry = _ENTRY.match(pdf, at)
        if entry is None:
            raise ValueError(f"object {number} is not in the table")
        at = entry.end()
        if entry[3] == b"n":
            offsets.append(int(entry[1]))
    ends = dict(zip(sorted(offsets), [*sorted(offsets)[1:], start], strict=True))
    trailer = re.compile(rb"\s*trailer\s*<<(.*)>>\s*startxref", re.DOTALL).match(pdf, at)
    if trailer is None:
        raise ValueError("no trailer follows the table")
    return dict(_body(pdf, offset, ends[offset]) for offset in offsets), trailer[1]


def _body(pdf: bytes, start: int, end: int) -> tuple[int, bytes]:
    head = _OBJECT.match(pdf, start)
    if head is None:
        raise ValueError("no object begins here")
    return int(head[1]), pdf[head.end() : pdf.rindex(b"endobj", start, end)].rstrip()


class Packing:
    """A PDF as it is written: its objects, and at the end the table of where they lie."""

    def __init__(self, out: BinaryIO, head: bytes) -> None:
        self._out, self._size = out, 0
        self._table = bytearray(_bytes(0, 0, 65535))  # an entry for each number, those left out are free
        self._say(head)

    @property
    def free(self) -> int:
        """The number after the last one that was given."""
        return len(self._table) // _ENTRY_BYTES

    def put(self, objects: dict[int, bytes]) -> None:
        """Objects by their numbers: those with a stream for themselves, the others gathered, under numbers behind."""
        small = [number for number in sorted(objects) if not objects[number].endswith(b"endstream")]
        free = max(self.free, max(objects) + 1)
        for number in sorted(objects.keys() - set(small)):
            self._put(number, objects[number])
        for first in range(0, len(small), _GATHERED):
            numbers = small[first : first + _GATHERED]
            for index, number in enumerate(numbers):
                self._note(number, 2, free, index)
            self._put(free, _gathered([(number, objects[number]) for number in numbers]))
            free += 1

    def end(self, trailer: bytes) -> None:
        """The table, and where it is; `trailer` is what stands in one."""
        number, at = self.free, self._size
        self._note(number, 1, at, 0)
        facts = b"/Type/XRef/W[1 4 2]/Size %d" % self.free + re.sub(rb"/Size \d+", b"", trailer)
        table = _stream(facts, bytes(self._table))
        self._say(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, at))

    def _put(self, number: int, body: bytes) -> None:
        self._note(number, 1, self._size, 0)
        self._say(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _note(self, number: int, *place: int) -> None:
        start = number * _ENTRY_BYTES
        self._table.extend(bytes(max(0, start + _ENTRY_BYTES - len(self._table))))
        self._table[start : start + _ENTRY_BYTES] = _bytes(*place)

    def _say(self, data: bytes) -> None:
        self._out.write(data)
        self._size += len(data)


def _gathered(objects: list[tuple[int, bytes]]) -> bytes:
    index, bodies, at = [], [], 0
    for number, body in objects:
        index.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    head = b" ".join(index) + b"\n"
    facts = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(facts, head + b"\n".join(bodies))


def _stream(facts: bytes, data: bytes) -> bytes:
    data = zlib.compress(data, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (facts, len(data), data)


def _bytes(*place: int) -> bytes:
    return b"".join(value.to_bytes(width, "big") for value, width in zip(place, _WIDTHS, strict=True))
