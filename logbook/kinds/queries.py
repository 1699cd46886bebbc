"""What a row is about, in SQL: built from where each kind's table names it, so that no query says it again."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select

from logbook.kinds import HOLDERS, Naming


def about_any(naming: Naming, subjects: Mapping[str, Select[Any]]) -> ColumnElement[bool]:
    """The clause of the rows that are about any of these subjects, {kind: select of ids}, directly or by way of
    another statement."""
    ways = []
    for kind in naming.kinds():
        ids = _ids(kind, subjects)
        if ids is not None:
            named = naming.names(kind)
            ways.append(naming.id.in_(ids) if named is None else and_(named, naming.id.in_(ids)))
    return or_(false(), *ways)


def subject_id(naming: Naming) -> Any:
    """The id of the subject that a row is about in the end, as an expression."""
    if isinstance(naming.kind, str) and naming.kind not in HOLDERS:
        return naming.id
    ways = dict(_by_way(naming))
    return case(ways, value=naming.kind, else_=naming.id)


def _by_way(naming: Naming) -> Iterator[tuple[str, Any]]:
    for kind in naming.kinds():
        if holder := HOLDERS.get(kind):
            yield kind, select(subject_id(holder)).where(holder.key == naming.id).scalar_subquery()


def _ids(kind: str, subjects: Mapping[str, Select[Any]]) -> Select[Any] | None:
    if kind in subjects:
        return subjects[kind]
    holder = HOLDERS.get(kind)
    return (
        select(holder.key).where(about_any(holder, subjects)) if holder and _leads(holder, subjects) else None
    )


def _leads(holder: Naming, subjects: Mapping[str, Select[Any]]) -> bool:
    """Whether what names this may be about one of these in the end: else no database need look for it."""
    return any(
        kind in subjects or (kind in HOLDERS and _leads(HOLDERS[kind], subjects)) for kind in holder.kinds()
    )
