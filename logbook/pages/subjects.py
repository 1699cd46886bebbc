"""Which case a statement is about. Twin of pages/subjects.js."""

from logbook.shapes.loose import Doc


def closes(doc: Doc) -> str:
    """The mutation of the kept version that a withdrawal puts away; "" for every other statement."""
    return str(doc["of"]["id"]) if doc["typ"] == "withdrawal" and doc["of"]["kind"] == "proposal" else ""


def owners(snapshot: Doc) -> dict[str, str]:
    """Which entry a sign-off or a kept version is about: a withdrawal of one names nothing else."""
    records = snapshot["records"]
    docs = [thing["doc"] for thing in (*records["signoff"], *snapshot["outbox"], *snapshot["parked"])]
    kept = {one["mutation"]: record["id"] for record in records["entry"] for one in record["proposals"]}
    return kept | {doc["id"]: doc["entry"] for doc in docs if doc["typ"] == "signoff"}


def entry_of(doc: Doc, owner: dict[str, str]) -> str:
    """The id of the entry a statement is about; "" where that is not known here."""
    if doc["typ"] == "entry":
        return str(doc["id"])
    if doc["typ"] == "withdrawal":
        of = doc["of"]
        return str(of["id"] if of["kind"] == "entry" else owner.get(of["id"], ""))
    return str(doc["entry"])
