"""Who holds a case that was handed over: told alike on the phone and by the server."""

import pytest

from tests.contract import twins
from tests.contract.phones import entry, phone, row
from tests.contract.twins import asked
from tests.support.cast import people
from tests.support.documents.statements import a_handover, a_signoff, hash_of, revised

CASE = "70000000-0000-4000-8000-000000000001"
AT = "2026-11-20T10:20:00Z"
FIRST = entry(CASE)
SAME = revised(FIRST, place="Room 9", mutation="7c" + CASE[2:])
OTHER = revised(FIRST, supervisor=people.FEMI.id, mutation="7c" + CASE[2:])
BACK = revised(OTHER, supervisor=people.BEN.id, mutation="7d" + CASE[2:])


def handed(place, to, held, after_rev=1, **more):
    doc = a_handover({"id": CASE}, to, id=f"7e000000-0000-4000-8000-{place:012}", **{"from": held.id}, **more)
    kept = {"kind": "handover", "id": doc["id"], "rev": 1, "hash": hash_of(doc), "received_at": AT}
    return kept | {"brought_by": "", "doc": doc, "after_rev": after_rev, "nth": place}


def snapshot(somebody, versions, handovers, outbox=(), left=None, heir=None):
    """Somebody's phone with one case in these versions; Femi supervises there too, and `left` does no longer."""
    made = phone(somebody, [versions[-1]])
    [record] = made["records"]["entry"]
    record["earlier"] = [
        {"rev": doc["rev"], "hash": hash_of(doc), "received_at": AT, "brought_by": "", "doc": doc}
        for doc in versions[:-1]
    ]
    made["records"]["handover"] = list(handovers)
    made["outbox"] = [row(doc, place, hash=hash_of(doc)) for place, doc in enumerate(outbox, 1)]
    posts = made["records"]["membership"]
    [ben] = [one for one in posts if one["doc"]["person"] == people.BEN.id]
    posts.append(ben | {"id": "3f", "doc": ben["doc"] | {"id": "3f", "person": people.FEMI.id}})
    names = made["records"]["person"]
    femi = names[0]["doc"] | {"id": people.FEMI.id, "name": people.FEMI.name}
    names.append(names[0] | {"id": people.FEMI.id, "doc": femi})
    for one in posts:
        if left is not None and one["doc"]["person"] == left.id:
            one["doc"] = one["doc"] | {"ended_on": "2026-11-20", "handed_to": heir.id if heir else None}
    return made


TO_FEMI = handed(1, people.FEMI, people.BEN)
AND_BACK = handed(2, people.BEN, people.FEMI, reason="other")
# What is held, and who holds the case by it.
HELD = {
    "handed": (([FIRST], [TO_FEMI]), people.FEMI),
    "handed back at once": (([FIRST], [AND_BACK, TO_FEMI]), people.BEN),
    "changed since": (([FIRST, SAME], [TO_FEMI]), people.FEMI),
    "names somebody else since": (([FIRST, OTHER], [TO_FEMI]), people.FEMI),
    "names somebody else and back since": (([FIRST, OTHER, BACK], [TO_FEMI]), people.BEN),
    "handed later": (([FIRST, OTHER], [handed(1, people.BEN, people.FEMI, 2)]), people.BEN),
    "a change waits": (([FIRST], [TO_FEMI], [SAME]), people.FEMI),
    "another name waits": (([FIRST, SAME], [handed(1, people.FEMI, people.BEN, 2)], [BACK]), people.FEMI),
    "whom it named left": (([FIRST], [TO_FEMI], (), people.BEN), people.FEMI),
    "whom it was handed to left": (([FIRST], [TO_FEMI], (), people.FEMI), None),
    "and handed it on": (([FIRST], [TO_FEMI], (), people.FEMI, people.BEN), people.BEN),
}
PAGES = (
    ("todo", asked("/todo")),
    ("trainees", asked("/trainees")),
    ("entries_index", asked("/entries")),
    ("signoffs_index", asked("/signoffs")),
    ("entry_show", asked(f"/entries/{CASE}", CASE)),
    ("entry_versions", asked(f"/entries/{CASE}/versions", CASE)),
    ("signoff_sheet", asked(f"/entries/{CASE}/signoff", CASE)),
)


