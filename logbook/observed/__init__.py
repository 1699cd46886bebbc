"""What whoever runs the logbook sees of it: a number for each request, a line for each, and what a monitor asks.

Nothing here names a person, a case or an address: a line and a count hold the rule of a route, never its path.
"""

from flask import Flask

from logbook.observed import lines
from logbook.observed.watching import BEGAN, HEADER, Watched

__all__ = ["BEGAN", "HEADER", "Watched", "of", "register"]

_NAME = "logbook-observed"


def register(app: Flask) -> None:
    """Watch every request of this app, from outside all else that it is made of."""
    meters = None
    if app.config["METRICS_TOKEN"]:
        # A fifth of a second and some memory, for whoever wants it.
        from logbook.observed.meters import Meters

        meters = Meters()
    lines.number(app)
    watched = Watched(app.wsgi_app, app.config["PROXIES"], lines.register(app), meters)
    app.extensions[_NAME] = watched
    app.wsgi_app = watched  # type: ignore[assignment, method-assign]


def of(app: Flask) -> Watched:
    """Who watches this app."""
    watched: Watched = app.extensions[_NAME]
    return watched
