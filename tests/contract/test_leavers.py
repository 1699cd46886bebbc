"""Whose role ended, and who is not confirmed yet: told alike on the phone and by the server."""

import pytest

from tests.contract import twins
from tests.contract.golden import id_, row
from tests.contract.phones import AT, entry, phone
from tests.contract.twins import asked
from tests.support.cast import people
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, hash_of, revised

SENT, BACK, SIGNED, UNNAMED, HERE = (f"7{digit}000000-0000-4000-8000-000000000001" for digit in "01234")
NEW = asked("/entries/new")
TYPED = {"fields": {"reflection": ["Mine"], "reason": ["Mine"], "id": [HERE]}, "problems": {"base": ["No."]}}


def snapshot(somebody, ended, also):
    """Somebody's phone with work of every kind on it; their role ended on this day, or None."""
    cases = [entry(SENT), entry(BACK, performed_on="2026-11-02"), entry(SIGNED, performed_on="2026-11-01")]
    cases.append(entry(UNNAMED, performed_on="2026-10-30", supervisor=""))
    answers = [
        a_signoff(cases[1], id=id_(31), nonce=id_(32), verdict="returned"),
        a_signoff(cases[2], id=id_(33), nonce=id_(34)),
    ]
    made = phone(somebody, cases, answers)
    for record in made["records"]["membership"]:
        if record["doc"]["person"] == somebody.id:
            record["doc"] = record["doc"] | {"ended_on": ended}
    made["records"]["membership"] += [made["records"]["membership"][0] | {"doc": doc} for doc in also]
    return made | waiting(somebody, cases)


def waiting(somebody, cases):
    """What lies on the phone: refused work of every kind, and drafts of a change, a new case and a review."""
    kept = {"fields": {}, "head": {"rev": 1, "hash": hash_of(cases[0]), "doc": cases[0]}}
    refused = [
        row(revised(cases[0], place="Room 2"), code="field_invalid", **kept),
        row(a_review(cases[2], id=id_(35), seen_on="2026-11-20"), 2, code="base_unknown", **kept),
        row(a_withdrawal(cases[1], id=id_(36)), 3, code="blocked", **kept),
        row(entry(HERE), 4, code="id_reused", **kept),
        row(revised(cases[1], place="Room 3"), 5, code="both_changed", **kept),
    ]
    refused = [one | {"mutation": id_(40 + one["n"])} for one in refused]
    drafts = [
        {"entry": id, "kind": kind, "saved_at": AT, "fields": {"reflection": ["Begun"]}}
        for id, kind in ((BACK, "entry"), (id_(50), "entry"), (SENT, "review"))
    ]
    return {"parked": refused, "drafts": drafts} if somebody is people.ANA else {}


def membership(role, programme, on=None, **more):
    doc = {"typ": "membership", "id": f"3{role[0]}{programme[-1]}{on}", "person": people.ANA.id}
    return doc | {"role": role, "programme": programme, "since": "2026-01-01", "ended_on": on} | more


ALSO = {
    "nowhere else": [],
    "elsewhere too": [membership("trainee", people.SOUTH)],
    "left twice": [
        membership("trainee", people.NORTH, "2026-11-01"),
        membership("trainee", "x", "2026-10-01"),
    ],
    "came back": [membership("trainee", people.NORTH, "2026-11-01"), membership("trainee", people.NORTH)],
    "signs unconfirmed": [membership("supervisor", people.SOUTH, confirmed=[])],
    "other roles": [membership("supervisor", people.SOUTH, "2026-11-01"), membership("coordinator", "x")],
}


def visits():
    for name, path in (
        *(("entries_index", "/entries"), ("todo", "/todo"), ("me", "/me"), ("progress", "/progress")),
        *(
            ("signoffs_index", "/signoffs"),
            ("signoffs_signed", "/signoffs/signed"),
            ("trainees", "/trainees"),
        ),
    ):
        yield name, asked(path)
    for id in (SENT, BACK, SIGNED, UNNAMED, HERE):
        for name, door in (("entry_show", ""), ("entry_form", "/edit"), ("entry_withdraw", "/withdrawal")):
            yield name, asked(f"/entries/{id}{door}", id)
        yield "entry_review", asked(f"/entries/{id}/review", id)
        yield "entry_choice", asked(f"/entries/{id}/choice", id)
        yield "signoff_sheet", asked(f"/entries/{id}/signoff", id)
    for name, door in (("entry_form", "edit"), ("entry_withdraw", "withdrawal"), ("entry_review", "review")):
        yield name, asked(f"/entries/{SENT}/{door}", SENT, **TYPED)
    yield from (
        ("entry_form", NEW),
        ("entry_form", NEW | TYPED),
        ("entry_form", NEW | {"query": {"from": SENT}}),
    )
    yield "entry_form", NEW | {"query": {"draft": id_(50)}}


@pytest.mark.parametrize("also", ALSO)
@pytest.mark.parametrize("ended", [None, "2026-11-19"])
@pytest.mark.parametrize("who", [people.ANA, people.BEN], ids=lambda who: who.name)
def test_pages_say_alike_what_a_leaver_may_still_do(who, ended, also):
    held, drawn = snapshot(who, ended, ALSO[also]), 0
    for name, request in visits():
        here, there = (side(name, held, request) for side in (twins.here, twins.there))
        assert not twins.differences(here.page, there.page), (name, request["path"])
        assert here.html == there.html, (name, request["path"])
        drawn += here.html is not None
        assert here.html is None or 'href="None' not in here.html, (name, request["path"])
    assert drawn > 10
