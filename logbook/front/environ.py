"""What WSGI wants to know of a request, from what granian says of it."""

import io
import sys
from typing import Any

_CONSTANT: dict[str, Any] = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "granian",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
# The body is whole by now: it has a length, and no parts any more.
_TOLD_OTHERWISE = {"content-length", "transfer-encoding", "content-type", "expect"}


def environ(scope: Any, body: bytes) -> dict[str, Any]:
    """The environment of one request, as PEP 3333 describes it."""
    host, port = _address(scope.server)
    told = _CONSTANT | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _latin(scope.path),
        "QUERY_STRING": _latin(scope.query_string),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _address(scope.client)[0],
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
    }
    headers = scope.headers
    if "content-type" in headers:
        told["CONTENT_TYPE"] = _latin(headers.get("content-type"))
    if body or "content-length" in headers:
        told["CONTENT_LENGTH"] = str(len(body))
    return told | _headers(headers.items())


def _headers(items: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in items:
        # With an underscore it would be mistaken for the one with a hyphen, which a proxy of ours has written.
        if name in _TOLD_OTHERWISE or "_" in name:
            continue
        key = f"HTTP_{name.upper().replace('-', '_')}"
        if key in found:
            found[key] += ("; " if name == "cookie" else ",") + _latin(value)
        else:
            found[key] = _latin(value)
    return found


def _address(said: str) -> tuple[str, str]:
    host, _, port = said.rpartition(":")
    return host.strip("[]"), port


def _latin(text: str) -> str:
    """Bytes as WSGI carries them: one sign a byte."""
    return text if text.isascii() else text.encode().decode("latin-1")
