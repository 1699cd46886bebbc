"""What regions ask of those who inject, for everybody with an account; their own region first."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, shell
from logbook.forms.inputs import one_line
from logbook.office.requirements.sets import PATH
from logbook.office.viewing import View
from logbook.pages import frame, regional
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import published
from logbook.regulation import regions

blueprint = Blueprint("regions_asked", __name__, url_prefix="/regions")
_MOST = 100


@blueprint.get("")
def index() -> ResponseReturnValue:
    """All regions, or what of them has all the words that are asked for."""
    person, asked = auth.require(), View(q=one_line(request.args.get("q"))[:_MOST])
    own = regional.index(asked.q, person.body, _titles(), _to_set(person))
    page = frame.page(person, shell.data(), "What regions ask", "me", "/me", asked=_asked(asked), **own)
    return shell.render("regions/index.html", page)


@blueprint.get("/<code>")
def show(code: str) -> ResponseReturnValue:
    """One region, subject by subject, with its registers."""
    person, known = auth.require(), regions.all_of_them()
    if code not in known:
        raise NotFound
    own = regional.show(code, _titles(), _to_set(person))
    page = frame.page(person, shell.data(), known[code]["name"], "me", "/regions", **own)
    return shell.render("regions/show.html", page)


def _asked(view: View) -> dict[str, str]:
    return {name: getattr(view, name) for name in ("q", "programme", "cohort", "show", "order")}


def _titles() -> dict[str, str]:
    named = {
        one["set"]
        for region in regions.all_of_them().values()
        for one in region["statements"]
        if "set" in one
    }
    return {key: published.shipped(key).told["title"] for key in named}


def _to_set(person: Person) -> regional.ToSet:
    """Who coordinates reads a set as it is in the first of their programmes."""
    theirs = person.programmes("coordinator")
    return lambda key: f"{PATH}/{theirs[0]}/{key}" if theirs else None