def side(make, held, name, request):
    return make(name, held, request)


@pytest.mark.parametrize("how", HELD)
@pytest.mark.parametrize("who", [people.ANA, people.BEN, people.FEMI], ids=lambda who: who.name)
def test_pages_say_alike_who_holds_a_case(who, how):
    (versions, handovers, *more), _ = HELD[how]
    held, drawn = snapshot(who, versions, handovers, *more), 0
    for name, request in PAGES:
        here, there = (side(make, held, name, request) for make in (twins.here, twins.there))
        assert here.page == there.page and here.html == there.html, name
        drawn += here.html is not None
    assert drawn >= 5


@pytest.mark.parametrize("how", [how for how, (held, _) in HELD.items() if len(held) < 3])
def test_the_queue_of_whoever_holds_it_has_it_by_name(how):
    (versions, handovers), holder = HELD[how]
    for who in (people.BEN, people.FEMI):
        page = twins.here("signoffs_index", snapshot(who, versions, handovers), asked("/signoffs")).page
        found = {group["id"]: group["count"] for group in page["groups"]}
        assert (found["named"], found["others"]) == ((1, 0) if who is holder else (0, 1))
        [tab] = [tab for tab in page["tabs"] if tab["id"] == "signoffs"]
        assert tab["count"] == found["named"]


def test_the_trainee_reads_who_holds_it_on_the_case_on_to_do_and_among_its_versions():
    held = snapshot(people.ANA, [FIRST], [TO_FEMI])
    show, todo, versions, index = (
        twins.here(name, held, request).html
        for name, request in (
            ("entry_show", asked(f"/entries/{CASE}", CASE)),
            ("todo", asked("/todo")),
            ("entry_versions", asked(f"/entries/{CASE}/versions", CASE)),
            ("entries_index", asked("/entries")),
        )
    )
    assert "Waiting for Dr Femi Adeyemi to sign." in show
    assert "It names Dr Ben Okafor. Dan Weiss handed it to Dr Femi Adeyemi on" in show
    assert "Handed to Dr Femi Adeyemi by Dan Weiss, away for some time" in show
    assert "Dr Femi Adeyemi signs in the place of Dr Ben Okafor" in todo
    assert "Named Dr Ben Okafor, handed to Dr Femi Adeyemi by Dan Weiss" in versions
    assert "Sent to Dr Femi Adeyemi" in index


@pytest.mark.parametrize(
    "decided", [{}, {"accepted": False, "by": "Dan Weiss", "at": "2026-11-20T09:00:00Z"}]
)
def test_an_answer_that_came_too_late_is_told_alike(decided):
    doc = a_signoff(FIRST, id="7f" + CASE[2:], verdict="returned", feedback="Mark up.", nonce=CASE)
    held = snapshot(people.ANA, [FIRST], [])
    kept = {"hash": hash_of(doc), "received_at": AT, "doc": doc, "accepted": None, "by": None, "at": None}
    held["records"]["entry"][0]["belated"] = [kept | decided]
    here, there = (make("entry_show", held, PAGES[4][1]) for make in (twins.here, twins.there))
    assert here.page == there.page and here.html == there.html
    said = "Dan Weiss did not accept it on" if decided else "It counts if the coordinator accepts it."
    assert "By somebody who has left" in here.html and said in here.html


def test_an_answer_of_a_leaver_that_was_accepted_is_told_alike():
    held = snapshot(people.ANA, [FIRST], [])
    doc = a_signoff(FIRST, id="7f" + CASE[2:], verdict="returned", feedback="Mark up.", nonce=CASE)
    record = {"kind": "signoff", "id": doc["id"], "rev": 1, "hash": hash_of(doc), "received_at": AT}
    held["records"]["signoff"] = [record | {"doc": doc, "grade": None, "brought_by": "Dan Weiss"}]
    for name, request in (PAGES[4], PAGES[5], PAGES[0]):
        here, there = (make(name, held, request) for make in (twins.here, twins.there))
        assert here.page == there.page and here.html == there.html
        assert name == "todo" or "Dan Weiss" in here.html
