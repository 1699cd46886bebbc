"""Snapshots of phones with fixed ids and instants: what somebody's phone holds beside what waits on it."""

from typing import Any

from tests.contract.twins import NOW, TZ
from tests.support.cast import people
from tests.support.documents.statements import an_entry, hash_of

Doc = dict[str, Any]
AT = "2026-11-20T10:30:30Z"


def phone(somebody: Any, entries: list[Doc], signoffs: tuple[Doc, ...] | list[Doc] = ()) -> Doc:
    """The snapshot of somebody's phone: these statements, the people of the programme, and Ana's report."""
    records: Doc = {kind: [] for kind in ("review", "withdrawal", "requirements")}
    records["entry"] = [_record("entry", doc) | {"proposals": []} for doc in entries]
    records["signoff"] = [_record("signoff", doc) | {"grade": "C"} for doc in signoffs]
    known = (people.ANA, people.BEN)
    records["person"] = [_record("person", _person(one)) for one in known]
    records["membership"] = [_record("membership", _membership(one)) for one in known]
    records["programme"] = [
        _record("programme", {"id": people.NORTH, "name": "North Skin School", "provider": "North", "tz": TZ})
    ]
    records["report"] = [_record("report", _report())] if somebody is people.ANA else []
    return {
        "account": somebody.id,
        "records": records,
        "outbox": [],
        "parked": [],
        "drafts": [],
        "phone": of_phone(),
    }


def of_phone() -> Doc:
    return {"last_sync": "2026-11-20T07:05:00Z", "persisted": False, "auth_needed": False}


def _record(kind: str, doc: Doc) -> Doc:
    made = {
        "kind": kind,
        "id": doc["id"],
        "rev": doc.get("rev", 1),
        "received_at": "2026-11-20T10:20:00Z",
        "doc": doc,
    }
    return made | {"hash": hash_of(doc) if "typ" in doc else "0" * 64}


def row(doc: Doc, n: int = 1, **more: Any) -> Doc:
    return {"mutation": id_(9), "n": n, "at": AT, "after": None, "doc": doc} | more


def entry(id: str, **changes: Any) -> Doc:
    return fixed(an_entry(id=id, recorded_at="2026-11-20T10:15:00Z", **changes), 1)


def fixed(doc: Doc, place: int) -> Doc:
    return doc | {"mutation": id_(20 + place)}


def id_(place: int) -> str:
    return f"71000000-0000-4000-8000-{place:012}"


def _person(one: Any) -> Doc:
    return {
        "id": one.id,
        "name": one.name,
        "profession": one.profession,
        "body": one.body,
        "number": one.number,
    }


def _membership(one: Any) -> Doc:
    facts = {"id": people.membership_of(one), "person": one.id, "programme": one.programme, "role": one.role}
    return facts | {"since": people.SINCE, "ended_on": None}


_PLAIN = {"percent": None, "excess": 0, "entries": []}
_SOME = {"required": 20, "counted": 12, "waiting": 1, "missing": 8, "met": False}
_NONE = {"required": 1, "counted": 0, "waiting": 0, "missing": 1, "met": False}
_TREATED = {
    "part": ["supervised_direct"],
    "areas": [],
    "product": [],
    "skin_type": [],
    "setting": ["live_model"],
}
_RULES = [
    {"id": "supervised", "label": "Supervised", "kind": "entries", "filter": _TREATED} | _SOME | _PLAIN,
    {"id": "chin", "label": "Chin", "kind": "entries", "filter": _TREATED | {"areas": ["chin"]}}
    | _NONE
    | _PLAIN,
    {"id": "models", "label": "Models", "kind": "models", "filter": _TREATED}
    | _SOME
    | _PLAIN
    | {"met": True},
]
_SET = {
    "key": "k",
    "version": 1,
    "title": "Starter",
    "authority": "ours",
    "source": "Ours",
    "as_of": "2026-11-01",
}


def _report() -> Doc:
    counts = {"signed": 12, "waiting": 1}
    return {
        "id": f"{people.ANA.id}.{people.NORTH}",
        "trainee": people.ANA.id,
        "programme": people.NORTH,
        "set": _SET,
        "made_on": NOW[:10],
        "totals": counts | {"entries": 13, "returned": 0, "withdrawn": 0, "to_go": 8},
        "rules": _RULES,
        "models": {"distinct": 9},
        "supervisors": {"distinct": 1},
        "skin_types": [{"code": "II"} | counts],
        "areas": [{"area": "glabella", "required": None} | counts],
        "parts": [{"part": "supervised_direct"} | counts],
        "oldest_unsigned_on": "2026-11-20",
    }
