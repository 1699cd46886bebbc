"""A draft is published: what changes by it, who stays as they are, and the one button that cannot be taken back."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.eligibility import sentences
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import accreditations, programmes
from logbook.office.requirements import comparing, drafted, drafts, publishing, questions, sets
from logbook.office.requirements.publishing import Looked, Outdated, Publication
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import accredited
from logbook.shapes.loose import Doc
from logbook.shapes.served.requirements import Vanished

blueprint = Blueprint("publication", __name__, url_prefix="/requirements/drafts/<uuid:id>/publication")
blueprint.before_request(auth.check_token)

FASTER = "Somebody published the same version at this moment. Your draft is kept."


@blueprint.get("")
def ask(id: UUID) -> str:
    """Says what changes beside the version before, and that nobody is moved by it."""
    person, row, doc = _found(id)
    return _page(person, row, doc, Publication(today=_today(row)), {}, "")


@blueprint.post("")
def publish(id: UUID) -> ResponseReturnValue:
    """Publish the draft as the next version; refused with all that is wrong with it."""
    person, row, doc = _found(id)
    form, called = Publication(request.form, today=_today(row)), _called()
    if publishing.faults(doc) or not form.validate():
        return _page(person, row, doc, form, called, ""), 422
    numbers = [questions.whole_of(request.form.get(name, "")) or 0 for name in ("edition", "version")]
    try:
        with store.writing() as connection:
            known = {one["id"] for one in publishing.vanished(publishing.before(connection, row), doc)}
            renames = {old: new for old, new in called.items() if old in known and new}
            made = publishing.whole(connection, row, doc, renames)
            looked = Looked(*numbers)
            found = publishing.publish(connection, person, row, made, form, looked, instants.now())
    except Outdated as error:
        return _again(id, form, called, str(error))
    except IntegrityError:
        return _again(id, form, called, FASTER)
    done = f"Version {found.version} is published."
    return links.go_on(f"/requirements/{row.programme_id}/{found.hash}", done)


def _found(id: UUID) -> tuple[Person, AnyRow, Doc]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        row = drafts.find(connection, person, str(id))
    if row is None:
        raise NotFound
    return person, row, drafts.doc_of(row.text)


def _again(id: UUID, form: Publication, called: dict[str, str], words: str) -> ResponseReturnValue:
    """The page once more, of what there is now; of a draft that somebody else published, where that is."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        gone = drafts.find(connection, person, str(id), has_ended=True)
    if gone is not None:
        address = f"/requirements?programme={gone.programme_id}"
        if gone.published_hash:
            address = f"/requirements/{gone.programme_id}/{gone.published_hash}"
        return links.go_on(address, words)
    person, row, doc = _found(id)
    return _page(person, row, doc, form, called, words), 409


def _called() -> dict[str, str]:
    """What rules are called now that were called otherwise, as it was chosen."""
    start = "renames."
    return {name.removeprefix(start): value for name, value in request.form.items() if name.startswith(start)}


def _today(row: AnyRow) -> str:
    return Clock(instants.now(), row.tz).today


def _page(
    person: Person, row: AnyRow, doc: Doc, form: Publication, called: dict[str, str], stale: str
) -> str:
    data = shell.data()
    with store.reading() as connection:
        old, seen = publishing.before(connection, row), publishing.preview(connection, row, doc)
        programme = next(one for one in programmes.run_by(connection, person) if one.id == row.programme_id)
        asked, counts = sets.asked(connection, programme), sets.under(connection, programme)
        given = accredited.of_programme(connection, programme.id)
    home, fields = f"/requirements/drafts/{row.id}", shown(form)
    lines = comparing.differences((old or asked).whole, seen.whole)
    rules = [rule for gate in seen.whole["gates"] for rule in gate["rules"]]
    page = frame.page(
        person,
        data,
        "Publish",
        "programme",
        home,
        csrf=auth.token(),
        action=f"{home}/publication",
        draft=home,
        edition=row.edition,
        set=sets.facts(seen, data["vocabulary"], is_draft=True),
        before=old.version if old else 0,
        stay=counts[old.hash] if old else 0,
        differences=[one for one in lines if one["how"] != "same"],
        vanished=_vanished(publishing.vanished(old, doc), called),
        rules=[{"code": rule["id"], "label": rule["label"]} for rule in rules],
        wrong=drafted.wrong(doc),
        is_asked=programme.requirement_set == row.key,
        stale=stale,
        accreditations=accreditations.warnings(given, _today(row)),
        fields=fields,
        problems=frame.problems(fields),
    )
    return shell.render("requirements/publication.html", page)


def _vanished(gone: list[Doc], called: dict[str, str]) -> list[Vanished]:
    return [
        {
            "id": one["id"],
            "label": sentences.rule_name(one),
            "name": f"renames.{one['id']}",
            "value": called.get(one["id"], ""),
        }
        for one in gone
    ]
