"""From a bundle to a PDF: words, then a subprocess that sets them, part by part, then joined and gathered objects."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from logbook.export.binding import Binding
from logbook.export.packing import packed
from logbook.export.paper import CONTINUED, book, parts
from logbook.problems import NotPrinted
from logbook.shapes.bundle import Bundle

HERE = Path(__file__).resolve().parent
COMPILE, TEMPLATE = HERE / "compile.py", HERE / "logbook.typ"
# Noto for the scripts that names are written in. Without them Latin, Greek and Cyrillic still print.
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
SECONDS = 60
# Each thread reserves address space, which counts towards the memory limit on a machine with many cores.
_CALM = {"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}


def pdf(bundle: Bundle) -> bytes:
    """The printed logbook. Raises NotPrinted where the time or the memory for a part of it runs out."""
    count = parts(bundle)
    return (
        packed(_set(json.dumps(book(bundle), ensure_ascii=False).encode()))
        if count == 1
        else _joined(bundle, count)
    )


def _joined(bundle: Bundle, count: int) -> bytes:
    """Set in parts, each in the memory of one: first to know how many pages each has, then with their numbers."""
    with ExitStack() as files:
        books, pages, month = [], [], ""
        for part in range(1, count + 1):
            told = book(bundle, part, month)
            month = told["months"][-1]["title"].removesuffix(CONTINUED)
            books.append(files.enter_context(TemporaryFile()))
            books[-1].write(json.dumps(told, ensure_ascii=False).encode())
            pages.append(int(_set(_again(books[-1]), "count")))
        out = BytesIO()
        binding = Binding(out)
        try:
            for number, file in enumerate(books):
                binding.add(_set(_again(file), f"{sum(pages[:number]) + 1}/{sum(pages)}"))
        except ValueError as error:
            raise NotPrinted from error
        binding.end()
        return out.getvalue()


def _again(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _set(book: bytes, pages: str = "") -> bytes:
    """What compile.py gives for a book: the PDF, with its pages numbered from the first of "17/812" where they are a
    part of so many; for "count", how many pages it has."""
    try:
        done = subprocess.run(  # noqa: S603  (our own file and folders, no word of a user)
            [sys.executable, "-I", str(COMPILE), str(TEMPLATE), pages, *_font_folders()],
            input=book,
            capture_output=True,
            env=_CALM | {name: value for name, value in os.environ.items() if name == "SYSTEMROOT"},
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise NotPrinted from error
    return done.stdout


def _font_folders() -> list[str]:
    found = (find_spec(name) for name in FONT_PACKAGES)
    return [str(Path(spec.origin).parent) for spec in found if spec and spec.origin]
