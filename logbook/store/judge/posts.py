"""Who supervised when: a case names who was there, also after they have left."""

from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from logbook import instants
from logbook.models import Membership
from logbook.shapes import Entry, Signoff
from logbook.store.batch import Batch


def was_there(batch: Batch, doc: Entry) -> bool:
    """Whether the supervisor named in an entry held the role in its programme on the day of treatment, or when it was
    written down: a phone may bring it long after they left."""
    values = {"person": doc["supervisor"], "programme": doc["programme"]}
    for post in batch.connection.execute(_ENDED, values):
        last = instants.parse(post.ended_at).astimezone(ZoneInfo(doc["tz"])).date().isoformat()
        if doc["performed_on"] <= last or post.since <= doc["recorded_at"] <= post.ended_at:
            return True
    return False


def held_when_signed(batch: Batch, doc: Signoff, programme: str) -> bool:
    """Whether who sends an answer supervised in a programme when they gave it, as they say, and does no longer."""
    values = {"person": batch.actor.id, "programme": programme}
    held = batch.connection.execute(_ENDED, values)
    return any(post.since <= doc["signed_at"] <= post.ended_at for post in held)


# Asked only where somebody is named who supervises there no more.
_ENDED = select(Membership.since, Membership.ended_at).where(
    Membership.person_id == bindparam("person"),
    Membership.programme_id == bindparam("programme"),
    Membership.role == "supervisor",
    Membership.ended_at.is_not(None),
)
