"""Providers, for who runs the server: `logbook provider plan`, `list`, `add`, `set`, `join`, `invite`."""

import click
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from logbook import create_app, filters, instants, store
from logbook.auth import tokens
from logbook.cli.checking import checked
from logbook.cli.programmes import hand_over, new_provider
from logbook.models import shape
from logbook.models.engine import AnyRow
from logbook.office import overseeing, providers

TO_COME = "0016"  # the migration that makes them of what programmes say


@click.group()
def provider() -> None:
    """Providers: schools, which see nothing of each other."""


@provider.command()
def plan() -> None:
    """Before `logbook migrate`: which providers it will make of the programmes there are. Changes nothing."""
    from logbook.models import migrating

    with create_app().app_context(), store.reading() as connection:
        here = shape.of(connection)
        if here.found is None:
            raise click.ClickException(here.problem() or "")
        if not migrating.is_to_come(here, TO_COME):
            raise click.ClickException("The providers are made already: `logbook provider list` shows them.")
        found = migrating.module(TO_COME).planned(connection)
    count = sum(map(len, found))
    said = filters.count(len(found), "provider", "providers")
    click.echo(f"{said} of {filters.count(count, 'programme', 'programmes')}:", err=True)
    names = [programmes[0].provider for programmes in found]
    for programmes in sorted(found, key=lambda some: some[0].provider):
        first = programmes[0]
        alike = names.count(first.provider) > 1
        click.echo(f"{first.provider} ({first.tz}){', one of several of this name' if alike else ''}")
        for one in programmes:
            click.echo(f"  {one.id}  {one.name}")
    if len(set(names)) < len(names):
        click.echo(
            "Those of one name have no coordinator in common, so they may be two schools. Where they are one, join "
            "them afterwards: logbook provider join KEPT GONE",
            err=True,
        )


@provider.command("list")
def listed() -> None:
    """Show every provider with its id."""
    with create_app().app_context(), store.reading() as connection:
        rows = providers.every(connection)
    if not rows:
        click.echo("There is no provider yet: logbook provider add NAME", err=True)
    for row in rows:
        click.echo(f"{row.id}  {row.name} ({', '.join(filter(None, (row.address, row.tz)))})")


@provider.command()
@click.argument("name")
@click.option("--address", default="")
@click.option("--tz", default="Europe/London", show_default=True)
@click.option("--namesake", is_flag=True, help="though there is another of the same name")
def add(name: str, address: str, tz: str, namesake: bool) -> None:
    """Add a provider and print its id, then invite its first administrator, who adds programmes."""
    with create_app().app_context(), store.writing() as connection:
        made = new_provider(connection, namesake=namesake, name=name, address=address, tz=tz)
    click.echo(f"Added: {made.name}. Its id:", err=True)
    click.echo(made.id)
    click.echo(f"Next, its administrator: logbook provider invite {made.id} ADDRESS --name NAME", err=True)


@provider.command("set")
@click.argument("id")
@click.option("--name")
@click.option("--address")
@click.option("--tz")
def change(id: str, **given: str | None) -> None:
    """Change a provider's name, address or time zone; what is not named stays."""
    with create_app().app_context(), store.writing() as connection:
        before = _provider(connection, id)._asdict()
        asked = {name: before[name] if value is None else value for name, value in given.items()}
        form = providers.Facts(MultiDict(asked))
        providers.change(connection, id, **checked(form, form.validate()))
    click.echo("Changed. Phones hear of a new name when they sync.", err=True)


@provider.command()
@click.argument("kept")
@click.argument("gone")
def join(kept: str, gone: str) -> None:
    """Make two providers one, for good: KEPT takes over the programmes of GONE. Both are ids."""
    if kept == gone:
        raise click.ClickException("Name two providers: these ids are the same.")
    with create_app().app_context(), store.writing() as connection:
        one, other = _provider(connection, kept), _provider(connection, gone)
        count = providers.join(connection, kept, gone, instants.now())
    click.echo(
        f"{one.name} took over {filters.count(count, 'programme', 'programmes')} of {other.name}.", err=True
    )


@provider.command()
@click.argument("id")
@click.argument("email")
@click.option("--name", required=True)
def invite(id: str, email: str, name: str) -> None:
    """Print a single-use link with which somebody becomes administrator of a provider: for the first one."""
    form = overseeing.Asked(MultiDict({"email": email, "name": name, "post": id}))
    columns, now = checked(form, form.validate([id])), instants.now()
    with create_app().app_context():
        with store.writing() as connection:
            found = _provider(connection, id)
            of = {"provider_id": id, "role": "administrator"}
            given = {"name": columns["name"], "email": columns["email"]}
            _, token = tokens.create(connection, now, "invite", **of, **given)
        whom = f"{given['name']} ({given['email']}) to administer {found.name}"
        hand_over("invite", now, found.tz, token, whom)


def _provider(connection: Connection, id: str) -> AnyRow:
    found = providers.by_id(connection, id)
    if found is None:
        raise click.ClickException(
            f"There is no provider {id}: `logbook provider list` shows those there are."
        )
    return found
