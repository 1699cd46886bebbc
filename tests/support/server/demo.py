"""The demo, as `make run` shows it, on a port of its own."""

from pathlib import Path

from logbook import create_app, demo, instants
from logbook.config import from_environment
from logbook.models import db, migrating
from tests.support.server.site import Application, free_port

SETTINGS = {"LOGBOOK_DEMO": "yes", "SECRET_KEY": "s" * 40}


def demo_database(folder: Path) -> str:
    """The address of a database with the demo's people and cases in it, dated from today."""
    url = f"sqlite:///{folder / 'demo.db'}"
    app = create_app(
        from_environment({**SETTINGS, "DATABASE_URL": url, "LOGBOOK_ORIGIN": "http://localhost:8000"})
    )
    migrating.upgrade(app)
    with app.app_context():
        demo.load(instants.now())
        db.engine.dispose()
    return url


def demo_application(folder: Path) -> Application:
    """A server of that database, not yet started."""
    port = free_port()
    return Application(demo_database(folder), f"http://localhost:{port}", port, more=SETTINGS)
