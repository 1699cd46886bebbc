"""What a programme teaches: its modules, each in versions that never change, in an order, taught or retired."""

import re
import tomllib
from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, bindparam, distinct, func, insert, select, update
from wtforms import Form

from logbook import feed
from logbook.feed import register
from logbook.filters import tenths
from logbook.folding import folded
from logbook.forms.inputs import one_of, open_line, text_field
from logbook.models import Attestation, Module
from logbook.office.requirements.questions import tenths_of, whole_of
from logbook.pages.clock import Clock
from logbook.record import taught
from logbook.shapes.served.lessons import ModuleLine, ModuleVersion
from logbook.shapes.words import Vocabulary
from logbook.traces import trace

SHIPPED = Path(__file__).resolve().parent.parent / "reference" / "curriculum.toml"


class Said(NamedTuple):
    """What a version of a module says; minutes, credits and months are None where nothing is said."""

    title: str
    part: str
    subject: str
    minutes: int | None
    credits_tenths: int | None
    keeps_months: int | None


class Made(NamedTuple):
    """Which module it is, in which version, and at which place of the order."""

    key: str
    version: int
    position: int
    is_starter: bool = False


@cache
def shipped() -> dict[str, Any]:
    """The curriculum to begin with, as it is shipped: {authority, source, as_of, modules}."""
    return tomllib.loads(SHIPPED.read_text("utf-8"))


def take_shipped(connection: Connection, programme: str, by: str, now: str) -> int:
    """Add the modules of the shipped curriculum that a programme never had; says how many. Ends with the feed."""
    rows = taught.versions(connection, programme)
    had, last = {row.key for row in rows}, max((row.position for row in rows), default=0)
    new = [one for one in shipped()["modules"] if one["key"] not in had]
    for place, one in enumerate(new, last + 1):
        said = Said(one["title"], one["part"], one["subject"], one["minutes"], None, None)
        _add(connection, programme, Made(one["key"], 1, place, is_starter=True), said, by, now)
    if new:
        trace("module_set", programme=programme, kind="taken", count=len(new))
        _tell(connection, programme)
    return len(new)


def add(connection: Connection, programme: str, said: Said, by: str, now: str) -> str:
    """Publish a new module at the end of the order; its key. Ends with the feed."""
    rows = taught.versions(connection, programme)
    key = _key_of(said.title, {row.key for row in rows})
    place = max((row.position for row in rows), default=0) + 1
    _add(connection, programme, Made(key, 1, place), said, by, now)
    trace("module_set", programme=programme, kind="published")
    _tell(connection, programme)
    return key


def publish(connection: Connection, programme: str, key: str, said: Said, by: str, now: str) -> int:
    """Publish a new version of a module, which is taught from then on; its number. What was done of earlier ones goes
    on counting unless a set asks for a later one. Raises LookupError for a module there is not."""
    newest = _newest(connection, programme, key)
    if said == said_by(newest) and newest.retired_at is None:
        return int(newest.version)
    _add(connection, programme, Made(key, newest.version + 1, newest.position), said, by, now)
    trace("module_set", programme=programme, kind="published")
    _tell(connection, programme)
    return int(newest.version) + 1


def retire(connection: Connection, programme: str, key: str, now: str) -> None:
    """Teach it no more: it is offered to nobody, and what was done of it stays. Raises LookupError."""
    newest = _newest(connection, programme, key)
    if newest.retired_at is None:
        connection.execute(update(Module).where(Module.id == newest.id).values(retired_at=now))
        trace("module_set", programme=programme, kind="retired")
        _tell(connection, programme)


def teach_again(connection: Connection, programme: str, key: str) -> None:
    """Undo that. Raises LookupError."""
    newest = _newest(connection, programme, key)
    connection.execute(update(Module).where(Module.id == newest.id).values(retired_at=None))
    trace("module_set", programme=programme, kind="opened")
    _tell(connection, programme)


def move(connection: Connection, programme: str, key: str, by: int) -> None:
    """Move a module so many places down, or up where that is negative. Raises LookupError."""
    _newest(connection, programme, key)
    rows = taught.versions(connection, programme)
    keys = list(dict.fromkeys(row.key for row in rows))
    place = keys.index(key)
    keys.insert(max(0, min(place + by, len(keys) - 1)), keys.pop(place))
    for position, one in enumerate(keys, 1):
        connection.execute(
            update(Module)
            .where(Module.programme_id == programme, Module.key == one)
            .values(position=position)
        )
    _tell(connection, programme)


def said_by(row: Any) -> Said:
    """What a version says."""
    return Said(*(getattr(row, name) for name in Said._fields))


