"""What somebody who checks a logbook asks about its cases, one after the other in the order of treatment. Pure.

Nothing of it says that a case is wrong: a clinic afternoon looks like this too.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from logbook.shapes import Entry
from logbook.shapes.bundle import AlikeMaps, CloseTogether, Exported, NoticedTold
from logbook.shapes.loose import Doc

# Two treatments by one hand that begin less than so long apart.
CLOSE = timedelta(minutes=5)
# What another model on another day says anew; all else that is equal was taken over or is so.
OWN = (
    "id",
    "rev",
    "prev",
    "mutation",
    "amends",
    "recorded_at",
    "dev",
    "seq",
    "dev_prev",
    "tree",
    "model",
    "performed_on",
    "performed_at",
    "warnings",
    "answer",
    "supervisor",
)


@dataclass
class Noticed:
    """What is noticed of entries as they come by; of them all the last one is kept."""

    _before: Exported | None = None
    _close: list[list[Exported]] = field(default_factory=list)
    _maps: list[list[Exported]] = field(default_factory=list)
    _same: list[int] = field(default_factory=list)

    def add(self, entry: Exported) -> None:
        """Look at one entry beside the one treated before it. A withdrawn one is passed over."""
        if entry["state"] == "withdrawn":
            return
        before, self._before = self._before, _bare(entry)
        if before is None:
            return
        told, then = entry["doc"], before["doc"]
        if _at(told) - _at(then) < CLOSE:
            _join(self._close, before, self._before)
        if told["model"]["code"] != then["model"]["code"]:
            if told["points"] and told["points"] == then["points"]:
                _join(self._maps, before, self._before)
            if _rest(told) == _rest(then):
                self._same.append(entry["number"])

    def told(self) -> NoticedTold:
        """{close, maps: the longest runs first, same: numbers of entries}."""
        close: list[CloseTogether] = [
            {
                "on": run[0]["doc"]["performed_on"],
                "first": run[0]["doc"]["performed_at"],
                "last": run[-1]["doc"]["performed_at"],
                "entries": _numbers(run),
            }
            for run in self._close
        ]
        maps: list[AlikeMaps] = [
            {"entries": _numbers(run), "models": len({one["doc"]["model"]["code"] for one in run})}
            for run in self._maps
        ]
        close.sort(key=lambda one: (-len(one["entries"]), one["entries"]))
        maps.sort(key=lambda one: (-len(one["entries"]), one["entries"]))
        return {"close": close, "maps": maps, "same": self._same}


def _bare(entry: Exported) -> Exported:
    """No more of it than is looked at: what was said of it may be long."""
    made: Doc = {"number": entry["number"], "doc": entry["doc"]}
    return made  # type: ignore[return-value]


def _at(doc: Entry) -> datetime:
    return datetime.fromisoformat(f"{doc['performed_on']}T{doc['performed_at']}")


def _rest(doc: Entry) -> Doc:
    rest = {name: value for name, value in doc.items() if name not in OWN}
    # Reckoned from the day of treatment.
    return rest | {"aftercare": doc["aftercare"] | {"review_due_on": None}}


def _join(runs: list[list[Exported]], before: Exported, entry: Exported) -> None:
    """A pair one after the other: a run of its own, or one more of the run that ended with the first."""
    if runs and runs[-1][-1]["number"] == before["number"]:
        runs[-1].append(entry)
    else:
        runs.append([before, entry])


def _numbers(run: list[Exported]) -> list[int]:
    return [one["number"] for one in run]
