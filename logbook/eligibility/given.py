"""What is known of a logbook and its trainee, as rules see it: items by what they are, the person's days. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from logbook.eligibility.case import Case
from logbook.eligibility.spans import NEVER, Pause, apart, ordinal
from logbook.shapes.loose import Doc

KINDS = (
    "cases",
    "reviews",
    "hours",
    "modules",
    "credits",
    "documents",
    "licences",
    "discussions",
    "case_studies",
    "papers",
    "stations",
    "prior_cases",
)
# What the logbook records so far; rules about other kinds say so instead of a number that nobody can change.
RECORDED = ("cases", "hours", "modules", "credits", "documents", "licences")
# Proved until a day; the `until` of other kinds is the last day of what was done.
EXPIRING = ("documents", "licences", "modules", "credits")
COUNTS = ("counts", "signed")
_OWN = ("id", "on", "until", "state", "taken_back_on")


class Kept(Protocol):
    """An item: a case, or something else that was done or shown."""

    @property
    def id(self) -> str: ...
    @property
    def on(self) -> str: ...
    @property
    def until(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def taken_back_on(self) -> str: ...
    def word(self, field: str) -> Any: ...


class Item(NamedTuple):
    """Hours, a module, a document, …: days "2026-11-28", `until` "" where it has none; words as its kind has them."""

    id: str
    on: str
    state: str = "counts"
    until: str = ""
    taken_back_on: str = ""  # its acceptance was, on that day: it waits since
    words: Mapping[str, Any] = {}

    def word(self, field: str) -> Any:
        """What it says in a field; None where it says nothing."""
        return self.words.get(field)


class Exempt(NamedTuple):
    """An exception for one enrolled person: see docs/judging.md. Days are ordinals, `last` included."""

    rule: str
    kind: str  # waive, number, block, count
    value: int | None
    items: frozenset[str]
    first: int
    last: int
    told: Doc  # kind, reason, by, on, ends: what is shown and printed of it

    def holds(self, day: int) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day <= self.last


class Facts(NamedTuple):
    """All that is judged. `days` and `pauses` as ordinals."""

    items: Mapping[str, Sequence[Kept]]
    person: Sequence[Doc] = ()  # {from, profession, region, specialties, prior}, in order
    days: Mapping[str, int] = {}  # enrolled, application, sitting, decision
    pauses: Sequence[Pause] = ()
    exceptions: Sequence[Exempt] = ()
    aside: Sequence[Exempt] = ()  # of kind block, on every rule


def facts(doc: Doc) -> Facts:
    """Facts from plain JSON, in whichever order it lists them."""
    return Facts(
        # In the order in which they are judged: it is made anew for each day on which something was corrected.
        items={kind: sorted((_item(kind, row) for row in doc.get(kind, ())), key=in_order) for kind in KINDS},
        person=sorted(doc.get("person", ()), key=lambda row: str(row.get("from") or "")),
        days={name: ordinal(day) for name, day in (doc.get("days") or {}).items() if day},
        pauses=apart([_pause(row) for row in doc.get("pauses", ())]),
        exceptions=_in_order(_exempt(row) for row in doc.get("exceptions", ())),
        aside=_in_order(
            _exempt({"rule": "", "kind": "block", "items": [row["item"]]} | row)
            for row in doc.get("aside", ())
        ),
    )


def in_order(item: Kept) -> tuple[str, str, bool]:
    """By which items are judged: their days, then their ids; of two versions of one, that which counts first."""
    return item.on, item.id, item.state not in COUNTS


def said(items: Sequence[Kept], field: str) -> list[Any]:
    """What each of these items, all of one kind, says in a field."""
    if field == "on":
        return [item.on for item in items]
    if items and isinstance(items[0], Case):
        # A case says all in fields of its own: read by C, not by us.
        return list(map(attrgetter(field), items))
    return [item.word(field) for item in items]


def as_known(known: Facts, day: int) -> Facts:
    """The same facts as they were known on a day: nothing that was taken back or corrected later was yet."""
    return known._replace(
        items={kind: [_then(item, day) for item in items] for kind, items in known.items.items()},
        person=[row for row in known.person if ordinal(row["from"]) <= day] or known.person[:1],
    )


def corrected_on(known: Facts) -> list[int]:
    """The days on which something that was known was taken back or corrected."""
    taken = {item.taken_back_on for items in known.items.values() for item in items} - {""}
    return sorted({ordinal(day) for day in taken} | {ordinal(row["from"]) for row in known.person[1:]})


def _then(item: Any, day: int) -> Kept:
    if item.taken_back_on and ordinal(item.taken_back_on) > day and item.state not in COUNTS:
        item = item._replace(state="signed" if isinstance(item, Case) else "counts")
    kept: Kept = item
    return kept


def _item(kind: str, row: Doc) -> Kept:
    if kind == "cases":
        return _case(row)
    return Item(
        id=row["id"],
        on=row["on"],
        state=row.get("state") or "counts",
        until=row.get("until") or "",
        taken_back_on=row.get("taken_back_on") or "",
        words={name: value for name, value in row.items() if name not in _OWN},
    )


def _case(row: Doc) -> Case:
    state = row.get("state") or "counts"
    told = {name: row[name] for name in Case._fields if row.get(name) is not None}
    told |= {
        "performed_on": row["on"],
        "state": {"counts": "signed", "waits": "sent"}.get(state, state),
        "areas": tuple(row.get("areas") or ()),
    }
    return Case(**(dict.fromkeys(("part", "setting", "product", "skin_type", "model"), "") | told))


def _pause(row: Doc) -> Pause:
    return ordinal(row["from"]), ordinal(row["until"]) if row.get("until") else NEVER


def _exempt(row: Doc) -> Exempt:
    last = ordinal(row["ends"]) if row.get("ends") else NEVER
    if row.get("withdrawn"):
        last = min(last, ordinal(row["withdrawn"]) - 1)
    told = {name: row.get(name) for name in ("kind", "reason", "by", "on", "ends")}
    items = frozenset(row.get("items") or ())
    return Exempt(row["rule"], row["kind"], row.get("value"), items, ordinal(row["on"]), last, told)


def _in_order(rows: Iterable[Exempt]) -> list[Exempt]:
    """The same whichever came first: by their day, then by all they say; of numbers the largest last."""
    return sorted(
        rows,
        key=lambda row: (row.first, row.rule, row.kind, row.value or 0, sorted(row.items), str(row.told)),
    )
