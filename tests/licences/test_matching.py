"""People’s licences beside a file that a register published: what stands there waits for a coordinator’s word, and is
no check before. The files are made up, under the header of the published one."""

import io
import zipfile

import orjson
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from logbook import store
from logbook.cli import commands
from logbook.models import LicenceCheck, LicencePeriod, PreparedCheck
from logbook.office import licences, matching
from logbook.regulation import nppes
from tests.regulation.identifiers import a_file, a_row, licensed
from tests.support.cast.people import ANA, BEN, CLEO
from tests.support.server.application import application, ask
from tests.support.server.asked import queries
from tests.support.server.reader import read

NOW = "2026-11-28T10:00:00Z"
FOUND = "/licences/found"


def hold(app, somebody, body, number, region=""):
    with app.app_context(), store.writing() as connection:
        said = {"licence_body": body, "licence_number": number, "region": region}
        return licences.write(connection, somebody.id, None, somebody.id, NOW, False, **said)


def match(app, *rows, file="npidata_pfile_20260101-20261108.csv", now=NOW):
    with app.app_context():
        with store.reading() as connection:
            sought = matching.sought(connection)
        reading = nppes.Read(io.StringIO(a_file(*rows), newline=""))
        found = [
            one
            for row in reading.found(sought.is_of_interest, lambda rows: None, 10**6)
            for one in sought.matches(row)
        ]
        with store.writing() as connection:
            return matching.prepare(connection, found, file, now)


def waiting(client):
    return read(client, FOUND)


def press(client, words, name=None):
    page = waiting(client)
    form = next(
        form
        for form in page.soup.select("form")
        if words in form.get_text() and (not name or name in form.get_text())
    )
    return client.post(form["action"], data={"csrf_token": form.select_one("[name=csrf_token]")["value"]})


# (body, number, region) of Ana’s licence, the row’s cells, and whether it is hers.
MATCHES = {
    "an NPI of hers": (("NPI", "1558598797", ""), {}, True),
    "an NPI, written with gaps": (("NPPES", "155 859 8797", "US"), {}, True),
    "another NPI": (("NPI", "1234567893", ""), {}, False),
    "number and state": (("Nevada State Board of Nursing", "RN-12345", "US-NV"), licensed("RN12345", "NV"), True),
    "the fifteenth of that person": (("Board", "rn12345", "US-NV"), licensed("RN 12345", "NV", 15), True),
    "the number in another state": (("Board", "RN12345", "US-NV"), licensed("RN12345", "AZ"), False),
    "no state, and the name agrees": (("Board", "RN12345", ""), licensed("RN12345", "AZ"), True),
    "no state, and another name": (
        ("Board", "RN12345", "US"),
        licensed("RN12345", "AZ") | {"Provider Last Name (Legal Name)": "JONES", "Provider First Name": "TOM"},
        False,
    ),
    "a number of another country": (("Board", "RN12345", "CA-ON"), licensed("RN12345", "NV"), False),
    "a register of another country": (("NMC", "71A2998E", ""), licensed("71A2998E", "NV"), False),
}  # fmt: skip


@pytest.mark.parametrize(("held", "cells", "theirs"), MATCHES.values(), ids=MATCHES)
def test_a_licence_is_found_by_number_and_state(app, held, cells, theirs):
    hold(app, ANA, *held)
    assert match(app, a_row("1558598797", **cells)) == int(theirs)


def test_nothing_is_made_where_nobody_is_found(app, phone_of, dan):
    hold(app, ANA, "NPI", "1558598797")
    assert match(app, a_row("1234567893"), a_row("1245319599")) == 0
    assert ask(app, select(PreparedCheck.id)) == []
    assert "Nothing waits" in waiting(phone_of(dan)).text


