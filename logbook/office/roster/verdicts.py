"""What becomes of each name of a list: invited, already there, or to be mended first.

Only memberships and open links of the programmes it is for are asked: somebody known elsewhere reads "will be invited",
as everybody else, so that a list tells nobody who has an account at another school.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from logbook.auth.makers import still_may
from logbook.filters import count
from logbook.forms.inputs import is_address
from logbook.models import Invitation, Membership, among
from logbook.models import Person as People
from logbook.office.roles import APART

Post = tuple[str, str]  # (programme, role)
THERE = {
    "trainee": "Trains here already",
    "supervisor": "Supervises here already",
    "coordinator": "Coordinates here already",
}
MOST_NAME = 200


class Line(NamedTuple):
    """Somebody on a list, at which row of it, and whether they were left out."""

    row: int
    name: str
    email: str
    out: bool


class Known(NamedTuple):
    """By address: the roles held in these programmes now, and those that a link which works leads to."""

    held: Mapping[str, frozenset[Post]]
    invited: Mapping[str, frozenset[Post]]


class Verdict(NamedTuple):
    """What becomes of a line: `kind` is invite, there, mend or out; `into` are the programmes of the link."""

    kind: str
    words: str
    into: Sequence[str] = ()


def known(connection: Connection, programmes: Sequence[str], now: str) -> Known:
    """Two queries, however many names there are."""
    here = {"programmes": sorted(programmes)}
    held = connection.execute(_HELD, here)
    invited = connection.execute(_INVITED.where(Invitation.expires_at > now), here)
    return Known(_by_address(held), _by_address(invited))


def judged(lines: Sequence[Line], role: str, programmes: Sequence[str], there: Known) -> list[Verdict]:
    """A verdict for each line, in their order."""
    first: dict[str, int] = {}
    found = []
    for line in lines:
        verdict = _judged(line, role, programmes, there, first)
        if verdict.kind in ("invite", "there"):
            first[line.email] = line.row
        found.append(verdict)
    return found


def _judged(
    line: Line, role: str, programmes: Sequence[str], there: Known, first: Mapping[str, int]
) -> Verdict:
    if line.out:
        return Verdict("out", "Left out")
    if wrong := _wrong(line):
        return Verdict("mend", wrong)
    if line.email in first:
        return Verdict("mend", f"The same e-mail as in row {first[line.email]}")
    return _placed(line.email, role, programmes, there)


def _wrong(line: Line) -> str:
    if not line.email:
        return "The row has no e-mail"
    if not is_address(line.email):
        return "This is not an e-mail address"
    return "The name is too long" if len(line.name) > MOST_NAME else ""


def _placed(email: str, role: str, programmes: Sequence[str], there: Known) -> Verdict:
    held, invited = (told.get(email, frozenset[Post]()) for told in there)
    apart = [id for id in programmes if (id, APART.get(role, "")) in held | invited]
    here = [id for id in programmes if (id, role) in held]
    linked = [id for id in programmes if (id, role) in invited and id not in here]
    into = [id for id in programmes if id not in (*apart, *here, *linked)]
    if len(into) == len(programmes):
        return Verdict("invite", "Will be invited", into)
    if into:
        return Verdict(
            "invite", f"Will be invited to {count(len(into), 'programme', 'programmes')}; not to others", into
        )
    if apart:
        return Verdict("there", f"Is a {APART[role]} here: the two do not go together")
    return Verdict("there", THERE[role] if here else "Has a link already that works")


def _by_address(rows: Iterable[Any]) -> dict[str, frozenset[Post]]:
    found: dict[str, set[Post]] = {}
    for email, programme, role in rows:
        found.setdefault(email, set()).add((programme, role))
    return {email: frozenset(posts) for email, posts in found.items()}


_HELD = (
    select(People.email, Membership.programme_id, Membership.role)
    .join(People, People.id == Membership.person_id)
    .where(among(Membership.programme_id, "programmes"), Membership.ended_at.is_(None))
)
_INVITED = select(Invitation.email, Invitation.programme_id, Invitation.role).where(
    among(Invitation.programme_id, "programmes"),
    Invitation.kind == "invite",
    Invitation.used_at.is_(None),
    Invitation.revoked_at.is_(None),
    still_may(),
)
