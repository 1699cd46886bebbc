"""What the running application gives a phone, byte for byte: every test of a script or a style asks here.

A test that read the file instead would say nothing about what phones run: between the two a rewriter once ate spaces.
"""

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import brotli
from flask.testing import FlaskClient

from logbook import create_app, shell
from logbook.shell import joined, modules, static
from tests.support.server.application import settings


@cache
def _client() -> FlaskClient:
    # Files and shell are asked of no database: this one is never opened.
    return create_app(settings(f"sqlite:///{Path(tempfile.gettempdir()) / 'never-opened.db'}")).test_client()


@cache
def answer(path: str) -> bytes:
    """The body at an address, asked for and unpacked as a browser does. Raises LookupError where there is none."""
    response = _client().get(path, headers={"Accept-Encoding": "gzip, deflate, br"})
    if response.status_code != 200:
        raise LookupError(f"{path}: {response.status}")
    return brotli.decompress(response.data) if response.content_encoding == "br" else response.data


def file(path: str) -> bytes:
    """A file of this build, by its path under static/. Raises LookupError."""
    return answer(f"/static/{shell.build()}/{path}")


def home(module: str) -> str:
    """The joined file that holds a module, by the module's path under static/: the worker's before the page's."""
    opened = f"\nconst {joined.name_of(module)} = $once("
    found = [path for path in (joined.WORKER, joined.PAGE, joined.EDITOR) if opened in file(path).decode()]
    if not found:
        raise LookupError(f"{module} is in no file that phones are sent")
    return found[0]


def unbegun(path: str) -> str:
    """A joined file that only gives its modules to whoever asks: nothing of it begins by itself."""
    text = file(path).decode()
    first = joined.BEGINNINGS.get(path)
    return text.replace(f"\n{joined.name_of(first)}();\n", "\n") if first else text


def alone(module: str, at: str) -> str:
    """A script that gives what one module exports, out of the joined file that lies below the address `at`."""
    given = sorted(modules.read(module, static.scripts()[module], joined.HOME).exports)
    name = joined.name_of(module)
    bound = ", ".join(f"{export}: {export}_" for export in given)
    exports = ", ".join(f"{export}_ as {export}" for export in given)
    lines = [f'import {{ {name} }} from "{at}{home(module)}";', f"const {{ {bound} }} = {name}();"]
    return "\n".join([*lines, f"export {{ {exports} }};"])


def bundle() -> dict[str, Any]:
    """The phone's shell as it travels."""
    found: dict[str, Any] = json.loads(answer(f"/shell/{shell.build()}.json"))
    return found
