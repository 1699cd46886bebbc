"""A case that names no supervisor is taken and waits: nobody can answer it until its trainee names somebody."""

import pytest

from logbook import kinds
from logbook.models import Refusal
from logbook.store.judge.signoffs import UNNAMED
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, FEMI
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, amended, an_entry, revised
from tests.support.server.application import sign_in


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.mark.finding("use.T1")
def test_a_case_without_a_supervisor_is_sent_and_waits(desk):
    case = an_entry(supervisor="")
    assert desk.one(ANA, case)["status"] == "applied"
    head = desk.head(case)
    assert (head.state, head.supervisor_id) == ("sent", None)


def test_it_comes_to_every_phone_of_its_trainee(desk):
    phones = [Phone(sign_in(desk.app.test_client(), ANA), ANA) for _ in range(2)]
    case = an_entry(supervisor="")
    assert phones[0].sync(case)[0]["status"] == "applied"
    phones[1].sync()
    assert phones[1].held("entry") == [case["id"]]


@pytest.mark.finding("use.T1")
@pytest.mark.parametrize("verdict", ["signed", "returned"])
def test_nobody_can_answer_it_and_words_say_why(desk, verdict):
    case = an_entry(supervisor="")
    desk.one(ANA, case)
    answer = desk.one(BEN, a_signoff(case, verdict=verdict), grade="C")
    assert (answer["status"], answer["code"]) == ("rejected", "unnamed")
    assert answer["fields"] == {"base": [UNNAMED]}
    assert desk.head(case).state == "sent" and not desk.rows(Refusal)


@pytest.mark.finding("use.T1")
def test_its_trainee_names_somebody_and_then_it_is_signed(desk):
    case = an_entry(supervisor="")
    named = revised(case, supervisor=BEN.id)
    assert [one["status"] for one in desk.send(ANA, case, named)] == ["applied", "applied"]
    assert desk.head(case).supervisor_id == BEN.id
    assert desk.one(BEN, a_signoff(case), grade="C")["code"] == "changed_before_signature"
    assert desk.sign(BEN, a_signoff(named))["status"] == "applied"


@pytest.mark.parametrize("other", [ANA.id, FEMI.id])
def test_whom_they_name_is_looked_at_as_ever(desk, other):
    case = an_entry(supervisor="")
    desk.one(ANA, case)
    answer = desk.one(ANA, revised(case, supervisor=other))
    assert set(answer["fields"]) == {"supervisor"} and desk.head(case).supervisor_id is None


def test_a_supervisor_named_by_mistake_can_be_taken_out_again(desk):
    case = an_entry()
    assert desk.send(ANA, case, revised(case, supervisor=""))[1]["status"] == "applied"
    assert desk.head(case).supervisor_id is None


def test_a_new_version_of_a_signed_case_that_names_nobody_waits_beside_the_signature(desk):
    case = an_entry()
    signature = a_signoff(case)
    desk.one(ANA, case)
    desk.sign(BEN, signature)
    new = amended(case, signature, supervisor="", reflection="Slower.")
    assert desk.one(ANA, new)["status"] == "applied"
    assert desk.one(BEN, a_signoff(new), grade="C")["code"] == "unnamed"
    assert desk.head(case).signed_rev == 1


def test_that_nobody_is_named_is_said_and_not_left_out():
    silent = an_entry()
    del silent["supervisor"]
    assert kinds.check(an_entry(supervisor="")) == {}
    assert kinds.check(silent) == {"supervisor": ["Choose a supervisor"]}
    assert kinds.check(an_entry(supervisor="none")) == {"supervisor": ["Choose a supervisor"]}
    # The lists of phones from before could not show null.
    assert kinds.check(an_entry() | {"supervisor": None}) == {"supervisor": ["Choose a supervisor"]}
