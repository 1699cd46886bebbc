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


def bundle() -> dict[str, Any]:
    """The phone's shell as it travels."""
    found: dict[str, Any] = json.loads(answer(f"/shell/{shell.build()}.json"))
    return found
