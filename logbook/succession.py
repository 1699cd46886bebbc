"""Who answers what waits for a supervisor: they themselves while they are there, else whoever took over, and so on.

Whom a case waits for by its statements says its newest hand-over where that still `stands`, else its newest revision.
Whoever left then named an heir with their membership, for what still comes under their name.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Post(NamedTuple):
    """A membership of a supervisor in a programme: whether it ended, and who took over what waited, "" for nobody."""

    is_over: bool
    handed_to: str


# The posts of supervisors, as they began: {programme: {person: […]}}.
Posts = dict[str, dict[str, list[Post]]]


def posts(members: Iterable[tuple[str, str, bool, str | None]]) -> Posts:
    """Of (programme, person, whether it is over, heir) of memberships as a supervisor, as they began."""
    found: Posts = {}
    for programme, person, is_over, heir in members:
        found.setdefault(programme, {}).setdefault(person, []).append(Post(is_over, heir or ""))
    return found


def in_charge(held: str, posts: Callable[[str], Sequence[Post]]) -> str:
    """The id of who is expected to sign what this supervisor holds; "" where they left and nobody took over.

    `posts(id)` are somebody's memberships as a supervisor there, as they began; of whom none is known nothing is said.
    """
    id, seen = held, set[str]()
    while id and id not in seen:
        seen.add(id)
        there = posts(id)
        if not there or not all(post.is_over for post in there):
            return id
        id = there[-1].handed_to
    return ""


def answering(there: dict[str, list[Post]], held: str) -> str:
    """The same of the posts of one programme."""
    return in_charge(held, lambda id: there.get(id, []))


def answered_by(there: dict[str, list[Post]], person: str) -> list[str]:
    """Whose cases somebody is to answer in a programme: their own, and of whoever left and handed theirs on to them."""
    return [id for id in there if answering(there, id) == person]


def stands(named: Iterable[str]) -> bool:
    """Whether a hand-over says whom a case waits for now. `named` are the supervisors that its revisions name, from the
    one after which it was handed over to the newest: one that names somebody else than the one before is later."""
    return len(set(named)) < 2
