"""One application that tests hand on to each other: making one costs more than most requests.

Wiring compiles a hundred routes, and each new engine compiles its SQL anew. What a test can change of an application is
put back afterwards; its database is another file or other rows each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask

from logbook import create_app
from logbook.models import db
from logbook.models.failing import unwritable
from logbook.store import condition
from tests.support.server.application import settings


@dataclass
class _Kept:
    """An application, and what is put back of it."""

    app: Flask
    config: dict[str, Any]
    extensions: dict[str, Any]
    rules: int


class Lent:
    """The applications of a run, one for each address of a database."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    @contextmanager
    def lent(self, url: str) -> Iterator[Flask]:
        """An application on this database, as if newly made; no application context is pushed."""
        kept = self._kept.get(url) or self._make(url)
        yield kept.app
        self._put_back(url, kept)

    def _make(self, url: str) -> _Kept:
        app = create_app(settings(url))
        self._kept[url] = _Kept(app, dict(app.config), dict(app.extensions), _rules(app))
        return self._kept[url]

    def _put_back(self, url: str, kept: _Kept) -> None:
        with kept.app.app_context():
            engine = db.engine
        engine.dispose()
        # What a process remembers of a database that did not take something, or was well a moment ago.
        unwritable.pop(engine, None)
        condition._known.pop(engine, None)
        kept.app.config.clear()
        kept.app.config.update(kept.config)
        kept.app.extensions.clear()
        kept.app.extensions.update(kept.extensions)
        if _rules(kept.app) != kept.rules:
            del self._kept[url]


def _rules(app: Flask) -> int:
    return sum(1 for _ in app.url_map.iter_rules())
