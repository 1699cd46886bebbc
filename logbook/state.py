"""Where a case stands, made from statements and the outbox alone. Twin of twins/state.js."""

from typing import Any

Record = dict[str, Any]


def effective(signoffs: list[Record], withdrawals: list[Record]) -> list[Record]:
    """The sign-off records that were not taken back, in the order in which the server received them.

    A phone's clock may say anything, so it orders nothing; what was not received yet comes last.
    """
    withdrawn = {
        record["doc"]["of"]["id"] for record in withdrawals if record["doc"]["of"]["kind"] == "signoff"
    }
    kept = [record for record in signoffs if record["id"] not in withdrawn]
    return sorted(kept, key=came)


def came(record: Record) -> tuple[str, str, str]:
    """The key that puts records about a case into the order in which the server received them; what came in the same
    second stands as its writer dated it."""
    return record.get("received_at") or "9999", record["doc"].get("signed_at") or "", record["id"]


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
    if any(not _closes_proposal(row) for row in outbox):
        return "local"
    if entry is None:
        return "draft"
    answers = effective(signoffs, withdrawals)
    here = [answer for answer in answers if answer["doc"]["entry_hash"] == entry["hash"]]
    if any(answer["doc"]["verdict"] == "signed" for answer in here):
        return "new_version" if parked or _has_late_change(entry, outbox) else "signed"
    # A signed case that was amended is returned like any other; its older signature stands meanwhile.
    if here:
        return "returned"
    return "new_version" if any(answer["doc"]["verdict"] == "signed" for answer in answers) else "sent"


def _has_late_change(entry: Record, outbox: list[Record]) -> bool:
    """Whether a change came after the signature and nobody has decided about it."""
    closed = {row["doc"]["of"]["id"] for row in outbox if _closes_proposal(row)}
    late = [kept for kept in entry["proposals"] if kept["code"] == "signed_meanwhile"]
    return any(kept["mutation"] not in closed for kept in late)


def _closes_proposal(row: Record) -> bool:
    """Whether it only tidies away a version that was kept beside: the case itself stands as it stood."""
    return bool(row["doc"]["typ"] == "withdrawal" and row["doc"]["of"]["kind"] == "proposal")


def _is_taken_back(outbox: list[Record]) -> bool:
    """Whether its trainee has taken the case back on this phone: it counts for nothing from then on, sent or not."""
    docs = [row["doc"] for row in outbox]
    return any(doc["typ"] == "withdrawal" and doc["of"]["kind"] == "entry" for doc in docs)
