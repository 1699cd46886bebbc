"""What a phone keeps, damaged at random, and read as the phone reads it."""

import copy
import json
import random
from typing import Any

from tests.contract import engine, twins, visits

Doc = dict[str, Any]
READING = "store/reading.js"
READ = f"""(m, stores) => {{
  const reader = {{ read: (hash, stmt) => JSON.parse(stmt), shell: globalThis.bundle }};
  const reading = m["{READING}"];
  const {{ records, unread, damaged }} = reading.recordsOf(stores.documents, reader);
  const [outbox, parked] = [reading.waitingItems(stores.outbox, reader), reading.parkedItems(stores.parked, reader)];
  const here = reading.unreadIn([...outbox, ...parked]);
  const drafts = reading.draftItems(stores.drafts);
  const phone = {{ last_sync: null, persisted: null, auth_needed: false, unread: {{ here, kept: unread }} }};
  const snapshot = {{ account: stores.account, you: {{ email: "" }}, records, outbox, parked, drafts, phone }};
  return {{ snapshot, unread, damaged }};
}}"""
# Every page of one phone, drawn; gives the error of each that failed.
DRAW = f"""(m, snapshot, visits, now, tz) => {{
  const local = (instant) => instant.slice(0, 16);
  const failed = [];
  for (const [name, request] of visits) {{
    try {{
      const page = m["{twins.PAGES}"][name](snapshot, request, {{ now, tz, local }}, globalThis.bundle);
      if (page) globalThis.draw(globalThis.bundle.pages[name], page);
    }} catch (error) {{ failed.push(`${{name}} ${{request.path}}: ${{error.message}} ${{error.stack}}`); }}
  }}
  return failed;
}}"""
ODD: list[Any] = [
    None,
    0,
    -1,
    3.5,
    10**12,
    "",
    "x",
    True,
    [],
    {},
    [None],
    [[]],
    {"a": 1},
    "2026-99-99",
    "constructor",
]


def kept(kind: str, doc: Doc, **more: Any) -> Doc:
    """A document as it lies on a phone."""
    text = json.dumps(doc, ensure_ascii=False)
    return {
        "kind": kind,
        "id": doc.get("id"),
        "rev": 1,
        "hash": "0" * 64,
        "stmt": text,
        "received_at": None,
    } | more


def row(kind: str, doc: Doc, n: int, **more: Any) -> Doc:
    text = json.dumps(doc, ensure_ascii=False)
    made = {"mutation": f"m{n}", "kind": kind, "doc_id": doc.get("id"), "n": n, "at": twins.NOW, "stmt": text}
    return made | {"hash": "0" * 64, "after": None, "base": None} | more


def stores_of(snapshot: Doc) -> Doc:
    """What a phone keeps that shows this snapshot."""
    documents = [
        kept(
            kind,
            record["doc"],
            **{key: record[key] for key in record if key in ("id", "rev", "hash", "grade")},
        )
        for kind, records in snapshot["records"].items()
        for record in records
    ]
    return {"account": snapshot["account"], "documents": documents, "outbox": [], "parked": [], "drafts": []}


def mangled(chance: random.Random, doc: Doc) -> Doc:
    """The same document with one to three of its values replaced, taken away or put where they do not belong."""
    doc = copy.deepcopy(doc)
    for _ in range(chance.randint(1, 3)):
        place: Any = doc
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.6:
                place = place[key]
                continue
            if chance.random() < 0.3:
                del place[key]
            else:
                place[key] = copy.deepcopy(chance.choice([*ODD, doc]))
            break
    return doc


def read(stores: Doc) -> Doc:
    twins._load()
    found: Doc = engine.apply([READING], READ, stores)
    return found


def draw(snapshot: Doc, asked: list[tuple[str, Doc]]) -> list[str]:
    failed: list[str] = engine.apply([twins.PAGES, twins.RENDER], DRAW, snapshot, asked, twins.NOW, twins.TZ)
    return failed


def visits_of(snapshots: Doc, account: str, most: int, chance: random.Random) -> list[tuple[str, Doc]]:
    """Each page function of somebody at least once."""
    every = [
        (name, request) for who, name, request in visits.all_visits(snapshots).values() if who == account
    ]
    once = {name: (name, request) for name, request in chance.sample(every, len(every))}
    return [*once.values(), *chance.sample(every, most)]
