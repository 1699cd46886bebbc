"""A slash too many at the end of an address: the page without it, for whoever only reads."""

from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, redirect, request


def register(app: Flask) -> None:
    """Have GET /entries/ lead to /entries. What is sent by a form goes nowhere but where it was meant to go."""
    app.before_request(_without)


def _without() -> Any:
    path = request.path.rstrip("/")
    reads = request.method in ("GET", "HEAD")
    # Two slashes in front would name another host.
    if not reads or request.routing_exception is None or path in ("", request.path) or path.startswith("//"):
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(path, "GET"):
        return None
    query = request.query_string.decode("latin-1")
    return redirect(quote(path) + (f"?{query}" if query else ""), code=308)
