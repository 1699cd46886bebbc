"""The command that forgets what nobody needs any more: ended sessions, old tries, devices long silent."""

import click

from logbook import create_app, instants, store
from logbook.auth import attempts, sessions
from logbook.store import devices


@click.command()
def prune() -> None:
    """Forget ended sessions, old tries and devices silent for a year; nothing of the record. For once a day."""
    now = instants.now()
    with create_app().app_context(), store.writing() as connection:
        ended = sessions.prune(connection, now)
        tried = attempts.prune(connection, now)
        silent = devices.prune(connection, now)
    click.echo(f"Forgotten: {ended} sessions, {tried} tries, {silent} devices")
