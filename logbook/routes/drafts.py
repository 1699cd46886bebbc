"""A requirement set that a programme's coordinators are writing: read, changed rule by rule, tried, compared, thrown
away. What was changed meanwhile is never written over unseen."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.eligibility import sentences
from logbook.models.engine import AnyRow
from logbook.office import programmes, viewing
from logbook.office.requirements import (
    adding,
    comparing,
    drafted,
    drafts,
    editing,
    forming,
    narrowed,
    narrowing,
    publishing,
    questions,
    sets,
    trying,
)
from logbook.office.requirements.typed import Question, whole_of
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.shapes.served.requirements import SetField

blueprint = Blueprint("drafts", __name__, url_prefix="/requirements/drafts/<uuid:id>")
blueprint.before_request(auth.check_token)

GONE = "This draft was published or thrown away meanwhile. Nothing was changed."


class Open(NamedTuple):
    """A draft, opened by whoever may write it, and what it says."""

    person: Person
    row: AnyRow
    doc: Doc
    seen: Published  # as it would be published now

    @property
    def home(self) -> str:
        """The address of its page."""
        return f"/requirements/drafts/{self.row.id}"

    @property
    def clock(self) -> Clock:
        """The one on the wall of its programme."""
        return Clock(instants.now(), self.row.tz)


@blueprint.get("")
def show(id: UUID) -> str:
    """Every rule as a sentence, with its faults, and buttons to change, move and remove it."""
    return _page(_open(id), "")


@blueprint.post("")
def change(id: UUID) -> ResponseReturnValue:
    """Move or remove a rule or a gate, or add a gate."""
    draft, (what, _, name) = _open(id), request.form.get("do", "").partition(":")
    if what == "gate":
        name = request.form.get("new", "")
    done = editing.ACTS[what](draft.doc, name) if what in editing.ACTS else None
    if done is None:
        return _page(draft, "That is not there any more; look again."), 422
    if not _keep(draft):
        return _page(_open(id), drafted.changed(_open(id).row, draft.clock)), 409
    words, packed, place = done
    undo = f"{draft.home}/returns/{packed}" if packed else ""
    return links.go_on(f"{draft.home}#{place}" if place else draft.home, words, undo)


@blueprint.post("/returns/<packed>")
def put_back(id: UUID, packed: str) -> ResponseReturnValue:
    """Put back what was removed just now."""
    draft = _open(id)
    name = editing.put_back(draft.doc, packed)
    if name is None:
        raise Conflict(
            "It cannot be put back: what it stood in is gone, or its name was given to another rule."
        )
    with store.writing() as connection:
        kept = drafts.keep(connection, draft.row, draft.doc, draft.row.edition, draft.person, instants.now())
    if not kept:
        raise Conflict(GONE)
    return links.go_on(f"{draft.home}#at-{name}", "It is back.")


@blueprint.get("/facts")
def ask_facts(id: UUID) -> str:
    """The form of what is said of the set as a whole."""
    draft = _open(id)
    return _form(draft, "Facts of the set", "/facts", forming.facts_form(draft.doc, None, {}))


@blueprint.post("/facts")
def keep_facts(id: UUID) -> ResponseReturnValue:
    """Keep them."""
    draft = _open(id)
    typed = _typed(questions.FACTS, forming.facts_of(draft.doc))
    facts, sure = forming.facts_of(draft.doc), next(iter(typed["confidence"]), "")
    problems = forming.answered(questions.FACTS, facts, typed)
    problems = forming.put_facts(draft.doc, facts, sure) | problems

    def again(fresh: Open, stale: str) -> str:
        fields = forming.facts_form(fresh.doc, typed, problems)
        return _form(fresh, "Facts of the set", "/facts", fields, stale=stale)

    return _answer(draft, bool(problems), again, "/facts", "")


@blueprint.get("/rules/<rule>")
def ask_rule(id: UUID, rule: str) -> str:
    """The form of one rule, or of one way of a choice."""
    draft = _open(id)
    return _rule(draft, rule, None, {}, "")


@blueprint.post("/rules/<rule>")
def keep_rule(id: UUID, rule: str) -> ResponseReturnValue:
    """Keep what it says; a button beside a number keeps it with one more or less."""
    draft = _open(id)
    place = editing.rule(draft.doc, rule)
    if place is None:
        raise NotFound
    asked = _asked(draft.doc, place)
    typed, step = _typed(asked, place.what), request.form.get("step", "")
    if step:
        typed = forming.stepped(asked, place.what, typed, step)
    problems = forming.answered(asked, place.what, typed)
    act, _, which = step.partition(":")
    if act == "drop":
        narrowing.without_limit(place.what, which)

    def again(fresh: Open, stale: str) -> str:
        return _rule(fresh, rule, typed, problems, stale)

    # What was typed is kept before a form of its own is opened beside it.
    beside = f"/rules/{rule}/limits/{which}" if act == "limit" and which.isdecimal() else f"/rules/{rule}"
    return _answer(draft, bool(problems), again, beside if step else "", f"at-{rule}")


@blueprint.get("/rules/<rule>/limits/<int:at>")
def ask_limit(id: UUID, rule: str, at: int) -> str:
    """The form of how many of some may count; the place behind the last one is a new one."""
    return _limit(_open(id), rule, at, None, {}, "")


@blueprint.post("/rules/<rule>/limits/<int:at>")
def keep_limit(id: UUID, rule: str, at: int) -> ResponseReturnValue:
    """Keep it; the form of its rule is next."""
    draft = _open(id)
    place = _limited(draft, rule, at)
    if place is None:
        raise NotFound
    asked = questions.of_limit(place.what)
    typed = {one.name: request.form.getlist(one.name) for one in asked}
    problems = narrowed.put_limit(place.what, at, asked, typed)

    def again(fresh: Open, stale: str) -> str:
        return _limit(fresh, rule, at, typed, problems, stale)

    return _answer(draft, bool(problems), again, f"/rules/{rule}", "")


@blueprint.get("/gates/<gate>")
def ask_gate(id: UUID, gate: str) -> str:
    """The form of a gate."""
    return _gate(_open(id), gate, None, {}, "")


@blueprint.post("/gates/<gate>")
def keep_gate(id: UUID, gate: str) -> ResponseReturnValue:
    """Keep how it is called and what it needs."""
    draft = _open(id)
    place = editing.gate(draft.doc, gate)
    if place is None:
        raise NotFound
    typed = {name: request.form.getlist(name) for name in ("label", "needs")}
    problems = forming.put_gate(draft.doc, place.what, typed)

    def again(fresh: Open, stale: str) -> str:
        return _gate(fresh, gate, typed, problems, stale)

    return _answer(draft, bool(problems), again, "", f"at-{gate}")


@blueprint.get("/additions/<holder>")
def ask_addition(id: UUID, holder: str) -> str:
    """The form of a new rule of a gate, or of a new way of a choice: what it counts, and what it is called."""
    draft = _open(id)
    return _addition(draft, holder, None, {}, "")


@blueprint.post("/additions/<holder>")
def add(id: UUID, holder: str) -> ResponseReturnValue:
    """Add it at the end; its form is next."""
    draft = _open(id)
    among = editing.holder(draft.doc, holder)
    if among is None:
        raise NotFound
    typed = {name: request.form.getlist(name) for name in ("kind", "label")}
    made, problems = adding.made(draft.doc, typed, is_part=editing.gate(draft.doc, holder) is None)
    among.extend(made)

    def again(fresh: Open, stale: str) -> str:
        return _addition(fresh, holder, typed, problems, stale)

    return _answer(draft, bool(problems), again, f"/rules/{made[0]['id']}" if made else "", "")


@blueprint.get("/beside")
def beside(id: UUID) -> str:
    """The draft beside what it was made from, or another set."""
    draft, data = _open(id), shell.data()
    with store.reading() as connection:
        kept = [*sets.own(connection, draft.person, draft.row.programme_id), *sets.shipped()]
        name = request.args.get("other", "") or draft.row.of_hash or ""
        before = sets.find(connection, draft.person, draft.row.programme_id, name) or kept[0]
    page = frame.page(
        draft.person,
        data,
        comparing.TITLE,
        "programme",
        draft.home,
        **comparing.page(before.asked, draft.seen, data["vocabulary"], is_draft=True),
        others=sets.offered(kept),
        other=before.name,
        action=f"{draft.home}/beside",
    )
    return shell.render("requirements/beside.html", page)


@blueprint.get("/trial")
def trial(id: UUID) -> str:
    """Who would be ready by the draft as it is now. Changes nothing."""
    draft, view = _open(id), viewing.asked(request.args.to_dict(), {})
    path = f"{draft.home}/trial"
    with store.reading() as connection:
        run = programmes.run_by(connection, draft.person)
        programme = next(one for one in run if one.id == draft.row.programme_id)
        tried = trying.tried(connection, draft.person, programme, draft.seen, path, view)
    page = frame.page(draft.person, shell.data(), trying.TITLE, "programme", draft.home, csrf=auth.token())
    again = {"programme": programme.id, "draft": draft.row.id}
    title = f"{draft.doc['title']}, a draft"
    return shell.render("requirements/trial.html", page | tried.page(path, programme.id, title, again))


@blueprint.post("/ending")
def throw_away(id: UUID) -> ResponseReturnValue:
    """Throw the draft away; Undo brings it back."""
    draft = _open(id)
    with store.writing() as connection:
        drafts.throw_away(connection, draft.row, instants.now())
    address = f"/requirements?programme={draft.row.programme_id}"
    return links.go_on(address, "The draft is thrown away.", f"{draft.home}/opening")


@blueprint.post("/opening")
def bring_back(id: UUID) -> ResponseReturnValue:
    """Take that back."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        row = drafts.find(connection, person, str(id), has_ended=True)
        if row is None:
            raise NotFound
        back = drafts.bring_back(connection, row)
    if not back:
        raise Conflict("This draft was published. Copy the version instead.")
    return links.go_on(f"/requirements/drafts/{id}", "The draft is back.")


