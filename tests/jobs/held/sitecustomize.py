"""On the path of a worker (`processes.HELD`): typst, once it is asked for a PDF, never answers.

A PDF of one case is set faster than a busy machine can look for its process; this one is there until it is killed.
"""

import subprocess
from pathlib import Path
from typing import Any

HOLD = Path(__file__).with_name("hold.py")


class Held(subprocess.Popen[bytes]):
    """A process; one that sets a PDF sets it until the end of days."""

    def __init__(self, command: list[str], *given: Any, **more: Any) -> None:
        if any(word.endswith("compile.py") for word in command):
            place = next(place for place, word in enumerate(command) if word.endswith("compile.py"))
            command = [*command[:place], str(HOLD), *command[place:]]
        super().__init__(command, *given, **more)


subprocess.Popen = Held  # type: ignore[misc]
