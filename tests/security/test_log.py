"""The security log says who did what to whose rights, and holds no text of a case and no secret."""

import pytest

from logbook import store, traces
from logbook.models import db
from logbook.models.engine import writing
from tests.accounts.doors import GINA, NEW, enter
from tests.security.acts import (
    PLACE,
    WRONG,
    asks_for_a_coordinators_page,
    brings_a_copy,
    changes_a_password,
    changes_an_email,
    changes_details,
    comes_from_another_site,
    ends_a_role,
    exports,
    fails_to_sign_in,
    invites,
    joins,
    locks,
    looks_elsewhere,
    opens_again,
    recovers,
    revokes,
    signs,
    signs_in,
    signs_out,
    signs_out_everywhere,
    speaks_for_somebody,
    tries_too_often,
)
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH, PASSWORD
from tests.support.server.application import application
from tests.support.server.exported import press, work

pytestmark = pytest.mark.finding("attack.M12")

# what somebody does → (the event, who is named as its maker, whose account it is about, further facts)
DONE = [
    (signs_in, "sign_in", None, ANA, {}),
    (fails_to_sign_in, "sign_in_failed", None, ANA, {"kind": "both"}),
    (tries_too_often, "slowed", None, ANA, {}),
    (signs_out, "sign_out", ANA, None, {}),
    (invites, "link_made", DAN, None, {"kind": "invite", "role": "trainee", "programme": NORTH}),
    (joins, "link_used", None, None, {}),
    (joins, "role_given", None, ..., {"role": "trainee", "programme": NORTH}),
    (recovers, "link_made", DAN, ANA, {"kind": "recovery"}),
    (recovers, "password_set", None, ANA, {}),
    (revokes, "link_revoked", DAN, ANA, {}),
    (ends_a_role, "role_ended", DAN, BEN, {}),
    (changes_a_password, "password_set", ANA, ANA, {}),
    (changes_an_email, "email_set", ANA, ANA, {}),
    (changes_details, "details_set", ANA, ANA, {}),
    (locks, "account_locked", DAN, ANA, {}),
    (opens_again, "account_opened", DAN, ANA, {}),
    (signs_out_everywhere, "sessions_ended", DAN, ANA, {"count": 1}),
    (exports, "exported", DAN, ANA, {"kind": "json", "programme": NORTH}),
    (brings_a_copy, "copy_brought", DAN, ANA, {"count": 1}),
    (signs, "signed", BEN, None, {}),
    (looks_elsewhere, "refused", CLEO, None, {"code": "not_found", "route": "GET /entries/<id>"}),
    (asks_for_a_coordinators_page, "refused", ANA, None, {"code": "not_yours"}),
    (speaks_for_somebody, "refused", ANA, None, {"code": "no_access", "count": 2}),
    (comes_from_another_site, "refused", None, None, {"code": "foreign_origin"}),
]


def test_an_export_leaves_a_line_each_time_it_is_fetched_and_none_when_it_is_wanted(app, phone_of, lines):
    browser = phone_of(DAN)
    place = press(browser, f"/export/logbook.json?trainee={ANA.id}").headers["Location"]
    work(browser)
    assert browser.get(place).status_code == 200 and lines("exported") == []
    for number in (1, 2):
        assert browser.get(f"{place}/file").status_code == 200
        assert len(lines("exported")) == number
    assert lines("exported")[0]["route"] == "GET /export/<uuid:id>/file"


@pytest.mark.parametrize(
    ("act", "event", "by", "about", "facts"), DONE, ids=[f"{act.__name__}-{event}" for act, event, *_ in DONE]
)
def test_it_is_logged(app, phone_of, lines, act, event, by, about, facts):
    act(app, phone_of)
    line = lines(event)[-1]
    assert line["by"] == (by.id if by else None)
    if about is not ...:
        assert line.get("about") == (about.id if about else None)
    assert line["from"] == "127.0.0.1" and line["at"].endswith("Z")
    assert {name: line.get(name) for name in facts} == facts


@pytest.mark.parametrize("act", dict.fromkeys(act for act, *_ in DONE), ids=lambda act: act.__name__)
def test_no_line_holds_a_secret_or_what_was_written(app, phone_of, log, act):
    act(app, phone_of)
    text = log.read_text().replace("/join/<token>", "").replace("/recover/<token>", "")
    secrets = (PASSWORD, WRONG, NEW, "@example.org", "/join/", "/recover/", PLACE, GINA["name"])
    assert not [word for word in (*secrets, "Ana", "Ben", "K7QF", "C4829C3") if word in text]


def test_it_is_its_owners_file_alone(app, phone_of, log):
    signs_in(app, phone_of)
    assert log.stat().st_mode & 0o777 == 0o600


def test_what_was_rolled_back_is_not_logged(app, lines, log):
    with app.app_context(), pytest.raises(ZeroDivisionError), writing(db):
        traces.trace("role_ended", about=ANA.id)
        raise ZeroDivisionError
    assert lines("role_ended") == []
    with app.app_context(), store.writing():
        traces.trace("role_ended", about=ANA.id)
        assert lines("role_ended") == []
    assert [line["by"] for line in lines("role_ended")] == ["host"]


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("sign_inn", {}),
        ("sign_in", {"password": "x"}),
        ("sign_in", {"about": "ana@example.org"}),
        ("sign_in", {"code": "a text of a case"}),
        ("sign_in", {"thing": "x" * 65}),
    ],
)
def test_nothing_else_can_be_written(app, event, facts):
    with app.app_context(), pytest.raises(ValueError, match=r"no such event|more than ids"):
        traces.trace(event, **facts)


def test_without_a_file_the_lines_go_to_standard_error(database_url, capsys):
    for app in application(database_url):
        enter(app.test_client(), ANA)
    assert '"event":"sign_in"' in capsys.readouterr().err
