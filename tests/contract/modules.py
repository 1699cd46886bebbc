"""A joined file as a script that gives its modules: QuickJS's wheel has no module loader."""

import json
import re

from logbook.shell import joined
from tests.support.server import shipped

_BORROWED = re.compile(r'^import (\{.*?\}) from "\./(.*?)";$', re.MULTILINE)
_GIVEN = re.compile(r"^export (\{.*\});$", re.MULTILINE)
# Where the worker would lie: what asks for its own address is told this one.
_ADDRESS = json.dumps(f"http://localhost/static/lab/{joined.WORKER}")


def as_script(path: str) -> tuple[str, list[str]]:
    """What puts the modules of the file into `files`, each as the function that makes it; and the files it needs."""
    text, needed = shipped.unbegun(path), []

    def borrowed(found: re.Match[str]) -> str:
        needed.append(f"{joined.HOME}/{found[2]}")
        return f"const {found[1]} = files[{json.dumps(needed[-1])}];"

    text = _BORROWED.sub(borrowed, text).replace("import.meta.url", _ADDRESS)
    body = _GIVEN.sub(r"return \1;", text)
    return f'files[{json.dumps(path)}] = (() => {{ "use strict";\n{body}\n}})();', needed
