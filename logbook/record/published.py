"""Requirement sets by their hash: those that are shipped, and those that a programme's coordinators published.

A text never changes, so what was read once stays in any process.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, select, union

from logbook import canonical
from logbook.eligibility import grammar, older, requirements
from logbook.eligibility.requirements import Set
from logbook.models import Enrolment, RequirementSet, RuleException, among


class Published(NamedTuple):
    """One version of a set: `whole` in grammar 2 in full, `told` as documents of the first grammar have it; `text` is
    the canonical text whose hash it is. `programme` is whose coordinators wrote it, None of a shipped one."""

    key: str
    version: int
    hash: str
    text: str
    whole: Set
    told: Set
    programme: str | None


_read: dict[str, Published] = {}


@cache
def shipped(key: str) -> Published:
    """A shipped set as this build has it. Raises FileNotFoundError for a key there is not."""
    return read(text_of(requirements.raw(key)), None)


def by_hash(connection: Connection, hashes: Iterable[str]) -> dict[str, Published]:
    """{hash: the set} of those that there are."""
    asked = set(hashes)
    if missing := sorted(asked - _read.keys()):
        for row in connection.execute(_TEXTS, {"hashes": missing}):
            _read[row.hash] = read(row.text, row.programme_id)
    return {hash: _read[hash] for hash in asked if hash in _read}


def newest(connection: Connection, keys: Iterable[str]) -> dict[str, Published]:
    """{key: its newest version} of those that there are; of a shipped one the version that this build has."""
    asked, ours = set(keys), set(requirements.keys())
    found = {key: shipped(key) for key in asked & ours}
    if theirs := sorted(asked - ours):
        rows = connection.execute(_NEWEST, {"keys": theirs}).all()
        texts = by_hash(connection, [row.hash for row in rows])
        found |= {row.key: texts[row.hash] for row in rows}
    return found


def versions(connection: Connection, key: str, programme: str) -> list[Published]:
    """Every version that a programme's coordinators published under a key, the newest first."""
    hashes = connection.scalars(_VERSIONS, {"key": key, "programme": programme}).all()
    found = by_hash(connection, hashes)
    return [found[hash] for hash in hashes]


def text_of(doc: Set) -> str:
    """The canonical text of a set. It nests deeper than a statement, and where rules were renamed their names are keys.
    Raises canonical.NotCanonical."""
    renames = doc.get("renames", {})
    canonical.dumps(doc | {"renames": [*renames, *renames.values()]}, deeper=4)
    return orjson.dumps(doc, option=orjson.OPT_SORT_KEYS).decode()


def damaged(connection: Connection) -> list[str]:
    """Hashes of sets whose text has another one."""
    rows = connection.execute(select(RequirementSet.hash, RequirementSet.text).order_by(RequirementSet.hash))
    return [row.hash for row in rows if canonical.digest(row.text) != row.hash]


def missed(connection: Connection) -> list[str]:
    """Hashes of sets by which somebody is judged, or from which somebody is excepted, and which are not there."""
    named = union(select(Enrolment.set_hash), select(RuleException.set_hash)).subquery()
    query = select(named.c.set_hash).where(named.c.set_hash.not_in(select(RequirementSet.hash)))
    return sorted(connection.scalars(query))


def read(text: str, programme: str | None) -> Published:
    """The set that a canonical text is, or would be once it is published."""
    raw: Any = orjson.loads(text)
    whole = grammar.read(raw)
    hash, told = canonical.digest(text), older.told(whole)
    return Published(raw["key"], raw["version"], hash, text, whole, told, programme)


_TEXTS = select(RequirementSet.hash, RequirementSet.text, RequirementSet.programme_id).where(
    among(RequirementSet.hash, "hashes")
)
_VERSIONS = (
    select(RequirementSet.hash)
    .where(RequirementSet.key == bindparam("key"), RequirementSet.programme_id == bindparam("programme"))
    .order_by(RequirementSet.version.desc())
)
# In their order, so that the newest of each key is what stays.
_NEWEST = (
    select(RequirementSet.key, RequirementSet.hash)
    .where(RequirementSet.key.in_(bindparam("keys", expanding=True)))
    .order_by(RequirementSet.version)
)
