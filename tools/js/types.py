"""Checks the types of the scripts: `python -m tools.js.types`.

Strictly those that keep, judge and draw; those of pages, which mostly ask a document for its parts, without demanding
that each part be said to be there.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
VENDOR = "logbook/static/vendor/"
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


def main() -> int:
    """Print what is wrong; gives the exit status."""
    # Foreign code is what its list says it is, and nobody here mends its types.
    wrong = [
        error for project in (HERE, HERE / "page") for error in found(project) if not error.startswith(VENDOR)
    ]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
