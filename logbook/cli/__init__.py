"""The command line `logbook`: databases, programmes, people, backups, the server."""

from typing import Any

import click
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError, IntegrityError
from werkzeug.datastructures import MultiDict
from wtforms import Form

from logbook import create_app, instants, store
from logbook.auth import accounts, invitations
from logbook.cli.backups import backup, restore
from logbook.cli.confirming import confirm
from logbook.cli.pruning import prune
from logbook.cli.serving import serve
from logbook.config import Misconfigured
from logbook.demo import PASSWORD, load
from logbook.eligibility import requirements
from logbook.feed import enrolment
from logbook.forms.accounts import Invite, Programme
from logbook.models import Person
from logbook.models import Programme as Programmes
from logbook.vocabulary import codes


class Commands(click.Group):
    """Commands that say in one line what is set wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run one command. Raises ClickException where a setting or the database is not as it must be."""
        try:
            return super().invoke(ctx)
        except Misconfigured as error:
            raise click.ClickException(str(error)) from None
        except DatabaseError as error:
            if isinstance(error, IntegrityError):
                raise
            said = str(error.orig).splitlines()[0]
            raise click.ClickException(f"The database does not answer: {said}. Check DATABASE_URL.") from None


@click.group(cls=Commands)
def commands() -> None:
    """The injection logbook."""


def main() -> None:
    """The console script `logbook`."""
    commands()


@commands.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    # Here and not above: `serve` would load Alembic for nothing.
    from logbook.models import migrating

    migrating.upgrade(create_app())


@commands.command()
@click.argument("message")
def migration(message: str) -> None:
    """Write a new migration from what the models say."""
    from logbook.models import migrating

    migrating.write(create_app(), message)


@commands.command()
def demo() -> None:
    """Load the demo people and their cases into an empty database."""
    app = create_app()
    if not app.config["DEMO"]:
        raise click.ClickException("The demo needs LOGBOOK_DEMO=yes: a real logbook never has these people.")
    with app.app_context():
        with store.reading() as connection:
            taken = connection.scalar(select(func.count()).select_from(Person))
        if not taken:
            load(instants.now())
        click.echo(f"Demo people sign in with their names; the password of all is {PASSWORD}")


@commands.group()
def programme() -> None:
    """Programmes of training."""


@programme.command()
@click.argument("name")
@click.option("--provider", required=True, help="the training provider's name")
@click.option("--tz", default="Europe/London", show_default=True)
@click.option(
    "--requirements", "key", default="generic-starter", show_default=True, help="a shipped requirement set"
)
def add(name: str, provider: str, tz: str, key: str) -> None:
    """Add a programme, then invite its coordinator."""
    form = Programme(MultiDict({"name": name, "provider": provider, "tz": tz, "requirement_set": key}))
    columns = _checked(form, form.validate(requirements.sets()))
    with create_app().app_context(), store.writing() as connection:
        click.echo(enrolment.begin_programme(connection, instants.now(), **columns))


@commands.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option(
    "--programme", "programme_id", required=True, help="the id that `logbook programme add` printed"
)
@click.option("--role", type=click.Choice(codes("roles")), default="coordinator", show_default=True)
def invite(email: str, name: str, programme_id: str, role: str) -> None:
    """Print a single-use link with which somebody joins a programme."""
    form = Invite(MultiDict({"email": email, "name": name, "role": role, "programme": programme_id}))
    columns = _checked(form, form.validate())
    columns["programme_id"] = columns.pop("programme")
    with create_app().app_context(), store.writing() as connection:
        if not connection.scalar(select(Programmes.id).where(Programmes.id == programme_id)):
            raise click.BadParameter("There is no such programme.")
        _, token = invitations.create(connection, instants.now(), "invite", **columns)
        click.echo(f"{current_app.config['ORIGIN']}/join/{token}")


@commands.command()
@click.argument("email")
def recover(email: str) -> None:
    """Print a single-use link for a new password: for a coordinator, whom nobody else can help."""
    with create_app().app_context(), store.writing() as connection:
        found, now = accounts.by_email(connection, email), instants.now()
        if found is None:
            raise click.ClickException("There is no account with this e-mail.")
        invitations.revoke_recoveries(connection, found.id, now)
        columns = {"person_id": found.id, "name": found.name, "email": found.email}
        _, token = invitations.create(connection, now, "recovery", **columns)
        click.echo(f"{current_app.config['ORIGIN']}/recover/{token}")


def _checked(form: Form, good: bool) -> dict[str, str]:
    """The same rules as on the coordinator's page, told in the terminal."""
    if not good:
        raise click.ClickException(
            "; ".join(str(words) for errors in form.errors.values() for words in errors)
        )
    return dict(form.data)


for command in (backup, confirm, restore, prune, serve):
    commands.add_command(command)
