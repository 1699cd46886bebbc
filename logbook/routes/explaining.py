"""Why a trainee stands where they do, for their coordinator: gate by gate, and of each requirement what counts and what
does not."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection

from logbook import auth, shell, store
from logbook.auth import links
from logbook.office import cohorts, exceptions, pathway, viewing
from logbook.office import trainee as trainees
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.shapes.words import Vocabulary

blueprint = Blueprint("explaining", __name__)

OF_TRAINEE = "/cohort/<uuid:programme>/<uuid:trainee>/pathway"


@blueprint.get(OF_TRAINEE)
def index(programme: UUID, trainee: UUID) -> str:
    """All gates of the set by which a trainee is judged."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        found, there = _seen(connection, person, programme, trainee, data["vocabulary"])
        told = pathway.page(connection, found)
    home = f"/cohort/{programme}/{trainee}"
    page = frame.page(person, data, f"Requirements of {found.member.name}", "cohort", home, csrf=auth.token())
    page |= _common(found, home) | told | {"programme": there}
    return shell.render("cohort/pathway.html", page)


@blueprint.get(f"{OF_TRAINEE}/<rule>")
def show(programme: UUID, trainee: UUID, rule: str) -> str:
    """One requirement, case by case."""
    person, data = auth.require_role("coordinator"), shell.data()
    words: Vocabulary = data["vocabulary"]
    with store.reading() as connection:
        found, _ = _seen(connection, person, programme, trainee, words)
    if rule not in found.rules:
        raise NotFound
    home = f"/cohort/{programme}/{trainee}/pathway"
    stands, path = pathway.rule_stands(found, rule), f"{home}/{rule}"
    told = pathway.evidence(found, rule)
    reasons = dict.fromkeys(reason for reason, _ in told)
    view = viewing.asked(request.args.to_dict(), reasons)
    lines = [
        line
        for reason, line in told
        if view.show in ("all", reason) and viewing.is_named(view.q, line["title"], line["meta"])
    ]
    here, turned = viewing.turned(path, view, lines)
    labels = {"all": f"Everything {len(told)}"} | {
        reason: f"{_called(reason, words)} {sum(one == reason for one, _ in told)}" for reason in reasons
    }
    title = f"{stands['label']}: {found.member.name}"
    page = frame.page(person, data, title, "cohort", home, csrf=auth.token()) | _common(found, home) | turned
    page |= {
        "desk": f"/cohort/{programme}/{trainee}",
        "path": path,
        "rule": stands,
        "over": pathway.lines_of(found, rule),
        "lines": here,
        "shows": view.choices(path, "show", labels) if len(reasons) > 1 else [],
        "narrowed": bool(view.q) or view.show != "all",
        "kinds": frame.choices({kind: KINDS[kind] for kind in exceptions.kinds(found.rules[rule][1])}),
    }
    return shell.render("cohort/rule.html", page)


# What a coordinator can do about a requirement, as the buttons say it.
KINDS = {
    "waive": "Waive it",
    "number": "Ask another number",
    "count": "Let cases count",
    "block": "Set cases aside",
}


def _seen(
    connection: Connection, person: Person, programme: UUID, trainee: UUID, words: Vocabulary
) -> tuple[pathway.Seen, str]:
    """What is known of somebody whose page this person may see, and the programme's name."""
    found = trainees.find(connection, person, str(programme), str(trainee))
    if found is None:
        raise NotFound
    there = cohorts.there(connection, str(programme))[0]
    return pathway.seen(connection, person, found.member, there.tz, words), there.programme


def _called(reason: str, words: Vocabulary) -> str:
    return "Counts" if reason == "counts" else words["left_out"].get(reason, reason).rstrip(".")


def _common(found: pathway.Seen, home: str) -> dict[str, Any]:
    return {
        "notice": frame.done(links.done()),
        "undo": links.undo(),
        "name": found.member.name,
        "home": home,
        "arrangeable": found.arrangeable,
    }
