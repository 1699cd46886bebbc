"""What coordinators decided of an account’s owner, as they are told of it: rows of the office, without its notes."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    bindparam,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from logbook.models import (
    Arrangement,
    Confirmation,
    Enrolment,
    Entry,
    Membership,
    Nudge,
    Programme,
    RuleException,
)

# A few days more than pages tell: which day it is differs from wall to wall.
DAYS = 63


def are_any(person_id: Any) -> ColumnElement[bool]:
    """The clause that there is anything after `:since` for the account of this column."""
    # Under names of their own: whoever asks may read some of these tables besides.
    return or_(
        *(
            exists().where(one.person_id == person_id, getattr(one, column.key) > bindparam("since"))
            for table, columns in _WHEN.items()
            for column in columns
            for one in [aliased(table)]
        )
    )


def since(connection: Connection, account_id: str, after: str) -> list[Row[Any]]:
    """All of it: (table, at, ended_at, code, reason, from_on, of, by, programme, name of that)."""
    return list(connection.execute(_ALL, {"account": account_id, "since": after}))


def _read(table: Any, **columns: Any) -> Select[Any]:
    names = ("at", "ended_at", "code", "reason", "from_on", "of", "by")
    given = (columns.get(name, null().cast(String)).label(name) for name in names)
    return (
        select(
            literal(table.__tablename__).label("table"),
            *given,
            Programme.id.label("programme"),
            Programme.name.label("name"),
        )
        .join(Programme, Programme.id == table.programme_id)
        .where(
            table.person_id == bindparam("account"),
            or_(*(column > bindparam("since") for column in _WHEN[table])),
        )
    )


_WHEN: dict[Any, tuple[Any, ...]] = {
    Membership: (Membership.since, Membership.ended_at),
    Enrolment: (Enrolment.at,),
    RuleException: (RuleException.at, RuleException.withdrawn_at),
    Arrangement: (Arrangement.at,),
    Confirmation: (Confirmation.at,),
    Nudge: (Nudge.at,),
}
# A reminder of what was answered meanwhile is told no more; whoever left holds their cases for an heir.
_STILL_WAITS = exists().where(
    Entry.programme_id == Nudge.programme_id,
    Entry.state == "sent",
    Entry.holder_id.is_not(None),
    or_(Nudge.of != "own", Entry.trainee_id == Nudge.by_id),
)
_ALL = union_all(
    _read(Membership, at=Membership.since, ended_at=Membership.ended_at, code=Membership.role),
    # Whoever joined was enrolled without a reason, and is told that they joined.
    _read(Enrolment, at=Enrolment.at, from_on=Enrolment.from_on, of=Enrolment.of, by=Enrolment.by_name).where(
        Enrolment.reason.is_not(None)
    ),
    _read(
        RuleException,
        at=RuleException.at,
        ended_at=RuleException.withdrawn_at,
        code=RuleException.kind,
        reason=RuleException.reason,
        of=RuleException.rule,
        by=RuleException.by_name,
    ),
    _read(Arrangement, at=Arrangement.at, code=Arrangement.kind),
    _read(Confirmation, at=Confirmation.at).where(Confirmation.how != "before"),
    _read(Nudge, at=Nudge.at, of=Nudge.of, by=Nudge.by_name).where(_STILL_WAITS),
)
