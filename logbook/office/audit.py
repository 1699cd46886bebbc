"""Who did what, and when, in the programmes that somebody runs: the newest first."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select
from sqlalchemy.orm import aliased

from logbook.filters import count
from logbook.models import Audit, Cohort, Invitation
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office import members, programmes, viewing
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.served.matters import Audited, AuditLine
from logbook.shapes.words import Vocabulary
from logbook.traces import EVENTS

PATH = "/office/audit"


class Shown(NamedTuple):
    """Some lines: what they are called, and of which events they are; all events where none is named."""

    label: str
    events: tuple[str, ...] = ()


SHOWN = {
    "all": Shown("Everything"),
    "roles": Shown("Roles", ("role_given", "role_ended")),
    "links": Shown("Invitations", ("link_made", "link_used", "link_revoked", "link_restored")),
    "signers": Shown("Signers", ("signer_confirmed", "handed_over", "answer_decided")),
    "files": Shown("Exports", ("exported", "listed")),
    "training": Shown("Pauses and deadlines", ("training_arranged", "arrangement_undone")),
    "enrolments": Shown(
        "By what trainees are judged",
        ("enrolled", "enrolment_undone", "exception_made", "exception_withdrawn"),
    ),
    "register": Shown("Register", ("register_set",)),
    "licences": Shown("Licences", ("licence_checked", "licence_check_undone")),
    "programme": Shown(
        "Programme",
        (
            "programme_set",
            "set_published",
            "programme_ended",
            "programme_opened",
            "cohort_set",
            "cohort_ended",
        ),
    ),
}

# What an event was, by what is known of it; of an event without words of its own, the log's.
WORDS = {
    "role_given": "{about} became {role}",
    "role_ended": "{about} is {role} no longer",
    "link_made": "Invitation of {guest} as {role}",
    "link_used": "{guest} came in as {role}",
    "link_revoked": "Invitation of {guest} revoked",
    "link_restored": "Invitation of {guest} opened again",
    "signer_confirmed": "{about} confirmed as a signer",
    "handed_over": "{cases} handed over to {about}",
    "answer_decided": "An answer of {about}, who had left, decided about",
    "exported": "Logbook of {about} exported as {kind}",
    "listed": "List of {trainees} exported as {kind}",
    "programme_set": "Facts of the programme changed",
    "set_published": "A version of a requirement set was published",
    "completions_filed": "Completions were recorded from a file",
    "accreditation_set": "An accreditation was written down or taken back",
    "module_set": "What the programme teaches was changed",
    "programme_ended": "The programme ended",
    "programme_opened": "The programme was opened again",
    "cohort_set": "{cohort} was made or changed",
    "cohort_ended": "{cohort} ended",
    "training_arranged": "Something was arranged with {about}",
    "enrolled": "{about} was moved to another version of the requirements",
    "enrolment_undone": "Which version {about} had been moved to was taken back",
    "exception_made": "Something else was asked of {about}",
    "exception_withdrawn": "An exception for {about} was withdrawn",
    "arrangement_undone": "What was arranged with {about} was taken back",
    "register_set": "Something was written into the register of {about}",
    "licence_checked": "A licence of {about} was looked up",
    "licence_check_undone": "A check of a licence of {about} was taken back",
}
RECOVERY = {
    "link_made": "Link for a new password of {guest}",
    "link_used": "{guest} set a new password by a link",
    "link_revoked": "Link for a new password of {guest} revoked",
}


REGISTERED = {
    "name": "The name of {about} in the register was changed",
    "check": "It was checked who {about} is",
    "note": "Note about {about}",
    "withdrawal": "A line of the register of {about} was taken back",
}
ARRANGED = {
    "move": "The cohort of {about} was changed",
    "pause": "{about} was given a pause",
    "return": "{about} is back from a pause",
    "extension": "{about} was given longer",
    "note": "Note about {about}",
}

EXEMPT = {
    "waive": "A requirement was waived for {about}",
    "number": "Another number was asked of {about}",
    "block": "Cases of {about} were set aside",
    "count": "Cases of {about} were let count",
}


BY_KIND: Mapping[str, Mapping[str, str | None]] = {
    "training_arranged": ARRANGED,
    "register_set": REGISTERED,
    "exception_made": EXEMPT,
}


def told(connection: Connection, person: Person, view: View, words: Vocabulary, clock: Clock) -> Audited:
    """The lines of a view, so many a page."""
    run = programmes.run_by(connection, person)
    view = viewing.known(view, run)
    which = _which(connection, person, view, [one.id for one in viewing.chosen(view, run)])
    number = connection.scalar(select(func.count()).select_from(Audit).where(*which)) or 0
    first, turned = viewing.page_of(PATH, view, number)
    names = {one.id: one.name for one in run} if len(run) > 1 else {}
    rows = connection.execute(
        _LINES.where(*which).order_by(Audit.number.desc()).limit(viewing.A_PAGE).offset(first)
    )
    return {
        **turned,
        "lines": [_line(row, names, words, clock) for row in rows],
        "narrowed": bool(view.q) or view.show != "all",
        "there": viewing.programmes(PATH, view, run),
        "shows": view.choices(PATH, "show", {key: some.label for key, some in SHOWN.items()}),
    }


def _which(connection: Connection, person: Person, view: View, ids: list[str]) -> list[ColumnElement[bool]]:
    which = [visible(person, "see audit"), Audit.programme_id.in_(ids)]
    if events := SHOWN[view.show].events:
        which.append(Audit.event.in_(events))
    if view.q:
        rows = members.of_programmes(connection, person, ids)
        named = sorted({row.person_id for row in rows if viewing.is_named(view.q, row.name, row.email)})
        guests = connection.execute(
            select(Invitation.id, Invitation.name, Invitation.email).where(
                visible(person, "manage invitation")
            )
        )
        links = [row.id for row in guests if viewing.is_named(view.q, row.name, row.email)]
        which.append(or_(Audit.about_id.in_(named), Audit.by_id.in_(named), Audit.thing.in_(links)))
    return which


def _line(row: AnyRow, names: dict[str, str], words: Vocabulary, clock: Clock) -> AuditLine:
    about = row.about or "Somebody"
    said: dict[str, Any] = {
        "about": about,
        "guest": row.guest or about,
        "cohort": f"Cohort “{row.cohort}”" if row.cohort else "A cohort",
        "role": words["roles"].get(row.role, "member").lower(),
        "kind": (row.kind or "").upper(),
        "cases": count(row.amount or 0, "case", "cases"),
        "trainees": count(row.amount or 0, "trainee", "trainees"),
    }
    special: Mapping[str, str | None] = {"recovery": RECOVERY.get(row.event)}
    text = BY_KIND.get(row.event, special).get(row.kind)
    text = (
        text
        or WORDS.get(row.event)
        or (f"{{about}}: {EVENTS[row.event]}" if row.about else EVENTS[row.event])
    )
    by = "The host" if row.by_id == "host" else row.by or ("Whoever had the link" if row.guest else "Nobody")
    return {
        "at": clock.local(row.at),
        "text": text.format(**said),
        "by": by,
        "programme": names.get(row.programme_id, ""),
    }


_BY, _ABOUT = aliased(People), aliased(People)
_LINES: Select[Any] = (
    select(
        *Audit.__table__.columns,
        _BY.name.label("by"),
        _ABOUT.name.label("about"),
        Invitation.name.label("guest"),
        Cohort.name.label("cohort"),
    )
    .outerjoin(_BY, _BY.id == Audit.by_id)
    .outerjoin(_ABOUT, _ABOUT.id == Audit.about_id)
    .outerjoin(Invitation, Invitation.id == Audit.thing)
    .outerjoin(Cohort, Cohort.id == Audit.thing)
)
