"""The links of a coordinator's programmes in views: those that wait, ran out, were revoked or used; and as slips to
hand out."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_

from logbook import instants
from logbook.auth import tokens
from logbook.auth.makers import still_may
from logbook.folding import by_name
from logbook.models import Invitation
from logbook.models.engine import AnyRow
from logbook.office import invitations, logos, programmes, viewing
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.served.asked import Choice, LogoShown
from logbook.shapes.served.invitations import InvitedLine, InvitedListed, Slip
from logbook.shapes.words import Vocabulary

PATH = "/people/invited"
PAST_DAYS = 30  # how long what was used or revoked is listed
HEADS = ("Name", "E-mail", "Role", "Programmes", "Works until", "Link")


class Link(NamedTuple):
    """The rows of one link in programmes that somebody runs, those alike that say where it stands."""

    rows: list[AnyRow]
    state: str  # works, over, revoked or used

    @property
    def first(self) -> AnyRow:
        return self.rows[0]


class Shown(NamedTuple):
    """Some links: what they are called, and which they are."""

    label: str
    has: Callable[[Link], bool]


SHOWN = {
    "all": Shown("Not used yet", lambda link: link.state in ("works", "over")),
    "over": Shown("Ran out", lambda link: link.state == "over"),
    "used": Shown("Joined", lambda link: link.state == "used"),
    "revoked": Shown("Revoked", lambda link: link.state == "revoked"),
}
ORDERS = {"new": "Newest first", "name": "Name", "until": "First to run out"}


def found(
    connection: Connection, person: Person, view: View, words: Vocabulary, clock: Clock
) -> InvitedListed:
    """The links that a view asks for, so many a page. As many queries for four hundred as for one."""
    view, run, links = _asked(connection, person, view, clock.now)
    chosen = _chosen(links, view)
    here, turned = viewing.turned(PATH, view, chosen)
    counts = {show: sum(some.has(link) for link in links) for show, some in SHOWN.items()}
    labels = {show: f"{some.label} {counts[show]}" for show, some in SHOWN.items()}
    worth = {show: label for show, label in labels.items() if counts[show] or show in ("all", view.show)}
    return {
        **turned,
        "lines": [_line(link, words, clock) for link in here],
        "narrowed": bool(view.q) or view.show != "all" or bool(view.programme),
        "there": viewing.programmes(PATH, view, run),
        "shows": view.choices(PATH, "show", worth),
        "orders": viewing.ordered(PATH, view, ORDERS),
        "mine": sum(is_mine(link, person) for link in chosen),
        "over": sum(link.state == "over" and link.first.kind == "invite" for link in chosen),
        "slips": view.address(f"{PATH}/slips"),
        "files": files(view),
    }


def files(view: View) -> list[Choice]:
    """The same links as files."""
    kinds = (("csv", "CSV"), ("xlsx", "Excel"))
    return [
        {"label": label, "href": view.address(f"{PATH}/links.{kind}"), "here": False} for kind, label in kinds
    ]


def slips(
    connection: Connection, person: Person, view: View, origin: str, words: Vocabulary, clock: Clock
) -> list[Slip]:
    """Of a view the links that work and that this person made, each with its address and code: others are shown to
    whoever made them alone."""
    view, run, links = _asked(connection, person, view, clock.now)
    schools = {one.id: one.provider_id for one in run}
    pictures = logos.shown(connection, schools.values())

    def picture(link: Link) -> LogoShown | None:
        there = {schools[row.programme_id] for row in link.rows}
        return pictures.get(there.pop()) if len(there) == 1 else None

    return [
        _slip(link, token, origin, words, clock) | {"logo": picture(link)}
        for link in _chosen(links, view)
        if is_mine(link, person) and (token := tokens.shown(link.first, person.id))
    ]


def to_renew(connection: Connection, person: Person, view: View, now: str) -> list[list[str]]:
    """Of a view the invitations that ran out: the ids of the rows of each."""
    view, _, links = _asked(connection, person, view, now)
    return [
        [row.id for row in link.rows]
        for link in _chosen(links, view)
        if link.state == "over" and link.first.kind == "invite"
    ]


def table(found: Iterable[Slip]) -> list[list[str | int | float | None]]:
    """The same as lines of a file, from which letters are made."""
    return [
        [slip["name"], slip["email"], slip["role"], slip["into"], slip["until"][:10], slip["address"]]
        for slip in found
    ]


def is_mine(link: Link, person: Person) -> bool:
    """Whether they may be shown a link that works: they made it."""
    return (
        link.state == "works"
        and link.first.kind == "invite"
        and bool(link.first.seed)
        and link.first.created_by == person.id
    )


def _asked(
    connection: Connection, person: Person, view: View, now: str
) -> tuple[View, list[AnyRow], list[Link]]:
    run = programmes.run_by(connection, person)
    view = viewing.known(view, run)
    since = instants.plus(now, days=-PAST_DAYS)
    query = (
        invitations.LINKS.where(visible(person, "manage invitation"))
        .where(or_(Invitation.used_at.is_(None), Invitation.used_at > since))
        .where(or_(Invitation.revoked_at.is_(None), Invitation.revoked_at > since))
        .where(or_(Invitation.kind == "invite", and_(Invitation.expires_at > now, still_may())))
        .order_by(Invitation.created_at.desc(), Invitation.name, Invitation.id)
    )
    together: dict[str, list[AnyRow]] = {}
    for row in connection.execute(query):
        together.setdefault(row.token_hash, []).append(row)
    there = {one.id for one in viewing.chosen(view, run)}
    named = [
        _link(rows, now)
        for rows in together.values()
        if any(row.programme_id in there for row in rows)
        and viewing.is_named(view.q, rows[0].name, rows[0].email)
    ]
    return view, run, [link for link in named if link.first.kind == "invite" or link.state == "works"]


def _link(rows: list[AnyRow], now: str) -> Link:
    """What is still open says where a link stands; else what was used; else it was revoked."""
    unused = [row for row in rows if row.used_at is None and row.revoked_at is None]
    if unused:
        works = [row for row in unused if row.expires_at > now and row.lasts]
        return Link(works or unused, "works" if works else "over")
    used = [row for row in rows if row.used_at is not None]
    return Link(used or rows, "used" if used else "revoked")


def _chosen(links: list[Link], view: View) -> list[Link]:
    some = [link for link in links if SHOWN[view.show].has(link)]
    if view.order == "name":
        return sorted(some, key=lambda link: (*by_name(link.first.name), link.first.id))
    if view.order == "until":
        return sorted(some, key=lambda link: (link.first.expires_at, link.first.id))
    return some


def _line(link: Link, words: Vocabulary, clock: Clock) -> InvitedLine:
    row = link.first
    return {
        **invitations.line(row, words, clock, [one.programme_name for one in link.rows]),
        "state": link.state,
        "on": clock.local(row.used_at or row.revoked_at or row.created_at)[:10],
    }


def _slip(link: Link, token: str, origin: str, words: Vocabulary, clock: Clock) -> Slip:
    row, address = link.first, f"{origin}/join/{token}"
    return {
        "id": row.id,
        "name": "" if row.name == row.email else row.name,
        "email": row.email,
        "role": words["roles"].get(row.role, ""),
        "into": "; ".join(one.programme_name for one in link.rows),
        "until": clock.local(row.expires_at),
        "address": address,
        "code": invitations.picture(address),
        "logo": None,
    }
