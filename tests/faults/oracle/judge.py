"""What must hold once everything is quiet: nothing saved is lost, nothing is there twice, phones tell the truth."""

from collections import Counter

from sqlalchemy import select

from logbook import store
from logbook.models import Entry, MutationResult, Statement
from tests.desk import Desk
from tests.faults.oracle.phones import STATEMENTS, Phone


def faults(desk: Desk, phones: list[Phone], signed: list[tuple[str, str]]) -> list[str]:
    """One line for each thing that is not as it must be."""
    results = {(row.account_id, row.mutation): row for row in desk.rows(MutationResult)}
    texts = {row.hash for row in desk.rows(Statement)}
    found = [
        f"the phone {phone.name} still holds {len(phone.outbox)} rows" for phone in phones if phone.outbox
    ]
    for phone in phones:
        found += _lost(phone, results)
        found += _differs(desk, phone)
    found += [f"a signed text of {entry} is gone" for entry, hash in signed if hash not in texts]
    return found + _doubled(desk)


def _lost(phone: Phone, results: dict[tuple[str, str], MutationResult]) -> list[str]:
    """Saved on the screen ⊆ server ∪ outbox ∪ parked, through all the names under which it was sent again."""
    found = []
    waiting = {row.mutation for row in phone.outbox}
    for first, doc in phone.acknowledged.items():
        last = first
        while last in phone.renewed:
            last = phone.renewed[last]
        result = results.get((phone.somebody.id, last))
        taken = result is not None and result.status in ("applied", "duplicate")
        if not (taken or last in waiting or last in phone.parked):
            found.append(
                f"{phone.name} lost {doc['typ']} {doc['id']}: {result.status if result else 'never heard'}"
            )
        if taken and last in phone.parked:
            found.append(f"{phone.name} parked {doc['typ']} {doc['id']} although it was taken")
    return found


def _differs(desk: Desk, phone: Phone) -> list[str]:
    with desk.app.app_context():
        records = store.snapshot(phone.somebody.id)["records"]
    server = {(kind, record["id"]): record["hash"] for kind in STATEMENTS for record in records[kind]}
    here = {key: hash for key, hash in phone.hashes.items() if key[0] in STATEMENTS}
    wrong = [key for key in server.keys() | here.keys() if server.get(key) != here.get(key)]
    return (
        [f"{phone.name} and the server differ in {len(wrong)} documents, such as {wrong[0]}"] if wrong else []
    )


def _doubled(desk: Desk) -> list[str]:
    with desk.app.app_context(), store.reading() as connection:
        chains = connection.execute(
            select(Statement.doc_id, Statement.rev).where(Statement.kind == "entry")
        ).all()
        heads = {row.id: row.rev for row in connection.execute(select(Entry.id, Entry.rev))}
    many = [
        f"{id} has two revisions {rev}"
        for (id, rev), count in Counter(map(tuple, chains)).items()
        if count > 1
    ]
    tops = {id: max(rev for other, rev in chains if other == id) for id in {id for id, _ in chains}}
    return many + [
        f"{id} ends at {heads.get(id)}, not at {top}" for id, top in tops.items() if heads.get(id) != top
    ]
