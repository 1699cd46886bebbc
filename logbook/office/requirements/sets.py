"""The requirement sets of a programme: what it asks newcomers, the versions its coordinators published, the shipped
ones; and how many trainees are under each."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from logbook import instants
from logbook.eligibility import requirements
from logbook.models import Person as People
from logbook.models import RequirementSet
from logbook.models.engine import AnyRow
from logbook.office.requirements import spoken
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.record import published, terms
from logbook.record.published import Published
from logbook.shapes.served.asked import Offered
from logbook.shapes.served.requirements import SetFacts, SetLine
from logbook.shapes.words import Vocabulary

PATH = "/requirements"


class Kept(NamedTuple):
    """A set as it was published; of a shipped one nobody is named, and there is no day."""

    asked: Published
    at: str | None = None
    by: str | None = None
    until: str | None = None

    @property
    def name(self) -> str:
        """What it is called in an address."""
        return self.asked.hash if self.asked.programme else self.asked.key


def shipped() -> list[Kept]:
    """Those that are shipped with this build."""
    keys = requirements.keys()
    return [Kept(published.shipped(key)) for key in keys]


def own(connection: Connection, person: Person, programme_id: str) -> list[Kept]:
    """What was published in a programme, the newest first; nothing for who does not run it."""
    query = _ROWS.where(visible(person, "read set"), RequirementSet.programme_id == programme_id)
    return _kept(connection, connection.execute(query).all())


def find(connection: Connection, person: Person, programme_id: str, name: str) -> Kept | None:
    """A set of this programme by its hash; or a shipped one by its key, or by the hash of a version of it that is
    shipped now or is still kept."""
    for one in shipped():
        if name in (one.asked.key, one.asked.hash):
            return one
    there = RequirementSet.programme_id.is_(None) | (RequirementSet.programme_id == programme_id)
    query = _ROWS.where(visible(person, "read set"), RequirementSet.hash == name, there)
    return next(iter(_kept(connection, connection.execute(query).all())), None)


def choices(connection: Connection, person: Person, programme_id: str) -> list[Kept]:
    """The sets that a programme may ask: the shipped ones, and the newest version of each of its own."""
    newest = dict[str, Kept]()
    for one in own(connection, person, programme_id):
        newest.setdefault(one.asked.key, one)
    return [*shipped(), *newest.values()]


def asked(connection: Connection, programme: AnyRow) -> Published:
    """What a programme asks newcomers."""
    return published.newest(connection, [programme.requirement_set])[programme.requirement_set]


def under(connection: Connection, programme: AnyRow) -> Counter[str]:
    """{hash of a set: how many of those who train there now are judged by it today}."""
    today = instants.day(instants.now(), programme.tz)
    return Counter(terms.under(connection, programme.id, asked(connection, programme), today).values())


def line(
    one: Kept,
    programme: AnyRow,
    counts: Counter[str],
    words: Vocabulary,
    clock: Clock,
    *,
    is_asked: bool = False,
) -> SetLine:
    """A set in a list of a programme; `is_asked`: newcomers are asked it."""
    whole = one.asked.whole
    return {
        "href": f"{PATH}/{programme.id}/{one.name}",
        "title": whole["title"],
        "version": one.asked.version,
        "authority": words["authorities"][whole["authority"]],
        "by": one.by or "",
        "on": clock.local(one.at)[:10] if one.at else "",
        "until": one.until,
        "trainees": counts[one.asked.hash],
        "is_asked": is_asked,
    }


def facts(asked: Published, words: Vocabulary, *, is_draft: bool = False) -> SetFacts:
    """What is said of a set as a whole."""
    whole = asked.whole
    return {
        "title": whole["title"],
        "version": asked.version,
        "hash": "" if is_draft else asked.hash[:12],
        "authority": words["authorities"][whole["authority"]],
        "source": whole["source"],
        "as_of": whole["as_of"],
        "sure": spoken.sure(whole),
        "whom": spoken.whom(whole),
        "also": spoken.also(whole),
    }


def offered(found: Sequence[Kept], but: str = "") -> list[Offered]:
    """Sets to choose from, without the one that is called `but`."""
    return [
        {"code": one.name, "label": f"{one.asked.whole['title']}, version {one.asked.version}"}
        for one in found
        if but not in (one.name, one.asked.hash)
    ]


def _kept(connection: Connection, rows: Sequence[AnyRow]) -> list[Kept]:
    texts = published.by_hash(connection, [row.hash for row in rows])
    found = [Kept(texts[row.hash], row.published_at, row.by, row.until) for row in rows]
    found.sort(key=lambda one: (one.at or "", one.asked.version), reverse=True)
    return found


_ROWS = select(
    RequirementSet.hash,
    RequirementSet.published_at,
    RequirementSet.until,
    People.name.label("by"),
).outerjoin(People, People.id == RequirementSet.published_by)
