"""Makes one PDF of several that typst set one after the other: pages, tags, bookmarks and ids in one sequence.

What typst writes is regular (see `packing`), so the numbers of objects are moved along, and what there may be only one
of is put together: the catalog, the roots of pages, tags and bookmarks, and the tree of ids. One part is in memory at a
time.
"""

import re
from typing import BinaryIO

from logbook.export.packing import Packing, head, read

# The numbers of what there is one of.
_CATALOG, _PAGES, _TREE, _DOCUMENT, _OUTLINES = range(1, 6)
_FIRST_FREE = 6

_STREAM = re.compile(rb">>\s*stream\r?\n")
# In texts nothing is moved: somebody may have typed what looks like a reference.
_TOKEN = re.compile(rb"\\.|[()]|\b(\d+) 0 R", re.DOTALL)
_REFERENCE = re.compile(rb"\b(\d+) 0 R")


class Binding:
    """Parts are added one after the other, then `end` says what they are together."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._parts = 0
        self._catalog, self._trailer = b"", b""
        self._roles: dict[bytes, bytes] = {}
        self._roots: list[int] = []  # of pages, one each part
        self._documents: list[int] = []
        self._parents: list[bytes] = []  # "0 14 0 R": page by page, whose tags lie on it
        self._ids: list[bytes] = []
        self._pages = 0
        self._items: dict[int, bytes] = {}  # bookmarks, kept until the next part is known
        self._chain: list[tuple[int, int]] = []  # first and last bookmark of each part

    def add(self, pdf: bytes) -> None:
        """The next part. Raises ValueError where it is not laid out as typst does it."""
        objects, trailer = read(pdf)
        if not self._parts:
            self._packing = Packing(self._out, head(pdf))
        self._parts += 1
        by = max(self._packing.free, _FIRST_FREE) - 1
        moved = {number + by: _moved(body, by) for number, body in objects.items()}
        trailer = _moved(trailer, by)
        catalog = moved.pop(_reference(trailer, b"Root"))
        self._take_catalog(catalog, trailer)
        self._take_tree(moved, moved.pop(_reference(catalog, b"StructTreeRoot")))
        self._take_pages(moved, _reference(catalog, b"Pages"))
        self._take_bookmarks(
            moved, moved.pop(_reference(catalog, b"Outlines")), _reference(catalog, b"Outlines")
        )
        self._packing.put(moved)

    def end(self) -> None:
        """What there is one of, and the end of the file."""
        kids = b" ".join(b"%d 0 R" % root for root in self._roots)
        documents = b" ".join(b"%d 0 R" % one for one in self._documents)
        roles = b"".join(b"/%b/%b" % pair for pair in self._roles.items())
        catalog = self._catalog
        for name, number in ((b"Pages", _PAGES), (b"StructTreeRoot", _TREE), (b"Outlines", _OUTLINES)):
            catalog = _set(catalog, name, number)
        tops = self._bookmarks()
        self._packing.put(
            self._items
            | {
                _CATALOG: catalog,
                _PAGES: b"<</Type/Pages/Count %d/Kids[%b]>>" % (self._pages, kids),
                _TREE: b"<</Type/StructTreeRoot/RoleMap<<%b>>/K[%d 0 R]/ParentTree<</Nums[%b]>>/IDTree<</Names[%b]>>"
                b"/ParentTreeNextKey %d>>"
                % (roles, _DOCUMENT, b" ".join(self._parents), b"".join(self._ids), len(self._parents)),
                _DOCUMENT: b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (_TREE, documents),
                _OUTLINES: b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 1>>" % (tops, tops),
            }
        )
        self._packing.end(_set(self._trailer, b"Root", _CATALOG))

    def _take_catalog(self, catalog: bytes, trailer: bytes) -> None:
        # A part with a sign that no font has is no archivable PDF, and says so; then the whole is none either.
        if not self._catalog or b"/OutputIntents" not in catalog:
            self._catalog = catalog
        self._trailer = self._trailer or trailer

    def _take_tree(self, moved: dict[int, bytes], tree: bytes) -> None:
        for name, role in re.findall(rb"/(\w+)/(\w+)", _between(tree, b"/RoleMap<<", b">>")):
            self._roles.setdefault(name, role)
        document = int(_found(rb"/K\[(\d+) 0 R\]", tree)[1])
        moved[document] = _set(moved[document].replace(b"/S/Document", b"/S/Part"), b"P", _DOCUMENT)
        self._documents.append(document)
        before = len(self._parents)
        for page, tags in re.findall(rb"(\d+) (\d+ 0 R)", _between(tree, b"/Nums[", b"]")):
            self._parents.append(b"%d %b" % (int(page) + before, tags))
        # Typst numbers tables in each part anew.
        mark = b"(P%03d" % self._parts
        for id, reference in re.findall(rb"\((U\w+)\)(\d+ 0 R)", _between(tree, b"/Names[", b"]")):
            self._ids.append(b"%b%b)%b" % (mark, id, reference))
        for number, body in moved.items():
            if body.startswith((b"<</Type/StructElem/S/TH", b"<</Type/StructElem/S/TD")):
                moved[number] = re.sub(rb"\((?=U\d+x\d+y\d+\))", mark, body)
            elif body.startswith(b"<</Type/Page/"):
                moved[number] = re.sub(
                    rb"(?<=/StructParents )\d+", lambda found: b"%d" % (int(found[0]) + before), body
                )

    def _take_pages(self, moved: dict[int, bytes], root: int) -> None:
        self._pages += int(_found(rb"/Count (\d+)", moved[root])[1])
        moved[root] = moved[root].replace(b"<</Type/Pages", b"<</Type/Pages/Parent %d 0 R" % _PAGES, 1)
        self._roots.append(root)

    def _take_bookmarks(self, moved: dict[int, bytes], root: bytes, number: int) -> None:
        # All of the logbook lies below its title, which the first part has.
        for one in [one for one, body in moved.items() if body.startswith(b"<</Parent ")]:
            self._items[one] = moved.pop(one)
        first, last = _reference(root, b"First"), _reference(root, b"Last")
        if not self._chain:
            self._top = first
            first, last = _reference(self._items[first], b"First"), _reference(self._items[first], b"Last")
        for one, body in self._items.items():
            if _reference(body, b"Parent") == number and one != self._top:
                self._items[one] = _set(body, b"Parent", self._top)
        self._chain.append((first, last))

    def _bookmarks(self) -> int:
        """Join those of all parts; gives the number of the one on top."""
        for (_, last), (first, _) in zip(self._chain, self._chain[1:], strict=False):
            self._items[last] = _set(self._items[last], b"Next", first)
            self._items[first] = _set(self._items[first], b"Prev", last)
        below = sum(_reference(body, b"Parent") == self._top for body in self._items.values())
        top = _set(_set(self._items[self._top], b"Last", self._chain[-1][1]), b"Parent", _OUTLINES)
        self._items[self._top] = re.sub(rb"/Count -\d+", b"/Count -%d" % below, top)
        return self._top


def _moved(body: bytes, by: int) -> bytes:
    """The same object, with every reference moved along by this many numbers."""
    stream = _STREAM.search(body)
    facts, rest = (body[: stream.start()], body[stream.start() :]) if stream else (body, b"")
    if b"(" not in facts:
        return _REFERENCE.sub(lambda found: b"%d 0 R" % (int(found[1]) + by), facts) + rest
    depth = 0

    def moved(found: re.Match[bytes]) -> bytes:
        nonlocal depth
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        return b"%d 0 R" % (int(found[1]) + by) if found[1] and not depth else found[0]

    return _TOKEN.sub(moved, facts) + rest


def _reference(body: bytes, name: bytes) -> int:
    return int(_found(rb"/%b (\d+) 0 R" % name, body)[1])


def _set(body: bytes, name: bytes, number: int) -> bytes:
    """The same object with its reference of this name leading there."""
    said = b"/%b %d 0 R" % (name, number)
    body, count = re.subn(rb"/%b \d+ 0 R" % name, said, body, count=1)
    return body if count else b"<<" + said + body.removeprefix(b"<<")


def _between(body: bytes, before: bytes, after: bytes) -> bytes:
    return body.partition(before)[2].partition(after)[0]


def _found(pattern: bytes, body: bytes) -> re.Match[bytes]:
    found = re.search(pattern, body)
    if found is None:
        raise ValueError(f"no {pattern!r} where it must be")
    return found
