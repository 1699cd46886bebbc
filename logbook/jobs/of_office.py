"""What coordinators are told by e-mail of the programmes they run: who falls behind, and which supervisors to ask."""

from sqlalchemy import Connection

from logbook import shell
from logbook.filters import age, count
from logbook.jobs.brief import Asked, Brief, wait
from logbook.office import members, programmes, roles, today
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.reach.topics import CHASING

# Of these matters who it is; of others how many, for their lines hold addresses, numbers and names of devices.
_NAMED = ("late", "left", "unnamed", "silent")


def behind(connection: Connection, asked: Asked) -> Brief | None:
    """What needs somebody of the office, as Today has it."""
    words = shell.data()["vocabulary"]
    told, _ = today.told(connection, asked.person, words, shell.build())
    if not told["matters"]:
        return None
    rows = list[tuple[str, str]]()
    for matter in told["matters"]:
        rows.append((matter["title"], str(matter["count"])))
        if matter["key"] in _NAMED:
            rows += [(line["name"], line["what"]) for line in matter["lines"]]
    things = count(len(told["matters"]), "thing needs you", "things need you")
    return Brief(
        f"Look at your programmes: {things} this week",
        ("Who falls behind, and why:",),
        "Open Today",
        "/office",
        tuple(rows),
    )


def unanswered(connection: Connection, asked: Asked) -> Brief | None:
    """Supervisors for whom a case has waited too long, or too many wait."""
    rule, rows = CHASING["office"], list[tuple[str, str]]()
    run = {one.id: one for one in programmes.run_by(connection, asked.person)}
    everybody = members.of_programmes(connection, asked.person, run)
    there = [row for row in everybody if row.role == "supervisor" and row.ended_at is None]
    waits = roles.waiting_in(connection, there, everybody)
    for row in there:
        found, local = waits[row.id], Clock(asked.now, run[row.programme_id].tz).today
        days = days_between(found.oldest_on, local) if found.oldest_on else 0
        if days >= rule["after_days"] or found.cases > rule["over_cases"]:
            where = f" ({run[row.programme_id].name})" if len(run) > 1 else ""
            oldest = f"{wait(found.cases)}, the oldest done {age(found.oldest_on, local)} ago{where}"
            rows.append((row.name, oldest))
    if not rows:
        return None
    return Brief(
        f"Ask {count(len(rows), 'supervisor', 'supervisors')} to answer: cases wait for too long",
        (
            f"A case has waited for {rule['after_days']} days or longer, or more than {rule['over_cases']} wait for "
            "one of them. You can remind them, or give their cases to somebody else.",
        ),
        "Open People",
        "/people?show=late",
        tuple(rows),
    )