def _open(id: UUID) -> Open:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        row = drafts.find(connection, person, str(id))
        if row is None:
            raise NotFound
        doc = drafts.doc_of(row.text)
        return Open(person, row, doc, publishing.preview(connection, row, doc))


def _keep(draft: Open) -> bool:
    """Keep what the draft says now, by whoever saw the edition that the form names."""
    edition = whole_of(request.form.get("edition", "")) or 0
    with store.writing() as connection:
        return drafts.keep(connection, draft.row, draft.doc, edition, draft.person, instants.now())


def _answer(
    draft: Open, is_wrong: bool, again: Callable[[Open, str], str], step: str, place: str
) -> ResponseReturnValue:
    """What follows a form: itself with its problems, or with who was faster; else the next page."""
    if is_wrong:
        return again(_open(UUID(draft.row.id)), ""), 422
    if not _keep(draft):
        fresh = _open(UUID(draft.row.id))
        return again(fresh, drafted.changed(fresh.row, fresh.clock)), 409
    if step:
        return redirect(f"{draft.home}{step}", code=303)
    return links.go_on(f"{draft.home}#{place}" if place else draft.home, "It is kept.")


def _typed(asked: Sequence[Question], rule: Doc) -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in [*forming.inputs(asked, rule), "confidence"]}


