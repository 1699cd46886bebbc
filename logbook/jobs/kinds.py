"""What can be wanted: each kind is a module of its own, which is loaded with the first job of that kind."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logbook.jobs.task import Task


@dataclass(frozen=True)
class Kind:
    """`module` has `run(task)`; `daily` jobs are wanted by the logbook itself, once a day."""

    module: str
    daily: bool = False


KINDS = {
    "mail": Kind("logbook.jobs.posting"),
    "export": Kind("logbook.jobs.exports"),
    "report": Kind("logbook.jobs.reports"),
    "gates": Kind("logbook.jobs.reports"),
    "trial": Kind("logbook.jobs.trials"),
    "prune": Kind("logbook.jobs.pruning", daily=True),
}


def run(task: "Task") -> None:
    """Do one job. Raises what its module raises."""
    import_module(KINDS[task.mine.kind].module).run(task)
