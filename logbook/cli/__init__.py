"""The command line `logbook`: databases, programmes, people, backups, the server."""

import os
import secrets
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, IntegrityError

from logbook import bare_app, create_app, filters, instants, store
from logbook.cli.backups import backup, restore
from logbook.cli.confirmations import confirm
from logbook.cli.deploying import deploy
from logbook.cli.doctor import doctor
from logbook.cli.programmes import invite, programme, recover
from logbook.cli.providers import provider
from logbook.cli.pruning import prune
from logbook.cli.register_files import licences
from logbook.cli.serving import serve, work
from logbook.config import Misconfigured
from logbook.demo import PASSWORD, load, people
from logbook.models import Person, db, shape
from logbook.office import enrolments

# What may be asked of a database that a newer version has changed: what writes no table of it, and the way back.
_OF_ANY_VERSION = {"backup", "deploy", "doctor", "restore", "secret"}


class Commands(click.Group):
    """Commands that say in one line what is set wrong."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for. Raises ClickException where a newer version has changed the database."""
        name, command, rest = super().resolve_command(ctx, args)
        if name not in _OF_ANY_VERSION and not set(rest) & set(ctx.help_option_names):
            _check_not_newer()
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run one command. Raises ClickException where a setting or the database is not as it must be."""
        # Whatever a command writes holds texts and hashes of passwords: it is its owner's alone.
        before = os.umask(0o077)
        try:
            return super().invoke(ctx)
        except Misconfigured as error:
            raise click.ClickException(str(error)) from None
        except DatabaseError as error:
            if isinstance(error, IntegrityError):
                raise
            said = str(error.orig).splitlines()[0]
            raise click.ClickException(f"The database does not answer: {said}. Check DATABASE_URL.") from None
        finally:
            os.umask(before)


def _check_not_newer() -> None:
    # What an older version wrote there would be missing what the newer one wants.
    with bare_app().app_context():
        try:
            with store.reading() as connection:
                here = shape.of(connection)
        finally:
            db.engine.dispose()  # an open file looks like a server to whoever must be alone
    if here.is_newer():
        raise click.ClickException(str(here.problem()))


@click.group(cls=Commands)
def commands() -> None:
    """The injection logbook."""


def main() -> None:
    """The console script `logbook`."""
    commands()


@commands.command()
@click.option(
    "--anyway",
    is_flag=True,
    help="also where a server of an older version seems to run, such as behind a pooler",
)
def migrate(anyway: bool) -> None:
    """Bring the database to the newest shape. Where that needs all servers stopped, it looks whether they are."""
    # Here and not above: `serve` would load Alembic for nothing.
    from logbook.models import migrating

    app = create_app()
    if not anyway:
        try:
            migrating.check_alone(app)
        except migrating.NotAlone as error:
            raise click.ClickException(
                f"{error} Nothing was changed. Stop every `logbook serve` and `logbook work` on all machines, then "
                "migrate again. Where you know that they have ended (a pooler keeps their connections for a while): "
                "`logbook migrate --anyway`."
            ) from None
    migrating.upgrade(app)
    with app.app_context(), store.writing() as connection:
        # Whoever trains already keeps what is asked now, also when a build that ships other versions comes.
        enrolments.hold_all(connection, instants.now())


@commands.command(hidden=True)
@click.argument("message")
def migration(message: str) -> None:
    """Write a new migration from what the models say: for whoever develops the logbook."""
    from logbook.models import migrating

    migrating.write(create_app(), message)


@commands.command()
def secret() -> None:
    """Print a new SECRET_KEY: 64 random characters. It signs forms; keep it, and the same on all machines."""
    click.echo(secrets.token_urlsafe(48))


@commands.command()
@click.option(
    "--large",
    "is_large",
    is_flag=True,
    help="also a school of 360 trainees with 16,000 statements: two minutes",
)
def demo(is_large: bool) -> None:
    """Load the demo people and their cases into an empty database."""
    app = create_app()
    if not app.config["DEMO"]:
        raise click.ClickException("The demo needs LOGBOOK_DEMO=yes: a real logbook never has these people.")
    with app.app_context():
        with store.reading() as connection:
            there = set(connection.scalars(select(Person.email)))
        if there and not there & {who.email for who in people.PEOPLE}:
            raise click.ClickException(
                f"Nothing was loaded: this database holds {filters.count(len(there), 'person', 'people')} already, "
                "and none of them is of the demo. Name an empty database."
            )
        if not there:
            load(instants.now())
        grown = _grow() if is_large else ""
    said = "The demo people were here already; nothing was loaded." if there else "The demo people are here."
    click.echo(f"{said} They sign in with their names; the password of all is {PASSWORD}")
    if grown:
        click.echo(grown)


def _grow() -> str:
    """Add the large school where it is not there yet; gives what is to be said of it."""
    from logbook.demo import large

    who = f"{large.COORDINATOR} coordinates it, {large.EVERYWHERE} supervises everywhere, "
    who += "supervisor-02@… and trainee-01-01@example.org are two of the others."
    with store.reading() as connection:
        if large.is_there(connection):
            return f"The large school was here already. {who}"
    count = large.load(instants.now())
    return f"The large school is here, {filters.count(count, 'statement', 'statements')}. {who}"


COMMANDS = (
    provider,
    programme,
    invite,
    licences,
    recover,
    confirm,
    backup,
    restore,
    prune,
    deploy,
    doctor,
    serve,
    work,
)
for command in COMMANDS:
    commands.add_command(command)
