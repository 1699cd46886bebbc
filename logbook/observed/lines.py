"""The access log, a line of JSON for each request, and the number of a request in the error log."""

import logging
from types import TracebackType

import orjson
from flask import Flask, has_request_context, request

from logbook import instants, traces
from logbook.observed.outcome import Outcome

STANDARD_ERROR = "stderr"
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_log = logging.getLogger("logbook.access")


def register(app: Flask) -> bool:
    """Let the lines go where the settings say; whether they go anywhere."""
    path = app.config["ACCESS_LOG"]
    if path:
        traces.send(_log, "" if path == STANDARD_ERROR else path)
    return bool(path)


def write(one: Outcome) -> None:
    """Write one line. Who asked is not in it: neither an account nor an address of the network."""
    told = {
        "at": instants.now(),
        "request": one.number,
        "method": one.method,
        "route": one.route,
        "status": one.status,
        "ms": round(one.seconds * 1000, 1),
        "bytes": one.bytes,
    }
    _log.info("%s", orjson.dumps(told).decode())


def number(app: Flask) -> None:
    """Let every line of the error log name the request it is about, and none its address."""
    app.logger.addFilter(_numbered)

    def log_exception(raised: _Raised) -> None:
        # Flask's own line has the path, and a path may be a link that opens an account.
        rule = request.url_rule.rule if request.url_rule else "no route"
        app.logger.error("Exception on %s %s", request.method, rule, exc_info=raised)

    app.log_exception = log_exception  # type: ignore[assignment, method-assign]


def _numbered(record: logging.LogRecord) -> bool:
    found = request.environ.get(traces.NUMBER) if has_request_context() else None
    if found:
        record.msg = f"[request {found}] {record.msg}"
    return True
