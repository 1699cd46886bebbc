"""Versions beside each other: both languages tell alike what differs, who decides, and what can be done."""

from typing import Any

from tests.contract import phones, twins
from tests.support.cast import people
from tests.support.documents.statements import a_point, a_signoff, a_withdrawal, hash_of, revised

Doc = dict[str, Any]
ID = "81000000-0000-4000-8000-000000000001"
MINE, KEPT = phones.id_(40), phones.id_(41)


def drawn(name: str, snapshot: Doc, request: Doc) -> Doc:
    """The page, drawn alike by both; fails naming what differs."""
    here, there = twins.here(name, snapshot, request), twins.there(name, snapshot, request)
    assert not twins.differences(here.page, there.page)
    assert here.html == there.html and here.page is not None
    return here.page


def first() -> Doc:
    return phones.entry(ID)


def second(**changes: Any) -> Doc:
    told = {"place": "Room 2", "points": [a_point("mid", "procerus", 100)], "events": [EVENT]}
    return phones.fixed(revised(first(), **(told | changes)), 2)


EVENT = {
    "kind": "bruising",
    "severity": "mild",
    "onset_day": 2,
    "action": "advice",
    "resolved_on": "2026-11-20",
}
EVENT |= {"reported_to": "", "supervisor_told": None}
SEEN = {"seen": "Brow moved", "correction": "Hold the skin", "repeat": True}


def signature(doc: Doc, **changes: Any) -> Doc:
    ids = {"id": phones.id_(50), "nonce": phones.id_(51)}
    return a_signoff(doc, **(ids | changes))


def versioned(snapshot: Doc, *earlier: Doc, proposals: list[Doc] = []) -> Doc:  # noqa: B006
    """The same phone with earlier revisions, and with versions that the server keeps beside."""
    record = snapshot["records"]["entry"][0]
    record["earlier"] = [
        {"rev": doc["rev"], "hash": hash_of(doc), "received_at": "2026-11-20T10:16:00Z", "doc": doc}
        for doc in earlier
    ]
    record["proposals"] = [
        {"mutation": KEPT, "code": "signed_meanwhile", "received_at": "2026-11-20T10:29:00Z", "doc": doc}
        for doc in proposals
    ]
    return snapshot


def parked(doc: Doc, code: str, **more: Any) -> Doc:
    facts = {"code": code, "fields": {}, "head": None, "base": None, "mutation": MINE}
    return phones.row(doc, **(facts | more))


def choice(snapshot: Doc, **more: Any) -> Doc:
    return drawn("entry_choice", snapshot, twins.asked(f"/entries/{ID}/choice", ID, **more))


def test_only_the_answers_that_differ_stand_beside_each_other() -> None:
    phone = phones.phone(people.ANA, [second()])
    phone = phone | {"parked": [parked(second(place="Room 3", corrections=[SEEN]), "both_changed")]}
    page = choice(phone)
    assert [row["label"] for row in page["rival"]["rows"]] == ["Place", "Corrections"]
    place = page["rival"]["rows"][0]
    assert [place[side]["lines"][0]["value"] for side in ("mine", "other")] == ["Room 3", "Room 2"]
    assert page["rival"]["here"] and page["each"] and not page["signed"]


def test_points_are_told_by_area_then_by_point_then_by_place() -> None:
    base = second(points=[a_point("mid", "procerus", 100)])
    moved = [a_point("mid", "procerus", 100) | {"x": 510}]
    sides = [a_point("left", "corrugator", 100)]
    more = [a_point("left", "corrugator", 50), a_point("right", "corrugator", 50)]
    told = []
    for points in (more, sides, moved):
        phone = phones.phone(people.ANA, [base])
        phone = phone | {"parked": [parked(second(points=points), "both_changed")]}
        told.append(choice(phone)["rival"]["rows"][0]["mine"]["lines"][0]["lead"])
    assert told == ["Glabella, 2 points", "Glabella, model’s left, intramuscular", ""]


def test_a_change_of_a_signed_case_is_decided_about_once_wherever_it_lies() -> None:
    phone = versioned(phones.phone(people.ANA, [first()], [signature(first())]), proposals=[second()])
    page = choice(phone)
    assert page["signed"] == hash_of(signature(first())) and page["other"]["by"] == "Dr Ben Okafor"
    assert page["others"] == 0 and not page["rival"]["here"]
    # The same change lies on this phone, refused: it is one version, not two.
    phone = phone | {"parked": [parked(second(), "signed_meanwhile", mutation=KEPT)]}
    page = choice(phone)
    assert page["others"] == 0 and page["rival"]["here"]
    # Once it was put away here, nothing is left to choose.
    phone = phone | {"parked": []}
    away = a_withdrawal(second(), id=phones.id_(60)) | {"of": {"kind": "proposal", "id": KEPT}}
    phone = phone | {"outbox": [phones.row(away)]}
    assert choice(phone)["rival"] is None
    shown = drawn("entry_show", phone, twins.asked(f"/entries/{ID}", ID))
    assert shown["state"]["code"] == "signed" and shown["proposals"] == []
    assert shown["sync"]["label"] == "1 on this phone"


