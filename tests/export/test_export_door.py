"""Who takes a logbook out, and what they are asked first."""

from urllib.parse import quote, urlencode

import pytest

from logbook import store
from logbook.models import db
from tests.support.cast import people
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH
from tests.support.documents.printed import NOW
from tests.support.server.application import sign_in
from tests.support.server.exported import press, take, token
from tests.support.server.reader import read


class TestDoor:
    def test_a_trainee_is_asked_from_when_to_when_and_gets_three_files(self, phone_of, signed):
        browser = phone_of(ANA)
        page = read(browser, "/export")
        fields = page.form("/export")
        assert fields["from"] == "2026-11-20" and fields["trainee"] == ANA.id
        assert page.soup.select(f"[data-unsent='{ANA.id}'][hidden]")
        for kind, begins in (("pdf", b"%PDF-1.7"), ("csv", "\ufeffNumber".encode()), ("json", b"{")):
            answer = take(browser, f"/export/logbook.{kind}?{urlencode(fields)}")
            assert answer.status_code == 200 and answer.data.startswith(begins)
            assert (
                "attachment; filename=logbook-ana-silva-2026-11-20-to-"
                in answer.headers["Content-Disposition"]
            )
            assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        ("name", "plain"), [("Łukasz Żak", "ukasz-ak"), ("山田 太郎", ""), ("प्रिया", "")]
    )
    def test_a_file_keeps_a_name_in_any_script(self, app, phone_of, signed, name, plain):
        with app.app_context(), store.writing() as connection:
            table = db.metadata.tables["person"]
            connection.execute(db.update(table).where(table.c.id == ANA.id).values(name=name))
        query = "from=2026-11-01&to=2026-11-30"
        said = take(phone_of(ANA), f"/export/logbook.csv?{query}").headers["Content-Disposition"]
        # What is not ASCII travels as RFC 6266 has it: a server may fail on anything else in a header.
        assert said.isascii()
        full = "-".join(name.lower().split())
        assert f"filename*=UTF-8''{quote(f'logbook-{full}-2026-11-01-to-2026-11-30.csv')}" in said
        assert (
            f"filename={'-'.join(filter(None, ('logbook', plain, '2026-11-01-to-2026-11-30.csv')))};" in said
        )

    def test_a_coordinator_takes_the_logbook_of_a_trainee_of_theirs(self, phone_of, signed):
        browser = phone_of(DAN)
        assert ANA.name in read(browser, "/export").text
        answer = take(browser, f"/export/logbook.json?trainee={ANA.id}&from=2026-11-01&to=2026-11-30")
        assert answer.get_json()["cover"]["trainee"]["name"] == ANA.name

    def test_a_coordinator_of_several_trainees_chooses_first(self, app, phone_of):
        with app.app_context(), store.writing() as connection:
            connection.execute(
                db.insert(db.metadata.tables["membership"]).values(
                    id="30000000-0000-4000-8000-00000000000a",
                    person_id=CLEO.id,
                    programme_id=NORTH,
                    role="trainee",
                    since=people.SINCE,
                    ended_at=None,
                )
            )
        browser = phone_of(DAN)
        page = read(browser, "/export")
        links = [link for link in page.links() if link.startswith("/export?")]
        assert len(links) == 2 and not page.soup.select("form[action='/export']")
        assert CLEO.name in read(browser, next(link for link in links if CLEO.id in link)).text
        assert browser.get("/export/logbook.pdf").status_code == 303

    @pytest.mark.parametrize("somebody", [BEN, CLEO, FEMI])
    def test_nobody_else_takes_it(self, phone_of, signed, somebody):
        for path in ("/export", "/export/logbook.pdf", "/export/logbook.csv", "/export/logbook.json"):
            assert phone_of(somebody).get(f"{path}?trainee={ANA.id}&programme={NORTH}").status_code == 404
        browser = phone_of(somebody)
        sent = {"csrf_token": token(browser), "trainee": ANA.id, "programme": NORTH, "file": "json"}
        assert browser.post("/export", data=sent).status_code == 404

    def test_nobody_takes_anything_without_signing_in(self, client):
        assert client.get("/export").headers["Location"].startswith("/sign-in")

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("from=yesterday", "Enter a date"),
            ("to=20261120", "Enter a date"),
            ("from=2026-11-20&to=2026-11-19", "The last day comes before the first"),
        ],
    )
    def test_a_range_that_is_none_comes_back_with_words(self, phone_of, query, words):
        answer = press(phone_of(ANA), f"/export/logbook.pdf?{query}")
        assert answer.status_code == 422 and words in answer.text

    def test_a_trainee_who_left_still_takes_their_own(self, app, signed):
        with app.app_context(), store.writing() as connection:
            table = db.metadata.tables["membership"]
            connection.execute(db.update(table).where(table.c.person_id == ANA.id).values(ended_at=NOW))
        browser = sign_in(app.test_client(), ANA)
        assert take(browser, "/export/logbook.csv").data.startswith("\ufeffNumber".encode())
