"""hold.py compile.py …: what sets a PDF, as it is shipped, but for typst, which never answers."""

import runpy
import sys
import time
from typing import Any

import typst


def never(*given: Any, **more: Any) -> None:
    """In the place of the typesetting."""
    time.sleep(600)


if __name__ == "__main__":
    typst.compile = never  # type: ignore[assignment]
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
