"""GET /healthz: what a monitor and a balancer ask a process."""

from flask import Blueprint, Response, current_app, jsonify, request

from logbook import shell, store

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether this process serves, reaches its database and can write there: {"ok", "build", "database", "writable",
    "forwarded"}. The last is how many addresses X-Forwarded-For had: by it `logbook doctor` sees what a proxy does.

    200, or 503 where one of them fails. Pages can be read for as long as `database` is true.
    """
    found = store.health()
    if not found.writable:
        current_app.logger.error("health: %s", found.error)
    told = {"ok": found.writable, "build": shell.build(), "database": found.database}
    told |= {"writable": found.writable, "forwarded": _forwarded()}
    return jsonify(told), 200 if found.writable else 503


def _forwarded() -> int:
    given = request.headers.get("X-Forwarded-For", "")
    return sum(bool(one.strip()) for one in given.split(","))
