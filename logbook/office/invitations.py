"""An invitation: the form one is made by, coming in by its link, and what pages say of it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from wtforms import Form, StringField

from logbook.auth import accounts, tokens
from logbook.auth.makers import still_may
from logbook.feed import hold_writers
from logbook.filters import lowered
from logbook.forms.inputs import email_field, role_field, text_field
from logbook.mail import pending
from logbook.models import Invitation, Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office import cohorts
from logbook.office.members import initials
from logbook.office.roster import verdicts
from logbook.office.roster.verdicts import Line
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.problems import LinkSpent
from logbook.shapes.served.invitations import Invited, LinkLine, LinkShown
from logbook.shapes.words import Vocabulary

GONE = "The invitation was used or revoked meanwhile."
RENEWED = "A new link for {name} is made. The old one stopped working."


class Whom(Form):
    """Whom somebody invites."""

    name = text_field("Enter their name")
    email = email_field("Enter their e-mail")


class Invite(Whom):
    """Whom a coordinator invites, and as what."""

    role = role_field()
    programme = StringField()
    cohort = StringField()


def unused(connection: Connection, person: Person, now: str) -> list[AnyRow]:
    """The links of all their programmes that nobody used or revoked, newest first: invitations, and recovery links that
    still work. With `maker`, the name of who made it (None: the host), and `lasts`, whether they still may."""
    query = (
        LINKS.where(visible(person, "manage invitation"))
        .where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .where(or_(Invitation.kind == "invite", and_(Invitation.expires_at > now, still_may())))
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )
    return list(connection.execute(query))


def make(
    connection: Connection, person: Person, form: Invite, programmes: Sequence[str], now: str
) -> str | None:
    """A link into these programmes, as a good form asks for it; gives its id. None where whoever it is for is there
    already, which the form then says. Where only some of the programmes are missing, it leads into those."""
    email, role = form.email.data or "", form.role.data or ""
    into = cohort_of(connection, person, form, programmes)
    if form.cohort.errors:
        return None
    there = verdicts.known(connection, programmes, now)
    [found] = verdicts.judged([Line(1, form.name.data or "", email, False)], role, programmes, there)
    if found.kind != "invite":
        form.email.errors = [f"{form.name.data}: {lowered(found.words)}"]
        return None
    [id] = tokens.invite(
        connection, now, person.id, [tokens.Invited(form.name.data or "", email, role, found.into, into)]
    )
    return id


def cohort_of(
    connection: Connection, person: Person, form: Form, programmes: Sequence[str]
) -> dict[str, str]:
    """{programme: cohort} as a form with `role` and `cohort` asks for it, which says where there is none such; nothing
    but of a trainee."""
    asked = form["cohort"]
    if not asked.data or form["role"].data != "trainee":
        return {}
    found = cohorts.lasting(connection, person, asked.data, programmes)
    if found is None:
        asked.errors = ["Choose a cohort of the programme they join"]
        return {}
    return {found.programme_id: found.id}


def one_a_link(rows: Iterable[AnyRow]) -> list[AnyRow]:
    """Of the rows of links the first of each: one that leads into twelve programmes is one matter."""
    found: dict[str, AnyRow] = {}
    for row in rows:
        found.setdefault(row.token_hash, row)
    return list(found.values())


def unused_of_providers(connection: Connection, person: Person) -> list[AnyRow]:
    """The invitations that an administrator looks after and nobody used or revoked, newest first, as `unused`."""
    unspent = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    query = LINKS.where(visible(person, "manage provider invitation"), *unspent)
    return list(connection.execute(query.order_by(Invitation.created_at.desc(), Invitation.id)))


def find(
    connection: Connection, person: Person, id: str, *kinds: str, action: str = "manage invitation"
) -> AnyRow | None:
    """One link of these kinds ("invite", "recovery") of a programme they run, or for which they may do the `action`."""
    query = LINKS.where(visible(person, action), Invitation.id == id, Invitation.kind.in_(kinds))
    return connection.execute(query).first()


def beside(connection: Connection, person: Person, found: AnyRow) -> list[AnyRow]:
    """All rows of a link in programmes that they run and that stand alike, by the names of their programmes."""
    query = LINKS.where(
        visible(person, "manage invitation"),
        Invitation.token_hash == found.token_hash,
        Invitation.used_at.is_(None) if found.used_at is None else Invitation.used_at.is_not(None),
        Invitation.revoked_at.is_(None) if found.revoked_at is None else Invitation.revoked_at.is_not(None),
    )
    return sorted(connection.execute(query), key=lambda row: (row.programme_name or "", row.id))


def restore(connection: Connection, person: Person, found: AnyRow) -> list[str]:
    """Take back that a link was revoked, where nobody used it and whoever it is for has not joined meanwhile; gives the
    rows that open again."""
    joined = exists().where(
        Membership.person_id == People.id,
        People.email == Invitation.email,
        Membership.programme_id == Invitation.programme_id,
        Membership.role == Invitation.role,
        Membership.ended_at.is_(None),
    )
    rows = select(Invitation.id).where(
        Invitation.id.in_([row.id for row in beside(connection, person, found)]),
        Invitation.programme_id.in_(select(Programme.id).where(Programme.ended_at.is_(None))),
        ~joined,
    )
    return tokens.restore(connection, list(connection.scalars(rows)))


class Opened(NamedTuple):
    """A link that works: for whom, as what, made by whom, and its rows with their programmes."""

    name: str
    email: str
    role: str
    token_hash: str
    maker: str | None
    places: Sequence[AnyRow]

    @property
    def into(self) -> str:
        """Into what it leads, as a title says it."""
        if len(self.places) > 1:
            return f"{len(self.places)} programmes"
        return str(self.places[0].programme_name or self.places[0].provider)

    @property
    def provider_id(self) -> str | None:
        """The provider that whoever it is for is to administer; None where it leads into programmes."""
        id: str | None = self.places[0].provider_id
        return id

    @property
    def cohorts(self) -> dict[str, str | None]:
        """{programme: the cohort into which it leads there}."""
        return {one.programme_id: one.cohort_id for one in self.places}

    @property
    def called(self) -> str:
        """The name that whoever made it gave; "" where a list had none, and the address stood for it."""
        return "" if self.name == self.email else self.name


def opened(connection: Connection, token: str, now: str) -> Opened:
    """What a link leads into. Raises LinkSpent where it does not work."""
    found = tokens.find_all(connection, "invite", token, now)
    if not found:
        raise LinkSpent
    first = found[0]
    return Opened(first.name, first.email, first.role, first.token_hash, first.maker, found)


def school_of(invitation: Opened) -> str | None:
    """The id of the provider into which all of a link leads; None where it leads into several."""
    there = {one.school for one in invitation.places}
    return there.pop() if len(there) == 1 else None


def check_open(connection: Connection, invitation: Opened, now: str) -> None:
    """Raises LinkSpent where somebody was quicker with this link."""
    if not tokens.works(connection, invitation.token_hash, now):
        raise LinkSpent


def hold(connection: Connection, invitation: Opened, now: str, *, new: bool) -> None:
    """From here to the commit nobody else comes in. `new`: an account is made.

    Raises LinkSpent where somebody was quicker with this link, or made an account for its address by another one.
    """
    # Before a number is looked at: whoever tapped twice would else hear that their own is somebody else's.
    hold_writers(connection)
    check_open(connection, invitation, now)
    if new and accounts.by_email(connection, invitation.email) is not None:
        raise LinkSpent


def spend(connection: Connection, invitation: Opened, now: str) -> list[tuple[str, str]]:
    """Use the link up; gives each (programme, role) that it still led into. Other links of this address to the same are
    revoked. Raises LinkSpent where it does not work any more: then nothing else may happen either."""
    spent = tokens.use(connection, invitation.token_hash, now)
    if not spent:
        raise LinkSpent
    posts = [(row.programme_id, row.role) for row in spent if row.programme_id]
    tokens.replaced(connection, invitation.email, posts, invitation.provider_id, now)
    return posts


@contextmanager
def one_account() -> Iterator[None]:
    """Somebody who changes their e-mail to this address at the same moment waits for nobody: the address is theirs."""
    try:
        yield
    except IntegrityError:
        raise LinkSpent from None


def line(row: Any, words: Vocabulary, clock: Clock, programmes: Sequence[str] = ()) -> LinkLine:
    """One open link as a line: an invitation, or a link for a new password (`recovery`)."""
    return {
        "programmes": list(programmes),
        "id": row.id,
        "name": row.name,
        "initials": initials(row.name),
        "email": row.email,
        "role": label(row.role, words),
        "recovery": row.kind == "recovery",
        "until": clock.local(row.expires_at),
        "over": row.expires_at <= clock.now,
        "maker": row.maker or "the host",
        "lasts": bool(row.lasts),
    }


def label(role: str | None, words: Vocabulary) -> str:
    """What a role is called, in a programme or over a provider; "" for none."""
    return words["roles"].get(role or "") or words["provider_roles"].get(role or "", "")


def invited(invitation: Opened, words: Vocabulary) -> Invited:
    """To what, as what, by whom; `by` is "" where the host's command line did."""
    return {
        "programmes": [one.programme_name for one in invitation.places if one.programme_name],
        "provider": " and ".join(sorted({one.provider for one in invitation.places})),
        "role": invitation.role,
        "as": label(invitation.role, words),
        "by": invitation.maker or "",
    }


def link(address: str) -> LinkShown:
    """A link to hand over: its text, and a QR code as the path of an SVG, because a page may not hold styles."""
    import segno  # a tenth of the whole start, and nobody needs it but who looks at a new link

    code = segno.make(address, error="m", micro=False)
    matrix = [row for row in code.matrix_iter(scale=1, border=4)]
    return {"address": address, "size": len(matrix), "path": _path(matrix)}


def picture(address: str) -> str:
    """The same code as a picture in the page: a twentieth of its path, so that fifty fit into one page."""
    import segno

    return str(segno.make(address, error="m", micro=False).png_data_uri(scale=1, border=4))


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
# With `maker`, the name of who made it (None: the host), and `lasts`, whether they still may.
LINKS = (
    select(
        *Invitation.__table__.columns,
        _MAKER.name.label("maker"),
        still_may().label("lasts"),
        pending.comes_back(Invitation.email).label("comes_back"),
        Programme.name.label("programme_name"),
    )
    .outerjoin(_MAKER, _MAKER.id == Invitation.created_by)
    .outerjoin(Programme, Programme.id == Invitation.programme_id)
)
