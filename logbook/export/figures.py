"""The figures of an export: who signed, what was done how often, and how soon it was logged and signed. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any, cast

from logbook import moments, vocabulary
from logbook.kinds import KINDS
from logbook.record.reading import ABOUT_ENTRIES
from logbook.shapes import Entry
from logbook.shapes.bundle import (
    AreaLine,
    Exported,
    Signature,
    SignedAtOnce,
    SignerLine,
    Summary,
    Timeliness,
)
from logbook.shapes.loose import Doc

# After 14 days most ratings of a case no longer tell anything apart, so this is what an examiner looks at first.
IN_TIME_DAYS: int = vocabulary.LISTS["late_days"]
# What is said about an entry, list by list, as archive and digest name them.
LISTS = ("revisions", *(KINDS[name].plural for name in ABOUT_ENTRIES), "proposals")


def counts(entry: Exported) -> bool:
    """Whether an entry is signed by somebody who is confirmed, or signed before that was asked, and was done when it
    came."""
    return entry["signature"] is not None and entry["confirmed"] is not None and not counts_nothing(entry)


def counts_nothing(entry: Exported) -> bool:
    """Whether an entry is dated so far after it was received that it counts for nothing."""
    return bool(entry["ahead"] >= moments.REFUSED)


@dataclass
class Figures:
    """What is counted of entries as they come by, one after the other: none of them is kept."""

    _hashes: list[bytes] = field(default_factory=list)
    _lines: list[bytes] = field(default_factory=list)
    _signers: dict[tuple[str, ...], Doc] = field(default_factory=dict)
    _meanings: dict[str, None] = field(default_factory=dict)
    _models: set[str] = field(default_factory=set)
    _counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _areas: Counter[tuple[str, str]] = field(default_factory=Counter)
    _states: Counter[str] = field(default_factory=Counter)
    _entry_delays: list[int] = field(default_factory=list)
    _signoff_delays: list[int] = field(default_factory=list)
    _minutes: Counter[tuple[str, str]] = field(default_factory=Counter)
    _names: dict[str, str] = field(default_factory=dict)
    newer: int = 0
    entries: int = 0

    def add(self, entry: Exported) -> None:
        """Count one entry, and everything that was said of it."""
        self.entries += 1
        self.newer += entry["newer"] is not None
        self._hashes.append(entry["hash"].encode())
        self._lines += (line.encode() for line in _everything_said(entry))
        if entry["signature"]:
            self._add_signature(entry, entry["signature"])
        if counts(entry):
            self._add_counting(entry["doc"])
        self._add_moments(entry)

    def _add_signature(self, entry: Exported, signature: Signature) -> None:
        doc = signature["doc"]
        who, on = doc["signer"], (entry["signed_at"] or "")[:10]
        self._meanings.setdefault(doc["meaning"]["text"])
        line = self._signers.setdefault(
            (who["id"], who["name"], who["body"], who["number"]),
            {
                "confirmed": entry["confirmed"],
                "grades": set(),
                "signed": 0,
                "first_on": on,
                "last_on": on,
            },
        )
        line["grades"].add(signature["grade"])
        line["signed"] += 1
        line["first_on"], line["last_on"] = min(line["first_on"], on), max(line["last_on"], on)
        if entry["state"] != "withdrawn":
            self._names[who["id"]] = who["name"]
            self._minutes[who["id"], doc["signed_at"][:16]] += 1

    def _add_counting(self, doc: Entry) -> None:
        self._models.add(doc["model"]["code"])
        for name, value in (
            ("parts", doc["part"]),
            ("skin_types", doc["model"]["skin_type"]),
            ("sexes", doc["model"]["sex"]),
            ("age_bands", doc["model"]["age_band"]),
            ("settings", doc["setting"]),
            ("months", doc["performed_on"][:7]),
        ):
            self._counts[name][value] += 1
        for area in doc["areas"]:
            self._areas[area, doc["part"]] += 1
        if doc["product"]:
            self._counts["products"][doc["product"]["code"]] += 1
            units = sum(point["units_tenths"] for point in doc["points"])
            self._counts["units"][doc["product"]["code"]] += units

    def _add_moments(self, entry: Exported) -> None:
        self._states["signatures withdrawn"] += sum(
            signoff["doc"]["verdict"] == "signed" and signoff["withdrawn_at"] is not None
            for signoff in entry["signoffs"]
        )
        self._states[entry["state"]] += 1
        # A withdrawn entry has no delay, and what is dated after it came was not logged in time, whatever is said.
        if entry["state"] == "withdrawn":
            return
        self._states["unsigned"] += entry["signature"] is None
        if entry["ahead"] < moments.TOLD:
            self._entry_delays.append(entry["entry_delay"])
            if entry["signoff_delay"] is not None:
                self._signoff_delays.append(entry["signoff_delay"])

    def digest(self) -> str:
        """Of the versions that count of all entries."""
        return digest(self._hashes)

    def record_digest(self) -> str:
        """Of everything that was said."""
        return digest(self._lines)

    def meanings(self) -> list[str]:
        """The words that signatures stand under, as they first came."""
        return list(self._meanings)

    def signers(self, people: dict[str, Any]) -> list[SignerLine]:
        """The register of those whose signatures stand, by name.

        Name, body and number
        are as registered when they signed: somebody who changed them appears twice, and `present` is the name they have
        now. `confirmed` is None where the signatures wait for that, else {how, at, by}. `people` are {id: {name, …}}.
        """
        found = []
        for key, line in sorted(self._signers.items(), key=lambda one: one[0][1]):
            who = dict(zip(("id", "name", "body", "number"), key, strict=True))
            known = people.get(who["id"], {"name": who["name"], "profession": ""})
            told = who | {"present": known["name"], "profession": known["profession"]}
            found.append(cast(SignerLine, told | line | {"grades": sorted(line["grades"])}))
        return found

    def summary(self) -> Summary:
        """Of the entries that count."""
        return {
            "signed": self._counts["parts"].total(),
            "models": len(self._models),
            "parts": self._listed("parts"),
            "areas": self._area_lines(),
            "products": [
                {
                    "product": code,
                    "cases": self._counts["products"][code],
                    "units_tenths": self._counts["units"][code],
                }
                # Units of one product are never units of another: each has a sum of its own.
                for code in vocabulary.codes("products")
                if code in self._counts["products"]
            ],
            "skin_types": self._listed("skin_types"),
            "sexes": self._listed("sexes"),
            "age_bands": self._listed("age_bands"),
            "settings": self._listed("settings"),
            "months": dict(sorted(self._counts["months"].items())),
        }

    def timeliness(self) -> Timeliness:
        """How soon entries were logged and signed."""
        withdrawn = self._states["withdrawn"]
        alive = self.entries - withdrawn
        return {
            "logged": alive,
            "entry_median": _median(self._entry_delays),
            "entry_next_day": sum(delay <= 1 for delay in self._entry_delays),
            "signed": alive - self._states["unsigned"],
            "signoff_median": _median(self._signoff_delays),
            "signoff_in_time": sum(delay <= IN_TIME_DAYS for delay in self._signoff_delays),
            "unsigned": self._states["unsigned"],
            "returned": self._states["returned"],
            "withdrawn": withdrawn,
            "signatures_withdrawn": self._states["signatures withdrawn"],
            "batches": self._batches(),
        }

    def _batches(self) -> list[SignedAtOnce]:
        """Where one supervisor signed several entries within the same minute, the largest first."""
        found: list[SignedAtOnce] = [
            {"name": self._names[id], "at": f"{minute}:00Z", "entries": number}
            for (id, minute), number in self._minutes.items()
            if number > 1
        ]
        return sorted(found, key=lambda batch: (-batch["entries"], batch["at"]))

    def _area_lines(self) -> list[AreaLine]:
        lines: list[AreaLine] = []
        for area in vocabulary.codes("areas"):
            parts = {part: self._areas[area, part] for part in vocabulary.codes("parts")}
            if any(parts.values()):
                lines.append({"area": area, "parts": parts, "all": sum(parts.values())})
        return lines

    def _listed(self, name: str) -> dict[str, int]:
        found = self._counts[name]
        return {code: found[code] for code in [*vocabulary.codes(name), ""] if code in found}


def digest(lines: Iterable[bytes]) -> str:
    """One number for all entries of a file: SHA-256 over their hashes, sorted, a newline between two."""
    return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()


def _everything_said(entry: Exported) -> Iterator[str]:
    """A line for each statement about an entry: what it is, its hash, when it was received, how it was checked."""
    for name in LISTS:
        for one in cast(Doc, entry)[name]:
            yield f"{name} {one['hash']} {one['received_at']} {one.get('grade') or '-'}"


def _median(delays: list[int]) -> float | int | None:
    middle = median(delays) if delays else None
    return int(middle) if middle is not None and middle == int(middle) else middle
