"""Who sees what of a case that names nobody: its trainee what to do, supervisors nothing, coordinators whose."""

import pytest

from tests.contract import twins
from tests.contract.phones import entry, phone
from tests.contract.twins import asked
from tests.support.cast.clinic import answers, joined, post, told
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH
from tests.support.documents.statements import a_signoff, an_entry, revised
from tests.support.server.reader import read

WAITS = "No supervisor named yet"


def count(page, tab):
    found = page.soup.select_one(f".tabs a[href='{tab}'] .count")
    return found.get_text(" ").split()[0] if found else ""


@pytest.fixture
def three(app):
    """Three cases of Ana's that name nobody, and one that names Ben."""
    for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
        told(app, an_entry(supervisor="", performed_on=day, aftercare={"review_due_on": "2099-12-04"}))
    return told(app, an_entry(aftercare={"review_due_on": "2099-12-04"}))


@pytest.mark.finding("use.T1")
def test_to_do_lists_them_and_leads_to_the_answer(phone_of, three):
    client = phone_of(ANA)
    page = read(client, "/todo")
    assert "3 cases wait until you name who supervised. Until then nobody can sign them." in page.text
    rows = page.soup.select("[aria-labelledby=unnamed] a.row")
    assert len(rows) == 3 and rows[0]["href"].endswith("/edit#s-supervisor")
    listed = read(client, "/entries?show=attention")
    assert (count(page, "/todo"), len(listed.soup.select("a.row"))) == ("3", 3)
    assert len(read(client, "/entries?supervisor=none").soup.select("a.row")) == 3


def test_naming_somebody_by_the_form_ends_the_wait(phone_of, three):
    client = phone_of(ANA)
    address = read(client, "/todo").soup.select_one("[aria-labelledby=unnamed] a.row")["href"].split("#")[0]
    post(client, address, read(client, address).form(address) | {"supervisor": BEN.id})
    assert "2 cases wait until you name" in read(client, "/todo").text
    assert f"Sent to {BEN.name}" in read(client, address.removesuffix("/edit")).text
    assert count(read(phone_of(BEN), "/signoffs"), "/signoffs") == "2"


def test_while_there_is_nobody_to_name_it_is_said_and_not_asked(app, phone_of, nobody_supervises):
    told(app, an_entry(supervisor="", aftercare={"review_due_on": "2099-12-04"}))
    page = read(phone_of(ANA), "/todo")
    assert "Nobody supervises in North Skin School yet" in page.text and count(page, "/todo") == ""
    joined(app, FEMI, NORTH, "supervisor")
    page = read(phone_of(ANA), "/todo")
    assert "1 case waits until you name who supervised" in page.text and count(page, "/todo") == "1"


def test_the_case_says_what_it_waits_for(app, phone_of):
    case = told(app, an_entry(supervisor=""))
    page = read(phone_of(ANA), f"/entries/{case['id']}")
    assert WAITS in page.text and "Nobody can sign the case until you name somebody." in page.text
    assert "to sign." not in page.text
    facts = {one.dt.get_text(): one.dd.get_text() for one in page.soup.select("dl.facts > div") if one.dt}
    assert facts["Supervisor"] == "Not named yet"
    told(app, revised(case, supervisor=BEN.id))
    versions = read(phone_of(ANA), f"/entries/{case['id']}/versions").text
    assert "Was: Not named yet" in versions and BEN.name in versions


@pytest.mark.finding("use.T1")
def test_supervisors_find_nothing_of_it_in_their_queue_and_see_it_in_the_logbook(app, phone_of):
    case, client = told(app, an_entry(supervisor="")), phone_of(BEN)
    queue = read(client, "/signoffs")
    assert "Nothing to sign" in queue.text and count(queue, "/signoffs") == ""
    row = read(client, "/trainees").soup.select_one("a.row").get_text(" ")
    assert "0 signed, 0 waiting, 1 without a supervisor" in row and "Nothing waits" in row
    assert WAITS in read(client, f"/entries?trainee={ANA.id}").text
    page = read(client, f"/entries/{case['id']}")
    assert "It can be signed" not in page.text and "once Ana Silva has named who supervised" in page.text
    assert not page.soup.select("a[href$='/signoff']")


