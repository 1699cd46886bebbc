"""A snapshot read into cases: everything about one entry in one place, sent or not. Twin of pages/cases.js."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from logbook.kinds import KINDS, Subject, about, moves, owners, subject_of
from logbook.pages.clock import Clock
from logbook.permissions import NOBODY, Person
from logbook.shapes import Shell, Snapshot
from logbook.shapes.loose import Doc
from logbook.state import came, effective, state

ROLES = ("trainee", "supervisor", "coordinator")
# What is about a case, list by list: what the server has, kind by kind, and what lies on this phone.
_LISTS = (*(kind.plural for name, kind in KINDS.items() if name != "entry"), "outbox", "parked")


@dataclass
class View:
    """A snapshot read for one viewer. `cases` are newest first."""

    snapshot: Doc
    clock: Clock
    shell: Shell
    account: str
    today: str
    people: dict[str, Doc]
    held: dict[str, set[str]]  # role → ids of the programmes where the viewer holds it now
    roles: list[str]
    cases: list[Doc]
    viewer: Person = NOBODY  # as the law sees them
    owners: dict[Subject, Subject] = field(default_factory=dict)  # statement → the case it is about
    posts: dict[tuple[str, str], list[Doc]] = field(
        default_factory=dict
    )  # (person, programme) → as a supervisor

    @property
    def words(self) -> Doc:
        """The vocabulary of the build: {list: {code: words}}, and a few numbers of days."""
        return cast(Doc, self.shell["vocabulary"])


def read(snapshot: Snapshot, clock: Clock, shell: Shell) -> View:
    """The snapshot as a View: {id, record, doc, state, mine, answers, …} per case (see `_case`)."""
    # Inside, records and words are gone through kind by kind, as plain documents.
    known = cast(Doc, snapshot)
    people = {record["id"]: record["doc"] for record in known["records"]["person"]}
    held = _held(known)
    view = View(
        snapshot=known,
        clock=clock,
        shell=shell,
        account=snapshot["account"],
        today=clock.today,
        people=people,
        held=held,
        roles=[role for role in ROLES if held[role]],
        cases=[],
        viewer=_viewer(snapshot["account"], held),
        owners=_owners(known),
        posts=_posts(known),
    )
    view.cases = sorted(_cases(known, view.owners), key=_newest_first, reverse=True)
    return view


def find(view: View, id: str) -> Doc | None:
    """The case of an entry id, or None where the viewer has none."""
    return next((case for case in view.cases if case["id"] == id), None)


def memberships(view: View) -> list[Doc]:
    """The memberships that last, of everybody the viewer knows."""
    docs = [record["doc"] for record in view.snapshot["records"]["membership"]]
    return [doc for doc in docs if doc["ended_on"] is None]


def programme_name(view: View, id: str) -> str:
    """A programme's name; words where the viewer does not know it."""
    named = [record["doc"]["name"] for record in view.snapshot["records"]["programme"] if record["id"] == id]
    return str(named[0]) if named else "Another programme"


def told_apart(view: View, programmes: Iterable[str]) -> str:
    """The names of these programmes, for whoever supervises in several; "" for everybody else, who knows."""
    if len(view.held["supervisor"]) < 2:
        return ""
    return ", ".join(sorted({programme_name(view, id) for id in programmes}))


def waits(case: Doc) -> bool:
    """Whether a case waits for a supervisor's answer; where the server refused one, for the next."""
    if case["standing"] == "new_version":
        signed = [answer for answer in case["answers"] if answer["doc"]["verdict"] == "signed"]
        return bool(signed[-1]["doc"]["entry_hash"] != case["record"]["hash"])
    return bool(case["standing"] == "sent")


def was_signed(case: Doc) -> bool:
    """Whether any version of it carries a signature that stands."""
    return signature_of(case) is not None


def signature_of(case: Doc) -> Doc | None:
    """The record of the signature that counts, the newest not taken back; None where none stands."""
    signed = [answer for answer in case["answers"] if answer["doc"]["verdict"] == "signed"]
    return signed[-1] if signed else None


def versions_of(case: Doc) -> list[Doc]:
    """All versions of a case on record, oldest first: [{rev, hash, received_at, doc}]."""
    record = case["record"]
    return [*(record.get("earlier") or []), record] if record else []


def _held(snapshot: Doc) -> dict[str, set[str]]:
    docs = [record["doc"] for record in snapshot["records"]["membership"]]
    own = [doc for doc in docs if doc["person"] == snapshot["account"] and doc["ended_on"] is None]
    return {role: {doc["programme"] for doc in own if doc["role"] == role} for role in ROLES}


def _posts(snapshot: Doc) -> dict[tuple[str, str], list[Doc]]:
    """The memberships of supervisors, also those that ended, as they began; asked for by every case of a list."""
    docs = [record["doc"] for record in snapshot["records"]["membership"]]
    found: dict[tuple[str, str], list[Doc]] = {}
    for doc in sorted(docs, key=lambda doc: f"{doc['since']} {doc['id']}"):
        if doc["role"] == "supervisor":
            found.setdefault((doc["person"], doc["programme"]), []).append(doc)
    return found


