"""The answers a mutation can get, as the wire carries them."""

from typing import Literal, TypedDict


class Taken(TypedDict):
    """It is stored, now or before: as this revision, under this hash."""

    id: str
    status: Literal["applied", "duplicate"]
    rev: int
    hash: str


class ServerHead(TypedDict):
    """What the server has."""

    rev: int
    hash: str
    stmt: str


class Conflict(TypedDict):
    """It does not fit what the server has."""

    id: str
    status: Literal["conflict"]
    code: str
    head: ServerHead


class Rejected(TypedDict):
    """It cannot be taken as it is: the code says why, `fields` where, in words."""

    id: str
    status: Literal["rejected"]
    code: str
    fields: dict[str, list[str]]


class Blocked(TypedDict):
    """It builds upon a mutation that was not taken."""

    id: str
    status: Literal["blocked"]
    by: str


class Retry(TypedDict):
    """Send it again."""

    id: str
    status: Literal["retry"]
    after_s: int


class IdReused(TypedDict):
    """Its id, or its document's, was used for something else."""

    id: str
    status: Literal["id_reused"]


Verdict = Taken | Conflict | Rejected | Blocked | Retry | IdReused
