"""What is known of a request when it is over."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """One request that is over. `route` is a rule, `seconds` run from its whole body to the last byte of the answer."""

    number: str
    method: str
    route: str
    status: int
    seconds: float
    bytes: int
