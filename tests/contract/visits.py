"""Every page of the phone, visited by each of the cast: (account, page function, request)."""

from typing import Any

from logbook import shell
from logbook.statements import fields_of
from tests.contract.twins import IDS, asked
from tests.contract.world import CASES, SIGNATURES
from tests.support.cast import people

Doc = dict[str, Any]
Visit = tuple[str, str, Doc]
UNKNOWN = "99999999-0000-4000-8000-000000000000"


def all_visits(snapshots: dict[str, Doc]) -> dict[str, Visit]:
    """{what is visited: visit}, for the world of `world.tell`."""
    return {
        f"{account} {page} {request['path']} {sorted(request['query'].items())} {note}": (
            account,
            page,
            request,
        )
        for account, page, request, note in [
            *_lists(),
            *_forms(snapshots),
            *(visit for state, id in CASES.items() for visit in _of_case(state, id)),
            *_of_signatures(),
        ]
    }


def _lists() -> list[tuple[str, str, Doc, str]]:
    plain = (
        ("todo", "/todo"),
        ("notices", "/notices"),
        ("progress", "/progress"),
        ("pathway", "/pathway"),
        ("me", "/me"),
        ("trainees", "/trainees"),
    )
    queues = (
        ("signoffs_index", "/signoffs"),
        ("signoffs_signed", "/signoffs/signed"),
        ("entries_index", "/entries"),
    )
    visits = [
        (account, page, asked(path), "")
        for account in ("ana", "ben", "cleo", "dan", "femi")
        for page, path in plain + queues
    ]
    shown = [
        {"show": show}
        for show in ("all", "waiting", "signed", "attention", "phone", "nonsense", "constructor")
    ]
    pages = [{"page": page} for page in ("2", "0", "x", "²")]
    visits += [
        ("ben", "trainees", asked("/trainees", query=query), "")
        for query in ({"q": "SILVA"}, {"q": "nobody’s name"}, {"q": " ", "page": "2"}, {"q": "a&b#c d"})
    ]
    visits += _of_rules()
    trainees = [{"trainee": id} for id in (people.ANA.id, people.CLEO.id, UNKNOWN)]
    own = (*shown, *pages, *_narrowed())
    # Who has no case may have kept the address of a search as well.
    for account in ("ana", "ben", "cleo", "dan"):
        visits += [(account, "entries_index", asked("/entries", query=query), "") for query in own]
    visits += [("ben", "entries_index", asked("/entries", query=query), "") for query in trainees]
    visits += [
        ("ben", "signoffs_index", asked("/signoffs", query={"done": id}), "")
        for id in (*CASES.values(), UNKNOWN)
    ]
    return visits


def _of_rules() -> list[tuple[str, str, Doc, str]]:
    """Rules that a set has, and none that it has not; whole lists of one, and of none."""
    queries: tuple[Doc, ...] = (
        {},
        {"programme": people.NORTH, "list": "counted"},
        {"programme": people.NORTH, "list": "unsigned", "page": "2"},
        {"programme": people.SOUTH, "list": "toString"},
    )
    rules = ("supervised", "models", "reviews", "constructor")
    return [
        (account, "requirement", asked(f"/pathway/{rule}", rule, query=query), "")
        for account in ("ana", "cleo", "ben")
        for rule in rules
        for query in queries
    ]


def _forms(snapshots: dict[str, Doc]) -> list[tuple[str, str, Doc, str]]:
    sources = ("last", CASES["rich"], CASES["withdrawn"], UNKNOWN)
    visits = [("ana", "entry_form", asked("/entries/new", query={"from": source}), "") for source in sources]
    visits += [(account, "entry_form", asked("/entries/new"), "") for account in ("ana", "ben", "cleo")]
    record = next(record for record in snapshots["ana"]["records"]["entry"] if record["id"] == CASES["rich"])
    visits += _just_saved(record["doc"])
    typed = fields_of(record["doc"], shell.data()) | {"id": [IDS["entry"]], "mutation": [IDS["mutation"]]}
    odd = {
        "points.7.units_tenths": [" 2,5 "],
        "points.7.area": ["<b>"],
        "points.9.units_tenths": ["4.5.6"],
        "events.any": ["no"],
    }
    problems = {
        "product.batch": ["Enter the batch number from the vial"],
        "points.7.area": ["Choose an area"],
        "points": ["Add at least 1 injection point"],
        "points.1": ["This row"],
        "base": ["<i>Elsewhere</i>"],
        "zz": ["Last"],
    }
    for note, given in {
        "more": {"fields": typed | {"action": ["more"]}},
        "problems": {"fields": typed | odd, "problems": problems},
        "nothing typed": {"fields": {}, "problems": problems},
    }.items():
        visits.append(("ana", "entry_form", asked("/entries/new", **given), note))
        visits.append(
            ("ana", "entry_form", asked(f"/entries/{CASES['sent']}/edit", CASES["sent"], **given), note)
        )
    return visits + _taken_over(typed)


