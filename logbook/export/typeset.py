"""From a bundle to a PDF: words, then a subprocess that sets them, then gathered objects."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from logbook.export.packing import packed
from logbook.export.paper import book
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
    """The printed logbook. Raises NotPrinted where the time or the memory for it runs out."""
    try:
        done = subprocess.run(  # noqa: S603  (our own file and folders, no word of a user)
            [sys.executable, "-I", str(COMPILE), str(TEMPLATE), *_font_folders()],
            input=json.dumps(book(bundle), ensure_ascii=False).encode(),
            capture_output=True,
            env=_CALM | {name: value for name, value in os.environ.items() if name == "SYSTEMROOT"},
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise NotPrinted from error
    return packed(done.stdout)


def _font_folders() -> list[str]:
    found = (find_spec(name) for name in FONT_PACKAGES)
    return [str(Path(spec.origin).parent) for spec in found if spec and spec.origin]
