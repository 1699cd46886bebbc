"""One conversation of a phone with the server: what it sends, what it is answered."""

from typing import Any, Literal, NotRequired, TypedDict

from logbook.shapes.records import Digest, Gone, Wire
from logbook.shapes.snapshot import You
from logbook.shapes.verdicts import Verdict


class Sent(TypedDict):
    """A statement on its way: `n` counts on its phone, `after` names what it builds upon, `sig` is what its device
    signed it with."""

    id: str
    n: int
    after: str | None
    stmt: str
    sig: Any


class Envelope(TypedDict):
    """A sync request, protocol 1."""

    proto: int
    build: str
    request_id: str
    account: str
    device: str
    client_now: str
    epoch: str | None
    cursor: str | None
    pending_left: int
    oldest_pending: str | None
    mutations: list[Sent]


class Page(TypedDict):
    """A page of the feed; of a pull that failed its error, and the cursor that was asked with. `part` says that the
    phone is given a part of what its account may hold, for builds that understand it."""

    docs: list[Wire | Gone]
    cursor: str | None
    more: bool
    error: NotRequired[Literal["pull_failed"]]
    part: NotRequired[bool]


class PullAnswer(TypedDict):
    """What came down: the digests only with the last page, of the first four kinds and of all others (builds before
    this one sent none). `you` is what the account alone is told."""

    you: You
    epoch: str | None
    pull: Page
    digest: Digest | None
    others: NotRequired[Digest | None]


class SyncAnswer(PullAnswer):
    """The whole answer."""

    request_id: str
    account: str
    server_now: str
    results: list[Verdict]
