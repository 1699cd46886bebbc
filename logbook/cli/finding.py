"""What `logbook doctor` says of one thing."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One line: `verdict` is ok, look (worth a look, may be meant so) or wrong (mend it before people come)."""

    verdict: str
    words: str
