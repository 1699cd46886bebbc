"""What arrives: a mutation with its text, heard once, before any lock is taken."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from logbook import canonical, kinds
from logbook.permissions import Person
from logbook.shapes.loose import Doc
from logbook.store import verdicts
from logbook.store.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Mutation:
    """One statement on its way: `id` was made when the form was shown, `after` is the mutation it builds upon.

    `sig` is the signature its device sent along. `grade` ("C") is what a route of this server vouches for itself, which
    saw the password; it never comes from outside.
    """

    id: str
    stmt: str
    n: int = 0
    after: str | None = None
    sig: Any = None
    grade: str | None = None


@dataclass(frozen=True)
class Actor(Person):
    """Who sends: id, name, body and number as registered, and {programme id: roles}. `g.person` is one too."""

    email: str = field(default="", kw_only=True)
    profession: str = field(default="", kw_only=True)


D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Heard(Generic[D]):
    """A mutation whose text was read: the statement, of a shape D once it is judged, or the verdict that refuses the
    text itself.

    `grade` is that of its own signature, None where it has none: two in one request may differ.
    """

    mutation: Mutation
    hash: str
    doc: D
    refused: Verdict | None = None
    grade: str | None = None

    @property
    def id(self) -> str:
        return self.mutation.id

    @property
    def text(self) -> str:
        return self.mutation.stmt


def hear(mutations: Iterable[Mutation]) -> list[Heard[Doc]]:
    """Read and judge every text by itself, so that no lock is held while that takes time."""
    return [_hear(mutation) for mutation in mutations]


def _hear(mutation: Mutation) -> Heard[Doc]:
    # "surrogatepass": half a character cannot be stored, but its refusal must be found again by its hash.
    raw = mutation.stmt.encode("utf-8", "surrogatepass")
    hash = hashlib.sha256(raw).hexdigest()
    if len(raw) > canonical.MAX_BYTES:
        return Heard(mutation, hash, {}, verdicts.rejected(mutation.id, "too_large"))
    doc = canonical.spelled(mutation.stmt)
    if doc is not None and _is_right(mutation, doc):
        return Heard(mutation, hash, doc, _signature(mutation), mutation.grade)
    # What is wrong with it is said by those who judge with words.
    try:
        doc = canonical.loads(mutation.stmt)
    except canonical.NotCanonical as error:
        return Heard(
            mutation, hash, {}, verdicts.rejected(mutation.id, "not_canonical", {"stmt": [str(error)]})
        )
    return Heard(mutation, hash, doc, _shape(mutation, doc) or _signature(mutation), mutation.grade)


def _signature(mutation: Mutation) -> Verdict | None:
    """The refusal of a signature that this server cannot check. It knows none that devices make, yet."""
    return None if mutation.sig is None else verdicts.rejected(mutation.id, "unknown_signature")


def _is_right(mutation: Mutation, doc: Doc) -> bool:
    """Whether it is a statement of a kind and version that is known, of its shape, and made for this mutation."""
    if not _is_of_known_type(doc) or not _is_of_known_version(doc):
        return False
    return kinds.fits(doc) and doc.get("mutation", mutation.id) == mutation.id


def _is_of_known_type(doc: Doc) -> bool:
    typ = doc.get("typ")
    return isinstance(typ, str) and typ in kinds.KINDS


def _is_of_known_version(doc: Doc) -> bool:
    return type(doc.get("v")) is int and doc["v"] in kinds.KINDS[doc["typ"]].versions


def _shape(mutation: Mutation, doc: Doc) -> Verdict | None:
    if not _is_of_known_type(doc):
        return verdicts.rejected(mutation.id, "unknown_type")
    if not _is_of_known_version(doc):
        return verdicts.rejected(mutation.id, "unknown_version")
    problems = kinds.check(doc)
    if not problems and doc.get("mutation", mutation.id) != mutation.id:
        problems = {"mutation": ["The statement was made for another mutation."]}
    return verdicts.rejected(mutation.id, "field_invalid", problems) if problems else None
