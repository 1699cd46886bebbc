"""`logbook serve`: settings and database are checked first, then the process becomes the server."""

import os
import socket
import sys

import click
from sqlalchemy import inspect, text

from logbook import create_app, store
from logbook.config import ROOT, from_environment


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="processes; two suit two cores")
@click.option("--threads", default=2, show_default=True, help="requests a process works on at once")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve with granian, after settings and database were checked."""
    settings = from_environment()
    _check_free(host, port)
    _check_tables()
    click.echo(f"The logbook is at {settings['ORIGIN']}")
    sys.stdout.flush()
    command = ["--interface", "wsgi", "--factory", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--no-ws"]
    command += ["--log-level", "warning", "--respawn-failed-workers", "logbook:create_app"]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *command])  # noqa: S606  (this process becomes it)


def _check_free(host: str, port: int) -> None:
    """Say so in words where another program listens there: the server's own message is a page of Rust."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken: {error.strerror}. Try PORT={port + 1}."
            ) from None


def _check_tables() -> None:
    """Say so where the tables are not this version's: every page would only say that something went wrong."""
    newest = max(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    with create_app().app_context(), store.reading() as connection:
        known = inspect(connection).has_table("alembic_version")
        found = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    if found != newest:
        raise click.ClickException("The database is not ready for this version: run `logbook migrate` first.")
