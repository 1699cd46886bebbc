"""What one account holds, in the shape pages are made from, read from the cells that its phone reads."""

from typing import cast

import orjson
from sqlalchemy import Connection, Select, select

from logbook import feed, instants
from logbook.auth import sessions
from logbook.feed import docs
from logbook.kinds import KINDS
from logbook.models import Entry, Statement
from logbook.permissions import NOBODY, Person
from logbook.record.reports import NONE
from logbook.shapes import You
from logbook.shapes.loose import Doc
from logbook.shapes.records import Wire, WireProposal, WireRevision
from logbook.shapes.snapshot import InNumbers, Records, RefusedText, Snapshot
from logbook.store import rows
from logbook.store.connection import reading
from logbook.store.latest import latest, news
from logbook.store.lined_up import asked, lined_up
from logbook.store.listed import listed
from logbook.store.needed import Needed, cases_of, signatures, tallies
from logbook.store.own import needing, reviews_due
from logbook.store.reports import keep_reports
from logbook.store.waiting import expected_of, of_docs
from logbook.store.yours import yours

Record = Doc
_AS_SENT = ("kind", "id", "rev", "hash", "received_at")
EVERY = (*KINDS, *docs.MADE_HERE)


def snapshot(account_id: str) -> Snapshot:
    """What an account's pages are made from; what waits on a phone is empty here."""
    with reading() as connection:
        found = records(connection, account_id, *EVERY)
        person = sessions.person(connection, account_id)
        you = yours(connection, person or NOBODY, instants.now())
        reports, told = feed.reports(connection, account_id, instants.now())
    if keep_reports(told):
        found |= _gates(person)
    return _snapshot(account_id, you, found | {"report": [record_of(doc) for doc in reports]})


def part(person: Person, needed: Needed) -> Snapshot:
    """The same with the cases alone that a page needs, read by index: it costs what is shown, not what is held."""
    now, told = instants.now(), NONE
    with reading() as connection:
        # One page alone tells of all trainees: no other reads how far each of them is; few tell what counts and why.
        left = {*(() if needed.tallied else ("standing",)), *(() if needed.gates else ("gate",))}
        kinds = docs.MADE_HERE.keys() - left
        held = docs.made_here(connection, feed.read_by(person), kinds)
        found = {kind: [record_of(doc) for doc in made] for kind, made in held.items()}
        counted, more = _counted(connection, person, needed, [one["doc"] for one in found["membership"]])
        due: list[str] = []
        if needed.to_do:
            page = needed.to_do
            counted["due"], due = reviews_due(connection, person, needed.days, page.begins, page.rows)
        cases = cases_of(connection, person, needed, more, due)
        for kind, said in docs.of_entries(connection, cases).items():
            found[kind] = [record_of(doc) for doc in said]
        found["report"] = []
        if needed.reports and person.is_a("trainee"):
            reports, told = feed.reports(connection, person.id, now)
            found["report"] = [record_of(doc) for doc in reports]
        you = yours(connection, person, now)
    if keep_reports(told) and needed.gates:
        found |= _gates(person)
    return _snapshot(person.id, you, found) | counted


def _gates(person: Person | None) -> dict[str, list[Record]]:
    """What was reckoned for this very page is on it."""
    with reading() as connection:
        held = docs.made_here(connection, feed.read_by(person) if person else [], ["gate"])
    return {"gate": [record_of(doc) for doc in held["gate"]]}


def _counted(
    connection: Connection, person: Person, needed: Needed, members: list[Doc]
) -> tuple[InNumbers, list[Select[str]]]:
    """What is said in numbers of cases that are not all read, and the ids of those that are read with it."""
    counted: InNumbers = {"needing": needing(connection, person, needed.days)}
    by_name, more = expected_of(person, of_docs(members)), []
    if needed.queue:
        counted["queue"], here = lined_up(connection, person, needed.queue, by_name)
        counted["asked"] = counted["queue"]["named"]["cases"]
        more += here
    else:
        counted["asked"] = asked(connection, person, by_name)
    counted["news"] = news(connection, person, needed.days, by_name)
    if needed.happened:
        more += latest(person, needed.days, by_name, needed.happened)
    if needed.tallied:
        counted["tallies"] = tallies(connection, person)
    if needed.signed:
        counted["signatures"], some = signatures(connection, person, needed.signed)
        more.append(some)
    if needed.listed:
        counted["listed"], first = listed(connection, person, needed.listed, needed.days)
        more.append(first)
    return counted, more


def _snapshot(account_id: str, you: You, found: dict[str, list[Record]]) -> Snapshot:
    return {
        "account": account_id,
        "you": you,
        # Each record was made of a document of its kind; a test compares them with their shapes.
        "records": cast(Records, found),
        "outbox": [],
        "parked": [],
        "drafts": [],
        "phone": None,
    }


def records(connection: Connection, account_id: str, *kinds: str) -> dict[str, list[Record]]:
    """{kind: the records that an account holds of it}, as a snapshot has them."""
    person = sessions.person(connection, account_id)
    cells = feed.read_by(person) if person else []
    return {
        kind: [record_of(doc) for doc in docs.in_cells(connection, kind, cells).values()] for kind in kinds
    }


def refused(account_id: str) -> list[RefusedText]:
    """What was refused for rights that were gone, oldest first: [{mutation, code, received_at, doc}]."""
    with reading() as connection:
        found = connection.execute(rows.REFUSED, {"account": account_id}).all()
    return [
        {
            "mutation": row.mutation,
            "code": row.code,
            "received_at": row.received_at,
            "doc": orjson.loads(row.text),
        }
        for row in found
    ]


def is_own(account_id: str, entry_id: str) -> bool:
    """Whether there is a case of this id, and it is this account's own."""
    query = select(Entry.id).where(Entry.id == entry_id, Entry.trainee_id == account_id)
    with reading() as connection:
        return connection.execute(query).first() is not None


def told(account_id: str, mutation: str) -> Doc | None:
    """The statement that an account's mutation made, or None where none was kept under that id."""
    query = select(Statement.text).where(Statement.mutation == mutation, Statement.author == account_id)
    with reading() as connection:
        text = connection.execute(query).scalar()
    return orjson.loads(text) if text else None


def record_of(doc: Wire) -> Record:
    """A document of the feed in the shape that pages are made from."""
    record: Record = {name: value for name, value in doc.items() if name in _AS_SENT}
    record |= {"doc": orjson.loads(doc["stmt"]), "brought_by": doc.get("brought_by", "")}
    if "proposals" in doc:
        record["proposals"] = [_kept(kept) for kept in doc["proposals"]]
        record["earlier"] = [_kept(kept) for kept in doc["earlier"]]
    if "belated" in doc:
        record["belated"] = [
            {name: value for name, value in kept.items() if name != "stmt"}
            | {"doc": orjson.loads(kept["stmt"])}
            for kept in doc["belated"]
        ]
    beside = KINDS[doc["kind"]].beside if doc["kind"] in KINDS else ()
    record |= {name: value for name, value in doc.items() if name in beside}
    return record


def _kept(kept: WireProposal | WireRevision) -> Record:
    more = {"doc": orjson.loads(kept["stmt"]), "brought_by": kept.get("brought_by", "")}
    return {name: value for name, value in kept.items() if name != "stmt"} | more