def _taken_over(typed: Doc) -> list[tuple[str, str, Doc, str]]:
    """Forms for other parts than the last, and after taps on buttons that do not save."""
    queries = ({"part": "observed"}, {"part": "toString"}, {"from": "last", "part": "observed"})
    visits = [("ana", "entry_form", asked("/entries/new", query=query), "") for query in queries]
    taps = {
        "seen": {"action": ["seen K7QF"]},
        "seen nonsense": {"action": ["seen <b>"]},
        "same": {"action": ["same"], "model.code": ["k7qf"], "model.sex": ["male"]},
        "watched": {"action": ["look"], "part": ["observed"], "from": [CASES["rich"]]},
        "kept": {"action": ["look"], "part": ["assisted"], "kept": ["points"], "from": [CASES["sent"]]},
        "odd places": {"action": ["look"], "points.0.view": ["toString"], "points.0.x": ["99999"]},
    }
    return visits + [
        ("ana", "entry_form", asked("/entries/new", fields=typed | tap), note) for note, tap in taps.items()
    ]


def _narrowed() -> list[Doc]:
    """What somebody may ask the list for, and what nobody should."""
    said = ("crow's  LIP", "<b>zebra&'()*!~\"", "é 😀", "x" * 120, "harley rooms", "okafor 2026-10")
    asks: list[Doc] = [{"q": words} for words in said]
    asks += [{"area": "chin"}, {"area": "constructor"}, {"supervisor": people.BEN.id, "q": "glabella"}]
    return asks + [
        {"only": only, "show": "signed", "page": "2"} for only in ("complication", "review", "toString")
    ]


def _just_saved(doc: Doc) -> list[tuple[str, str, Doc, str]]:
    """Only the mutation of the version shown is a Save that can be undone, and only by its writer."""
    path, ids = f"/entries/{doc['id']}", (UNKNOWN, doc["mutation"])
    pages = [asked(path, doc["id"], query={"done": done}) for done in ids]
    return [(account, "entry_show", page, "just saved") for account in ("ana", "ben") for page in pages]


def _of_case(state: str, id: str) -> list[tuple[str, str, Doc, str]]:
    asks = {"fields": {"reason": ["<b>"], "id": [IDS["entry"]]}, "problems": {"reason": ["Write why"]}}
    answer = {
        "fields": {
            "rating": ["9"],
            "feedback": ["</textarea>"],
            "corrections.3.seen": ["x"],
            "nonce": [IDS["code"]],
        }
    }
    answer["problems"] = {
        "rating": ["Choose"],
        "password": ["Wrong"],
        "base": ["Changed"],
        "corrections.3.correction": ["Write"],
    }
    visits = [
        (account, "entry_show", asked(f"/entries/{id}", id), state) for account in ("ana", "ben", "cleo")
    ]
    visits += [("ana", "entry_form", asked(f"/entries/{id}/edit", id), state)]
    visits += [
        ("ana", "entry_withdraw", asked(f"/entries/{id}/withdrawal", id, **given), state)
        for given in ({}, asks)
    ]
    visits += [
        (account, "entry_aside", asked(f"/entries/{id}/set-aside", id, **given), f"{state} {len(given)}")
        for account in ("ana", "ben")
        for given in (
            {},
            asks,
            {"fields": {"of": [UNKNOWN], "reason": [""]}, "problems": {"reason": ["Why"]}},
        )
    ]
    sheet = f"/entries/{id}/signoff"
    visits += [
        ("ben", "signoff_sheet", asked(sheet, id, **given), f"{state} {len(given)}") for given in ({}, answer)
    ]
    visits += _of_review(state, id)
    visits += _of_versions(state, id)
    visits += [("ben", "signoff_sheet", asked(sheet, id, query={"done": CASES["signed"]}), state)]
    return visits


def _of_review(state: str, id: str) -> list[tuple[str, str, Doc, str]]:
    typed = {"events.any": ["yes"], "events.0.kind": ["nothing"], "events.3.onset_day": ["<b>"]}
    problems = {"seen_on": ["Enter the date"], "events.0.kind": ["Choose"], "base": ["Gone"]}
    more = {"fields": typed | {"action": ["more"], "result": ["not_seen"]}}
    return [
        (account, "entry_review", asked(f"/entries/{id}/review", id, **given), f"{state} {len(given)}")
        for account in ("ana", "ben")
        for given in ({}, {"fields": typed, "problems": problems}, more)
    ]


def _of_versions(state: str, id: str) -> list[tuple[str, str, Doc, str]]:
    typed = {"of": [UNKNOWN], "pick.place": ["other"], "pick.points": ["<b>"]}
    again = {"fields": typed, "problems": {"base": ["<i>Moved</i>"]}}
    visits = [
        (account, "entry_choice", asked(f"/entries/{id}/choice", id, **given), f"{state} {len(given)}")
        for account in ("ana", "ben")
        for given in ({}, again)
    ]
    told = asked(f"/entries/{id}/versions", id)
    return visits + [(account, "entry_versions", told, state) for account in ("ana", "ben", "cleo")]


def _of_signatures() -> list[tuple[str, str, Doc, str]]:
    asks = {"fields": {"reason": [""]}, "problems": {"reason": ["Write why"]}}
    return [
        (
            account,
            "signoff_withdraw",
            asked(f"/signoffs/{id}/withdrawal", id, **given),
            f"{state} {len(given)}",
        )
        for state, id in SIGNATURES.items()
        for account in ("ben", "femi")
        for given in ({}, asks)
    ]
