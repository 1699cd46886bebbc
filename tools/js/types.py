"""Checks the types of the scripts: `python -m tools.js.types`. Strict; the files of not-yet-strict.txt are passed over.

A file of that list in which nothing is wrong any more has to leave it, so that it can only grow shorter.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCRIPTS = "logbook/static/js/"
LATER = HERE / "not-yet-strict.txt"
TSC = Path(sys.prefix) / "js" / "node_modules" / ".bin" / "tsc"
NODE = Path(sys.prefix) / "bin" / "node"
_ERROR = re.compile(r"(?P<file>[^\s(][^(]*)\(\d+,\d+\): error TS\d+: ")


def found(project: Path = HERE) -> list[str]:
    """What the compiler says of a project's files and of no others, an error a text of one or more lines."""
    told = subprocess.run(
        [NODE, TSC, "-p", project, "--pretty", "false"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    errors: list[str] = []
    for line in told.stdout.splitlines():
        if _ERROR.match(line) or not errors:
            errors.append(line)
        else:
            errors[-1] += f"\n{line}"
    return errors


def place(error: str) -> str:
    """The file an error is in, below the scripts; the whole path of any other."""
    match = _ERROR.match(error)
    return match["file"].removeprefix(SCRIPTS) if match else ""


def main() -> int:
    """Print what is wrong; gives the exit status."""
    later = set(LATER.read_text().split())
    # Foreign code is what its list says it is, and nobody here mends its types.
    errors = [error for error in found() if not place(error).startswith("logbook/static/vendor/")]
    wrong = [error for error in errors if place(error) not in later]
    clean = sorted(later - {place(error) for error in errors})
    print(*wrong, sep="\n", end="\n" if wrong else "")
    for name in clean:
        print(f"{name} is strict by now: take it out of {LATER.relative_to(ROOT)}")
    return 1 if wrong or clean else 0


if __name__ == "__main__":
    sys.exit(main())
