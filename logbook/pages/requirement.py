"""One rule of a set: what counts, what does not and why, since when and until when. Twin of pages/requirement.js."""

from logbook.pages.cases import Doc, View, programme_name, read
from logbook.pages.clock import Clock
from logbook.pages.common import frame, title_of
from logbook.pages.entries import A_PAGE
from logbook.pages.mapping import thumb_of
from logbook.pages.paged import begins, paged
from logbook.pages.pathway import address, exception, line, pathways, places, reckoned
from logbook.shapes import Query, Shell, Snapshot

COUNTED = "counted"
_OTHERS = ("other_", "not_", "withdrawn")
SOME = 10  # of each list, where all are shown
_TOLD = ("label", "asks", "limits", "about", "source", "note", "sure")


def requirement(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/pathway/<rule>?programme=…&list=…&page=…: None where the viewer is asked no such thing. `list` shows all of one
    list: what counts, or what does not for one reason."""
    view = read(snapshot, clock, shell)
    found = _find(view, request["id"], request["query"].get("programme", ""))
    if found is None:
        return None
    doc, rule = found
    cases = _cases(view, doc)
    lists = [one for one in _lists(view, doc, rule) if one["places"]]
    asked = [one for one in lists if one["code"] == request["query"].get("list")]
    return (
        frame(view, "What counts", "progress", "/pathway")
        | {
            "programme": programme_name(view, doc["programme"]),
            "gate": doc["gate"]["label"],
            "rule": {name: rule[name] for name in _TOLD} | line(view, doc, rule),
            "parts": [line(view, doc, part) for part in rule.get("parts") or []],
            "nearest": rule.get("nearest"),
            "exceptions": [
                exception(view, one) | _number(rule, one) | {"rows": _rows(view, cases, one["items"])["rows"]}
                for one in rule["exceptions"]
            ],
            "history": [_stood(view, one) for one in rule.get("history") or []],
            "ahead": _then(view, rule),
            "too_much": _who(view, rule.get("too_much")),
            "periods": rule.get("periods") or [],
            "remarks": [view.words["remarks"].get(code, code) for code in rule.get("remarks") or []],
            "lists": [_shown(view, doc, rule, cases, one, request) for one in asked or lists],
            "whole": bool(asked),
            "href": address(doc, rule["id"]),
            "paged": _paged(doc, rule, asked, request),
            "set": doc["set"],
        }
        | reckoned(view, doc)
    )


def _number(rule: Doc, one: Doc) -> Doc:
    """What an exception of kind number asks: {was, asks, holds}; `was` is None of any other."""
    asks = one["asks"] if one.get("asks") is not None else rule["required"]
    return {"was": one["was"], "asks": asks, "holds": one.get("holds", True)}


def _find(view: View, rule: str, programme: str) -> tuple[Doc, Doc] | None:
    """The gate that has this rule, and the rule; of the programme that is named, else of the first that asks it."""
    found = [
        (doc, one)
        for gates in pathways(view)
        for doc in gates
        for asked in doc["rules"]
        for one in (asked, *(asked.get("parts") or []))
        if one["id"] == rule and programme in ("", doc["programme"])
    ]
    return found[0] if found else None


def _cases(view: View, doc: Doc) -> dict[str, Doc]:
    """{shortened id: the viewer's case} as this gate shortens them."""
    ids = doc["ids"].get("cases") or [""]
    return {case["id"].replace("-", "")[: len(ids[0])]: case for case in view.cases if case["mine"]}


def _lists(view: View, doc: Doc, rule: Doc) -> list[Doc]:
    """What counts, and what does not, a list a reason in the order of the words: {code, why, places}."""
    left = rule["left_out"]
    known = [*(code for code in view.words["left_out"] if code in left)]
    known += sorted(code for code in left if code not in known)
    # What was never meant for this rule comes after what nearly counts.
    known.sort(key=lambda code: code.startswith(_OTHERS))
    return [
        {"code": COUNTED, "why": "", "places": places(rule["counted_items"])},
        *(
            {"code": code, "why": view.words["left_out"].get(code, code), "places": places(left[code])}
            for code in known
        ),
    ]


def _shown(view: View, doc: Doc, rule: Doc, cases: dict[str, Doc], one: Doc, request: Query) -> Doc:
    """A list as it is shown: the newest first, some of it or a page."""
    ids, newest = doc["ids"].get("cases") or [], one["places"][::-1]
    is_asked = request["query"].get("list") == one["code"]
    begun = begins(request["query"], len(newest)) if is_asked else 0
    some = newest[begun : begun + (A_PAGE if is_asked else SOME)] if rule["of"] == "cases" else []
    return {
        "code": one["code"],
        "why": one["why"],
        "count": len(newest),
        "all": f"{address(doc, rule['id'])}&list={one['code']}"
        if rule["of"] == "cases" and len(newest) > len(some)
        else None,
    } | _rows(view, cases, [ids[place] for place in some])


def _rows(view: View, cases: dict[str, Doc], ids: list[str]) -> Doc:
    """Cases by their shortened ids, and how many of them are not here."""
    found = [cases[id] for id in ids if id in cases]
    return {"rows": [_row(view, case) for case in found], "absent": len(ids) - len(found)}


def _row(view: View, case: Doc) -> Doc:
    doc = case["doc"]
    return {
        "href": f"/entries/{case['id']}",
        "title": title_of(view, doc["areas"]),
        "thumb": thumb_of(view, doc),
        "model": doc["model"]["code"],
        "on": doc["performed_on"],
    }


def _stood(view: View, one: Doc) -> Doc:
    names = ("until", "required", "counted", "met_on")
    return {name: one[name] for name in names} | {"label": view.words["rule_states"][one["state"]]["label"]}


def _then(view: View, rule: Doc) -> Doc | None:
    """How it stands on a day to come; None once that day is here."""
    then = rule.get("then")
    if then is None or then["day"] <= view.today:
        return None
    return {name: then[name] for name in ("day", "state", "counted", "missing")}


def _who(view: View, too_much: Doc | None) -> str:
    """Whom or what too much is of: a name where it is somebody known."""
    if too_much is None:
        return ""
    who = too_much["value"]
    name = view.people[who]["name"] if who in view.people else who
    return f"{name}, {too_much['percent']}%"


def _paged(doc: Doc, rule: Doc, asked: list[Doc], request: Query) -> Doc:
    code, count = (asked[0]["code"], len(asked[0]["places"])) if asked else ("", 0)
    found: Doc = {**paged(f"{address(doc, rule['id'])}&list={code}", request["query"], count)}
    return found
