"""`logbook backup` and `logbook restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from logbook import backup as backups
from logbook import create_app, filters, instants
from logbook.config import SETTINGS
from logbook.models import db


@contextmanager
def _database() -> Iterator[None]:
    """The configured database, left alone at the end; what could not be done is said in one line."""
    with create_app().app_context():
        try:
            yield
        except backups.Failed as error:
            raise click.ClickException(str(error)) from None
        finally:
            db.engine.dispose()


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def backup(file: Path | None) -> None:
    """Write everything into FILE, while people go on working. Without FILE into the folder LOGBOOK_BACKUPS, under a
    name of its own; there the files of two days are kept, and of thirty the first of each day."""
    forgotten = 0
    with _database():
        folder = current_app.config["BACKUPS"]
        if file is not None:
            backups.save(file)
        elif folder:
            file, forgotten = backups.save_into(Path(folder), instants.now())
        else:
            raise click.ClickException(
                f"Name a FILE, or set LOGBOOK_BACKUPS to a {SETTINGS['LOGBOOK_BACKUPS']}."
            )
    said = (
        f" {filters.count(forgotten, 'older file was', 'older files were')} forgotten." if forgotten else ""
    )
    click.echo(f"Everything up to this moment is in {file}.{said}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="do not ask")
def restore(file: Path, yes: bool) -> None:
    """Put back what FILE holds, in place of everything there is now. Stop the server first.

    Phones notice at their next sync, fetch everything anew, and send again what they sent in the last 60 days.
    """
    with _database():
        if not yes:
            click.confirm(f"Replace everything in {backups.name()} by {file}?", abort=True)
        before = Path(f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.backup")
        if backups.is_there():
            backups.save(before)
            click.echo(f"What was there is kept in {before}.")
        backups.restore(current_app, file)
    click.echo(f"Restored from {file}.")
