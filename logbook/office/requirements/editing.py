"""What is done to a set as a whole: its rules, parts and gates found, moved, removed and put back.

Pure; a set is JSON of grammar 2, changed in place.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable
from typing import NamedTuple

import orjson

from logbook import canonical
from logbook.eligibility import objections, sentences
from logbook.eligibility.grammar import rules_of
from logbook.folding import folded
from logbook.shapes.loose import Doc
from logbook.vocabulary import LISTS

TAKEN = {"what-if"}  # where a rule is told in full, /pathway/<rule>, another page has this address
MOST_PACKED = 1500  # letters: it travels in the cookie of a browser


class Place(NamedTuple):
    """Where something stands: among whom, as which of them, and the id of what holds it ("" for a gate)."""

    among: list[Doc]
    at: int
    holder: str

    @property
    def what(self) -> Doc:
        """The gate, rule or part itself."""
        return self.among[self.at]


def rule(doc: Doc, id: str) -> Place | None:
    """A rule of a set, or a part of one that is a choice."""
    for one in doc["gates"]:
        for holder in (one, *one["rules"]):
            among = holder.get("rules" if holder is one else "any") or []
            for at, found in enumerate(among):
                if found["id"] == id:
                    return Place(among, at, holder["id"])
    return None


def gate(doc: Doc, id: str) -> Place | None:
    """A gate of a set."""
    return next((Place(doc["gates"], at, "") for at, one in enumerate(doc["gates"]) if one["id"] == id), None)


def holder(doc: Doc, id: str) -> list[Doc] | None:
    """The list into which something may be put: the gates (""), the rules of a gate, the parts of a choice."""
    if not id:
        gates: list[Doc] = doc["gates"]
        return gates
    found = gate(doc, id)
    if found:
        rules: list[Doc] = found.what["rules"]
        return rules
    there = rule(doc, id)
    return there.what.get("any") if there else None


def move(doc: Doc, place: Place, by: int) -> bool:
    """Move something one place up (-1) or down (1); a rule at the edge of its gate goes into the next one. False where
    there is nowhere to go."""
    to = place.at + by
    if 0 <= to < len(place.among):
        place.among.insert(to, place.among.pop(place.at))
        return True
    here = gate(doc, place.holder)
    if here is None or not 0 <= here.at + by < len(doc["gates"]):
        return False
    rules = doc["gates"][here.at + by]["rules"]
    rules.insert(len(rules) if by < 0 else 0, place.among.pop(place.at))
    return True


def removed(place: Place) -> str:
    """Take something out; gives it with its place, so that it can be put back: "" where it is too long to travel."""
    told = {"in": place.holder, "at": place.at, "what": place.among.pop(place.at)}
    packed = urlsafe_b64encode(zlib.compress(canonical.dumps(told, deeper=2).encode(), 9)).decode()
    return packed if len(packed) <= MOST_PACKED else ""


def put_back(doc: Doc, packed: str) -> str | None:
    """Put what `removed` took out where it was, or as near as may be; gives its id, None where that cannot be: the
    text was changed on its way, what held it is gone, or its name was given to another."""
    told = _unpacked(packed)
    if told is None:
        return None
    what, among = told["what"], holder(doc, told["in"])
    if among is None or not _fits(what, told["in"]) or _ids(what) & ids(doc):
        return None
    among.insert(min(told["at"], len(among)), what)
    return str(what["id"])


def ids(doc: Doc) -> set[str]:
    """The names of all gates, rules and parts."""
    return {one["id"] for one in (*doc["gates"], *rules_of(doc))}


def named(doc: Doc, label: str) -> str:
    """A name for something new that is called so: "Crow’s feet" is crows-feet, a second one crows-feet-2."""
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[’'`]", "", folded(label))).strip("-")
    stem = (plain if plain[:1].isalpha() else f"rule-{plain}").strip("-")[:36].strip("-")
    taken, number, id = ids(doc) | set(doc.get("renames", {})) | TAKEN, 1, stem
    while id in taken:
        number += 1
        id = f"{stem}-{number}"
    return id


def _ids(what: Doc) -> set[str]:
    return {what["id"], *(one["id"] for one in what.get("any", ()))}


def _fits(what: Doc, holder: str) -> bool:
    """Whether it can be read: a gate without rules, or a rule."""
    gate = {"id": "gate", "rules": [what]} if holder else what
    frame = {"grammar": 2, "version": 1, "title": "-", "authority": "ours", "source": "-"}
    found = objections.faults(frame | {"as_of": "2026-01-01", "confidence": "read", "gates": [gate]})
    return not any(one.code == "form" for one in found)


def _unpacked(packed: str) -> Doc | None:
    try:
        unzip = zlib.decompressobj()
        text = unzip.decompress(urlsafe_b64decode(packed.encode()), 100_000)
        told = orjson.loads(text)
        known = isinstance(told["in"], str) and isinstance(told["at"], int) and isinstance(told["what"], dict)
        return told if known and told["at"] >= 0 else None
    except (Error, ValueError, TypeError, KeyError, zlib.error):
        return None


def _moved(by: int) -> Callable[[Doc, str], tuple[str, str, str] | None]:
    def moved(doc: Doc, id: str) -> tuple[str, str, str] | None:
        place = rule(doc, id) or gate(doc, id)
        if place is None or not move(doc, place, by):
            return None
        return "It is moved.", "", f"at-{id}"

    return moved


def _taken(doc: Doc, id: str) -> tuple[str, str, str] | None:
    place = rule(doc, id) or gate(doc, id)
    if place is None or place.what.get("rules") or (not place.holder and len(place.among) == 1):
        return None
    name = place.what.get("label") or sentences.gate_name(place.what)
    return f"{name} is removed.", removed(place), ""


def _added(doc: Doc, id: str) -> tuple[str, str, str] | None:
    if id not in LISTS["gates"] or id in ids(doc):
        return None
    doc["gates"].append({"id": id, "label": LISTS["gates"][id], "rules": []})
    return f"{LISTS['gates'][id]} is added. Put its rules in.", "", f"at-{id}"


# What a button of the page does to a set: gives what is said of it, what was taken out ("" where it cannot be put
# back), and the place to look at; None where it cannot be done.
ACTS = {"up": _moved(-1), "down": _moved(1), "remove": _taken, "gate": _added}
