"""The answers a mutation can get, as the wire carries them."""

from typing import Literal, NotRequired, TypedDict, final


@final
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


@final
class Conflict(TypedDict):
    """It does not fit what the server has; `device` is which phone was asked to make it anew."""

    id: str
    status: Literal["conflict"]
    code: str
    head: ServerHead
    device: NotRequired[str | None]


@final
class Rejected(TypedDict):
    """It cannot be taken as it is: the code says why, `fields` where, in words."""

    id: str
    status: Literal["rejected"]
    code: str
    fields: dict[str, list[str]]


@final
class Blocked(TypedDict):
    """It builds upon a mutation that was not taken."""

    id: str
    status: Literal["blocked"]
    by: str


@final
class Retry(TypedDict):
    """Send it again."""

    id: str
    status: Literal["retry"]
    after_s: int


@final
class IdReused(TypedDict):
    """Its id, or its document's, was used for something else."""

    id: str
    status: Literal["id_reused"]


Verdict = Taken | Conflict | Rejected | Blocked | Retry | IdReused
