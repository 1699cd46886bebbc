"""Who left, who took over and who waits to be confirmed: told alike on the phone and by the server."""

import pytest

from tests.contract import twins
from tests.contract.phones import entry, phone
from tests.contract.twins import asked
from tests.support.cast import people
from tests.support.documents.statements import a_signoff

ONE, TWO, SIGNED = (f"7{digit}000000-0000-4000-8000-000000000001" for digit in "012")
FEMI = {"typ": "membership", "id": "3f", "person": people.FEMI.id, "programme": people.NORTH}
FEMI |= {"role": "supervisor", "since": "2026-02-01", "ended_on": None, "handed_to": None, "confirmed": []}


def snapshot(somebody, **bens):
    """Somebody's phone; Ben's membership says what `bens` say, and Femi supervises there too."""
    cases = [entry(ONE), entry(TWO, performed_on="2026-11-02"), entry(SIGNED, performed_on="2026-11-01")]
    signature = a_signoff(cases[2], id="7a000000-0000-4000-8000-000000000001", nonce="7b" + ONE[2:])
    made = phone(somebody, cases, [signature])
    posts = made["records"]["membership"]
    for record in posts:
        if record["doc"]["person"] == people.BEN.id:
            record["doc"] = record["doc"] | bens
    posts.append(posts[0] | {"id": FEMI["id"], "doc": FEMI})
    return made


BENS = [
    {"confirmed": []},
    {"confirmed": [["Dr Ben Okafor", "GMC", "7012345"]]},
    {"ended_on": "2026-11-19"},
    {"ended_on": "2026-11-19", "handed_to": people.FEMI.id},
    {"ended_on": "2026-11-22", "handed_to": people.BEN.id, "confirmed": [["x", "y", "z"]]},
]


@pytest.mark.finding("field.F3", "use.C4", "attack.M6")
@pytest.mark.parametrize("bens", BENS)
@pytest.mark.parametrize("who", [people.ANA, people.BEN, people.FEMI], ids=lambda who: who.name)
def test_pages_say_alike_who_signs(who, bens):
    held, drawn = snapshot(who, **bens), 0
    for name, request in (
        ("todo", asked("/todo")),
        ("entries_index", asked("/entries")),
        ("signoffs_index", asked("/signoffs")),
        *(("entry_show", asked(f"/entries/{id}", id)) for id in (ONE, SIGNED)),
        *(("entry_form", asked(f"/entries/{id}/edit", id)) for id in (ONE, TWO)),
        ("entry_form", asked("/entries/new", query={"from": "last"})),
        ("signoff_sheet", asked(f"/entries/{ONE}/signoff", ONE)),
    ):
        here, there = (side(name, held, request) for side in (twins.here, twins.there))
        assert here.html == there.html, name
        drawn += here.html is not None
    assert drawn >= 5


def supervising_in(*names):
    """Ben's phone where he supervises in these programmes and Ana trains in the last of them; her case is there."""
    made = phone(people.BEN, [entry(ONE, programme=names[-1])])
    posts, kept = made["records"]["membership"], made["records"]["programme"]
    post, programme = posts[0], kept[0]
    posts.clear()
    kept.clear()
    for name in names:
        held = {"typ": "membership", "id": f"ben {name}", "person": people.BEN.id, "programme": name}
        held |= {"role": "supervisor", "since": "2026-02-01", "ended_on": None, "handed_to": None}
        posts.append(post | {"id": held["id"], "doc": held | {"confirmed": []}})
        kept.append(
            programme | {"id": name, "doc": programme["doc"] | {"id": name, "name": f"Course {name}"}}
        )
    trains = {"typ": "membership", "id": "ana", "person": people.ANA.id, "programme": names[-1]}
    trains |= {"role": "trainee", "since": "2026-02-01", "ended_on": None}
    posts.append(post | {"id": "ana", "doc": trains})
    return made


@pytest.mark.parametrize(("names", "said"), [(("A",), False), (("A", "B", "C"), True)])
def test_who_supervises_in_several_programmes_reads_which_one_beside_each_trainee(names, said):
    """Names repeat over twelve cohorts; to whoever has one it says nothing new."""
    held = supervising_in(*names)
    for name in ("trainees", "signoffs_index"):
        here, there = (side(name, held, asked(f"/{name}")) for side in (twins.here, twins.there))
        assert here.page == there.page and here.html == there.html
        assert people.ANA.name in here.html and (f"Course {names[-1]}" in here.html) is said
        assert "Course A" not in here.html
