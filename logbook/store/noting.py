"""What was only looked at, and is to be known of all the same."""

from logbook.problems import Busy, NotWritable
from logbook.store.connection import writing
from logbook.traces import trace


def noted(event: str, **facts: str | int | None) -> None:
    """Trace what changed nothing in a transaction of its own, so that the office reads it too. While nothing can be
    written the log alone has it: a file is given out all the same."""
    try:
        with writing():
            trace(event, **facts)
    except (Busy, NotWritable):
        trace(event, **facts)
