"""Who signs in the place of a supervisor who left: whoever took over, and so on."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Post(NamedTuple):
    """A membership of a supervisor in a programme: whether it ended, and who took over what waited, "" for nobody."""

    is_over: bool
    handed_to: str


def in_charge(named: str, posts: Callable[[str], Sequence[Post]]) -> str:
    """The id of who is expected to sign what names this supervisor; "" where they left and nobody took over.

    `posts(id)` are somebody's memberships as a supervisor there, as they began; of whom none is known nothing is said.
    """
    id, seen = named, set[str]()
    while id and id not in seen:
        seen.add(id)
        held = posts(id)
        if not held or not all(post.is_over for post in held):
            return id
        id = held[-1].handed_to
    return ""