def test_a_case_that_was_withdrawn_goes_on_only_as_a_new_one() -> None:
    phone = phones.phone(people.ANA, [first()])
    gone = a_withdrawal(first(), id=phones.id_(53))
    phone["records"]["withdrawal"] = [{"id": gone["id"], "doc": gone, "hash": hash_of(gone), "rev": 1}]
    phone = phone | {"parked": [parked(second(), "gone")]}
    assert choice(phone)["withdrawn"]
    page = drawn("entry_form", phone, twins.asked("/entries/new", query={"again": MINE}))
    assert page["instead"] == MINE and page["entry"] == twins.IDS["entry"] and page["base"]["hash"] == ""
    places = [part for section in page["sections"] for part in section["parts"] if part["name"] == "place"]
    assert places[0]["value"] == "Room 2"


def test_a_signed_case_is_amended_and_its_form_says_what_stays() -> None:
    phone = phones.phone(people.ANA, [first()], [signature(first())])
    actions = drawn("entry_show", phone, twins.asked(f"/entries/{ID}", ID))["actions"]
    assert actions["amend"] == f"/entries/{ID}/edit" and actions["edit"] is None
    form = drawn("entry_form", phone, twins.asked(f"/entries/{ID}/edit", ID))
    assert form["signed"] == {"hash": hash_of(signature(first())), "rev": 1, "by": "Dr Ben Okafor"}
    amended = second() | {"amends": hash_of(signature(first()))}
    phone = versioned(phones.phone(people.ANA, [amended], [signature(first())]), first())
    page = drawn("entry_show", phone, twins.asked(f"/entries/{ID}", ID))
    assert page["actions"]["edit"] and page["actions"]["amend"] is None
    assert page["state"]["code"] == "new_version"


def test_the_sheet_says_what_changed_since_the_signed_version() -> None:
    amended = second() | {"amends": hash_of(signature(first()))}
    phone = versioned(phones.phone(people.BEN, [amended], [signature(first())]), first())
    request = twins.asked(f"/entries/{ID}/signoff", ID)
    changed = drawn("signoff_sheet", phone, request)["changed"]
    assert changed["rev"] == 1
    assert [row["label"] for row in changed["rows"]] == ["Complications", "Injection points", "Place"]


def test_a_refused_answer_says_what_changed_since_even_where_only_its_own_phone_knows() -> None:
    phone = phones.phone(people.BEN, [second()])
    answer = signature(first(), verdict="returned")
    base = {"rev": 1, "hash": hash_of(first()), "doc": first()}
    phone = phone | {"parked": [parked(answer, "changed_before_signature", base=base)]}
    page = drawn("signoff_sheet", phone, twins.asked(f"/entries/{ID}/signoff", ID))
    assert page["changed"]["rev"] == 1 and len(page["changed"]["rows"]) == 3
    phone = phone | {"parked": [parked(answer, "changed_before_signature")]}
    assert drawn("signoff_sheet", phone, twins.asked(f"/entries/{ID}/signoff", ID))["changed"] is None


def test_every_version_is_told_newest_first_with_who_answered_it() -> None:
    third = phones.fixed(revised(second(), place="Room 9"), 3)
    phone = versioned(phones.phone(people.ANA, [second()], [signature(first())]), first(), proposals=[third])
    waiting = phones.fixed(revised(second(), place="Room 4"), 4)
    phone = phone | {"outbox": [phones.row(waiting, hash=hash_of(waiting))]}
    for somebody in (people.ANA, people.BEN):
        page = drawn(
            "entry_versions", phone | {"account": somebody.id}, twins.asked(f"/entries/{ID}/versions", ID)
        )
        assert [one["rev"] for one in page["versions"]] == [3, 2, 1]
        assert [one["waits"] for one in page["versions"]] == [True, False, False]
        assert page["versions"][2]["answers"][0]["signer"] == "Dr Ben Okafor"
        assert [row["label"] for row in page["versions"][0]["rows"]] == ["Place"]
        assert page["missing"] == 0 and bool(page["kept"][0]["href"]) == (somebody is people.ANA)


def test_versions_that_an_old_phone_never_got_are_said_to_be_missing() -> None:
    page = drawn(
        "entry_versions", phones.phone(people.ANA, [second()]), twins.asked(f"/entries/{ID}/versions", ID)
    )
    assert page["missing"] == 1 and len(page["versions"]) == 1


def test_both_languages_say_alike_who_brought_what() -> None:
    phone = versioned(phones.phone(people.BEN, [second()]), first(), proposals=[second(place="Room 9")])
    record, by = phone["records"]["entry"][0], {"brought_by": "Dan Weiss"}
    record |= by
    record["earlier"][0] |= by
    record["proposals"][0] |= by
    shown = drawn("entry_show", phone, twins.asked(f"/entries/{ID}", ID))
    assert shown["brought_by"] == "Dan Weiss" and shown["proposals"][0]["brought_by"] == "Dan Weiss"
    assert [
        step["text"].endswith(", brought by Dan Weiss from a saved copy") for step in shown["history"]
    ] == [*(False, True, True)]
    versions = drawn("entry_versions", phone, twins.asked(f"/entries/{ID}/versions", ID))
    assert [one["brought_by"] for one in versions["versions"]] == ["Dan Weiss", "Dan Weiss"]
    assert (
        drawn("signoff_sheet", phone, twins.asked(f"/entries/{ID}/signoff", ID))["brought_by"] == "Dan Weiss"
    )