def _asked(doc: Doc, place: editing.Place) -> list[Question]:
    """All that the form of a rule asks, its folds too."""
    asked = questions.of_rule(place.what, is_part=_is_part(doc, place))
    return asked + narrowing.of_rule(place.what, doc)


def _limited(draft: Open, rule: str, at: int) -> editing.Place | None:
    place = editing.rule(draft.doc, rule)
    if place is None or "any" in place.what or at > len(place.what.get("at_most", ())):
        return None
    return place


def _limit(
    draft: Open, rule: str, at: int, typed: dict[str, list[str]] | None, problems: dict[str, str], stale: str
) -> str:
    place = _limited(draft, rule, at)
    if place is None:
        return _page(draft, stale) if stale else _missing()
    limits = place.what.get("at_most", [])
    limit = limits[at] if at < len(limits) else {}
    fields = narrowed.limit_form(questions.of_limit(place.what), limit, typed, problems)
    address, title = f"/rules/{rule}/limits/{at}", f"{sentences.rule_name(place.what)}: at most so many"
    return _form(draft, title, address, fields, stale=stale, back=f"{draft.home}/rules/{rule}")


def _is_part(doc: Doc, place: editing.Place) -> bool:
    return editing.gate(doc, place.holder) is None


def _rule(
    draft: Open, id: str, typed: dict[str, list[str]] | None, problems: dict[str, str], stale: str
) -> str:
    place = editing.rule(draft.doc, id)
    if place is None:
        # Whoever was faster removed it.
        return _page(draft, stale) if stale else _missing()
    is_part = _is_part(draft.doc, place)
    fields = forming.drawn(questions.of_rule(place.what, is_part=is_part), place.what, typed, problems)
    return _form(
        draft,
        sentences.rule_name(place.what),
        f"/rules/{id}",
        fields,
        asked=forming.sentence(place.what, draft.doc),
        kept=forming.untouched(place.what, draft.doc),
        folds=narrowed.folds(place.what, draft.doc, typed, problems),
        faults=drafted.of(publishing.faults(draft.doc), id),
        stale=stale,
    )


