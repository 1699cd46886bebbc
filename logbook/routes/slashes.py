"""A slash too many in an address: the page without it, for whoever only reads."""

import re
from urllib.parse import quote

from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue

_DOUBLED = re.compile("/{2,}")


def register(app: Flask) -> None:
    """Have GET /entries/ and //entries lead to /entries. What a form sends goes only where it was meant to go."""
    # Werkzeug would lead to whatever host the request names, which a cache in front may keep for everybody.
    app.url_map.merge_slashes = False
    app.before_request(_without)


def _without() -> ResponseReturnValue | None:
    # Two slashes in front would name another host.
    path = _DOUBLED.sub("/", request.path).rstrip("/")
    reads = request.method in ("GET", "HEAD")
    if not reads or request.routing_exception is None or path in ("", request.path):
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(path, "GET"):
        return None
    query = request.query_string.decode("latin-1")
    return redirect(quote(path) + (f"?{query}" if query else ""), code=308)
