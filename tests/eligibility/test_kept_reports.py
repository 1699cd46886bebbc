"""A report is kept while what it was made of is the same, and made anew when anything of that has changed."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import grimp
import orjson
import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from logbook import feed, instants, record, store
from logbook.eligibility import requirements
from logbook.jobs.worker import Worker
from logbook.models import Job, Programme, Report, db
from logbook.models.engine import writing
from logbook.office import confirmations, curriculum
from logbook.problems import Busy, NotWritable
from logbook.record import grounds, making, published
from logbook.record import reports as kept
from logbook.store import reports as keeping
from tests.support.cast import terms
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, NORTH, SOUTH, membership_of, provider_of
from tests.support.cast.phone import Phone, envelope, post
from tests.support.documents.statements import (
    a_review,
    a_set_aside,
    a_signoff,
    a_withdrawal,
    amended,
    an_attestation,
    an_entry,
    revised,
)
from tests.support.lanes import many
from tests.support.server.asked import queries
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
TODAY = "2026-12-06T12:00:00Z"


class Ana:
    """Her reports as they are shown, and her cases: one signed, one sent, one sent back, and one of Cleo's beside."""

    def __init__(self, app) -> None:
        self.app, self.desk = app, Desk(app)
        self.signed, self.sent, self.returned = (an_entry(place=place) for place in ("a", "b", "c"))
        self.desk.send(ANA, self.signed, self.sent, self.returned)
        self.signature = a_signoff(self.signed)
        self.desk.sign(BEN, self.signature)
        self.desk.one(BEN, a_signoff(self.returned, verdict="returned"))

    def shown(self, now=TODAY):
        """The report as her phone and her pages get it; what was made is kept."""
        with self.app.app_context():
            with store.reading() as connection:
                [doc], told = feed.reports(connection, ANA.id, now)
            store.keep_reports(told)
        return doc["stmt"]

    def anew(self, now=TODAY):
        """The same, whatever is kept."""
        with self.app.app_context(), store.reading() as connection:
            return record.report_for(connection, ANA.id, NORTH, now[:10])

    def set(self, **columns):
        with self.app.app_context(), writing(db) as connection:
            connection.execute(update(Programme).where(Programme.id == NORTH).values(**columns))

    def write(self, change):
        with self.app.app_context(), writing(db) as connection:
            return change(connection)

    def confirm(self, name, programme=NORTH):
        member = confirmations.Confirmed(membership_of(BEN), BEN.id, programme, name, BEN.body, BEN.number)
        with self.app.app_context(), writing(db) as connection:
            confirmations.confirm(connection, member, "seen", None, TODAY)


@pytest.fixture
def ana_now(app):
    return Ana(app)


def renamed(ana):
    """Ben signs under another name, which nobody has confirmed."""
    ben = replace(BEN, name="Dr Benedict Okafor")
    assert ana.desk.sign(ben, a_signoff(ana.sent, by=ben))["status"] == "applied"


def attended(ana):
    """A module, where the set that Ana is judged by asks for it."""
    ana.write(lambda connection: curriculum.take_shipped(connection, NORTH, DAN.id, TODAY))
    ana.write(lambda connection: terms.moved(connection, TODAY, published.shipped("us-nv-dentist")))
    before = ana.shown()
    assert ana.desk.one(BEN, an_attestation(minutes=24 * 60))["status"] == "applied"
    assert orjson.loads(ana.shown()) != orjson.loads(before)


