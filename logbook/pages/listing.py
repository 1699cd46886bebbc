"""The list of cases, and what it can be narrowed to. Twin of pages/listing.js."""

from urllib.parse import quote

from logbook.pages.cases import Doc, View, read, reviews_of
from logbook.pages.clock import Clock
from logbook.pages.common import (
    REMIND_DAYS,
    by_day,
    frame,
    name_of,
    plus_days,
    review_due_on,
    row_of,
    to_name,
)
from logbook.pages.drafts import drafts_of
from logbook.pages.entries import A_PAGE, whole
from logbook.pages.measures import ring
from logbook.pages.rights import over
from logbook.pages.searching import LONGEST, UNQUOTED, text_of, words_of
from logbook.shapes import Query, Shell, Snapshot
from logbook.shapes.snapshot import Alike, Listed
from logbook.statements.reading import UNNAMED

# What narrows the list besides its state, in the order in which addresses name it.
NARROWED_BY = ("q", "area", "supervisor", "only")
# What was sent back to somebody else needs them, not who looks.
_OF_ANOTHER = {"attention": "Needs the trainee"}


def entries_index(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries?q=…&area=…&supervisor=…&only=…&show=…&page=…&trainee=…: the viewer's own cases, or a trainee's.

    None for an unknown trainee.
    """
    view, query = read(snapshot, clock, shell), request["query"]
    trainee = query.get("trainee", view.account)
    own = trainee == view.account
    if not own and trainee not in view.people:
        return None
    cases = [case for case in view.cases if case["doc"]["trainee"] == trainee]
    listed = snapshot.get("listed") or _whole(cases)
    asked = _asked(view, listed, query)
    needs = {case["id"] for case in to_name(view)}
    found = _found(view, cases, asked)
    alike = listed["found"] if "listed" in snapshot else [_stands(case, needs) for case in found]
    chosen = [case for case in found if _is_shown(view, _stands(case, needs), asked["show"])]
    count = _count(view, alike, asked["show"])
    limit = A_PAGE * max(1, whole(query.get("page", "1")))
    address = _address("" if own else trainee, asked)
    more = f"{address}show={asked['show']}&page={limit // A_PAGE + 1}" if count > limit else None
    # Nothing narrows a logbook without cases: there is no search to clear.
    narrowed = bool(listed["cases"]) and any(asked[name] for name in NARROWED_BY)
    return _framed(view, trainee) | {
        "writes": own and "trainee" in view.roles,
        "ended": over(view, "trainee") if own else [],
        "ring": ring(view) if own else None,
        "search": _search(view, listed, asked, "" if own else trainee) if listed["cases"] else None,
        "narrowed": narrowed,
        "found": count,
        "filters": _filters(view, alike, asked["show"], address, own=own),
        "days": by_day(view, chosen[:limit], row_of),
        "drafts": drafts_of(view, "entry") if own and not narrowed else [],
        "more": more,
        "left": count - limit,
        "empty_logbook": not listed["cases"],
        "repeat": listed["standing"],
    }


def _whole(cases: list[Doc]) -> Listed:
    """What there is of a list all of which is here; what is found of it is counted when it is known what was asked."""
    return {
        "cases": len(cases),
        "standing": any(case["state"] != "withdrawn" for case in cases),
        "areas": [area for case in cases for area in case["doc"]["areas"]],
        "supervisors": [case["doc"]["supervisor"] for case in cases],
        "found": [],
    }


def _stands(case: Doc, needs: set[str]) -> Alike:
    """`needs`: the ids of the cases that need the viewer though they were sent and nobody answered."""
    return {"state": case["state"], "needs": case["id"] in needs, "cases": 1}


def _framed(view: View, trainee: str) -> Doc:
    if trainee == view.account:
        return frame(view, "Logbook", "entries")
    return frame(view, name_of(view, trainee), "trainees", "/trainees")


def _asked(view: View, listed: Listed, query: Doc) -> Doc:
    """What the address asks for, without what makes no sense: {q, area, supervisor, only, show}."""
    lists = {"area": view.words["areas"], "only": view.words["only"], "show": view.words["filters"]}
    lists["supervisor"] = {_named(id) for id in listed["supervisors"]}
    known = {name: query.get(name, "") for name in lists if query.get(name, "") in lists[name]}
    asked = {"area": "", "supervisor": "", "only": "", "show": "all"} | known
    return asked | {"q": query.get("q", "")[:LONGEST]}


def _named(supervisor: str) -> str:
    """Whom a case names, as addresses say it."""
    return supervisor or UNNAMED


def _found(view: View, cases: list[Doc], asked: Doc) -> list[Doc]:
    """The cases that answer everything but the state."""
    if asked["area"]:
        cases = [case for case in cases if asked["area"] in case["doc"]["areas"]]
    if asked["supervisor"]:
        cases = [case for case in cases if _named(case["doc"]["supervisor"]) == asked["supervisor"]]
    if asked["only"]:
        cases = [case for case in cases if _ONLY[asked["only"]](view, case)]
    words = words_of(asked["q"])
    if not words:
        return cases
    texts = [(case, text_of(view, case)) for case in cases]
    return [case for case, text in texts if all(word in text for word in words)]


def _had_complication(view: View, case: Doc) -> bool:
    return bool(case["doc"]["events"]) or any(found["doc"]["events"] for found in reviews_of(case))


def _has_review_due(view: View, case: Doc) -> bool:
    on = review_due_on(view, case)
    return on is not None and on <= plus_days(view.today, REMIND_DAYS)


_ONLY = {"complication": _had_complication, "review": _has_review_due}


def _address(trainee: str, asked: Doc) -> str:
    """The list's address with all that narrows it, ready for more."""
    # The four marks are those that browsers leave alone.
    given = {"trainee": trainee} | {name: asked[name] for name in NARROWED_BY}
    pairs = [f"{name}={quote(value, safe=UNQUOTED)}&" for name, value in given.items() if value]
    return "/entries?" + "".join(pairs)


def _search(view: View, listed: Listed, asked: Doc, trainee: str) -> Doc:
    """The form above the list; only what there are cases of can be chosen."""
    treated = {*listed["areas"]}
    people = {_named(id): name_of(view, id) for id in listed["supervisors"]}
    named = sorted(people.items(), key=lambda person: (person[1], person[0]))
    lists = {
        "area": [(code, label) for code, label in view.words["areas"].items() if code in treated],
        "supervisor": named,
        "only": list(view.words["only"].items()),
    }
    choices = [
        {
            "name": name,
            "label": {"area": "Area", "supervisor": "Supervisor", "only": "Which cases"}[name],
            "options": [{"code": code, "label": label, "on": code == asked[name]} for code, label in found],
        }
        for name, found in lists.items()
    ]
    on = sum(1 for name in lists if asked[name])
    plain = f"/entries?trainee={trainee}" if trainee else "/entries"
    hidden = {"trainee": trainee, "show": asked["show"]}
    return {"q": asked["q"], "choices": choices, "on": on, "clear": plain} | hidden


def _is_shown(view: View, alike: Alike, show: str) -> bool:
    if show == "attention" and alike["needs"]:
        return True
    return show == "all" or alike["state"] in view.words["filter_states"][show]


def _count(view: View, alike: list[Alike], show: str) -> int:
    return sum(some["cases"] for some in alike if _is_shown(view, some, show))


def _filters(view: View, alike: list[Alike], show: str, address: str, *, own: bool) -> list[Doc]:
    """Links with counts; the two that are about trouble appear only where there is some."""
    made = []
    for code, label in view.words["filters"].items():
        count = _count(view, alike, code)
        if count or code == show or code in ("all", "waiting", "signed"):
            said = label if own else _OF_ANOTHER.get(code, label)
            link = {"code": code, "label": said, "count": count, "href": f"{address}show={code}"}
            made.append(link | {"current": code == show})
    return made
