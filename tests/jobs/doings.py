"""A kind of job as a test needs it: what it does is said in its payload."""

import time

from logbook.jobs import results
from logbook.jobs.task import NotNow, Task
from logbook.problems import NotPrinted

KIND = "test"


def run(task: Task) -> None:
    """{"does": "end" | "fail" | "refuse" | "not now", "sleeps": seconds, "file": text}."""
    does = task.payload.get("does", "end")
    task.tell(1, 2)
    time.sleep(task.payload.get("sleeps", 0))
    if does == "fail":
        raise RuntimeError("a fault of ours")
    if does == "refuse":
        raise NotPrinted
    if does == "not now":
        raise NotNow
    with task.finishing() as connection:
        results.keep(connection, task.mine, [task.payload.get("file", "").encode()])
