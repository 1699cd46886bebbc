"""`python -m logbook.jobs [PARENT]`: the worker as a process, with as little of the logbook as a queue needs.

Settings and database were checked by who starts it: `logbook work`, or the parent that `logbook serve` became (it
gives the number of its process, so that no worker outlives it).
"""

import logging
import sys

from logbook import bare_app
from logbook.jobs.worker import Worker


def main(parent: str = "") -> None:
    """Work until told to end."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    Worker(bare_app().app_context, int(parent) if parent else None).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
