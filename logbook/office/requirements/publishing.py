"""A draft becomes a version: one exact text, numbered and hashed, which never changes. Nobody is moved by it who has a
version of their own, unless the version before ends on a day."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, insert, update
from wtforms import Field, Form, StringField, ValidationError

from logbook.eligibility import objections
from logbook.eligibility.grammar import called, rules_of
from logbook.eligibility.objections import Fault
from logbook.feed import hold_writers, judged_anew, touch
from logbook.models import RequirementSet, SetDraft
from logbook.models.engine import AnyRow
from logbook.moments import is_day
from logbook.office import enrolments, programmes
from logbook.office.cohorts import check_day, day_field
from logbook.permissions import Person
from logbook.record import published, terms
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.traces import trace


class Outdated(Exception):
    """The draft, or the version before it, is not what was looked at; `str(error)` says so to whoever publishes."""


class Looked(NamedTuple):
    """What was seen before it was published: which edition of the draft, to become which version."""

    edition: int
    version: int


class Publication(Form):
    """How a draft is published: until when the version before holds ("" where it goes on), and whether newcomers are
    asked it."""

    until = day_field()
    newcomers = StringField()

    def __init__(self, *args: object, today: str, **more: object) -> None:
        """`today` as the programme counts it: no version ends in the past."""
        super().__init__(*args, **more)
        self.today = today

    def validate_until(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)
        if field.data and is_day(field.data) and field.data <= self.today:
            raise ValidationError("Choose a day to come: until then nothing changes for those under it")


def before(connection: Connection, draft: AnyRow) -> Published | None:
    """The newest version of the set that a draft is to be the next one of."""
    newest = published.newest(connection, [draft.key]).get(draft.key)
    return newest if newest and newest.programme == draft.programme_id else None


def whole(connection: Connection, draft: AnyRow, doc: Doc, renames: Mapping[str, str] | None = None) -> Doc:
    """What would be published of a draft: with its key, its number, the provider as its authority, and with what its
    rules are called now, where `renames` or an earlier version say so."""
    there = before(connection, draft)
    told = doc | {
        "grammar": 2,
        "key": draft.key,
        "version": there.version + 1 if there else 1,
        "authority": "provider",
    }
    leading = _leading(doc.get("renames", {}) | dict(renames or {}), {one["id"] for one in rules_of(doc)})
    told.pop("renames", None)
    return told | ({"renames": leading} if leading else {})


def _leading(renames: dict[str, str], ids: set[str]) -> dict[str, str]:
    """Those old names that lead to a rule there is."""
    return {
        old: new
        for old, new in renames.items()
        if old not in ids and called({"renames": renames}, old, ids) in ids
    }


def vanished(old: Published | None, doc: Doc) -> list[Doc]:
    """The rules of the version before whose names lead nowhere in a draft."""
    ids = {one["id"] for one in rules_of(doc)}
    known = ids | _leading(doc.get("renames", {}), ids).keys()
    return [one for one in rules_of(old.whole) if one["id"] not in known] if old else []


def preview(connection: Connection, draft: AnyRow, doc: Doc) -> Published:
    """A draft as if it were published now."""
    return published.read(published.text_of(whole(connection, draft, doc)), draft.programme_id)


def faults(doc: Doc) -> list[Fault]:
    """What keeps a draft from being published, rule by rule."""
    told = {name: value for name, value in doc.items() if name != "renames"}
    return objections.faults(told | {"grammar": 2, "version": 1})


def publish(
    connection: Connection,
    person: Person,
    draft: AnyRow,
    doc: Doc,
    asked: Publication,
    looked: Looked,
    now: str,
) -> Published:
    """Publish what `whole` made of a draft without faults, as it was `looked` at. Whoever
    trains there and was never enrolled is enrolled first under what they are judged by. Raises Outdated, and
    IntegrityError where somebody else publishes the same version at this moment."""
    hold_writers(connection)
    text, there = published.text_of(doc), before(connection, draft)
    if (there.version + 1 if there else 1) != looked.version:
        raise Outdated("Somebody published a version of this set meanwhile. Look at what changes once more.")
    made = published.read(text, draft.programme_id)
    seen = SetDraft.id == draft.id, SetDraft.edition == looked.edition, SetDraft.ended_at.is_(None)
    ended = update(SetDraft).where(*seen).values(ended_at=now, published_hash=made.hash)
    if not connection.execute(ended).rowcount:
        raise Outdated("This draft was changed or published meanwhile. Look at it once more.")
    enrolments.hold(connection, draft.programme_id, now)
    columns = {"key": made.key, "version": made.version, "hash": made.hash, "text": text}
    columns |= {"programme_id": draft.programme_id, "published_at": now, "published_by": person.id}
    connection.execute(insert(RequirementSet).values(**columns))
    if there and asked.until.data:
        _ends(connection, draft, there, asked.until.data)
    trace(
        "set_published", thing=draft.id, programme=draft.programme_id, code=made.hash[:12], count=made.version
    )
    if asked.newcomers.data or draft.requirement_set == made.key:
        programmes.change(connection, draft.programme_id, requirement_set=made.key)
    return made


def _ends(connection: Connection, draft: AnyRow, version: Published, until: str) -> None:
    old = update(RequirementSet).where(RequirementSet.hash == version.hash)
    connection.execute(old.values(until=until))
    there = {(id, draft.programme_id) for id in terms.trainees(connection, draft.programme_id)}
    touch(connection, judged_anew(connection, there))
