"""Makes a PDF small: the small objects of its structure are gathered into compressed streams (PDF 1.5 and newer).

Typst writes each of the 25,000 structure elements of a large logbook as plain text; gathered they take a tenth.
"""

import re
import zlib
from collections.abc import Iterable

_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([fn])[ \r]?[\r\n]")
_GATHERED = 200  # objects in one stream: a reader inflates the whole stream for one of them
_WIDTHS = (1, 4, 2)  # bytes of an entry in the new table: kind, place, number


def packed(pdf: bytes) -> bytes:
    """The same document with its objects gathered; the PDF as it was where it is not laid out as expected."""
    try:
        objects, trailer = _read(pdf)
    except ValueError:
        return pdf
    return _write(pdf[: pdf.index(b"\n1 0 obj") + 1], objects, trailer)


def _read(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
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


def _write(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    out, size = [head], len(head)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    free = max(objects) + 1

    def put(number: int, body: bytes) -> None:
        nonlocal size
        places[number] = (1, size, 0)
        out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        size += len(out[-1])

    small = [number for number in sorted(objects) if not objects[number].endswith(b"endstream")]
    for number in sorted(objects.keys() - set(small)):
        put(number, objects[number])
    for first in range(0, len(small), _GATHERED):
        numbers = small[first : first + _GATHERED]
        places |= {number: (2, free, index) for index, number in enumerate(numbers)}
        put(free, _gathered([(number, objects[number]) for number in numbers]))
        free += 1
    places[free] = (1, size, 0)
    kept = re.sub(rb"/Size \d+", b"", trailer)
    entries = b"".join(b"".join(_bytes(place)) for _, place in sorted(places.items()))
    facts = b"/Type/XRef/W[1 4 2]/Size %d" % (free + 1) + kept
    out.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (free, _stream(facts, entries), size))
    return b"".join(out)


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


def _bytes(place: tuple[int, int, int]) -> Iterable[bytes]:
    return (value.to_bytes(width, "big") for value, width in zip(place, _WIDTHS, strict=True))
