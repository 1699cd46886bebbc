"""A set tried on those who train in a programme: who would be ready by it, who is by their own. Changes nothing."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from logbook import instants
from logbook.eligibility import judging
from logbook.models import Entry
from logbook.models.engine import AnyRow
from logbook.office import members, viewing
from logbook.office.viewing import View
from logbook.permissions import Person
from logbook.record import reports
from logbook.record.facts import facts
from logbook.record.published import Published
from logbook.record.terms import homeless, terms
from logbook.shapes.loose import Doc
from logbook.shapes.served.asked import Turned
from logbook.shapes.served.requirements import TrialLine, TrialSide

TITLE = "Tried on the cohort"
# So much is judged twice while somebody waits, about a second: a cohort is seen as a whole as long as that lasts.
WHOLE = (50, 5_000)  # trainees, and cases of their programme
AT_ONCE = 25  # trainees, where there are more


class Tried(NamedTuple):
    """The lines of a page of trainees, and the ways to the others."""

    lines: list[TrialLine]
    turned: Turned

    def page(self, action: str, programme: str, title: str, again: Mapping[str, str]) -> dict[str, Any]:
        """What its page shows beside its frame; how many are ready is counted of the lines of this page. `again` asks
        for everybody at once."""
        return {
            **self.turned,
            "action": action,
            "programme_id": programme,
            "of": title,
            "lines": self.lines,
            "everybody": dict(again) if self.turned["pages"] > 1 and not self.turned["asked"]["q"] else {},
            "ready_now": sum(one["now"]["ready"] for one in self.lines),
            "ready_then": sum(one["then"]["ready"] for one in self.lines),
        }


def tried(
    connection: Connection, person: Person, programme: AnyRow, asked: Published, path: str, view: View
) -> Tried:
    """Of those who train there now, by name, as on today's day there."""
    rows = {
        row.person_id: row
        for row in members.of_programme(connection, person, programme.id)
        if row.role == "trainee" and row.ended_at is None and viewing.is_named(view.q, row.name, row.email)
    }
    size = WHOLE[0] if _is_small(connection, programme, len(rows)) else AT_ONCE
    first, turned = viewing.page_of(path, view, len(rows), size)
    here = list(rows.values())[first : first + size]
    names = {row.person_id: row.name for row in here}
    return Tried(lines(connection, programme.id, asked, names), turned)


def _is_small(connection: Connection, programme: AnyRow, trainees: int) -> bool:
    most_trainees, most_cases = WHOLE
    cases = select(func.count()).select_from(Entry).where(Entry.programme_id == programme.id)
    return trainees <= most_trainees and (connection.scalar(cases) or 0) <= most_cases


def lines(
    connection: Connection, programme: str, asked: Published, names: Mapping[str, str]
) -> list[TrialLine]:
    """These trainees, {id: name}, under the set that is theirs and under another one."""
    ground = reports.grounds(connection, {programme})[programme]
    today = instants.day(instants.now(), ground.tz)
    found = list[TrialLine]()
    for id, name in names.items():
        cases = facts(connection, id, programme, ground.tz, known=ground.known)
        now = terms(connection, id, programme, ground.asked, today, ground.tz)
        then = now.under(asked)
        mine = _missing(now.asked.whole, judging.counts(now.asked.whole, now.facts(cases), today)[0])
        tried = _missing(asked.whole, judging.counts(asked.whole, then.facts(cases), today)[0])
        found.append(
            {
                "id": id,
                "name": name,
                "homeless": max(0, len(homeless(then, today)) - len(homeless(now, today))),
                "under": f"{now.asked.whole['title']}, version {now.asked.version}",
                "both": [words for words in tried if words in mine],
                "now": _side(mine, tried),
                "then": _side(tried, mine),
            }
        )
    return found


def _side(missing: list[str], beside: list[str]) -> TrialSide:
    return {"ready": not missing, "missing": [words for words in missing if words not in beside]}


def _missing(whole: Doc, counts: dict[str, judging.Count]) -> list[str]:
    """What is not met, in words: "Glabella: 3 of 5"."""
    rules = [rule for gate in whole["gates"] for rule in gate["rules"]]
    return [_said(rule, counts[rule["id"]].numbers) for rule in rules if not counts[rule["id"]].is_passed]


def _said(rule: Doc, numbers: Doc) -> str:
    scale = 10 if (rule.get("count") or "").endswith(":tenths") else 1
    counted, required = (f"{numbers[name] / scale:g}" for name in ("counted", "required"))
    if rule["any"] is None and rule["min"] is None:
        return f"{rule['label']}: {counted}, at most {required}"
    return f"{rule['label']}: {counted} of {required}"