CHANGES = {
    "a case is sent": lambda ana: ana.desk.one(ANA, an_entry()),
    "a case is changed": lambda ana: ana.desk.one(
        ANA, revised(ana.sent, part="observed", product=None, points=[])
    ),
    "a case is taken back": lambda ana: ana.desk.one(ANA, a_withdrawal(ana.sent)),
    "a case is signed": lambda ana: ana.desk.sign(BEN, a_signoff(ana.sent)),
    "a case is sent back": lambda ana: ana.desk.one(BEN, a_signoff(ana.sent, verdict="returned")),
    "a case that was sent back is answered": lambda ana: ana.desk.one(ANA, revised(ana.returned)),
    "a signature is taken back": lambda ana: ana.desk.one(BEN, a_withdrawal(ana.signature, by=BEN)),
    "a signature by somebody not confirmed": renamed,
    "the model is looked at again": lambda ana: ana.desk.one(ANA, a_review(ana.signed)),
    "a module is attended": attended,
    "a case is set aside": lambda ana: ana.desk.one(BEN, a_set_aside(ana.signed)),
    "they are judged by another set": lambda ana: ana.write(
        lambda connection: terms.moved(connection, TODAY, published.shipped("uk-hee-10-10"))
    ),
    "a requirement is waived for them": lambda ana: ana.write(
        lambda connection: terms.waived(connection, TODAY)
    ),
    "the programme moves to another day": lambda ana: ana.set(tz="Pacific/Kiritimati"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_report_is_made_anew_once(ana_now, monkeypatch, change):
    before = ana_now.shown()
    CHANGES[change](ana_now)
    now = "2026-12-06T12:00:00Z"
    after = orjson.loads(ana_now.shown(now))
    with ana_now.app.app_context(), store.reading() as connection:
        tz = kept.grounds(connection, [NORTH])[NORTH].tz
        assert after == record.report_for(connection, ANA.id, NORTH, instants.day(now, tz))
    assert after != orjson.loads(before), "a change that no report says shows nothing"
    # And once more from what is kept, without a look at any case.
    monkeypatch.setattr(making, "facts", None)
    assert orjson.loads(ana_now.shown(now)) == after


def test_a_signature_counts_in_a_kept_report_as_soon_as_its_signer_is_confirmed(ana_now):
    renamed(ana_now)
    assert orjson.loads(ana_now.shown())["totals"]["unconfirmed"] == 1
    ana_now.confirm("Dr Benedict Okafor")
    assert orjson.loads(ana_now.shown())["totals"]["unconfirmed"] == 0


def test_a_programme_that_goes_to_another_provider_takes_over_whom_that_one_confirmed(ana_now):
    renamed(ana_now)
    ana_now.confirm("Dr Benedict Okafor", SOUTH)
    assert orjson.loads(ana_now.shown())["totals"]["unconfirmed"] == 1
    ana_now.set(provider_id=provider_of(SOUTH))
    assert orjson.loads(ana_now.shown())["totals"]["unconfirmed"] == 0


def test_a_programme_that_is_measured_by_another_set_has_other_reports(ana_now):
    assert orjson.loads(ana_now.shown())["set"]["key"] == "generic-starter"
    ana_now.set(requirement_set="uk-hee-10-10")
    found = orjson.loads(ana_now.shown())
    assert found == ana_now.anew() and found["set"]["key"] == "uk-hee-10-10"
    asked = requirements.sets()["uk-hee-10-10"]["rules"]
    assert [rule["id"] for rule in found["rules"]] == [rule["id"] for rule in asked]


def test_a_new_version_of_what_was_signed_changes_nothing_that_counts_and_is_looked_at(ana_now):
    before = orjson.loads(ana_now.shown())
    ana_now.desk.one(
        ANA, amended(ana_now.signed, ana_now.signature, part="observed", product=None, points=[])
    )
    after = orjson.loads(ana_now.shown())
    assert after == ana_now.anew()
    # What the rules wait for is all that it says otherwise: the new version would count where the old one did not.
    assert after.pop("basis") != before.pop("basis")
    waits = [one.pop("waiting") for one in after["rules"]], [one.pop("waiting") for one in before["rules"]]
    assert after == before and sum(waits[0]) > sum(waits[1])


def test_a_new_day_makes_a_new_report(ana_now):
    assert orjson.loads(ana_now.shown())["made_on"] == "2026-12-06"
    assert orjson.loads(ana_now.shown("2026-12-07T12:00:00Z"))["made_on"] == "2026-12-07"


@pytest.mark.parametrize("what", ["rules", "code"])
def test_another_build_that_judges_otherwise_makes_a_new_report(ana_now, monkeypatch, what):
    before = ana_now.shown()
    if what == "rules":
        usual = published.shipped("generic-starter")
        [gate] = usual.whole["gates"]
        fewer = usual._replace(
            hash="0" * 64,
            whole=usual.whole | {"gates": [gate | {"rules": gate["rules"][:1]}]},
            told=usual.told | {"rules": usual.told["rules"][:1]},
        )
        monkeypatch.setattr(published, "shipped", lambda key: fewer)
        assert len(orjson.loads(ana_now.shown())["rules"]) == 1
    else:
        made = making.report
        monkeypatch.setattr(making, "report", lambda *given: made(*given) | {"judged": "otherwise"})
        assert ana_now.shown() == before
        monkeypatch.setattr(grounds, "judges", lambda: "another")
        assert orjson.loads(ana_now.shown())["judged"] == "otherwise"


def test_nothing_of_others_makes_a_report_anew(ana_now, monkeypatch):
    before = ana_now.shown()
    ana_now.desk.one(ANA, a_withdrawal(ana_now.signature))  # not hers to take back: refused
    with ana_now.app.app_context(), writing(db) as connection:
        kept.mark(connection, [(ANA.id, SOUTH), (BEN.id, NORTH)])
    monkeypatch.setattr(making, "facts", None)
    assert ana_now.shown() == before


def test_what_was_made_of_cases_that_changed_meanwhile_is_not_kept(ana_now):
    with ana_now.app.app_context():
        with store.reading() as connection:
            _, told = feed.reports(connection, ANA.id, TODAY)
        ana_now.desk.one(ANA, an_entry())
        store.keep_reports(told)
    assert orjson.loads(ana_now.shown()) == ana_now.anew()


def test_every_table_that_a_report_is_made_of_says_how_its_changes_are_noticed(ana_now):
    with queries(ana_now.app) as asked:
        ana_now.anew()
    read_from = {name for query in asked for name in re.findall(r"\b(?:FROM|JOIN) (\w+)", query)}
    # SQLite's way to read a list of values, and the name of a part of one question.
    assert read_from - {"json_each", "people"} == set(kept.FED_BY)


def test_the_code_that_makes_a_report_is_among_what_it_is_made_of():
    graph = grimp.build_graph("logbook")
    makers = {"logbook.record.reports", "logbook.record.facts", "logbook.eligibility.report"}
    said = {"logbook." + name.removesuffix(".py").replace("/", ".") for name in kept.JUDGES}
    # What these do is find rows, spell texts and check shapes; none decides what counts.
    beside = {
        "models",
        "forms",
        "schemas",
        "shapes",
        "statements",
        "traces",
        "problems",
        "config",
        "postal",
        "wishes",
        "clinical",
    }
    beside |= {
        "facemap",
        "numerals",
        "folding",
        "dotted",
        "alike",
        "budgets",
        "filters",
        "trees",
        "expiry",
        "warnings",
        "shown",
    }
    left = {
        name
        for maker in makers
        for name in graph.find_upstream_modules(maker)
        if not any(name == one or name.startswith(f"{one}.") for one in said)
        and name.split(".")[1] not in beside
    }
    assert left == set()
    assert all((Path(kept.__file__).parent.parent / name).exists() for name in kept.JUDGES)


class TestLargeLogbooks:
    """What is more than INLINE cases is left to a worker."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch):
        monkeypatch.setattr(kept, "INLINE", 2)

    @pytest.fixture
    def phone(self, ana_now, phone_of):
        phone = Phone(phone_of(ANA), ANA)
        phone.sync()
        return phone

    @staticmethod
    def pulled(phone):
        return [doc for doc in phone.last["pull"]["docs"] if doc["kind"] == "report"]

    def test_a_phone_that_begins_always_gets_a_report(self, phone, ana_now):
        assert orjson.loads(self.pulled(phone)[0]["stmt"])["totals"]["entries"] == 3

    def test_a_change_brings_the_report_once_a_worker_has_made_it(self, phone, ana_now):
        ana_now.desk.one(ANA, an_entry())
        for _ in range(2):
            phone.sync()
            assert self.pulled(phone) == []
            phone.sync(an_entry())
        assert len([row for row in ana_now.desk.rows(Job) if row.kind == "report"]) == 1
        Worker(ana_now.app.app_context).drain()
        phone.sync()
        [doc] = self.pulled(phone)
        assert orjson.loads(doc["stmt"]) == ana_now.anew(instants.now())
        phone.sync()
        assert self.pulled(phone) == []

    def test_each_further_change_is_wanted_anew(self, phone, ana_now):
        for _ in range(2):
            phone.sync(an_entry())
            Worker(ana_now.app.app_context).drain()
            phone.sync()
            [doc] = self.pulled(phone)
            assert orjson.loads(doc["stmt"]) == ana_now.anew(instants.now())

    def test_a_case_written_while_a_worker_makes_the_report_is_in_it(self, phone, ana_now, monkeypatch):
        phone.sync(an_entry())
        made, late = kept.make, [an_entry()]

        def overtaken(*given, **more):
            found = made(*given, **more)
            while late:
                ana_now.desk.one(ANA, late.pop())
            return found

        monkeypatch.setattr(kept, "make", overtaken)
        Worker(ana_now.app.app_context).drain()
        phone.sync()
        [doc] = self.pulled(phone)
        assert orjson.loads(doc["stmt"])["totals"]["entries"] == 5

    def test_a_worker_that_keeps_a_report_and_somebody_who_writes_never_wait_for_each_other(
        self, phone, ana_now, monkeypatch
    ):
        """The report's row comes before the feed's head, for both of them."""
        phone.sync(an_entry())
        marked, mark = Event(), kept.mark_own

        def slowly(*given):
            found = mark(*given)
            marked.set()
            time.sleep(0.5)
            return found

        monkeypatch.setattr(kept, "mark_own", slowly)
        numbered, number = [], feed.number
        monkeypatch.setattr(
            feed, "number", lambda connection: numbered.append(number(connection)) or numbered[-1]
        )
        with ThreadPoolExecutor(1) as pool:
            pushed = pool.submit(ana_now.desk.one, ANA, an_entry())
            assert marked.wait(10)
            Worker(ana_now.app.app_context).drain()
            assert pushed.result()["status"] == "applied"
        # It was overtaken before it held up anybody else, and made it again once.
        assert len(numbered) == 1
        phone.sync()
        [doc] = self.pulled(phone)
        assert orjson.loads(doc["stmt"])["totals"]["entries"] == 5

    def test_a_phone_that_begins_while_a_report_is_late_gets_the_last_one(self, phone, ana_now, phone_of):
        phone.sync(an_entry())
        other = Phone(phone_of(ANA), ANA)
        other.sync()
        assert orjson.loads(self.pulled(other)[0]["stmt"])["totals"]["entries"] == 3

    def test_so_does_one_that_begins_in_many_pages(self, phone, ana_now, phone_of, monkeypatch):
        """What a full pull did not bring leaves the phone: its last page is asked for with a cursor."""
        phone.sync(an_entry())
        whole = feed.pull
        monkeypatch.setattr(feed, "pull", lambda *given, **more: whole(*given, limit=3, **more))
        other = Phone(phone_of(ANA), ANA)
        other.sync()
        assert orjson.loads(self.pulled(other)[0]["stmt"])["totals"]["entries"] == 3

    def test_where_no_worker_takes_it_up_whoever_asks_makes_it(self, phone, ana_now, monkeypatch):
        phone.sync(an_entry())
        then = instants.plus(instants.now(), seconds=kept.PATIENCE_S + 1)
        monkeypatch.setattr(instants, "now", lambda: then)
        phone.sync(an_entry())
        [doc] = self.pulled(phone)
        assert orjson.loads(doc["stmt"]) == ana_now.anew(then)

    def test_a_page_shows_the_last_report_with_its_day_until_a_worker_made_one(
        self, phone, ana_now, phone_of
    ):
        desk = phone_of(ANA)
        phone.sync(an_entry())
        before = read(desk, "/progress").text
        Worker(ana_now.app.app_context).drain()
        assert "3 waiting" in read(desk, "/progress").text and "3 waiting" not in before

    def test_a_cohort_says_which_lines_are_late_and_asks_for_them_once(self, ana_now, phone_of, dan):
        desk = phone_of(dan)
        assert "1 trainee is not listed yet" in read(desk, "/cohort").text
        assert "1 trainee is not listed yet" in read(desk, "/cohort").text
        assert [row.key for row in ana_now.desk.rows(Job)] == [f"report:{NORTH}:"]
        Worker(ana_now.app.app_context).drain()
        page = read(desk, "/cohort")
        assert "Ana Silva" in page.text and "Look again" not in page.text
        ana_now.desk.one(ANA, an_entry())
        page = read(desk, "/cohort")
        assert "Ana Silva" in page.text and "1 line is of an earlier day or hour" in page.text

    def test_at_midnight_only_what_is_asked_for_is_made_anew(self, ana_now, phone_of, dan, monkeypatch):
        read(phone_of(dan), "/cohort")
        Worker(ana_now.app.app_context).drain()
        then = instants.plus(instants.now(), days=1)
        monkeypatch.setattr(instants, "now", lambda: then)
        with queries(ana_now.app) as asked:
            Worker(ana_now.app.app_context).drain()
        assert not any("INTO report" in query for query in asked)
        assert "1 line is of an earlier day or hour" in read(phone_of(dan), "/cohort").text
        Worker(ana_now.app.app_context).drain()
        assert [row.made_on for row in ana_now.desk.rows(Report)] == [then[:10]]
        assert "Look again" not in read(phone_of(dan), "/cohort").text


@pytest.mark.parametrize(
    "error",
    [NotWritable(retry_after_s=60), Busy(retry_after_s=5), OperationalError("INSERT", {}, Exception("disk"))],
    ids=lambda error: type(error).__name__,
)
def test_while_the_database_keeps_nothing_reports_are_made_and_shown_all_the_same(
    ana_now, monkeypatch, error
):
    @contextmanager
    def refusing():
        raise error
        yield

    before = [row.text for row in ana_now.desk.rows(Report)]
    monkeypatch.setattr(keeping, "writing", refusing)
    assert orjson.loads(ana_now.shown()) == ana_now.anew()
    assert [row.text for row in ana_now.desk.rows(Report)] == before


def test_who_writes_of_their_own_cases_finds_the_report_made(ana_now, monkeypatch):
    ana_now.desk.send(ANA, an_entry(), a_review(ana_now.signed))
    after, now = ana_now.anew(), ana_now.desk.rows(Report)[0].made_on + "T12:00:00Z"
    assert after["totals"]["entries"] == 4
    monkeypatch.setattr(making, "facts", None)
    assert orjson.loads(ana_now.shown(now)) == after | {"made_on": now[:10]}
    assert orjson.loads(ana_now.shown(now)) == orjson.loads(ana_now.desk.rows(Report)[0].text)


def test_what_others_say_of_them_is_made_when_somebody_looks(ana_now):
    before = ana_now.desk.rows(Report)
    assert ana_now.desk.one(BEN, a_signoff(ana_now.sent, verdict="returned"))["status"] == "applied"
    [after] = ana_now.desk.rows(Report)
    assert (after.text, after.inputs) == (before[0].text, before[0].inputs) and after.mark != before[0].mark
    assert orjson.loads(ana_now.shown()) == ana_now.anew()


def test_while_more_of_it_is_on_its_way_no_report_is_made(ana_now, phone_of):
    before = ana_now.desk.rows(Report)[0].text
    desk = phone_of(ANA)
    answer = post(desk, envelope(ANA, an_entry(), pending_left=3))
    assert [one["status"] for one in answer.get_json()["results"]] == ["applied"]
    assert ana_now.desk.rows(Report)[0].text == before
    post(desk, envelope(ANA, an_entry()))
    assert orjson.loads(ana_now.desk.rows(Report)[0].text)["totals"]["entries"] == 5


def test_a_case_is_taken_though_its_report_cannot_be_made(ana_now, monkeypatch):
    made = making.report
    monkeypatch.setattr(making, "report", lambda *_: {}["nothing"])
    assert ana_now.desk.one(ANA, an_entry())["status"] == "applied"
    monkeypatch.setattr(making, "report", made)
    assert orjson.loads(ana_now.shown()) == ana_now.anew()


def test_of_two_who_write_to_one_logbook_at_once_the_later_report_says_both(ana_now):
    with ThreadPoolExecutor(4) as pool:
        given = pool.map(
            lambda number: ana_now.desk.one(ANA, an_entry(place=str(number))), range(many(12, 400))
        )
        assert {one["status"] for one in given} == {"applied"}
    [row] = ana_now.desk.rows(Report)
    assert orjson.loads(row.text) == ana_now.anew(f"{row.made_on}T12:00:00Z")
