"""A case, an answer, a version beside a case, an attestation: taken back by whoever said it. What was said stays."""

from logbook import schemas
from logbook.forms.answers import WITHDRAWAL
from logbook.forms.fields import plain
from logbook.kinds.kind import About, Doc, Kept, Kind, Naming, Row
from logbook.models import Withdrawal
from logbook.schemas.answers import WithdrawalSchema
from logbook.shapes import statements

SCHEMA = WithdrawalSchema()


def form() -> list[Doc]:
    """The form of a withdrawal as data."""
    sections: list[Doc] = plain(WITHDRAWAL, schemas.rules(SCHEMA))
    return sections


def columns(doc: statements.Withdrawal, kept: Kept) -> Row:
    """One withdrawal."""
    return {
        "id": doc["id"],
        "of_kind": doc["of"]["kind"],
        "of_id": doc["of"]["id"],
        "author_id": kept.actor_id,
        "hash": kept.hash,
        "received_at": kept.now,
    }


def needed(doc: Doc) -> bool:
    """What was taken back already is not taken back twice."""
    return bool(doc["typ"] == "withdrawal")


KIND = Kind(
    name="withdrawal",
    plural="withdrawals",
    word="withdrawal",
    order=9,
    schema=SCHEMA,
    versions=frozenset({1}),
    form=form,
    table=Withdrawal,
    about=About(kind="", kind_at="of.kind", id="of.id", hash="of_hash"),
    naming=Naming(
        key=Withdrawal.id,
        id=Withdrawal.of_id,
        kind=Withdrawal.of_kind,
        may_be=("entry", "signoff", "set_aside", "proposal", "attestation"),
    ),
    columns=columns,
    needed=needed,
    of_members="hold attestation",
    moves=True,
    rebased=("entry",),
)