def _newest(connection: Connection, programme: str, key: str) -> Any:
    found = [row for row in taught.versions(connection, programme) if row.key == key]
    if not found:
        raise LookupError(key)
    return found[0]


def _key_of(title: str, taken: set[str]) -> str:
    """A word of the title, by which rules and statements name it: a-z, digits and hyphens."""
    plain = re.sub("[^a-z0-9]+", "-", folded(title)).strip("-")[:36].strip("-") or "module"
    return next(
        key for n in range(1, len(taken) + 2) if (key := plain if n == 1 else f"{plain}-{n}") not in taken
    )


def _add(connection: Connection, programme: str, one: Made, said: Said, by: str, now: str) -> None:
    row = one._asdict() | said._asdict() | {"id": str(uuid4()), "programme_id": programme}
    connection.execute(insert(Module).values(**row, published_at=now, published_by=by, retired_at=None))


def _tell(connection: Connection, programme: str) -> None:
    feed.touch(connection, register.publish_curriculum(connection, programme))


class Facts(Form):
    """The form of a version. Figures are as somebody types them."""

    title = text_field("Enter a title")
    part = one_of("module_parts", "Choose the part")
    minutes = open_line(7)
    credits = open_line(6)
    keeps = open_line(3)
    subject = open_line(40)

    def validate(self, *given: Any) -> bool:
        """Judge all fields; a figure that is none is said beside it."""
        good: bool = super().validate()
        for field, least, most, is_tenths in (
            (self.minutes, 1, 1_000_000, False),
            (self.credits, 1, 10_000, True),
            (self.keeps, 1, 600, False),
        ):
            if field.data and not _is_between(_figure(field.data, is_tenths=is_tenths), least, most):
                field.errors, good = [_WRONG[field.name]], False
        return good

    def said(self) -> Said:
        """What it says, judged before."""
        return Said(
            self.title.data or "",
            self.part.data or "",
            _subject(self.subject.data or ""),
            _figure(self.minutes.data or ""),
            _figure(self.credits.data or "", is_tenths=True),
            _figure(self.keeps.data or ""),
        )


_WRONG = {
    "minutes": "Enter minutes as a whole number",
    "credits": "Enter credits as a number with at most one decimal, for example 6.5",
    "keeps": "Enter months as a whole number up to 600",
}


def filled(row: Any) -> dict[str, str]:
    """The form of a version as it was filled in."""
    return {
        "title": row.title,
        "part": row.part,
        "minutes": _typed(row.minutes),
        "credits": tenths(row.credits_tenths) if row.credits_tenths is not None else "",
        "keeps": _typed(row.keeps_months),
        "subject": row.subject,
    }


def newest(rows: Iterable[Any]) -> list[Any]:
    """The newest version of each module, in their order; `rows` as `taught.versions` gives them."""
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(row.key, row)
    return list(found.values())


def missing(had: Container[str]) -> list[str]:
    """The keys of the shipped modules that are not among these."""
    return [one["key"] for one in shipped()["modules"] if one["key"] not in had]


def done(connection: Connection, programme: str) -> dict[str, int]:
    """{key: how many trainees did a version of it, as somebody says that counts}."""
    return {row.module: row.trainees for row in connection.execute(_DONE, {"programme": programme})}


def line(row: Any, trainees: int, words: Vocabulary) -> ModuleLine:
    """A module as a line of the list."""
    return {
        "key": row.key,
        "href": f"/curriculum/{row.programme_id}/modules/{row.key}",
        "title": row.title,
        "version": row.version,
        "part": words["module_parts"].get(row.part, row.part),
        "minutes": row.minutes,
        "credits_tenths": row.credits_tenths,
        "keeps_months": row.keeps_months,
        "starter": bool(row.is_starter),
        "retired": row.retired_at is not None,
        "done": trainees,
    }


def version(row: Any, clock: Clock) -> ModuleVersion:
    """A version as a line of its history."""
    return {"version": row.version, "title": row.title, "on": clock.local(row.published_at)[:10]}


def _figure(text: str, *, is_tenths: bool = False) -> int | None:
    """A whole number, or one of tenths; None where it is neither."""
    return tenths_of(text) if is_tenths else whole_of(text)


def _is_between(number: int | None, least: int, most: int) -> bool:
    return number is not None and least <= number <= most


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)


def _subject(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", folded(text)).strip("_")


_DONE = (
    select(Attestation.module, func.count(distinct(Attestation.person_id)).label("trainees"))
    .where(
        Attestation.programme_id == bindparam("programme"),
        Attestation.what == "module",
        Attestation.known != "declared",
        Attestation.withdrawn_at.is_(None),
    )
    .group_by(Attestation.module)
)
