"""The figures of an export: who signed, what was done how often, and how soon it was logged and signed. Pure."""

from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import Any, cast

from logbook import moments, vocabulary
from logbook.shapes import Entry
from logbook.shapes.bundle import (
    AreaLine,
    Exported,
    ProductLine,
    SignedAtOnce,
    SignerLine,
    Summary,
    Timeliness,
)
from logbook.shapes.loose import Doc

# After 14 days most ratings of a case no longer tell anything apart, so this is what an examiner looks at first.
IN_TIME_DAYS: int = vocabulary.LISTS["late_days"]


def signers(entries: Iterable[Exported], people: dict[str, Any]) -> list[SignerLine]:
    """The register of those whose signatures stand, by name.

    Name, body and number
    are as registered when they signed: somebody who changed them appears twice, and `present` is the name they have
    now. `confirmed` is None where the signatures wait for that, else {how, at, by}. `people` are {id: {name, …}}.
    """
    found: dict[tuple[str, ...], Doc] = {}
    for entry in entries:
        if entry["signature"] is None:
            continue
        signature = entry["signature"]["doc"]
        who, on = signature["signer"], (entry["signed_at"] or "")[:10]
        key = tuple(who[name] for name in ("id", "name", "body", "number"))
        known = people.get(who["id"], {"name": who["name"], "profession": ""})
        line = found.setdefault(
            key,
            {name: who[name] for name in ("id", "name", "body", "number")}
            | {
                "present": known["name"],
                "profession": known["profession"],
                "confirmed": entry["confirmed"],
                "grades": set(),
                "signed": 0,
                "first_on": on,
                "last_on": on,
            },
        )
        line["grades"].add(entry["signature"]["grade"])
        line["signed"] += 1
        line["first_on"], line["last_on"] = min(line["first_on"], on), max(line["last_on"], on)
    return [
        cast(SignerLine, line | {"grades": sorted(line["grades"])})
        for _, line in sorted(found.items(), key=lambda one: one[0][1])
    ]


def counts(entry: Exported) -> bool:
    """Whether an entry is signed by somebody who is confirmed, or signed before that was asked, and was done when it
    came."""
    return entry["signature"] is not None and entry["confirmed"] is not None and not counts_nothing(entry)


def counts_nothing(entry: Exported) -> bool:
    """Whether an entry is dated so far after it was received that it counts for nothing."""
    return bool(entry["ahead"] >= moments.REFUSED)


def summary(entries: Iterable[Exported]) -> Summary:
    """Of the entries that count."""
    docs = [entry["doc"] for entry in entries if counts(entry)]
    return {
        "signed": len(docs),
        "models": len({doc["model"]["code"] for doc in docs}),
        "parts": _count("parts", (doc["part"] for doc in docs)),
        "areas": _areas(docs),
        "products": _products(docs),
        "skin_types": _count("skin_types", (doc["model"]["skin_type"] for doc in docs)),
        "sexes": _count("sexes", (doc["model"]["sex"] for doc in docs)),
        "age_bands": _count("age_bands", (doc["model"]["age_band"] for doc in docs)),
        "settings": _count("settings", (doc["setting"] for doc in docs)),
        "months": dict(sorted(Counter(doc["performed_on"][:7] for doc in docs).items())),
    }


def timeliness(entries: list[Exported]) -> Timeliness:
    """Withdrawn entries have no delay."""
    alive = [entry for entry in entries if entry["state"] != "withdrawn"]
    came = [entry for entry in alive if entry["ahead"] < moments.TOLD]
    signed = [delay for entry in came if (delay := entry["signoff_delay"]) is not None]
    # What is dated after it came was not logged in time, whatever the calendar says.
    logged = [entry["entry_delay"] for entry in came]
    return {
        "logged": len(alive),
        "entry_median": _median(logged),
        "entry_next_day": sum(delay <= 1 for delay in logged),
        "signed": sum(entry["signature"] is not None for entry in alive),
        "signoff_median": _median(signed),
        "signoff_in_time": sum(delay <= IN_TIME_DAYS for delay in signed),
        "unsigned": sum(entry["signature"] is None for entry in alive),
        "returned": sum(entry["state"] == "returned" for entry in alive),
        "withdrawn": len(entries) - len(alive),
        "signatures_withdrawn": sum(
            signoff["doc"]["verdict"] == "signed" and signoff["withdrawn_at"] is not None
            for entry in entries
            for signoff in entry["signoffs"]
        ),
        "batches": _batches(alive),
    }


def _batches(entries: Iterable[Exported]) -> list[SignedAtOnce]:
    """Where one supervisor signed several entries within the same minute, the largest first."""
    minutes: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for entry in entries:
        if entry["signature"]:
            doc = entry["signature"]["doc"]
            names[doc["signer"]["id"]] = doc["signer"]["name"]
            minutes[doc["signer"]["id"], doc["signed_at"][:16]] += 1
    found: list[SignedAtOnce] = [
        {"name": names[id], "at": f"{minute}:00Z", "entries": number}
        for (id, minute), number in minutes.items()
        if number > 1
    ]
    return sorted(found, key=lambda batch: (-batch["entries"], batch["at"]))


def _areas(docs: list[Entry]) -> list[AreaLine]:
    counts = Counter((area, doc["part"]) for doc in docs for area in doc["areas"])
    lines: list[AreaLine] = []
    for area in vocabulary.codes("areas"):
        parts = {part: counts[area, part] for part in vocabulary.codes("parts")}
        if any(parts.values()):
            lines.append({"area": area, "parts": parts, "all": sum(parts.values())})
    return lines


def _products(docs: list[Entry]) -> list[ProductLine]:
    """Units of one product are never units of another: each has a sum of its own."""
    cases, units = Counter[str](), Counter[str]()
    for doc in docs:
        if doc["product"]:
            cases[doc["product"]["code"]] += 1
            units[doc["product"]["code"]] += sum(point["units_tenths"] for point in doc["points"])
    return [
        {"product": code, "cases": cases[code], "units_tenths": units[code]}
        for code in vocabulary.codes("products")
        if code in cases
    ]


def _count(name: str, values: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {code: counts[code] for code in [*vocabulary.codes(name), ""] if code in counts}


def _median(delays: list[int]) -> float | int | None:
    middle = median(delays) if delays else None
    return int(middle) if middle is not None and middle == int(middle) else middle
