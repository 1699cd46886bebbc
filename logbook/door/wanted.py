"""Which cases a page can show anything of: said of each page, so that the server reads no others."""

from collections.abc import Iterable
from functools import partial

from logbook import canonical, pages, shell, store
from logbook.pages import corrections, seen
from logbook.pages.clock import Clock
from logbook.pages.common import REMIND_DAYS, plus_days
from logbook.pages.entries import A_PAGE, whole
from logbook.pages.happened import MOST, since
from logbook.pages.paged import begins
from logbook.pages.registered import PageFunction
from logbook.permissions import Person
from logbook.schemas.shapes import is_uuid
from logbook.shapes import Query
from logbook.shapes.loose import Doc
from logbook.shown import bare
from logbook.statements.forms import Fields, first
from logbook.statements.reading import UNNAMED

# What a case may name itself of what its trainee was told: that is not offered again.
_CORRECTIONS = 20


def wanted(person: Person, page: PageFunction, request: Query, clock: Clock) -> store.Needed:
    """What a page needs for this request."""
    days = days_of(clock)
    named = _named(request)
    if page is pages.entries_index:
        return _list(person, request, days)
    if page is pages.entry_form:
        return _form(person, request, clock, days)
    if page is pages.signoff_withdraw:
        return store.Needed(days, signoffs=named)
    late = plus_days(clock.today, -shell.data()["vocabulary"]["late_days"])
    shown = store.Page(partial(begins, request["query"]), A_PAGE, late)
    return store.Needed(
        days,
        named,
        trainees=(person.id,) if page is pages.requirement else (),
        queue=shown if page is pages.signoffs_index else None,
        signed=shown if page is pages.signoffs_signed else None,
        tallied=page is pages.trainees,
        to_do=shown if page is pages.todo else None,
        any=page is pages.me,
        happened=MOST if page is pages.notices else 0,
        reports=page in (pages.progress, pages.pathway, pages.requirement),
        gates=page in (pages.progress, pages.pathway, pages.requirement, pages.entry_show),
    )


def judged(fields: Fields, docs: Iterable[Doc], clock: Clock) -> store.Needed:
    """What a case is looked at beside while it is saved, as its form says it or as versions of it do: others of its
    model, those of its day, the versions kept that are to be put away."""
    models = (*_models(fields), *(doc["model"]["code"] for doc in docs))
    on = (_day(fields), *(doc["performed_on"] for doc in docs))
    return store.Needed(days_of(clock), models=models, on=on, versions=_versions(fields))


def days_of(clock: Clock) -> store.Days:
    """By which days a review is asked for, and since when what happened is told."""
    soon, review_days = plus_days(clock.today, REMIND_DAYS), shell.data()["vocabulary"]["review_days"]

    def told_by(instant: str) -> tuple[str, str]:
        on = plus_days(instant[:10], REMIND_DAYS)
        return on, plus_days(on, -review_days)

    return store.Days(
        soon,
        plus_days(soon, -review_days),
        lambda day: plus_days(day, review_days),
        told_by,
        since(clock.now),
        clock.now,
    )


def _named(request: Query) -> tuple[str, ...]:
    """The ids that an address names."""
    return tuple(name for name in (request.get("id", ""), *request["query"].values()) if is_uuid(name))


def _list(person: Person, request: Query, days: store.Days) -> store.Needed:
    query, words = request["query"], shell.data()["vocabulary"]
    trainee = query.get("trainee", person.id)
    reports = trainee == person.id
    if query.get("q"):
        # Words may stand anywhere in the texts.
        return store.Needed(days, trainees=(trainee,), reports=reports)
    area, only, show = (query.get(name, "") for name in ("area", "only", "show"))
    supervisor = query.get("supervisor", "")
    narrowing = store.Narrowing(
        trainee=trainee,
        area=area if area in words["areas"] else "",
        supervisor=None if supervisor == UNNAMED else supervisor,
        only=only if only in words["only"] else "",
        states=tuple(words["filter_states"][show]) if show in words["filter_states"] else None,
        needing=show == "attention",
        rows=A_PAGE * max(1, whole(query.get("page", "1"))),
    )
    return store.Needed(days, listed=narrowing, reports=reports)


def _form(person: Person, request: Query, clock: Clock, days: store.Days) -> store.Needed:
    fields, query = request.get("fields") or {}, request["query"]
    needed = store.Needed(
        days,
        (*_named(request), *(id for id in fields.get("from") or [] if is_uuid(id))),
        models=(request["ids"]["code"], *_models(fields)),
        on=(clock.today, _day(fields)),
        versions=_versions(fields),
        models_seen=seen.MOST + 1,
        corrections=corrections.OFFERED + _CORRECTIONS,
    )
    # A version that was refused says its day and its model in its own text alone.
    return needed._replace(trainees=(person.id,)) if "again" in query else needed


def _day(fields: Fields) -> str:
    return canonical.clean(first(fields, "performed_on"))


def _models(fields: Fields) -> tuple[str, ...]:
    """The codes of models that a form names, however they are typed."""
    typed = (canonical.clean(first(fields, "model.code")), first(fields, "action")[5:])
    return tuple(bare(code).upper() for code in typed if code)


def _versions(fields: Fields) -> tuple[str, ...]:
    return tuple(id for name in ("instead", "of") for id in fields.get(name) or [] if is_uuid(id))
