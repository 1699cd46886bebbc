"""What must hold once everything is quiet: nothing saved is lost, nothing is there twice, phones tell the truth."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import select

from logbook import store
from logbook.models import Entry, Handover, MutationResult, Proposal, SetAside, Signoff, Statement
from tests.faults.oracle.phones import COMPARED, Phone
from tests.support.cast.desk import Desk

Doc = dict[str, Any]
# Refused with these, a revision stays beside its entry.
PROPOSED = ("signed_meanwhile", "both_changed", "gone")


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
        found += _unkept(desk, phone, results)
    found += [f"a signed text of {entry} is gone" for entry, hash in signed if hash not in texts]
    return found + _doubled(desk) + _missigned(desk) + _misheld(desk) + _misset(desk)


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


def _unkept(desk: Desk, phone: Phone, results: dict[tuple[str, str], MutationResult]) -> list[str]:
    """A change that could not become the head is kept beside it whole, closed or not."""
    kept = {row.mutation: row.hash for row in desk.rows(Proposal)}
    found = []
    for mutation, doc in phone.acknowledged.items():
        result = results.get((phone.somebody.id, mutation))
        refused = result is not None and any(f'"code":"{code}"' in result.result for code in PROPOSED)
        if refused and doc["typ"] == "entry" and kept.get(mutation) != result.body_hash:
            found.append(f"{phone.name}: the change {mutation} of {doc['id']} is not kept beside it")
    return found


def _missigned(desk: Desk) -> list[str]:
    """A signature that stands is under a text that is there; the newest one counts, until it is taken back."""
    texts = {(row.doc_id, row.rev): row.hash for row in desk.rows(Statement, kind="entry")}
    standing = [row for row in desk.rows(Signoff, verdict="signed") if row.withdrawn_at is None]
    found = [
        f"the signature {row.id} is under no text"
        for row in standing
        if texts.get((row.entry_id, row.entry_rev)) != row.entry_hash
    ]
    counts: dict[str, int] = {}
    for row in standing:
        counts[row.entry_id] = max(row.entry_rev, counts.get(row.entry_id, 0))
    for head in desk.rows(Entry):
        counted = counts.get(head.id)
        if head.signed_rev != counted or (head.state == "signed") != (counted == head.rev):
            found.append(f"{head.id} is {head.state}, signed {head.signed_rev}; its signatures say {counted}")
        if head.state == "withdrawn" and counted:
            found.append(f"{head.id} was withdrawn under a signature")
    return found


def _misheld(desk: Desk) -> list[str]:
    """A case waits for whom its trainee named last or whom it was handed to since: told here event by event, where the
    product asks whether the last hand-over still stands."""
    texts = {row.hash: json.loads(row.text) for row in desk.rows(Statement)}
    events: dict[str, list[tuple[int, int, Doc]]] = {}
    for row in desk.rows(Statement, kind="entry"):
        events.setdefault(row.doc_id, []).append((row.rev, 0, texts[row.hash]))
    for row in desk.rows(Handover):
        events[row.entry_id].append((row.after_rev, row.nth, texts[row.hash]))
    found = []
    for head in desk.rows(Entry):
        named, handed, count = None, None, 0
        for _, _, doc in sorted(events[head.id], key=lambda event: event[:2]):
            if doc["typ"] == "handover":
                handed, count = doc["to"], count + 1
            elif doc["supervisor"] != named:
                named, handed = doc["supervisor"], None
        if (head.handed_to, head.handovers) != (handed, count):
            found.append(f"{head.id} is kept as handed to {head.handed_to}; its statements say {handed}")
    return found


def _misset(desk: Desk) -> list[str]:
    """What is set aside counts for nothing until its author's own withdrawal, and nobody says it of a case twice."""
    texts = [json.loads(row.text) for row in desk.rows(Statement)]
    back = {(doc["of"]["id"], doc["by"]) for doc in texts if doc["typ"] == "withdrawal"}
    rows, said = desk.rows(SetAside), {doc["id"] for doc in texts if doc["typ"] == "set_aside"}
    found = [
        f"{row.id} is set aside until {row.withdrawn_at}; its author’s withdrawal says otherwise"
        for row in rows
        if (row.withdrawn_at is not None) != ((row.id, row.author_id) in back)
    ]
    if {row.id for row in rows} != said:
        found.append("what is set aside is not what statements say")
    standing = Counter((row.entry_id, row.author_id) for row in rows if row.withdrawn_at is None)
    return found + [f"{entry} is set aside twice by {by}" for (entry, by), n in standing.items() if n > 1]


def _differs(desk: Desk, phone: Phone) -> list[str]:
    with desk.app.app_context():
        records = store.snapshot(phone.somebody.id)["records"]
    server = {(kind, record["id"]): record["hash"] for kind in COMPARED for record in records[kind]}
    here = {key: hash for key, hash in phone.hashes.items() if key[0] in COMPARED}
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