def test_what_was_found_is_told_in_words_and_is_no_check_yet(app, phone_of, dan):
    hold(app, ANA, "Nevada State Board of Nursing", "RN12345", "US-NV")
    match(app, a_row("1558598797", **licensed("RN12345", "NV")))
    page = waiting(phone_of(dan))
    for words in (
        "Ana Silva",
        "Licence RN12345 of NV stands there under NPI 1558598797, as ANA M SILVA, RN.",
        "npidata_pfile",
    ):
        assert words in page.text
    assert "no proof that a licence is in force" in page.text and "Another name" not in page.text
    assert ask(app, select(LicenceCheck.number)) == []


def test_a_name_that_differs_is_said_and_a_person_decides(app, phone_of, dan):
    hold(app, ANA, "NPI", "1558598797")
    match(app, a_row("1558598797", **{"Provider Last Name (Legal Name)": "COSTA"}))
    assert "Another name stands there: ANA M COSTA." in waiting(phone_of(dan)).text


def test_confirmed_it_is_a_check_that_says_no_more_than_the_file(app, phone_of, dan):
    held = hold(app, ANA, "NPI", "1558598797")
    match(app, a_row("1558598797"))
    client = phone_of(dan)
    assert press(client, "It is them").status_code == 303
    [check] = ask(app, select(LicenceCheck.__table__))
    answers = orjson.loads(check.answers)
    assert (check.licence_id, check.by_id, check.how) == (held, dan.id, "file")
    assert answers == {
        "registered": "yes", "licensed": "unsure", "type_fits": "unsure", "restricted": "unsure",
        "number_matches": "yes", "is_them": "yes",
    }  # fmt: skip
    [period] = ask(app, select(LicencePeriod.status))
    assert period.status == ""
    assert "Nothing waits" in waiting(client).text


def test_an_identifier_that_was_deactivated_has_ended(app, phone_of, dan):
    hold(app, ANA, "NPI", "1558598797")
    match(app, a_row("1558598797", **{"Entity Type Code": "", "NPI Deactivation Date": "03/05/2026"}))
    client = phone_of(dan)
    assert "It was deactivated on 5 March 2026." in waiting(client).text
    press(client, "It is them")
    [period] = ask(app, select(LicencePeriod.status, LicencePeriod.words, LicencePeriod.from_on))
    assert tuple(period) == ("ended", "deactivated", "2026-03-05")


def test_confirmed_twice_it_is_one_check(app, phone_of, dan):
    hold(app, ANA, "NPI", "1558598797")
    match(app, a_row("1558598797"))
    client = phone_of(dan)
    page = waiting(client)
    form = next(form for form in page.soup.select("form") if "It is them" in form.get_text())
    sent = {"csrf_token": form.select_one("[name=csrf_token]")["value"]}
    assert [client.post(form["action"], data=sent).status_code for _ in range(2)] == [303, 409]
    assert len(ask(app, select(LicenceCheck.number))) == 1


def test_dismissed_it_is_gone_until_undone_and_no_later_file_asks_it_again(app, phone_of, dan):
    hold(app, ANA, "NPI", "1558598797")
    match(app, a_row("1558598797"))
    client = phone_of(dan)
    [id] = ask(app, select(PreparedCheck.id))
    press(client, "Dismiss")
    page = waiting(client)
    assert "Nothing waits" in page.text and ask(app, select(LicenceCheck.number)) == []
    assert match(app, a_row("1558598797"), file="npidata_pfile_20260101-20261213.csv") == 0
    undo = next(form for form in page.soup.select("form") if form["action"].endswith("/return"))
    client.post(undo["action"], data={"csrf_token": undo.select_one("[name=csrf_token]")["value"]})
    assert id[0] in waiting(client).html


def test_a_file_that_is_read_twice_prepares_nothing_twice_and_a_newer_one_takes_its_place(app):
    hold(app, ANA, "NPI", "1558598797")
    assert [match(app, a_row("1558598797")) for _ in range(2)] == [1, 0]
    assert match(app, a_row("1558598797"), file="npidata_pfile_20260101-20261213.csv") == 1
    rows = ask(app, select(PreparedCheck.verdict).order_by(PreparedCheck.verdict))
    assert [row.verdict for row in rows] == ["", "superseded"]


