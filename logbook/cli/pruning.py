"""The command that forgets what nobody needs any more; a worker does the same once a day."""

import click

from logbook import bare_app, instants, store
from logbook.jobs.pruning import prune as forget


@click.command()
def prune() -> None:
    """Forget ended sessions, old tries, devices silent for a year and files and lists of yesterday; nothing of the
    record."""
    with bare_app().app_context(), store.writing() as connection:
        forgotten = forget(connection, instants.now())
    said = f"Forgotten: {forgotten.sessions} sessions, {forgotten.tries} tries, {forgotten.devices} devices"
    more = {"jobs": forgotten.jobs, "lists of names": forgotten.rosters}
    click.echo(", ".join([said, *(f"{count} {what}" for what, count in more.items() if count)]))
