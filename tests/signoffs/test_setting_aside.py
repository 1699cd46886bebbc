"""A supervisor says that a case counts for no rule: what becomes of it, who may say it, and who reads it."""

import re

import pytest
from sqlalchemy import update

from logbook import instants, record, store
from logbook.models import Membership, SetAside
from tests.accounts.doors import send
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import (
    a_set_aside,
    a_signoff,
    a_withdrawal,
    amended,
    an_entry,
    hash_of,
    revised,
)
from tests.support.server.application import ask
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases


@pytest.fixture
def bens(phone_of):
    """What Ben’s phone sends, with its pages."""
    return Phone(phone_of(BEN), BEN)


@pytest.fixture
def twice(app):
    """Two signed cases of one model, under two codes."""
    cases = [told(app, an_entry(model={"code": code})) for code in ("K7QF", "M2P9")]
    for case in cases:
        told(app, a_signoff(case), by=BEN, grade="C")
    return cases


def judged(app):
    with app.app_context(), store.reading() as connection:
        return record.judged(connection, ANA.id, NORTH, instants.now()[:10]).result


def counted(app):
    """{rule: (how many count, {reason: ids})}."""
    result = judged(app)
    ids = result["ids"].get("cases", [])
    return {
        rule["id"]: (
            rule["counted"],
            {
                reason: [ids[place] for first, last in runs for place in range(first, last + 1)]
                for reason, runs in rule["left_out"].items()
            },
        )
        for gate in result["gates"]
        for rule in gate["rules"]
    }


def code_of(verdict):
    return verdict["status"], verdict.get("code"), *sorted(verdict.get("fields", {}))


def test_of_one_model_under_two_codes_the_case_that_is_set_aside_counts_for_no_rule(app, bens, twice):
    before, (_, second) = counted(app), twice
    said = a_set_aside(second)
    assert [one["status"] for one in (*bens.sync(said), *bens.sync(said))] == ["applied", "duplicate"]
    after = counted(app)
    touched = {id for id in before if second["id"] not in str(before[id][1])}
    assert touched and all(second["id"] in after[id][1]["set_aside"] for id in touched)
    assert all(second["id"] in left["set_aside"] for _, left in after.values() if "set_aside" in left)
    assert sum(number for number, _ in after.values()) < sum(number for number, _ in before.values())
    told_with = [rule["exceptions"] for gate in judged(app)["gates"] for rule in gate["rules"]]
    assert {
        "kind": "block",
        "reason": "two_codes",
        "by": BEN.name,
        "on": "2026-11-20",
        "ends": None,
        "items": [second["id"]],
        "was": None,
        "asks": None,
        "holds": True,
    } in [one for some in told_with for one in some]


def test_it_counts_again_once_that_is_taken_back(app, bens, twice):
    before, said = counted(app), a_set_aside(twice[1])
    bens.sync(said)
    back = a_withdrawal(said, BEN, reason="It was another model")
    assert [one["status"] for one in (*bens.sync(back), *bens.sync(back))] == ["applied", "duplicate"]
    assert counted(app) == before
    [row] = ask(app, SetAside.__table__.select())
    assert row.withdrawn_at is not None
    assert [one["status"] for one in bens.sync(a_set_aside(twice[1]))] == ["applied"], "and may be said anew"


def test_both_may_come_at_once_from_a_phone_that_was_without_a_network(app, bens, twice):
    before, said = counted(app), a_set_aside(twice[1])
    assert [one["status"] for one in bens.sync(said, a_withdrawal(said, BEN))] == ["applied", "applied"]
    assert counted(app) == before


def test_each_supervisor_says_it_once_while_it_stands_and_takes_back_only_their_own(
    app, bens, phone_of, twice
):
    joined(app, FEMI, NORTH, "supervisor")
    femis, said = Phone(phone_of(FEMI), FEMI), a_set_aside(twice[1])
    bens.sync(said)
    [again] = bens.sync(a_set_aside(twice[1]))
    assert code_of(again) == ("conflict", "set_aside_before")
    assert [one["status"] for one in femis.sync(a_set_aside(twice[1], FEMI))] == ["applied"]
    [other] = femis.sync(a_withdrawal(said, FEMI))
    assert code_of(other) == ("rejected", "no_access")
    bens.sync(a_withdrawal(said, BEN))
    assert any("set_aside" in left for _, left in counted(app).values()), "Femi’s word stands"


def test_only_who_may_sign_the_case_says_it_and_in_their_own_name(app, bens, phone_of, twice):
    case = twice[1]
    for somebody in (ANA, CLEO, DAN):
        [verdict] = Phone(phone_of(somebody), somebody).sync(a_set_aside(case, somebody))
        assert code_of(verdict) == ("rejected", "no_access"), somebody.name
    [named] = bens.sync(a_set_aside(case, by_name="Dr Somebody Else"))
    [other] = bens.sync(a_set_aside(case, FEMI))
    assert code_of(named) == code_of(other) == ("rejected", "field_invalid", "by")


def test_a_phone_says_it_under_the_name_that_it_knows(app, phone_of, bens, twice):
    assert send(phone_of(BEN), "/me/details", name="Dr Benedict Okafor").status_code == 303
    [verdict] = bens.sync(a_set_aside(twice[1]))
    assert verdict["status"] == "applied"