def test_a_coordinator_meets_those_they_may_check_and_nobody_else(app, phone_of, dan, ana):
    for somebody, number in ((ANA, "1558598797"), (BEN, "1234567893"), (CLEO, "1245319599")):
        hold(app, somebody, "NPI", number)
    assert match(app, a_row("1558598797"), a_row("1234567893"), a_row("1245319599")) == 3
    phone = phone_of(dan)
    page = waiting(phone)
    assert "Ana Silva" in page.text and "Dr Ben Okafor" in page.text and "Cleo" not in page.text
    of_cleo = ask(app, select(PreparedCheck.id).where(PreparedCheck.person_id == CLEO.id))[0].id
    token = page.soup.select_one("[name=csrf_token]")["value"]
    answer = phone.post(f"{FOUND}/{of_cleo}/confirmation", data={"csrf_token": token})
    assert answer.status_code == 404 and ask(app, select(LicenceCheck.number)) == []
    read(phone_of(ana), FOUND, 403)


def test_the_list_of_licences_leads_to_it(phone_of, dan):
    assert FOUND in read(phone_of(dan), "/licences").links()


def test_a_page_of_them_asks_few_questions(app, phone_of, dan):
    for number in range(30):
        hold(app, ANA, "Board", f"RN{number:05}", "US-NV")
    rows = [a_row(f"10000000{number:02}", **licensed(f"RN{number:05}", "NV")) for number in range(30)]
    assert match(app, *rows) == 30
    client = phone_of(dan)
    waiting(client)
    with queries(app) as asked:
        assert "RN00029" in waiting(client).text
    assert len(asked) <= 10


@pytest.fixture
def run(monkeypatch, sqlite_url):
    """run("licences", "match", …): the command in a logbook’s environment, with the cast in its database."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    monkeypatch.setenv("LOGBOOK_ORIGIN", "https://logbook.example.org")
    monkeypatch.delenv("LOGBOOK_DEMO", raising=False)
    return lambda *arguments: CliRunner().invoke(commands, arguments)


def test_the_command_reads_a_file_or_its_archive_and_says_what_waits(run, sqlite_url, tmp_path):
    for app in application(sqlite_url):
        hold(app, ANA, "NPI", "1558598797")
    table, archive = tmp_path / "npidata_pfile_20260101-20261108.csv", tmp_path / "NPPES.zip"
    table.write_text(a_file(a_row("1558598797"), a_row("1234567893")) + "bad\r\n", newline="")
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(table, table.name)
        packed.writestr("npidata_pfile_20260101-20261108_fileheader.csv", "NPI")
    said = run("licences", "match", str(table))
    assert said.exit_code == 0, said.output
    assert "1 row is not as the header says, and passed over: row 4." in said.output
    assert "3 rows read, 1 licence found in them." in said.output
    assert "1 check waits for coordinators to confirm, at /licences/found." in said.output
    again = run("licences", "match", str(archive))
    assert again.exit_code == 0 and "Nothing new waits for anybody." in again.output


def test_the_command_refuses_another_file_in_one_line(run, sqlite_url, tmp_path):
    for app in application(sqlite_url):
        hold(app, ANA, "NPI", "1558598797")
    other = tmp_path / "other.csv"
    other.write_text("name,number\nAna,1\n")
    said = run("licences", "match", str(other))
    assert said.exit_code == 1 and "the column “NPI” is missing" in said.output


def test_the_command_ends_before_it_reads_where_nobody_can_be_found(run, tmp_path):
    file = tmp_path / "empty.csv"
    file.write_text("")
    said = run("licences", "match", str(file))
    assert said.exit_code == 0 and "Nobody has a licence that can stand in such a file." in said.output
