"""GET /metrics: what Prometheus asks, for whoever brings the token of the settings."""

from hmac import compare_digest

from flask import Blueprint, Response, current_app, request

from logbook import observed
from logbook.problems import NotFound, NotYours

TEXT = "text/plain; version=0.0.4; charset=utf-8"

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def show() -> Response:
    """Counts of all processes of this server, and how the logbook is now. Not there without LOGBOOK_METRICS_TOKEN."""
    token, meters = current_app.config["METRICS_TOKEN"], observed.of(current_app).meters
    if meters is None:
        raise NotFound
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not compare_digest(given.encode(), token.encode()):
        raise NotYours("Send Authorization: Bearer and the token of LOGBOOK_METRICS_TOKEN.")
    from logbook.observed.conditions import Conditions

    return Response(meters.text(Conditions(current_app.config["BACKUPS"])), content_type=TEXT)
