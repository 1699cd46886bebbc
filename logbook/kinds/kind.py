"""What a kind of statement is: the one description by which store, feed, record, export and phone treat it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from marshmallow import Schema
from sqlalchemy import ColumnElement

from logbook.shapes.loose import Doc

Row = dict[str, Any]


class Subject(NamedTuple):
    """What a statement is about: an entry, a membership, or another statement (kind), and its id."""

    kind: str
    id: str


@dataclass(frozen=True, kw_only=True)
class About:
    """Where a document names what it is about, as dotted paths: plain data, so that the phone reads it too.

    `kind` is a fixed kind, or "" where the document says it at `kind_at`. `rev` and `hash` name the version that the
    statement answers, where it answers one.
    """

    id: str
    kind: str = "entry"
    kind_at: str = ""
    rev: str = ""
    hash: str = ""

    def __call__(self, doc: Mapping[str, Any]) -> Subject:
        """The subject of a document of the right shape."""
        return Subject(self.kind or str(_at(doc, self.kind_at)), str(_at(doc, self.id)))


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Where a row of a kind's table names the same: `kind` is fixed, or the column that holds one of `may_be`."""

    key: Any  # the column of the row's own id
    id: Any
    kind: Any = "entry"
    may_be: tuple[str, ...] = ()

    def kinds(self) -> tuple[str, ...]:
        """Every kind of subject that a row may name."""
        return (self.kind,) if isinstance(self.kind, str) else self.may_be

    def names(self, kind: str) -> ColumnElement[bool] | None:
        """The condition that a row names a subject of this kind; None where every row does."""
        named: ColumnElement[bool] | None = None if isinstance(self.kind, str) else self.kind == kind
        return named


class Kept(NamedTuple):
    """What the server knows beside a document when it keeps it. `subject` is the head of what it is about, as it stood
    when the statement was taken."""

    actor_id: str
    now: str
    hash: str
    grade: str | None
    subject: Any


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of statement. Its judge is `logbook.store.judge.<plural>.judge`, found by that name.

    word: what people call it, as in "Your review waits"; "" for the case, which is called by its areas.
    order: where it stands among the kinds; what is spoken of comes before what speaks of it.
    schema, versions: which documents are of this kind; `form` gives its sections as data, with their rules.
    table, naming, columns(doc, kept): its rows, a cache of what the documents say.
    subject: which kind of subject it is about in the end, directly or by way of another statement.
    read_by: who is shown it now, hold_by: whose devices keep it; actions of `permissions.RULES` on that subject.
    of_members: the same where it may also be about a membership in the end; "" where it never is.
    needed(doc): whether the judge of that document looks at rows of this kind about the same subject.
    beside: columns that travel beside the text; told: those that the archive tells.
    side: whose texts about a subject are counted together, "" for nobody's (budgets): trainee, supervisor, coordinator.
    brought: whether somebody else's hands may bring it from a saved copy.
    moves: whether it moves where its case stands: while it waits, or is refused, so is the case. Another is a document
    of its own, and its case stays as it was.
    drafted: whether a phone keeps its half-written form. based: whether a phone keeps the text that it builds on.
    rebased: which kinds of subject a phone may speak of anew by itself, once they changed.
    """

    name: str
    plural: str
    word: str
    order: int
    schema: Schema
    versions: frozenset[int]
    form: Callable[[], list[Doc]]
    table: Any
    about: About
    naming: Naming
    columns: Callable[[Any, Kept], Row]  # of a statement of this kind
    subject: str = "entry"
    read_by: str = "see entry"
    hold_by: str = "hold entry"
    of_members: str = ""
    needed: Callable[[Doc], bool] = lambda doc: False
    beside: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    side: str = ""
    brought: bool = False
    moves: bool = False
    drafted: bool = False
    based: bool = False
    rebased: tuple[str, ...] = ()

    def held(self, subject: str) -> str:
        """The action by which devices keep what is about an entry, or a membership, in the end."""
        return self.of_members if subject != self.subject and self.of_members else self.hold_by

    def read(self, subject: str) -> str:
        """The action by which somebody is shown it."""
        return self.of_members if subject != self.subject and self.of_members else self.read_by

    def for_phones(self) -> Doc:
        """What a phone knows of the kind: plain data."""
        about = self.about
        return {
            "about": {
                "kind": about.kind,
                "kind_at": about.kind_at,
                "id": about.id,
                "rev": about.rev,
                "hash": about.hash,
            },
            "plural": self.plural,
            "word": self.word,
            "beside": list(self.beside),
            "moves": self.moves,
            "drafted": self.drafted,
            "based": self.based,
            "rebased": list(self.rebased),
        }


def _at(doc: Mapping[str, Any], path: str) -> Any:
    return reduce(lambda value, name: value[name], path.split("."), doc)
