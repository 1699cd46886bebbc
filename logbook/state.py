"""Where a case stands, made from statements and the outbox alone. Twin of twins/state.js."""

from typing import Any

Record = dict[str, Any]


def effective(signoffs: list[Record], withdrawals: list[Record]) -> list[Record]:
    """The sign-off records that were not taken back, oldest first."""
    withdrawn = {
        record["doc"]["of"]["id"] for record in withdrawals if record["doc"]["of"]["kind"] == "signoff"
    }
    kept = [record for record in signoffs if record["id"] not in withdrawn]
    return sorted(kept, key=lambda record: (record["doc"]["signed_at"], record["id"]))


def state(
    entry: Record | None,
    signoffs: list[Record],
    withdrawals: list[Record],
    outbox: list[Record],
    parked: list[Record],
) -> str:
    """The state of one entry, a code of the vocabulary's `states`.

    `entry` is its record (None while the server has none), `signoffs` and `withdrawals` are the records about it,
    `outbox` and `parked` the rows of this phone about it.
    """
    if any(row["code"] != "signed_meanwhile" for row in parked):
        return "parked"
    if any(record["doc"]["of"]["kind"] == "entry" for record in withdrawals) or _is_taken_back(outbox):
        return "withdrawn"
    if outbox:
        return "local"
    if entry is None:
        return "draft"
    answers = effective(signoffs, withdrawals)
    signed = [answer for answer in answers if answer["doc"]["verdict"] == "signed"]
    if signed:
        unsigned = bool(parked) or any(kept["code"] == "signed_meanwhile" for kept in entry["proposals"])
        changed = signed[-1]["doc"]["entry_hash"] != entry["hash"]
        return "new_version" if changed or unsigned else "signed"
    if answers and answers[-1]["doc"]["entry_hash"] == entry["hash"]:
        return "returned"
    return "sent"


def _is_taken_back(outbox: list[Record]) -> bool:
    """Whether its trainee has taken the case back on this phone: it counts for nothing from then on, sent or not."""
    docs = [row["doc"] for row in outbox]
    return any(doc["typ"] == "withdrawal" and doc["of"]["kind"] == "entry" for doc in docs)
