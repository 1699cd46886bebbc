"""A list as a page shows it before it is confirmed."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from wtforms import Form, StringField

from logbook.forms.inputs import role_field
from logbook.models.engine import AnyRow
from logbook.office import viewing
from logbook.office.roster.kept import Kept, seen
from logbook.office.roster.verdicts import Line, Verdict
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.shapes.served.listed_names import LookedAt, RosterLine, Waits
from logbook.shapes.words import Vocabulary

SHOWN = {
    "all": "All",
    "invite": "To be invited",
    "mend": "To mend",
    "there": "There already",
    "out": "Left out",
}


class Asked(Form):
    """As what, into which programmes, and the names where no file has them."""

    role = role_field()
    programme = StringField()
    cohort = StringField()
    names = StringField()


class Judged(NamedTuple):
    """A line with what becomes of it."""

    line: Line
    verdict: Verdict


def page(
    kept: Kept,
    verdicts: Sequence[Verdict],
    run: Sequence[AnyRow],
    into: AnyRow | None,
    view: View,
    words: Vocabulary,
    clock: Clock,
) -> LookedAt:
    """So many lines a page, with how many there are of each kind; `into` is the cohort into which they come."""
    path = f"/people/rosters/{kept.id}"
    all = [Judged(line, verdict) for line, verdict in zip(kept.lines, verdicts, strict=True)]
    counts = Counter(one.verdict.kind for one in all) | Counter(all=len(all))
    here, turned = viewing.turned(
        path,
        view,
        [
            one
            for one in all
            if view.show in ("all", one.verdict.kind)
            and viewing.is_named(view.q, one.line.name, one.line.email)
        ],
    )
    labels = {show: f"{label} {counts[show]}" for show, label in SHOWN.items()}
    worth = {show: label for show, label in labels.items() if counts[show] or show in ("all", view.show)}
    return {
        **turned,
        "id": kept.id,
        "as": words["roles"][kept.role].lower(),
        "into": [row.name for row in run if row.id in kept.programmes],
        "lines": [_line(one) for one in here],
        "invited": counts["invite"],
        "mended": counts["mend"],
        "seen": seen(kept.lines, verdicts, into),
        "cohort": into.name if into else "",
        "closed": bool(kept.cohort) and into is None,
        "unread": list(kept.unread),
        "shows": view.choices(path, "show", worth),
        "confirmed_on": clock.local(kept.confirmed_at)[:10] if kept.confirmed_at else None,
        "made": kept.invited,
        "mends": view.address(f"{path}/lines", page=view.page),
        "confirms": view.address(f"{path}/confirmation", page=view.page),
    }


def waits(row: AnyRow, words: Vocabulary, clock: Clock) -> Waits:
    """A list that waits to be confirmed, as a line."""
    return {"id": row.id, "role": words["roles"][row.role], "at": clock.local(row.made_at)}


def _line(one: Judged) -> RosterLine:
    return {
        "row": one.line.row,
        "name": one.line.name,
        "email": one.line.email,
        "out": one.line.out,
        "kind": one.verdict.kind,
        "words": one.verdict.words,
    }
