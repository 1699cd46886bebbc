"""What counts for a trainee, what does not and why, kept a document a gate and given to that trainee alone."""

import random
from uuid import UUID

import brotli
import orjson
import pytest
from sqlalchemy import select, update

from logbook import canonical, feed, instants, record, store
from logbook.eligibility import judging
from logbook.feed.pathway import publish_gates
from logbook.jobs.worker import Worker
from logbook.models import CellPointer, Document, Job
from logbook.record import making, pathway, published
from logbook.record import reports as kept
from logbook.record.pathway import Of
from logbook.record.terms import Terms
from tests.support.cast.clinic import told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.lanes import seed

ID = f"{ANA.id}.{NORTH}.0"


def gates(phone):
    return [orjson.loads(doc["stmt"]) for (kind, _), doc in sorted(phone.docs.items()) if kind == "gate"]


def reasons(gate, rule):
    """{reason: shortened ids of the cases left out for it} of one rule."""
    [line] = [one for one in gate["rules"] if one["id"] == rule]
    ids = gate["ids"]["cases"]
    places = lambda runs: [ids[n] for first, last in runs for n in range(first, last + 1)]  # noqa: E731
    return {reason: places(runs) for reason, runs in line["left_out"].items()}, places(line["counted_items"])


def short(entry):
    return entry["id"].replace("-", "")[:12]


@pytest.mark.both_databases
def test_a_trainee_is_told_of_each_case_whether_it_counts_and_why_not(app, phone_of):
    signed, sent, watched = an_entry(), an_entry(), an_entry(part="observed")
    for entry in (signed, sent, watched):
        told(app, entry)
    told(app, a_signoff(signed), by=BEN, grade="C")
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    [gate] = gates(phone)
    left, counted = reasons(gate, "supervised")
    assert counted == [short(signed)]
    assert left == {"unsigned": [short(sent)], "other_part": [short(watched)]}
    [report] = [doc for (kind, _), doc in phone.docs.items() if kind == "report"]
    assert report["hash"].startswith(gate["report"]) and len(gate["report"]) == 12
    assert gate["made_on"] == orjson.loads(report["stmt"])["made_on"]
    assert canonical.dumps(gate) == phone.docs["gate", ID]["stmt"]


def test_nobody_else_holds_it(app, phone_of):
    told(app, an_entry())
    for other in (BEN, CLEO, DAN):
        phone = Phone(phone_of(other), other)
        phone.sync()
        assert not any(gate["trainee"] == ANA.id for gate in gates(phone)), other.name


@pytest.mark.both_databases
def test_a_gate_moves_only_when_it_says_something_else(app):
    told(app, an_entry())
    desk = Desk(app)

    def again():
        with app.app_context(), store.writing() as connection:
            stands = kept.grounds(connection, {NORTH})
            [one] = kept.of_trainee(connection, ANA.id)
            made = kept.keep(connection, [kept.make(connection, one, stands[NORTH], instants.now())])
            return publish_gates(connection, made)

    again()
    assert again() == ([], [])
    [before] = desk.rows(Document, kind="gate")
    assert again() == ([], []) and desk.rows(Document, kind="gate") == [before]


@pytest.mark.both_databases
def test_a_day_on_which_nothing_is_otherwise_sends_the_report_and_no_gate(app, phone_of):
    told(app, an_entry())
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    [gate] = gates(phone)
    with app.app_context(), store.writing() as connection:
        stands = kept.grounds(connection, {NORTH})
        [one] = kept.of_trainee(connection, ANA.id)
        later = instants.plus(instants.now(), seconds=86_400)
        made = kept.make(connection, one, stands[NORTH], later)
        assert made.text != one.text and made.gates and made.made_on > (one.made_on or "")
        assert publish_gates(connection, kept.keep(connection, [made])) == ([], [])
    report = orjson.loads(made.text)
    assert report["basis"] == gate["basis"], "by which a phone knows that they belong together"


@pytest.mark.parametrize(
    ("more", "sent"),
    [
        ({"made_on": "2026-12-01", "report": "f" * 12}, []),
        ({"made_on": "2026-12-01", "report": "f" * 12, "basis": "f" * 12, "to_go": 3, "ready": False}, [0]),
    ],
    ids=["its day", "what is said of all"],
)
def test_of_several_gates_those_that_say_nothing_of_their_own_are_not_sent_again(app, phone_of, more, sent):
    told(app, an_entry())
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    [gate] = gates(phone)

    def published(*docs):
        with app.app_context(), store.writing() as connection:
            [one] = kept.of_trainee(connection, ANA.id)
            told = publish_gates(connection, [one._replace(gates=tuple(map(canonical.dumps, docs)))])
        return [int(id.rpartition(".")[2]) for _, _, id in told.pointers]

    three = [gate | {"order": order} for order in range(3)]
    assert published(*three) == [1, 2]
    assert published(*(one | more for one in three)) == sent
    own = three[2] | more | {"gate": gate["gate"] | {"state": "met"}}
    assert published(three[0] | more, three[1] | more, own) == [2]


