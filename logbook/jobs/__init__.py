"""Work done later: whoever wants something writes a row, and a worker of any host does it.

`want` in the transaction that wants it; `logbook work` does it. At least once it is begun, once it has an effect
(decision 38).
"""

from logbook.jobs.queue import want

__all__ = ["want"]
