"""What the office saw of a trainee beside their cases: recorded with where it is kept, and taken back."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, budgets, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import coursework, members, programmes, proofs
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import taught

blueprint = Blueprint("proving", __name__, url_prefix="/cohort/<uuid:programme>/<uuid:trainee>/attestations")


@blueprint.before_request
def guard() -> None:
    """A certificate is more than other forms may send; it is read for its digest alone."""
    request.max_content_length = request.max_form_memory_size = budgets.COPY_BYTES
    if (request.content_length or 0) <= budgets.COPY_BYTES:
        auth.check_token()


@blueprint.get("")
def index(programme: UUID, trainee: UUID) -> str:
    """Everything that is said of one trainee, and the form for what was seen."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        member, tz = _found(connection, person, programme, trainee)
    return _page(person, member, tz, proofs.Facts())


@blueprint.post("")
def record(programme: UUID, trainee: UUID) -> ResponseReturnValue:
    """Record it. A file that is chosen leaves its digest and nothing else."""
    person, form, now = auth.require_role("coordinator"), proofs.Facts(request.form), instants.now()
    with store.reading() as connection:
        member, tz = _found(connection, person, programme, trainee)
        modules = [row.key for row in taught.current(connection, member.programme_id)]
    if not form.validate(modules, shell.data()["vocabulary"], instants.day(now, tz)):
        return _page(person, member, tz, form), 422
    digest = proofs.digest_of(request.files.get("file"))
    verdict = store.run(lambda connection: proofs.record(connection, person, member, tz, form, digest, now))
    words = "Recorded." if verdict["status"] == "applied" else "This was recorded before: nothing was added."
    return links.go_on(_address(member), words)


@blueprint.post("/<uuid:which>/withdrawal")
def take_back(programme: UUID, trainee: UUID, which: UUID) -> ResponseReturnValue:
    """Take back what came by the office."""
    person, now = auth.require_role("coordinator"), instants.now()
    with store.reading() as connection:
        member, _ = _found(connection, person, programme, trainee)
    if store.run(lambda connection: coursework.take_back(connection, person, str(which), now)) is None:
        raise NotFound
    return links.go_on(_address(member), "Taken back: it counts no more, and stays on record.")


def _found(connection: Connection, person: Person, programme: UUID, trainee: UUID) -> tuple[AnyRow, str]:
    there = next((one for one in programmes.run_by(connection, person) if one.id == str(programme)), None)
    member = members.find(
        connection,
        person,
        "attest by file",
        person_id=str(trainee),
        programme_id=str(programme),
        role="trainee",
    )
    if there is None or member is None:
        raise NotFound
    return member, str(there.tz)


def _address(member: AnyRow) -> str:
    return f"/cohort/{member.programme_id}/{member.person_id}/attestations"


def _page(person: Person, member: AnyRow, tz: str, form: proofs.Facts) -> str:
    data, fields = shell.data(), shown(form)
    words = data["vocabulary"]
    with store.reading() as connection:
        modules = taught.current(connection, member.programme_id)
        lines = proofs.kept(connection, member.id, words)
    page = frame.page(
        person,
        data,
        f"Modules and documents of {member.name}",
        "cohort",
        f"/cohort/{member.programme_id}/{member.person_id}",
        csrf=auth.token(),
        action=_address(member),
        fields=fields,
        problems=frame.problems(fields),
        sorts=frame.choices(words["attested"]),
        modules=[{"code": row.key, "label": row.title} for row in modules],
        hours=frame.choices(words["hours_kinds"]),
        ways=frame.choices(words["teaching_ways"]),
        documents=frame.choices(words["document_kinds"]),
        lines=lines,
        notice=frame.done(links.done()),
    )
    return shell.render("cohort/attestations.html", page)