def test_a_gate_that_the_set_has_no_more_leaves_the_phone(app, phone_of):
    told(app, an_entry())
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    [gate] = gates(phone)
    with app.app_context(), store.writing() as connection:
        [one] = kept.of_trainee(connection, ANA.id)
        two = one._replace(gates=(canonical.dumps(gate), canonical.dumps(gate | {"order": 1})))
        found = publish_gates(connection, [two])
        feed.touch(connection, found.pointers)
    phone.sync()
    assert [one["order"] for one in gates(phone)] == [0, 1]
    with app.app_context(), store.writing() as connection:
        found = publish_gates(connection, [one._replace(gates=(canonical.dumps(gate),))])
        assert found.gone == [(f"n:{ANA.id}", "gate", f"{ANA.id}.{NORTH}.1")]
        feed.touch(connection, found.gone, "deleted")
    phone.sync()
    assert [one["order"] for one in gates(phone)] == [0]


class TestLargeLogbooks:
    """Those of more than WHOLE cases are judged by a worker, after their report."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch):
        monkeypatch.setattr(making, "WHOLE", 1)

    @pytest.mark.both_databases
    def test_a_worker_makes_the_gates_and_the_phone_hears_of_them(self, app, phone_of):
        phone = Phone(phone_of(ANA), ANA)
        phone.sync(an_entry(), an_entry())
        assert gates(phone) == []
        [job] = [row for row in Desk(app).rows(Job) if row.state == "waiting"]
        assert (job.kind, job.key) == ("gates", f"gates:{NORTH}:{ANA.id}")
        Worker(app.app_context).drain()
        phone.sync()
        [gate] = gates(phone)
        [report] = [doc for (kind, _), doc in phone.docs.items() if kind == "report"]
        assert report["hash"].startswith(gate["report"]) and len(gate["ids"]["cases"]) == 2
        phone.sync()
        assert phone.last["pull"]["docs"] == []

    def test_what_is_written_meanwhile_is_in_them(self, app, phone_of, monkeypatch):
        phone = Phone(phone_of(ANA), ANA)
        phone.sync(an_entry(), an_entry())
        made, late = kept.make, [an_entry()]

        def overtaken(*given, **more):
            found = made(*given, **more)
            while late:
                Desk(app).one(ANA, late.pop())
            return found

        monkeypatch.setattr(kept, "make", overtaken)
        Worker(app.app_context).drain()
        phone.sync()
        assert len(gates(phone)[0]["ids"]["cases"]) == 3

    def test_where_no_worker_takes_it_up_whoever_pulls_makes_them(self, app, phone_of):
        phone = Phone(phone_of(ANA), ANA)
        phone.sync(an_entry(), an_entry())
        phone.sync()
        assert gates(phone) == []
        with app.app_context(), store.writing() as connection:
            long_ago = instants.plus(instants.now(), seconds=-kept.PATIENCE_S - 5)
            connection.execute(update(Job).values(wanted_at=long_ago))
        new = Phone(phone_of(ANA), ANA)
        new.sync()
        assert len(gates(new)[0]["ids"]["cases"]) == 2

    def test_a_wish_that_was_lost_is_made_again_by_whoever_pulls(self, app, phone_of):
        phone = Phone(phone_of(ANA), ANA)
        phone.sync(an_entry(), an_entry())
        with app.app_context(), store.writing() as connection:
            connection.execute(Job.__table__.delete())
        Phone(phone_of(ANA), ANA).sync()
        assert [row.kind for row in Desk(app).rows(Job)] == ["gates"]


def test_ids_are_shortened_as_long_as_all_differ():
    one, other = "1" * 12 + "-a", "1" * 12 + "-b"
    assert pathway.shortened([one]) == {one: "1" * 12}
    assert pathway.shortened([one, other]) == {one: "1" * 12 + "a", other: "1" * 12 + "b"}
    assert pathway.shortened([]) == {}


def test_five_hundred_cases_travel_as_no_more_than_25_kb():
    dice, asked = random.Random(seed()), published.shipped("generic-starter")
    cases = [
        {
            "id": str(UUID(int=dice.getrandbits(128), version=4)),
            "on": f"2026-{dice.randint(1, 9):02}-{dice.randint(1, 28):02}",
            "state": dice.choice(["counts", "counts", "counts", "waits", "withdrawn"]),
            "part": dice.choice(["observed", "assisted", "supervised_direct"]),
            "setting": dice.choice(["live_model", "live_model", "simulation"]),
            "areas": dice.sample(["glabella", "forehead", "crows_feet", "chin", "masseter"], 2),
            "skin_type": dice.choice(["I", "II", "III"]),
            "model": f"m{dice.randrange(200)}",
            "reviewed": dice.random() < 0.8,
        }
        for _ in range(500)
    ]
    facts = judging.facts({"cases": cases, "person": [{"from": "2020-01-01", "profession": "dentist"}]})
    result = judging.judge(asked.whole, facts, "2026-11-28")
    texts = pathway.documents(Of(ANA.id, NORTH, "0" * 64, "0" * 12), Terms(asked, facts), result)
    assert sum(len(orjson.loads(text)["rules"]) for text in texts) >= 11
    assert sum(len(brotli.compress(text.encode(), quality=2)) for text in texts) <= 25_000


def test_gates_lie_in_the_cell_of_their_trainee(app):
    told(app, an_entry())
    with app.app_context(), store.reading() as connection:
        query = select(CellPointer.cell).where(CellPointer.kind == "gate", CellPointer.doc_id == ID)
        assert [*connection.scalars(query)] == [f"n:{ANA.id}"]
        assert record.reports.judged_again(connection)[0].gates
