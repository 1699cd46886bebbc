"""What a trainee did beside their cases, as rules see it: modules, hours, credits, documents. Pure.

Of all that was said of one completion one thing is made. It counts where a tutor, a file or the office says so; what is
only declared waits.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from logbook import instants
from logbook.deadlines import later
from logbook.shapes.loose import Doc

Row = Mapping[str, Any]
# Of a module and the day on which it was done.
IsAccredited = Callable[[str, str], bool]
# How a module's part is taught, as rules about hours ask.
_WAYS = {"theory": "didactic", "practical": "hands_on", "peer": "participatory", "case_study": "didactic"}


def _never(module: str, on: str) -> bool:
    return False


def waiting_of(rows: Iterable[Row]) -> set[str]:
    """The ids of those attestations that wait for a tutor: declared, not taken back, and nobody else says so."""
    found = {deed: _standing(said) for deed, said in _by_deed(rows).items()}
    return {
        row["id"]
        for said in found.values()
        if said and all(row["known"] == "declared" for row in said)
        for row in said
    }


def items(rows: Iterable[Row], tz: str, is_accredited: IsAccredited = _never) -> dict[str, list[Doc]]:
    """{kind of fact: items} of one trainee's attestations in a programme, as `eligibility.given.facts` reads them.

    A row has the columns of `Attestation`, `told` as text, and of its module's version `keeps_months`, `part` and
    `subject`, None where there is none. `tz`: in whose days something was taken back. What is `accredited` is so
    by what was in force on the day of completion.
    """
    found: dict[str, list[Doc]] = {"modules": [], "hours": [], "credits": [], "documents": []}
    for said in _by_deed(rows).values():
        one = _chosen(said)
        for kind, words in _facts(one, orjson.loads(one["told"]), is_accredited):
            found[kind].append({"id": one["id"], "on": one["on_day"], **_state(said, tz), **words})
    return found


def deeds(rows: Iterable[Row], tz: str) -> Iterator[tuple[Row, Doc]]:
    """One row for each completion, whose words are taken, and its state."""
    for said in _by_deed(rows).values():
        yield _chosen(said), _state(said, tz)


def until_of(row: Row) -> str | None:
    """Until when a module keeps, by its version; None where it keeps for good."""
    return later(row["on_day"], months=row["keeps_months"]) if row["keeps_months"] else None


def _by_deed(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """What was said of each completion, as it came."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["received_at"], row["id"])):
        found.setdefault((row["membership_id"], row["deed"]), []).append(row)
    return found


def _standing(said: Iterable[Row]) -> list[Row]:
    return [row for row in said if row["withdrawn_at"] is None]


def _chosen(said: Sequence[Row]) -> Row:
    """Whose words are taken: of what stands the first that is more than declared, else the first of all."""
    stands = _standing(said) or said
    return next((row for row in stands if row["known"] != "declared"), stands[0])


def _state(said: Sequence[Row], tz: str) -> Doc:
    stands = _standing(said)
    if any(row["known"] != "declared" for row in stands):
        return {"state": "counts"}
    taken = [row["withdrawn_at"] for row in said if row["known"] != "declared" and row["withdrawn_at"]]
    back = {"taken_back_on": instants.day(max(taken), tz)} if taken else {}
    return {"state": "waits" if stands else "withdrawn"} | back


def _facts(row: Row, told: Doc, is_accredited: IsAccredited) -> Iterator[tuple[str, Doc]]:
    if row["what"] == "document":
        yield "documents", {"kind": told["document"], "until": row["until_day"] or ""}
    elif row["what"] == "hours":
        yield (
            "hours",
            _hours(told, told["hours"], told["way"], told["subject"]) | {"until": row["until_day"] or ""},
        )
    else:
        yield from _module(row, told, is_accredited(row["module"], row["on_day"]))


def _module(row: Row, told: Doc, is_accredited: bool) -> Iterator[tuple[str, Doc]]:
    subject, last = row["subject"] or row["module"], until_of(row)
    until = {"until": last} if last else {}
    words = {
        "module": row["module"],
        "version": row["version"],
        "subject": subject,
        "accredited": is_accredited,
    }
    yield "modules", words | until
    if told["minutes"]:
        yield (
            "hours",
            _hours(told, "course", _WAYS.get(row["part"] or "", ""), subject) | {"accredited": is_accredited},
        )
    if told["credits_tenths"]:
        yield "credits", {"kind": "claimed", "tenths": told["credits_tenths"]}


def _hours(told: Doc, kind: str, way: str, subject: str) -> Doc:
    """Hours are whole tenths; what is less than six minutes is none."""
    return {
        "kind": kind,
        "way": way or None,
        "subject": subject or None,
        "accredited": False,
        "tenths": told["minutes"] // 6,
    }
