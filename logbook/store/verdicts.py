"""The answers a mutation can get, each a plain dict as the wire carries it."""

from collections import Counter
from collections.abc import Iterable

from logbook.shapes.verdicts import Blocked, Conflict, IdReused, Rejected, Retry, Taken, Verdict
from logbook.traces import trace

Fields = dict[str, list[str]]

# With these a mutation's followers may go on; after any other they are blocked.
DONE = {"applied", "duplicate"}
# These say: it was not yours to say.
OF_RIGHTS = {"no_access", "own_entry", "signer_mismatch", "needs_signature"}


def applied(id: str, rev: int, hash: str) -> Taken:
    """It is stored: this revision, this text."""
    return {"id": id, "status": "applied", "rev": rev, "hash": hash}


def duplicate(id: str, rev: int, hash: str) -> Taken:
    """What it says was there already, as this revision."""
    return {"id": id, "status": "duplicate", "rev": rev, "hash": hash}


def conflict(id: str, code: str, rev: int, hash: str, text: str) -> Conflict:
    """It does not fit what the server has; `head` is that."""
    return {"id": id, "status": "conflict", "code": code, "head": {"rev": rev, "hash": hash, "stmt": text}}


def rejected(id: str, code: str, fields: Fields | None = None) -> Rejected:
    """It cannot be taken as it is: the code says why, `fields` where, in words."""
    return {"id": id, "status": "rejected", "code": code, "fields": fields or {}}


def blocked(id: str, by: str) -> Blocked:
    """It builds upon a mutation that was not taken."""
    return {"id": id, "status": "blocked", "by": by}


def retry(id: str, after_s: int = 5) -> Retry:
    """Send it again; nothing is decided and nothing stored."""
    return {"id": id, "status": "retry", "after_s": after_s}


def id_reused(id: str) -> IdReused:
    """Its id, or its document's, was used for something else."""
    return {"id": id, "status": "id_reused"}


def trace_refused(verdicts: Iterable[Verdict]) -> None:
    """Put into the security log what was refused for rights: one line for each cause, however many statements."""
    codes = Counter(code for verdict in verdicts if (code := verdict.get("code")) in OF_RIGHTS)
    for code, count in sorted(codes.items()):
        trace("refused", code=code, count=count)
