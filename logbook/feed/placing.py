"""Cells: where documents lie, each read by one account or by everybody who holds a post.

Which cells a document lies in, and which an account reads, are two ends of the same rules of `permissions`: the
`hold …` actions name accounts and posts, and each of them has a cell. So a statement costs as many pointers as its
rule has reasons, however many people read it, and a role that begins or ends moves none (decision 46).
"""

from dataclasses import replace
from typing import Any

from logbook import permissions
from logbook.kinds import KINDS
from logbook.permissions import Person, Post

# Kinds of document that the server makes itself → the action that says who holds them. A programme's requirements go
# where the programme goes.
MADE_HERE = {
    "person": "hold person",
    "membership": "hold membership",
    "programme": "hold programme",
    "requirements": "hold programme",
    "curriculum": "hold programme",
    "standing": "hold standing",
    "gate": "hold gate",
}
# Names lie apart from statements: who gets a cell anew reads whom the cases speak of before the cases.
NAMES, STATEMENTS = "n", "s"
_READING = {
    NAMES: sorted({*MADE_HERE.values()}),
    STATEMENTS: sorted({kind.hold_by for kind in KINDS.values()}),
}


def cells_of(kind: str, thing: Any, subject: str = "entry") -> list[str]:
    """Where a document of this kind lies that is about this row, sorted; of a statement, which `subject` the row is."""
    made = MADE_HERE.get(kind)
    found = permissions.readers(made or KINDS[kind].held(subject), thing)
    names = [*found.accounts, *(_post(post) for post in found.posts)]
    return sorted(f"{NAMES if made else STATEMENTS}:{name}" for name in names)


def own_cell(kind: str, account_id: str) -> str:
    """The cell of one account for this kind of document."""
    return f"{NAMES if kind in MADE_HERE else STATEMENTS}:{account_id}"


def is_shared(cell: str) -> bool:
    """Whether statements lie there for everybody who holds a post: the cells of which a phone may keep a part."""
    return cell.startswith(f"{STATEMENTS}:") and "/" in cell


def read_by(person: Person) -> list[str]:
    """The cells that an account reads, names first."""
    return [
        f"{letter}:{name}"
        for letter, actions in _READING.items()
        for name in [
            person.id,
            *sorted({_post(post) for action in actions for post in permissions.posts(person, action)}),
        ]
    ]


def read_once(person: Person) -> list[str]:
    """The cells that an account reads or read: those of every role that it ever held."""
    return read_by(replace(person, roles=person.ever))


def _post(post: Post) -> str:
    return f"{post.programme}/{'+'.join(post.roles) or 'member'}/{post.when}"
