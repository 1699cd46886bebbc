"""Programmes and the people who begin one: `logbook programme add`, `programme list`, `invite`, `recover`.

Words go to standard error and the value itself, an id or a link, to standard output: a script reads that alone.
"""

import click
from flask import current_app
from sqlalchemy import Connection, select
from werkzeug.datastructures import MultiDict

from logbook import create_app, filters, instants, store
from logbook.auth import accounts, tokens
from logbook.cli.checking import checked
from logbook.eligibility import requirements
from logbook.models import Programme, Provider
from logbook.models.engine import AnyRow
from logbook.office import programmes, providers
from logbook.office.invitations import Invite
from logbook.vocabulary import codes, label

_PROGRAMMES = select(*Programme.__table__.columns, Provider.name.label("provider")).join(
    Provider, Provider.id == Programme.provider_id
)
_DOORS = {"invite": "join", "recovery": "recover"}


@click.group()
def programme() -> None:
    """Programmes of training."""


@programme.command()
@click.argument("name")
@click.option(
    "--provider",
    "school",
    required=True,
    help="the name of a new provider, or the id of one that `logbook provider list` shows",
)
@click.option("--namesake", is_flag=True, help="a new provider, though there is another of the same name")
@click.option("--tz", default="Europe/London", show_default=True)
@click.option(
    "--requirements", "key", default="generic-starter", show_default=True, help="a shipped requirement set"
)
def add(name: str, school: str, namesake: bool, tz: str, key: str) -> None:
    """Add a programme and print its id, then invite its coordinator."""
    sets = requirements.sets()
    if key not in sets:
        known = "".join(f"\n  {one}: {asked['title']}" for one, asked in sets.items())
        raise click.ClickException(f"There is no requirement set “{key}”. These there are:{known}")
    form = programmes.Facts(MultiDict({"name": name, "tz": tz, "requirement_set": key}))
    columns = checked(form, form.validate(sets))
    with create_app().app_context(), store.writing() as connection:
        there = _school(connection, school, columns["tz"], namesake)
        id = programmes.begin(connection, instants.now(), provider_id=there.id, **columns)
    click.echo(f"Added: {columns['name']} of {there.name}. Its id:", err=True)
    click.echo(id)
    click.echo(
        f"Next, its coordinator: logbook invite ADDRESS --name NAME --programme {id} --role coordinator",
        err=True,
    )


@programme.command("list")
def listed() -> None:
    """Show every programme with its id, which `logbook invite` asks for."""
    with create_app().app_context(), store.reading() as connection:
        rows = connection.execute(_PROGRAMMES.order_by(Provider.name, Programme.name)).all()
    if not rows:
        click.echo("There is no programme yet: logbook programme add NAME --provider PROVIDER", err=True)
    for row in rows:
        click.echo(f"{row.id}  {row.provider}: {row.name} ({row.requirement_set}, {row.tz})")


@click.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--programme", "programme_id", required=True, help="the id that `logbook programme list` shows")
@click.option("--role", type=click.Choice(codes("roles")), default="coordinator", show_default=True)
def invite(email: str, name: str, programme_id: str, role: str) -> None:
    """Print a single-use link with which somebody joins a programme."""
    form = Invite(MultiDict({"email": email, "name": name, "role": role, "programme": programme_id}))
    columns = checked(form, form.validate())
    columns["programme_id"] = columns.pop("programme")
    del columns["cohort"]  # into which a coordinator puts them
    now = instants.now()
    with create_app().app_context():
        with store.writing() as connection:
            found = connection.execute(_PROGRAMMES.where(Programme.id == programme_id)).first()
            if found is None:
                raise click.ClickException(
                    f"There is no programme {programme_id}: `logbook programme list` shows those there are."
                )
            _, token = tokens.create(connection, now, "invite", **columns)
        what = f"join {found.name} of {found.provider} as {label(role, 'roles').lower()}"
        hand_over("invite", now, found.tz, token, f"{columns['name']} ({columns['email']}) to {what}")


@click.command()
@click.argument("email")
def recover(email: str) -> None:
    """Print a single-use link for a new password: for a coordinator, whom nobody else can help."""
    with create_app().app_context():
        with store.writing() as connection:
            found, now = accounts.by_email(connection, email), instants.now()
            if found is None:
                raise click.ClickException("There is no account with this e-mail.")
            tokens.revoke_recoveries(connection, found.id, now)
            columns = {"person_id": found.id, "name": found.name, "email": found.email}
            _, token = tokens.create(connection, now, "recovery", **columns)
        hand_over("recovery", now, "UTC", token, f"{found.name} ({found.email}) to set a new password")


def _school(connection: Connection, said: str, tz: str, namesake: bool) -> AnyRow:
    """The provider of this id, or a new one of this name. Whether two of one name are one school is not for us to
    guess, so that is asked."""
    if found := providers.by_id(connection, said):
        return found
    return new_provider(connection, namesake=namesake, name=said, address="", tz=tz)


def new_provider(connection: Connection, *, namesake: bool, **given: str) -> AnyRow:
    """A provider of these facts (name, address, tz), checked. Where there is one of its name it is refused, but to a
    `namesake`."""
    form = providers.Facts(MultiDict(given))
    columns = checked(form, form.validate())
    alike = [row for row in providers.every(connection) if row.name == columns["name"]]
    if alike and not namesake:
        ids = ", ".join(row.id for row in alike)
        raise click.ClickException(
            f"There is a provider named {columns['name']} already. For one more programme of it name it by its id: "
            f"{ids}. Another school of the same name: --namesake"
        )
    id = providers.begin(connection, instants.now(), **columns)
    made = providers.by_id(connection, id)
    assert made  # noqa: S101  (it was written a line above)
    return made


def hand_over(kind: str, now: str, tz: str, token: str, whom: str) -> None:
    """Print a link, and beside it for whom and until when it works."""
    until = filters.stamp(instants.local(instants.plus(now, **tokens.LIFETIMES[kind]), tz))
    click.echo(f"A link for {whom}. It works once, until {until} ({tz}):", err=True)
    click.echo(f"{current_app.config['ORIGIN']}/{_DOORS[kind]}/{token}")