def _viewer(account: str, held: dict[str, set[str]]) -> Person:
    programmes = {id for ids in held.values() for id in ids}
    roles = {id: frozenset(role for role in ROLES if id in held[role]) for id in programmes}
    return Person(account, "", "", "", "", "", roles)


def _newest_first(case: Doc) -> str:
    doc = case["doc"]
    return f"{doc['performed_on']} {doc['performed_at']} {doc['recorded_at']} {case['id']}"


def _cases(snapshot: Doc, owner: dict[Subject, Subject]) -> list[Doc]:
    """Every case that has a document here, sent or not, joined with all that is about it."""
    cases: dict[str, Doc] = {}
    lists = {name: snapshot["records"].get(name, []) for name in KINDS}
    for name, things in (lists | {name: snapshot[name] for name in ("outbox", "parked")}).items():
        for thing in things:
            subject = subject_of(thing["doc"], owner)
            found = cases.setdefault(subject.id if subject else "", {one: [] for one in _LISTS})
            if name == "entry":
                found["record"] = thing
            else:
                found[KINDS[name].plural if name in KINDS else name].append(thing)
    made = [_case(snapshot["account"], id, found) for id, found in cases.items()]
    return [case for case in made if case is not None]


def closes(doc: Doc) -> str:
    """The mutation of the kept version that a withdrawal puts away; "" for every other statement."""
    found = about(doc)
    return found.id if found.kind == "proposal" else ""


def case_of(view: View, doc: Mapping[str, Any]) -> Doc | None:
    """The case that a statement is about; None where the viewer has none."""
    subject = subject_of(doc, view.owners)
    return find(view, subject.id) if subject else None


def _owners(snapshot: Doc) -> dict[Subject, Subject]:
    """Which case a statement is about that others may speak of: a withdrawal of one names nothing else."""
    records = snapshot["records"]
    rows = (
        *(record for name in KINDS for record in records.get(name, [])),
        *snapshot["outbox"],
        *snapshot["parked"],
    )
    kept = ((one["mutation"], record["id"]) for record in records["entry"] for one in record["proposals"])
    return owners((row["doc"] for row in rows if row["doc"]["typ"] in KINDS), kept)


def _case(account: str, id: str, found: Doc) -> Doc | None:
    """{id, record, doc, mine, state, standing, answers, signoffs, withdrawals, reviews, …, outbox, parked}; `doc` is
    what the viewer wrote last, wherever it lies; `standing` the state as if nothing had been refused. None where no
    version of the entry is here."""
    record = _undecided(found)
    outbox, refused_rows = _about_the_case(found["outbox"]), _about_the_case(found["parked"])
    written = [row["doc"] for row in outbox if row["doc"]["typ"] == "entry"]
    parked = [row["doc"] for row in found["parked"] if row["code"] != "signed_meanwhile"]
    refused = [doc for doc in parked if doc["typ"] == "entry"]
    doc = (written or refused or ([record["doc"]] if record else [None]))[-1]
    if doc is None:
        return None
    about = found["signoffs"], found["withdrawals"]
    return {
        "id": id,
        "record": record,
        "doc": doc,
        "mine": doc["trainee"] == account,
        "state": state(record, *about, outbox, refused_rows),
        "standing": state(record, *about, outbox, []),
        "answers": effective(found["signoffs"], found["withdrawals"]),
    } | {name: found[name] for name in _LISTS}


def _undecided(found: Doc) -> Doc | None:
    """The record without kept versions that were decided about on this phone, or lie on it as refused ones."""
    record: Doc | None = found.get("record")
    if record is None or not record["proposals"]:
        return record
    known = {row["mutation"] for row in found["parked"]} | {closes(row["doc"]) for row in found["outbox"]}
    return record | {"proposals": [kept for kept in record["proposals"] if kept["mutation"] not in known]}


def reviews_of(case: Doc) -> list[Doc]:
    """What was written of the look two weeks later, sent or not, oldest first: [{doc, at: instant or None}]."""
    sent = [
        {"doc": record["doc"], "at": record["received_at"], "brought_by": record.get("brought_by") or ""}
        for record in case["reviews"]
    ]
    here = [{"doc": row["doc"], "at": None} for row in case["outbox"] if row["doc"]["typ"] == "review"]
    return sorted(sent + here, key=lambda found: f"{found['doc']['seen_on']} {found['doc']['id']}")


def asides_of(case: Doc) -> list[Doc]:
    """Who says that the case counts for no rule and did not take it back, sent or not: [{doc, at: instant or None}]."""
    rows = [row["doc"] for row in case["outbox"]]
    said = (*(record["doc"] for record in case["withdrawals"]), *rows)
    gone = {doc["of"]["id"] for doc in said if doc["typ"] == "withdrawal"}
    sent = [{"doc": one["doc"], "at": one["received_at"]} for one in sorted(case["set_asides"], key=came)]
    here = [{"doc": doc, "at": None} for doc in rows if doc["typ"] == "set_aside"]
    return [one for one in sent + here if one["doc"]["id"] not in gone]


def _about_the_case(rows: list[Doc]) -> list[Doc]:
    return [row for row in rows if moves(row["doc"])]
