"""Pages of somebody whose role ended offer what they may still do, and say the rest in words: decision 22."""

from dataclasses import replace

import pytest

from logbook import instants, store
from logbook.office import roles
from tests.support.cast.clinic import answers, joined, post, told
from tests.support.cast.people import ANA, BEN, SOUTH, membership_of
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry
from tests.support.server.reader import check, read

EDIT, REPEAT, WITHDRAW, REVIEW = (
    "/entries/{}/edit",
    "/entries/new?from={}",
    "/entries/{}/withdrawal",
    "/entries/{}/review",
)
DOORS = (EDIT, REPEAT, WITHDRAW, REVIEW)
SAYS = "Your role in North Skin School ended on"
KEPT = "the record stays and can be exported"


def leaves(app, somebody):
    with app.app_context(), store.writing() as connection:
        roles.end(connection, membership_of(somebody), instants.now())


@pytest.fixture
def cases(app):
    """Ana's cases, one of each state that asked something of her; then she leaves."""
    codes = iter(("AAAA", "BBBB", "CCCC", "DDDD", "EEEE"))
    made = {
        state: told(app, an_entry(model={"code": next(codes)}, **changes))
        for state, changes in {
            "sent": {},
            "returned": {},
            "signed": {},
            "withdrawn": {},
            "unnamed": {"supervisor": ""},
        }.items()
    }
    told(app, a_signoff(made["returned"], verdict="returned"), by=BEN)
    told(app, a_signoff(made["signed"]), by=BEN, grade="C")
    told(app, a_withdrawal(made["withdrawn"]))
    return made


def offered(page, case):
    return {door for door in DOORS if any(link.startswith(door.format(case["id"])) for link in page.links())}


@pytest.mark.parametrize("state", ["sent", "returned", "signed", "withdrawn", "unnamed"])
def test_a_case_of_a_role_that_ended_says_so_and_offers_only_what_can_be_done(app, phone_of, cases, state):
    path = f"/entries/{cases[state]['id']}"
    before = read(phone_of(ANA), path)
    assert REPEAT in offered(before, cases[state]) and SAYS not in before.text
    leaves(app, ANA)
    page = read(phone_of(ANA), path)
    assert not offered(page, cases[state]) and 'href="None' not in page.html
    assert SAYS in page.text and KEPT in page.text and "/export" in page.links()


def test_no_link_of_a_trainee_who_left_leads_into_a_dead_end(app, phone_of, cases):
    leaves(app, ANA)
    client, seen = phone_of(ANA), set()
    waiting = ["/entries", "/todo", "/progress", "/me"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        page = read(client, path)
        if path.startswith(("/entries", "/todo", "/progress")):
            waiting += [link for link in page.links() if link.startswith("/") and "static" not in link]
    assert {f"/entries/{case['id']}" for case in cases.values()} <= seen and "/export" in seen


def test_forms_that_were_open_when_the_role_ended_keep_what_was_typed_and_say_why(app, phone_of, cases):
    client, case = phone_of(ANA), cases["sent"]
    edit, withdrawal, review = (door.format(case["id"]) for door in (EDIT, WITHDRAW, REVIEW))
    forms = {path: read(client, path).form(path) for path in (edit, withdrawal, review)}
    new = {name: values[0] for name, values in answers(model__code="ZZZZ").items()}
    forms["/entries/new"] = new
    typed = {edit: "reflection", withdrawal: "reason", review: "reflection", "/entries/new": "reflection"}
    leaves(app, ANA)
    for path, fields in forms.items():
        given = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
        page = post(client, path, given | {typed[path]: ["Words of mine"]}, 422)
        assert "Words of mine" in page.html and SAYS in page.text, path
        assert not page.soup.select(".dock .actions button"), path


@pytest.mark.parametrize("door", [*DOORS[:1], "/entries/new", *DOORS[2:]])
def test_an_old_address_of_a_form_says_that_the_role_ended(app, phone_of, cases, door):
    leaves(app, ANA)
    page = read(phone_of(ANA), door.format(cases["sent"]["id"]))
    assert SAYS in page.text and not page.soup.select("main form")


def test_who_never_trained_has_no_form_of_a_new_case(phone_of):
    check(phone_of(BEN).get("/entries/new"), "/entries/new", 404)


def test_a_leaver_begins_at_their_logbook_and_sees_when_the_role_ended(app, phone_of, cases):
    leaves(app, ANA)
    client = phone_of(ANA)
    assert client.get("/").headers["Location"] == "/entries"
    page = read(client, "/entries")
    assert SAYS in page.text and "New case" not in page.text
    for path in ("/entries", "/me/password"):
        tabs = [
            tab.get_text(" ", strip=True).split(" ")[0] for tab in read(client, path).soup.select(".tabs a")
        ]
        assert tabs == ["Logbook", "Progress", "Notices", "Me"], path
    assert "Trainee until" in read(client, "/me").text
    assert "Nothing more is asked of you" in read(client, "/todo").text


def test_who_left_one_programme_and_trains_in_another_keeps_the_rights_there(app, phone_of, cases):
    joined(app, ANA, SOUTH, "trainee")
    there = told(
        app,
        an_entry(model={"code": "FFFF"}, programme=SOUTH, supervisor=""),
        by=replace(ANA, programme=SOUTH),
    )
    leaves(app, ANA)
    client = phone_of(ANA)
    page = read(client, f"/entries/{there['id']}")
    assert offered(page, there) == {EDIT, REPEAT, WITHDRAW, REVIEW} and SAYS not in page.text
    closed = read(client, f"/entries/{cases['sent']['id']}")
    assert offered(closed, cases["sent"]) == {REPEAT} and SAYS in closed.text
    fields = read(client, f"/entries/new?from={cases['sent']['id']}").form("/entries/new")
    given = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    assert given["programme"] == [SOUTH] and BEN.id not in given.get("supervisor", [])
    assert "New case" in read(client, "/entries").text and SAYS not in read(client, "/entries").text
