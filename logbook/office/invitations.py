"""An invitation: the links of a programme, the form they are made by, coming in by one, and what pages say of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from wtforms import Form, StringField

from logbook.auth import accounts, tokens
from logbook.auth.makers import still_may
from logbook.feed import hold_writers
from logbook.forms.inputs import email_field, one_of, text_field
from logbook.models import Invitation
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office.members import initials
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.problems import LinkSpent
from logbook.shapes.served.invitations import Invited, LinkLine, LinkShown
from logbook.shapes.words import Vocabulary


class Invite(Form):
    """Whom a coordinator invites, and as what."""

    name = text_field("Enter their name")
    email = email_field("Enter their e-mail")
    role = one_of("roles", "Choose a role")
    programme = StringField()


def unused(connection: Connection, person: Person, now: str) -> list[AnyRow]:
    """The links of all their programmes that nobody used or revoked, newest first: invitations, and recovery links that
    still work. With `maker`, the name of who made it (None: the host), and `lasts`, whether they still may."""
    query = (
        _LINKS.where(visible(person, "manage invitation"))
        .where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .where(or_(Invitation.kind == "invite", and_(Invitation.expires_at > now, still_may())))
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )
    return list(connection.execute(query))


def find(connection: Connection, person: Person, id: str, *kinds: str) -> AnyRow | None:
    """One link of these kinds ("invite", "recovery") of a programme they run."""
    query = _LINKS.where(
        visible(person, "manage invitation"), Invitation.id == id, Invitation.kind.in_(kinds)
    )
    return connection.execute(query).first()


def check_open(connection: Connection, invitation: AnyRow, now: str) -> None:
    """Raises LinkSpent where somebody was quicker with this link."""
    if not tokens.works(connection, invitation.id, now):
        raise LinkSpent


def hold(connection: Connection, invitation: AnyRow, now: str, *, new: bool) -> None:
    """From here to the commit nobody else comes in. `new`: an account is made.

    Raises LinkSpent where somebody was quicker with this link, or made an account for its address by another one.
    """
    # Before a number is looked at: whoever tapped twice would else hear that their own is somebody else's.
    hold_writers(connection)
    check_open(connection, invitation, now)
    if new and accounts.by_email(connection, invitation.email) is not None:
        raise LinkSpent


def spend(connection: Connection, invitation: AnyRow, now: str) -> None:
    """Raises LinkSpent where the link does not work any more: then nothing else may happen either."""
    if not tokens.use(connection, invitation.id, now):
        raise LinkSpent


@contextmanager
def one_account() -> Iterator[None]:
    """Somebody who changes their e-mail to this address at the same moment waits for nobody: the address is theirs."""
    try:
        yield
    except IntegrityError:
        raise LinkSpent from None


def line(row: Any, words: Vocabulary, clock: Clock) -> LinkLine:
    """One open link as a line: an invitation, or a link for a new password (`recovery`)."""
    return {
        "id": row.id,
        "name": row.name,
        "initials": initials(row.name),
        "email": row.email,
        "role": words["roles"].get(row.role, ""),
        "recovery": row.kind == "recovery",
        "until": clock.local(row.expires_at),
        "over": row.expires_at <= clock.now,
        "maker": row.maker or "the host",
        "lasts": bool(row.lasts),
    }


def invited(invitation: Any, words: Vocabulary) -> Invited:
    """To what, as what, by whom; `by` is "" where the host's command line did."""
    return {
        "programme": invitation.programme_name,
        "provider": invitation.provider,
        "role": invitation.role,
        "as": words["roles"][invitation.role],
        "by": invitation.maker or "",
    }


def link(address: str) -> LinkShown:
    """A link to hand over: its text, and a QR code as the path of an SVG, because a page may not hold styles."""
    import segno  # a tenth of the whole start, and nobody needs it but who looks at a new link

    code = segno.make(address, error="m", micro=False)
    matrix = [row for row in code.matrix_iter(scale=1, border=4)]
    return {"address": address, "size": len(matrix), "path": _path(matrix)}


def _path(matrix: Iterable[Iterable[int]]) -> str:
    # One stroke for each run of dark modules: a tenth of the size of one square each.
    strokes = []
    for y, row in enumerate(matrix):
        start, cells = None, [*row, 0]
        for x, dark in enumerate(cells):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                strokes.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return "".join(strokes)


_MAKER = aliased(People)
_LINKS = select(
    *Invitation.__table__.columns, _MAKER.name.label("maker"), still_may().label("lasts")
).outerjoin(_MAKER, _MAKER.id == Invitation.created_by)
