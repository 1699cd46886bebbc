"""The page of progress: what is signed, what waits, what is missing. Twin of pages/progress.js."""

from logbook.pages import course, learning
from logbook.pages.cases import Doc, View, programme_name, read
from logbook.pages.clock import Clock
from logbook.pages.common import frame
from logbook.pages.mapping import heat_of
from logbook.pages.measures import here, reports, ring_of, rules
from logbook.pages.pathway import pathways, section
from logbook.pages.rights import over
from logbook.shapes import Query, Shell, Snapshot


def progress(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/progress: one section a programme the viewer trains in, from the server's report and this phone's own cases."""
    view = read(snapshot, clock, shell)
    ways = {gates[0]["programme"]: section(view, gates)["gates"] for gates in pathways(view)}
    return frame(view, "Progress", "progress") | {
        "sections": [
            _section(view, report) | {"gates": ways.get(report["programme"], [])} for report in reports(view)
        ],
        "trains": bool(view.held["trainee"]),
        "ended": over(view, "trainee"),
    }


def _section(view: View, report: Doc) -> Doc:
    local = here(view, report["programme"])
    words = view.words
    return {
        "id": report["programme"],
        "programme": programme_name(view, report["programme"]),
        "ring": ring_of(report, local),
        # Reports of older builds do not say it.
        "totals": {"unconfirmed": 0, "unnamed": 0} | report["totals"],
        "ready_on": report.get("ready_on"),
        "rules": rules(report, local),
        "heat": heat_of(view, report["areas"]),
        "parts": [
            _line(words["parts"], "part", line)
            for line in report["parts"]
            if line["signed"] or line["waiting"]
        ],
        "skin_types": [_line(words["skin_types"], "code", line) for line in report["skin_types"]],
        "models": report["models"]["distinct"],
        "supervisors": report["supervisors"]["distinct"],
        "set": report["set"] | {"authority": words["authorities"].get(report["set"]["authority"], "")},
        "made_on": report["made_on"],
    } | _charts(view, report, local)


def _charts(view: View, report: Doc, local: list[Doc]) -> Doc:
    return {
        "weeks": course.weeks(view, report, local),
        "curve": course.curve(report),
        "spread": course.spread(view, report),
        "doses": course.doses(view, report),
        "ratings": learning.ratings(report),
        "corrections": learning.corrections(view, report),
    }


def _line(words: Doc, key: str, line: Doc) -> Doc:
    return {"label": words.get(line[key], line[key]), "signed": line["signed"], "waiting": line["waiting"]}