def test_a_sheet_that_was_open_is_refused_in_words(app, phone_of):
    case, client = told(app, an_entry()), phone_of(BEN)
    path = f"/entries/{case['id']}/signoff"
    fields = read(client, path).form(path) | {"rating": "4", "password": "a long enough password"}
    fields["feedback"] = "Well placed."
    told(app, later := revised(case, supervisor=""))
    fields |= {"entry_rev": "2", "entry_hash": a_signoff(later)["entry_hash"]}
    page = post(client, f"/entries/{case['id']}/signature", fields, 422)
    assert "No supervisor is named in this case yet." in page.text
    assert "Your answer was not added." in page.text and "Well placed." in page.text


@pytest.mark.finding("use.T1")
def test_the_coordinator_sees_whose_cases_nobody_can_sign(app, phone_of, three):
    page = read(phone_of(DAN), "/cohort")
    said = page.soup.select_one("[aria-labelledby^=unsigned]").get_text(" ")
    assert (
        "Ana Silva" in said and "3 cases name no supervisor yet, the oldest done on 18 November 2026." in said
    )
    assert "Invite a supervisor" not in said
    cells = [cell.get_text(" ") for cell in page.soup.select(f"[id^='trainee-{ANA.id}'] td")]
    assert cells[1] == "1"


def test_where_nobody_supervises_the_coordinator_is_led_to_invite(app, phone_of, nobody_supervises):
    assert not read(phone_of(DAN), "/cohort").soup.select("[aria-labelledby^=unsigned]")
    told(app, an_entry(supervisor=""))
    section = read(phone_of(DAN), "/cohort").soup.select_one("[aria-labelledby^=unsigned]")
    assert section.select_one("p.quiet > a")["href"] == "/people/invitations"
    assert "1 case names no supervisor yet, done on 20 November 2026." in section.get_text(" ")


def test_it_is_logged_and_not_signed_in_what_counts(phone_of, three):
    page = read(phone_of(ANA), "/progress")
    assert "0 signed, 4 waiting. 3 name no supervisor yet, and cannot be signed before." in page.text


def test_the_review_speaks_of_nobody_by_name(app, phone_of):
    case = told(app, an_entry(supervisor="", performed_on="2026-11-01"))
    page = read(phone_of(ANA), f"/entries/{case['id']}/review")
    assert "Whoever supervised sees the review" in page.text and "Not named yet sees" not in page.text


ONE, TWO, THREE = (f"7{digit}000000-0000-4000-8000-000000000001" for digit in "012")


def snapshot(somebody, **bens):
    cases = [entry(ONE, supervisor=""), entry(TWO, performed_on="2026-11-02")]
    old = entry(THREE, performed_on="2026-11-01")
    cases.append(revised(old, supervisor="", mutation=TWO, recorded_at="2026-11-20T10:15:00Z"))
    made = phone(somebody, cases, [a_signoff(old, id=ONE, nonce=TWO)])
    for record in made["records"]["membership"]:
        if record["doc"]["person"] == BEN.id:
            record["doc"] = record["doc"] | bens
    return made


@pytest.mark.parametrize("bens", [{}, {"ended_on": "2026-11-01"}, {"role": "coordinator"}])
@pytest.mark.parametrize("who", [ANA, BEN], ids=lambda who: who.name)
def test_phone_and_server_draw_it_alike(who, bens):
    held, drawn = snapshot(who, **bens), 0
    edited = answers(supervisor="none")
    for name, request in (
        *((page, asked(path)) for page, path in (("todo", "/todo"), ("trainees", "/trainees"))),
        *(("entries_index", asked("/entries", query=query)) for query in ({}, {"supervisor": "none"})),
        *(("entries_index", asked("/entries", query={"show": show})) for show in ("attention", "waiting")),
        ("entries_index", asked("/entries", query={"trainee": ANA.id, "q": "not named"})),
        ("signoffs_index", asked("/signoffs")),
        *(("entry_show", asked(f"/entries/{id}", id)) for id in (ONE, TWO, THREE)),
        *(("entry_form", asked(f"/entries/{id}/edit", id)) for id in (ONE, TWO, THREE)),
        *(("entry_form", asked("/entries/new", query=query)) for query in ({}, {"from": ONE})),
        ("entry_form", asked("/entries/new", fields=edited, problems={"supervisor": ["Choose"]})),
        *(("signoff_sheet", asked(f"/entries/{id}/signoff", id)) for id in (ONE, THREE)),
        ("entry_review", asked(f"/entries/{ONE}/review", ONE)),
        ("progress", asked("/progress")),
    ):
        here, there = (side(name, held, request) for side in (twins.here, twins.there))
        assert here.html == there.html, name
        drawn += here.html is not None
    assert drawn >= 8