def test_of_a_version_there_never_was_it_is_refused_and_of_a_withdrawn_case_too(app, bens):
    case = told(app, an_entry())
    [unknown] = bens.sync(a_set_aside(case, entry_hash="0" * 64))
    assert code_of(unknown) == ("rejected", "base_unknown")
    told(app, a_withdrawal(case))
    [gone] = bens.sync(a_set_aside(case))
    assert code_of(gone) == ("conflict", "gone")


def test_it_stands_for_every_version_of_its_case(app, bens):
    case = told(app, an_entry())
    signature = told(app, a_signoff(case), by=BEN, grade="C")
    bens.sync(a_set_aside(case))
    anew = told(app, amended(case, signature, place="Elsewhere"))
    told(app, a_signoff(anew), by=BEN, grade="C")
    assert all(not number for number, left in counted(app).values() if "set_aside" in left)
    assert hash_of(revised(case)) != hash_of(case)


def test_its_trainee_and_its_supervisors_read_it_on_the_case_and_in_its_history(app, bens, phone_of, twice):
    case, said = twice[1], a_set_aside(twice[1])
    bens.sync(said)
    for somebody in (ANA, BEN):
        page = read(phone_of(somebody), f"/entries/{case['id']}")
        assert f"Set aside by {BEN.name} on 20 November 2026: one model under two codes." in page.text
        assert "It counts for no rule." in page.text
    assert "Set aside by" in read(phone_of(BEN), f"/entries/{case['id']}/signoff").text
    bens.sync(a_withdrawal(said, BEN, reason="It was another model"))
    page = read(phone_of(ANA), f"/entries/{case['id']}")
    history = page.soup.select_one("[aria-labelledby=history]").get_text(" ", strip=True)
    assert "It counts for no rule." not in page.text
    assert re.search(r"Set aside by .* No longer set aside by .* “It was another model”", history)


def test_a_supervisor_says_it_on_the_case_and_takes_it_back_there(app, phone_of, twice):
    ben, path = phone_of(BEN), f"/entries/{twice[1]['id']}"
    form = read(ben, read(ben, path).soup.select_one(f'a[href="{path}/set-aside"]')["href"])
    fields = {one["name"]: one.get("value", "") for one in form.soup.select("#aside [type=hidden]")}
    empty = ben.post(f"{path}/set-aside", data=fields)
    assert empty.status_code == 422 and "Choose why" in empty.text
    made = ben.post(f"{path}/set-aside", data=fields | {"reason": "logged_twice"})
    assert (made.status_code, made.location) == (303, path)
    assert "logged twice. It counts for no rule." in read(ben, path).text
    back = read(ben, f"{path}/set-aside")
    fields = {one["name"]: one.get("value", "") for one in back.soup.select("#aside [type=hidden]")}
    assert ben.post(f"{path}/set-aside", data=fields).status_code == 422
    done = ben.post(f"{path}/set-aside", data=fields | {"reason": "Two visits after all"})
    assert done.status_code == 303
    assert "It counts for no rule." not in read(ben, path).text


def test_nobody_is_offered_to_set_their_own_case_aside(phone_of, twice):
    ana, path = phone_of(ANA), f"/entries/{twice[1]['id']}"
    assert not read(ana, path).soup.select(f'a[href="{path}/set-aside"]')
    assert ana.get(f"{path}/set-aside").status_code == ana.post(f"{path}/set-aside").status_code == 404


def test_lists_mark_it_in_words_for_its_trainee_and_its_supervisor(app, bens, phone_of, twice):
    waiting, said = told(app, an_entry(model={"code": "P3RT"})), a_set_aside(twice[1])
    bens.sync(said, a_set_aside(waiting))
    for somebody, path, codes in (
        (ANA, "/entries", ["M2P9", "P3RT"]),
        (BEN, "/signoffs/signed", ["M2P9"]),
        (BEN, "/signoffs", ["P3RT"]),
    ):
        rows = read(phone_of(somebody), path).soup.select("a.row")
        marked = [row.get_text(" ") for row in rows if "Set aside" in row.get_text(" ")]
        assert sorted(re.search("Model (....)", text)[1] for text in marked) == codes, path
    bens.sync(a_withdrawal(said, BEN, reason="It was another model"))
    assert "Set aside" not in read(phone_of(BEN), "/signoffs/signed").text


def test_it_is_taken_back_also_after_its_trainee_has_left(app, bens, phone_of, twice):
    before, said = counted(app), a_set_aside(twice[1])
    bens.sync(said)
    with app.app_context(), store.writing() as connection:
        hers = Membership.person_id == ANA.id, Membership.role == "trainee"
        connection.execute(update(Membership).where(*hers).values(ended_at="2026-11-25T00:00:00Z"))
    page = read(phone_of(BEN), f"/entries/{twice[1]['id']}")
    assert f"/entries/{twice[1]['id']}/set-aside" in page.links()
    [verdict] = bens.sync(a_withdrawal(said, BEN, reason="It was another model"))
    assert verdict["status"] == "applied" and counted(app) == before
