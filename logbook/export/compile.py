"""Sets a book as a PDF in a process of its own, with limits: what people typed can exhaust it, not the server.

Run by its path, so that it imports nothing of the application: compile.py TEMPLATE PAGES [FOLDER OF FONTS …] takes JSON
on standard input and gives a PDF on standard output. PAGES is empty; or FIRST/ALL where the book is a part of a larger
one; or "count": then only the number of its pages is given. The JSON is handed over as data and never becomes typst
source.
"""

import base64
import ctypes
import json
import os
import signal
import sys
from typing import Any

import typst

MEMORY = 1 << 30  # bytes: 500 entries take a quarter of it
SECONDS = 50  # of computing
# What a font does not have, the next one may. Those of no script's own come last.
FIRST = ["Noto Sans"]
LAST = ["Noto Sans CJK JP", "Noto Emoji", "Noto Sans Symbols", "DejaVu Sans Mono", "Libertinus Serif"]
MONO = ["DejaVu Sans Mono"]


def main(template: str, pages: str, *folders: str) -> None:
    """One book, one PDF. Ends with a message on standard error and status 1 where typst refuses."""
    follow()
    limit()
    book = json.load(sys.stdin.buffer)
    if "/" in pages:
        book["pages"] = [int(number) for number in pages.split("/")]
    with open(template, "rb") as source:
        if pages == "count":
            sys.stdout.write(str(counted(source.read(), book, list(folders))))
        else:
            sys.stdout.buffer.write(compiled(source.read(), book, list(folders)))


def counted(template: bytes, book: dict[str, object], folders: list[str]) -> int:
    """How many pages the book has."""
    found = typst.query(
        template + b"\n#context [#metadata(here().page()) <last>]", "<last>", **given(book, folders)
    )
    return int(json.loads(found)[0]["value"])


def compiled(template: bytes, book: dict[str, object], folders: list[str]) -> bytes:
    """The PDF: archivable and accessible by its own declaration, or plain where a character has no glyph at all."""
    asked = given(book, folders)
    # A later part begins with no title: that its headings begin with the first is true of the whole alone.
    standards: list[Any] = ["a-3a", "ua-1"] if book.get("part", 1) == 1 else ["a-3a"]
    try:
        return bytes(typst.compile(template, **asked, pdf_standards=standards))
    except typst.TypstError:
        # Both standards refuse a text that no font can show; a logbook with an empty box is better than none.
        return bytes(typst.compile(template, **asked))


def given(book: dict[str, object], folders: list[str]) -> dict[str, Any]:
    """What typst is given beside a template."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    sans = [name for name in fonts.families() if name.startswith("Noto ") and name not in (*FIRST, *LAST)]
    known = set(fonts.families())
    if book.get("logo"):
        # As numbers: typst reads no base 64, and no file.
        book = book | {"logo": list(base64.b64decode(str(book["logo"])))}
    wanted = [*FIRST, *sorted(name for name in sans if "CJK" not in name), *LAST]
    inputs = {"book": json.dumps(book | {"fonts": [name for name in wanted if name in known], "mono": MONO})}

    # Files could only be read below this folder, and the template reads none.
    here = os.path.dirname(os.path.abspath(__file__))
    return {"root": here, "font_paths": fonts, "sys_inputs": inputs}


def limit() -> None:
    """Bound memory and computing time, where the system can."""
    try:
        import resource
    except ImportError:
        return  # Windows
    for name, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(name, (most, most))
        except (ValueError, OSError):
            continue  # macOS has no such limit; the parent's time limit remains


def follow() -> None:
    """End when who started us does, where the system can: nobody would read the PDF, and another may be begun."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (typst.TypstError, MemoryError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