def _missing() -> str:
    raise NotFound


def _gate(
    draft: Open, id: str, typed: dict[str, list[str]] | None, problems: dict[str, str], stale: str
) -> str:
    place = editing.gate(draft.doc, id)
    if place is None:
        return _page(draft, stale) if stale else _missing()
    fields = forming.gate_form(draft.doc, place.what, typed, problems)
    return _form(draft, sentences.gate_name(place.what), f"/gates/{id}", fields, stale=stale)


def _addition(
    draft: Open, holder: str, typed: dict[str, list[str]] | None, problems: dict[str, str], stale: str
) -> str:
    if not holder or editing.holder(draft.doc, holder) is None:
        return _page(draft, stale) if stale else _missing()
    is_part = editing.gate(draft.doc, holder) is None
    fields = adding.form(adding.kinds(is_part=is_part), typed, problems)
    title = "Add a way" if is_part else "Add a rule"
    return _form(draft, title, f"/additions/{holder}", fields, stale=stale, save="Add")


def _form(draft: Open, title: str, address: str, fields: list[SetField], **more: Any) -> str:
    usual: dict[str, Any] = {"asked": "", "kept": [], "faults": [], "stale": "", "save": "Save", "folds": []}
    problems = [*fields, *(field for fold in more.get("folds", ()) for field in fold["fields"])]
    page = frame.page(
        draft.person,
        shell.data(),
        title,
        "programme",
        more.pop("back", draft.home),
        csrf=auth.token(),
        action=draft.home + address,
        edition=draft.row.edition,
        fields=fields,
        problems=[{"id": one["id"], "text": words} for one in problems for words in one["problems"]],
    )
    return shell.render("requirements/form.html", page | usual | more)


def _page(draft: Open, stale: str) -> str:
    data = shell.data()
    page = frame.page(
        draft.person,
        data,
        "Draft",
        "programme",
        f"/requirements?programme={draft.row.programme_id}",
        csrf=auth.token(),
        action=draft.home,
        **drafted.page(draft.row, draft.doc, draft.seen, data["vocabulary"], draft.clock),
        stale=stale,
        lands=links.place(),
        undo=links.undo(),
        notice=frame.done(links.done()),
    )
    return shell.render("requirements/draft.html", page)
