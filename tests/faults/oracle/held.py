"""What lies in a browser's database, in the words of the judge."""

from dataclasses import dataclass
from typing import Any

from tests.faults.oracle.phones import COMPARED
from tests.support.cast.people import Somebody

Doc = dict[str, Any]


@dataclass
class Waiting:
    """A row that waits."""

    mutation: str


@dataclass
class Held:
    """As much of phones.Phone as the judge looks at."""

    name: str
    somebody: Somebody
    acknowledged: dict[str, Doc]
    outbox: list[Waiting]
    parked: set[str]
    renewed: dict[str, str]
    hashes: dict[tuple[str, str], str]

    @classmethod
    def of(
        cls, box: Doc, name: str, somebody: Somebody, acknowledged: dict[str, Doc], renewed: Doc
    ) -> "Held":
        """`box` as hands.js gives it: {documents, outbox, parked, sent}."""
        hashes = {(doc["kind"], doc["id"]): doc["hash"] for doc in box["documents"] if not doc.get("gone")}
        counted = {key: hash for key, hash in hashes.items() if key[0] in COMPARED}
        waiting = [Waiting(row["mutation"]) for row in box["outbox"]]
        # A refused statement that its writer gave up, or replaced, is kept among the sent ones.
        retired = [row for row in box["sent"] if row["outcome"] in ("discarded", "undone") or "code" in row]
        parked = {row["mutation"] for row in [*box["parked"], *retired]}
        return cls(name, somebody, acknowledged, waiting, parked, renewed, counted)


def renewed(box: Doc) -> dict[str, str]:
    """{old mutation: the one under which it was sent again}: both have the number that the phone gave the statement."""
    rows = [*box["outbox"], *box["parked"], *box["sent"]]
    chains: dict[int, list[str]] = {}
    left = {row["mutation"] for row in box["sent"] if row["outcome"] == "superseded" and "code" not in row}
    # The time of an answer is in whole seconds, and several may come in one: what was left is older than what was not.
    for row in sorted(rows, key=lambda row: (row["mutation"] not in left, row.get("sent_at") or "9")):
        chains.setdefault(row["n"], []).append(row["mutation"])
    pairs = [pair for chain in chains.values() for pair in zip(chain, chain[1:], strict=False)]
    return {old: new for old, new in pairs if old in left}
