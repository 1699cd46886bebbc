"""One person, two schools: neither learns from any page, file or feed that there is the other."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from logbook import instants, store
from logbook.auth import accounts, recoveries, tokens
from logbook.models import Invitation, Membership, Person, Programme, db
from logbook.models.engine import writing
from logbook.office import programmes, roles
from tests.accounts.doors import invitation_by, recovery_of
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH, membership_of, provider_of
from tests.support.cast.phone import Phone
from tests.support.cast.registers import written
from tests.support.documents.statements import NOW, a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.exported import take
from tests.support.server.reader import check, read

# What North must never read: names of the other school, its people, and what was written there.
GUDRUN = replace(
    DAN,
    id="20000000-0000-4000-8000-0000000000aa",
    name="Gudrun Southby",
    email="gudrun@south.example",
    programme=SOUTH,
)
SOUTHERN = (
    *("South Dental", SOUTH, provider_of(SOUTH), GUDRUN.name, GUDRUN.email, GUDRUN.id),
    *(CLEO.name, CLEO.email, CLEO.id, FEMI.name, FEMI.email, FEMI.id, "Southroom", "Southern"),
    *("Southwood", "Driving licence, looked at"),
)
DANS = (
    *(
        "/people",
        "/people?q=ben",
        "/people?show=supervisor",
        "/cohort",
        "/cohort?q=ben",
        "/programme",
        "/export",
    ),
    *(f"/people/{BEN.id}/devices", f"/people/{BEN.id}/copies", f"/cohort/{NORTH}/{ANA.id}"),
    *(f"/people/memberships/{membership_of(BEN)}/{what}" for what in ("ending", "confirmation")),
    *(
        f"/people/supervisors/{BEN.id}",
        f"/register/{membership_of(BEN)}",
        "/people?q=southwood",
        "/people/invitations",
        "/people/invited",
        "/people/invited/links.csv",
        "/people/rosters",
        "/office",
        "/cohort/trainees.csv",
        "/cohort/trainees.xlsx",
        "/me",
    ),
)
ANAS = ("/entries", "/entries?q=ben", "/todo", "/progress", "/entries/new", "/me", "/export")
ACCOUNTS = (f"/people/{BEN.id}/account", f"/people/{BEN.id}/recovery")


@pytest.fixture
def gudrun(app):
    """Coordinates South."""
    with app.app_context(), writing(db) as connection:
        known = dict(connection.execute(select(Person.__table__).where(Person.id == DAN.id)).one()._mapping)
        connection.execute(
            insert(Person).values(known | {"id": GUDRUN.id, "name": GUDRUN.name, "email": GUDRUN.email})
        )
        roles.enrol(connection, GUDRUN.id, SOUTH, "coordinator", NOW)
    return GUDRUN


@pytest.fixture
def works_for_both(app, gudrun):
    """works_for_both(): Ben begins to supervise in South too, and signs a case there; South keeps a register of him."""

    def begin():
        joined(app, BEN, SOUTH, "supervisor")
        case = an_entry(trainee=CLEO.id, programme=SOUTH, place="Southroom 9", supervisor=BEN.id)
        told(app, case, by=CLEO)
        told(app, a_signoff(case, feedback="Southern feedback"), by=replace(BEN, programme=SOUTH), grade="C")
        told(app, an_entry(trainee=CLEO.id, programme=SOUTH, place="Southroom 9", supervisor=BEN.id), by=CLEO)
        role = role_of(app, BEN, SOUTH)
        written(app, BEN, "name", by=GUDRUN, id=role, text="Ben Southwood")
        written(app, BEN, "check", by=GUDRUN, id=role, document="driving_licence", seen_on="2026-11-03")
        written(app, BEN, "note", by=GUDRUN, id=role, text="Southern note: never before noon.")

    return begin


def role_of(app, somebody, programme):
    where = Membership.person_id == somebody.id, Membership.programme_id == programme
    [row] = ask(app, select(Membership.id).where(*where))
    return row.id


def shown(client, paths):
    """{path: what it says}, without what differs between any two looks at it."""
    return {path: plain(client.get(path)) for path in paths}


def plain(answer):
    assert answer.status_code == 200, answer.status
    if answer.data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if "docProps" not in name)
    return re.sub(
        r'name="csrf_token" value="[^"]+"|[0-9a-f-]{36}" data-mutation|generated[^,]+', "…", answer.text
    )


def held(phone):
    """What a phone gets that has nothing yet."""
    phone.sync()
    return {key: doc["stmt"] for key, doc in phone.docs.items()}


def files(client):
    asked = f"trainee={ANA.id}&from=2026-01-01&to=2026-12-31"
    return [take(client, f"/export/logbook.{kind}?{asked}").text for kind in ("csv", "json")]


def test_no_page_list_file_or_feed_of_one_school_changes_when_its_supervisor_works_for_another(
    app, phone_of, works_for_both
):
    case = told(app, an_entry(supervisor=BEN.id))
    told(app, a_signoff(case), by=BEN, grade="C")
    told(app, an_entry(supervisor=BEN.id))
    anas = (*ANAS, f"/entries/{case['id']}", f"/entries/{case['id']}/versions")

    def seen():
        pages = {"dan": shown(phone_of(DAN), DANS), "ana": shown(phone_of(ANA), anas)}
        feeds = {who.name: held(Phone(phone_of(who), who)) for who in (DAN, ANA)}
        return pages, feeds

    seen()  # from now on their devices are known
    pages, feeds = seen()
    works_for_both()
    after, told_after = seen()
    for who, found in pages.items():
        for path, said in found.items():
            assert varying(after[who][path]) == varying(said), (who, path)
    assert told_after == feeds
    everything = [
        *after["dan"].values(),
        *after["ana"].values(),
        *files(phone_of(ANA)),
        *files(phone_of(DAN)),
    ]
    everything += [text for docs in told_after.values() for text in docs.values()]
    # These differ: an account is not his to change any more, and what he himself took out is in the list of acts.
    everything += [plain(phone_of(DAN).get(path)) for path in (*ACCOUNTS, "/office/audit")]
    assert [(word, text) for text in everything for word in SOUTHERN if word in text] == []


def test_what_each_school_keeps_of_one_person_is_found_by_that_school_alone(app, phone_of, works_for_both):
    written(app, BEN, "name", text="Ben Northwood")
    written(app, BEN, "note", text="Northern note: mornings only.")
    works_for_both()
    there, here = role_of(app, BEN, SOUTH), membership_of(BEN)
    for who, own, other, role, others in (
        (DAN, "Northwood", "Southwood", here, there),
        (GUDRUN, "Southwood", "Northwood", there, here),
    ):
        desk = phone_of(who)
        assert desk.get(f"/register/{others}").status_code == 404
        form = read(desk, f"/register/{role}").form(f"/register/{role}/note")
        assert desk.post(f"/register/{others}/note", data=form | {"note": "x"}).status_code == 404
        assert f"Ben {own}" in plain(desk.get(f"/people?q={own.lower()}"))
        assert "Nobody is found" in plain(desk.get(f"/people?q={other.lower()}"))
        for path in ("/people", f"/people/supervisors/{BEN.id}", f"/register/{role}", "/office/audit"):
            said = plain(desk.get(path))
            assert other not in said and (path == "/office/audit" or own in said), (who.name, path)
    for somebody in (ANA, BEN, CLEO, DAN, GUDRUN):
        texts = [*held(Phone(phone_of(somebody), somebody)).values(), plain(phone_of(somebody).get("/me"))]
        assert not [text for text in texts if "Northwood" in text or "Southwood" in text]


def varying(said):
    """Without the ids, the moments and the code of a model that a page makes anew each time."""
    said = re.sub(
        r"\bModel [0-9A-Z]{4}\b|(?<=data-code>)[0-9A-Z]{4}|(?<=value=\")[0-9A-Z]{4}(?=\")", "…", said
    )
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\d?\d:\d\d(:\d\d)?Z?", "…", said
    )


def unlinked(said):
    """Without the link of a page, as text and as a picture."""
    return varying(re.sub(r'http[^<"]*/join/[\w-]+|<path d="[^"]*"|<rect [^>]*>|viewBox="[^"]*"', "…", said))


def test_what_a_coordinator_may_not_do_is_said_in_the_same_words_whatever_the_reason(
    app, phone_of, works_for_both
):
    works_for_both()
    desk = phone_of(DAN)
    for path in ACCOUNTS:
        page = read(desk, path)
        assert f"The account of {BEN.name} is looked after by the host of this logbook" in page.text
        assert not re.search(
            r"another|elsewhere|other (school|programme|provider)", page.soup.main.get_text()
        )
    # The other school reads the same of him.
    there = phone_of(GUDRUN)
    assert [read(there, path).soup.main.get_text() for path in ACCOUNTS] == [
        read(desk, path).soup.main.get_text() for path in ACCOUNTS
    ]


def test_an_invitation_that_nobody_took_up_takes_nothing_out_of_a_coordinators_hands(app, phone_of, gudrun):
    path = invitation_by(phone_of(GUDRUN), name="Ben", email=BEN.email, role="supervisor")
    desk = phone_of(DAN)
    link = recovery_of(desk, BEN)
    read(app.test_client(), link)
    read(app.test_client(), path)
    assert read(desk, ACCOUNTS[0]).soup.select("main form")


def test_all_programmes_of_ones_own_school_are_one(app, phone_of):
    with app.app_context(), writing(db) as connection:
        facts = {
            "tz": "Europe/London",
            "requirement_set": "generic-starter",
            "provider_id": provider_of(NORTH),
        }
        second = programmes.begin(connection, NOW, name="Second course", **facts)
        roles.enrol(connection, BEN.id, second, "supervisor", NOW)
    desk = phone_of(DAN)
    link = recovery_of(desk, BEN)
    read(app.test_client(), link)
    assert read(desk, ACCOUNTS[0]).soup.select("main form")
    with app.app_context(), writing(db) as connection:
        connection.execute(
            update(Programme).where(Programme.id == second).values(provider_id=provider_of(SOUTH))
        )
    check(app.test_client().get(link), link, 410)


def test_who_coordinates_a_programme_of_others_in_the_same_school_is_refused_in_the_same_words(app, phone_of):
    with app.app_context(), writing(db) as connection:
        facts = {
            "tz": "Europe/London",
            "requirement_set": "generic-starter",
            "provider_id": provider_of(NORTH),
        }
        second = programmes.begin(connection, NOW, name="Second course", **facts)
    link = recovery_of(phone_of(DAN), BEN)
    with app.app_context(), writing(db) as connection:
        roles.enrol(connection, BEN.id, second, "coordinator", NOW)
    check(app.test_client().get(link), link, 410)
    assert f"The account of {BEN.name} is looked after by the host" in read(phone_of(DAN), ACCOUNTS[1]).text
    with app.app_context(), writing(db) as connection:
        roles.enrol(connection, DAN.id, second, "coordinator", NOW)
    assert recovery_of(phone_of(DAN), BEN)


def test_the_history_of_an_account_names_nobody_of_a_school_it_has_left(app, phone_of, gudrun):
    joined(app, BEN, SOUTH, "supervisor")
    with app.app_context(), writing(db) as connection:
        accounts.note(connection, BEN.id, "email", GUDRUN.id, NOW, email="ben@south.example")
        accounts.note(connection, BEN.id, "sessions", DAN.id, NOW)
        of = (Membership.person_id == BEN.id, Membership.programme_id == SOUTH)
        roles.end(connection, connection.scalar(select(Membership.id).where(*of)), NOW)
    page = read(phone_of(DAN), ACCOUNTS[0])
    assert "Signed out everywhere" in page.text and "by Dan Weiss" in page.text
    assert GUDRUN.name not in page.text and "south.example" not in page.text
    assert GUDRUN.name in read(phone_of(BEN), "/me/details").text


def test_an_exported_logbook_tells_of_a_link_and_not_of_the_school_that_made_it(app, gudrun):
    with app.app_context(), writing(db) as connection:
        for maker, programme in ((GUDRUN.id, SOUTH), (DAN.id, NORTH), (None, None)):
            given = {"name": BEN.name, "email": BEN.email, "person_id": BEN.id}
            tokens.create(connection, NOW, "recovery", created_by=maker, programme_id=programme, **given)
        connection.execute(update(Invitation).values(used_at=NOW))
    with app.app_context(), store.reading() as connection:
        here = recoveries.used(connection, [BEN.id], NORTH)[BEN.id]
        there = recoveries.used(connection, [BEN.id], SOUTH)[BEN.id]
    assert sorted(one["by"] for one in here) == ["", "Dan Weiss", "another person"]
    assert sorted(one["by"] for one in there) == ["", "Gudrun Southby", "another person"]


@pytest.mark.parametrize("taken", [BEN, FEMI], ids=["of this school", "of another"])
def test_that_an_address_has_an_account_is_not_told_by_whose_it_is(app, phone_of, taken):
    path = f"/people/{ANA.id}/email"
    desk = phone_of(DAN)
    fields = read(desk, f"/people/{ANA.id}/account").form(path) | {"email": taken.email}
    said = check(desk.post(path, data=fields), path, 422)
    assert "This e-mail cannot be taken. Use another one, or ask the host of this logbook." in said.text
    assert ask(app, select(Person.email).where(Person.id == ANA.id))[0].email == ANA.email


def test_who_is_invited_is_shown_alike_whether_they_have_an_account_in_another_school_or_not(app, phone_of):
    desk = phone_of(DAN)
    pages = []
    for email in (FEMI.email, "nobody@example.org"):
        invitation_by(desk, name="Somebody", email=email, role="supervisor")
        (row,) = ask(app, select(Invitation.id).where(Invitation.email == email))
        said = [plain(desk.get(f"/people/invitations/{row.id}")), plain(desk.get("/people?q=somebody"))]
        pages.append([unlinked(one.replace(email, "…")) for one in said[:1]])
        with app.app_context(), writing(db) as connection:
            tokens.revoke(connection, row.id, instants.now())
    assert pages[0] == pages[1]
