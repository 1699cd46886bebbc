"""`logbook confirm`: a signer confirmed by the host, where the only coordinator of a programme also signs."""

import click
from sqlalchemy import select

from logbook import create_app, instants, store
from logbook.folding import address
from logbook.models import Membership, Person
from logbook.office import confirmations
from logbook.vocabulary import codes


@click.command()
@click.argument("email")
@click.option("--how", type=click.Choice(codes("confirmations")), required=True, help="how it was checked")
def confirm(email: str, how: str) -> None:
    """Confirm a supervisor as they are registered now: for those whom no other coordinator can confirm."""
    query = (
        select(
            Membership.id,
            Membership.person_id,
            Membership.programme_id,
            Person.name,
            Person.licence_body,
            Person.licence_number,
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email == address(email), Membership.role == "supervisor", Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    with create_app().app_context(), store.writing() as connection:
        posts = connection.execute(query).all()
        if not posts:
            raise click.ClickException("Nobody with this e-mail supervises.")
        for post in posts:
            confirmations.confirm(connection, post, how, None, instants.now())
        click.echo(f"{posts[0].name}, {posts[0].licence_body} {posts[0].licence_number}: confirmed")
