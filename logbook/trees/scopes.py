"""What encloses a spot in a template, and which names are known there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Scope:
    """One level of names: a file, a block, a for, a macro, or a plain one (with, filter, capture)."""

    kind: str
    owned: set[str] = field(default_factory=set)  # assigned here, so far
    read: set[str] = field(default_factory=set)  # read here, from outside
    inner: set[str] = field(default_factory=set)  # read in scopes inside, from here or further out


class Scopes:
    """The scopes around the node at hand, the innermost last."""

    def __init__(self) -> None:
        self._stack = [Scope("file")]

    def has(self, kind: str) -> bool:
        """Whether such a scope encloses the spot; the condition of a for stands outside every for."""
        for scope in reversed(self._stack):
            if scope.kind in (kind, "condition"):
                return scope.kind == kind
        return False

    def reads(self, name: str) -> None:
        """Note that the spot reads a name, unless its scope set it already."""
        if name not in self._stack[-1].owned:
            self._stack[-1].read.add(name)

    def owns(self, name: str) -> bool:
        """The spot assigns a name. False where it does so too late.

        Jinja2 makes a name that a scope assigns undefined from that scope's beginning on, for all scopes inside it;
        the phone would still show them the name from outside.
        """
        here = self._stack[-1]
        late = name in here.inner and name not in here.owned | here.read
        here.owned.add(name)
        return not late

    def in_branches(self, before: set[str]) -> None:
        """The spot leaves an if: a name that a branch may have set may as well come from outside."""
        self._stack[-1].read |= self._stack[-1].owned - before

    def owned(self) -> set[str]:
        """The names this scope has set so far."""
        return set(self._stack[-1].owned)

    @contextmanager
    def inside(self, kind: str, *names: str) -> Iterator[None]:
        """One scope further in, in which these names are known from the start."""
        self._stack.append(Scope(kind, owned=set(names)))
        yield
        left = self._stack.pop()
        self._stack[-1].inner |= (left.read | left.inner) - self._stack[-1].owned

    @contextmanager
    def apart(self, kind: str) -> Iterator[None]:
        """A scope that shares nothing with those around it, as a block does."""
        stack, self._stack = self._stack, [Scope(kind)]
        yield
        self._stack = stack
