"""What can be wanted: each kind is a module of its own, which is loaded with the first job of that kind."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logbook.jobs.task import Task


@dataclass(frozen=True)
class Kind:
    """`module` has `run(task)`; what is due each "day" or "hour" (`every`) the logbook wants by itself, once."""

    module: str
    every: str = ""

    def key(self, name: str, now: str) -> str:
        """Under which it is wanted by itself now."""
        return f"{name}:{now[: 10 if self.every == 'day' else 13]}"


KINDS = {
    "mail": Kind("logbook.jobs.posting"),
    "export": Kind("logbook.jobs.exports"),
    "report": Kind("logbook.jobs.reports"),
    "gates": Kind("logbook.jobs.reports"),
    "trial": Kind("logbook.jobs.trials"),
    "plan": Kind("logbook.jobs.planning", every="hour"),
    "prune": Kind("logbook.jobs.pruning", every="day"),
}


def run(task: "Task") -> None:
    """Do one job. Raises what its module raises."""
    import_module(KINDS[task.mine.kind].module).run(task)
