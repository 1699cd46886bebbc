"""GET /healthz: what a monitor and a balancer ask a process."""

from flask import Blueprint, Response, current_app, jsonify

from logbook import shell, store

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether this process serves, reaches its database and can write there: {"ok", "build", "database", "writable"}.

    200, or 503 where one of them fails. Pages can be read for as long as `database` is true.
    """
    found = store.health()
    if not found.writable:
        current_app.logger.error("health: %s", found.error)
    told = jsonify(ok=found.writable, build=shell.build(), database=found.database, writable=found.writable)
    return told, 200 if found.writable else 503
