"""The way to the server and back: what the phone does with answers that are late, cut, foreign, large or refused."""

import json
from typing import Any

import pytest

from tests.support.browser.lab import ACCOUNT, Doc, Lab, canonical, sha
from tests.support.documents.small import ENTRY, OTHER, an_entry, numbered

pytestmark = pytest.mark.browser


@pytest.mark.fault(38)
def test_an_answer_that_is_cut_is_asked_for_again_and_nothing_is_sent_twice(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.server.script = [(200, {}, lambda usual, body: "cut " + json.dumps(usual)[:40])]
    assert lab.sync()["online"] is False
    assert len(lab.box("outbox")) == 1
    assert lab.sync()["pending"] == 0
    assert [body["mutations"][0]["id"] for body in lab.server.requests] == ["m1", "m1"]
    assert len(lab.server.taken) == 1


@pytest.mark.parametrize(
    ("status", "headers", "change"),
    [
        (200, {}, lambda usual, body: usual | {"request_id": "another"}),
        (200, {}, lambda usual, body: usual | {"account": "another"}),
        (200, {}, lambda usual, body: "<h1>Welcome to the café</h1>"),
        (302, {"Location": "http://cafe.example/"}, lambda usual, body: ""),
        (511, {}, lambda usual, body: "<h1>Sign in to the network</h1>"),
    ],
)
@pytest.mark.fault(28)
def test_what_is_not_an_answer_to_this_request_changes_nothing(
    lab: Lab, status: int, headers: Doc, change: Any
) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.server.script = [(status, headers, change)]
    report = lab.sync()
    assert (report["online"], report["pending"]) == (False, 1)
    assert lab.box("documents") == [] and lab.meta("cursor") is None


@pytest.mark.fault(34)
def test_the_network_gone_keeps_everything_and_sets_a_time_to_try_again(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.online = False
    report = lab.sync()
    assert (report["online"], report["pending"]) == (False, 1)
    assert lab.meta("failures") == 1 and report["next_ms"] <= 30_000
    lab.online = True
    assert lab.sync("online")["pending"] == 0
    assert lab.meta("failures") == 0


@pytest.mark.fault(34)
def test_a_timer_waits_its_turn_and_a_tap_does_not(lab: Lab) -> None:
    lab.sync()
    lab.run("""async () => (await at("store/db.js")).setMeta("logbook-" + ACCOUNT,
        {failures: 5, failed_at: Date.now(), next_at: Date.now() + 20000})""")
    assert lab.sync("timer")["tried"] is False
    assert lab.sync("online")["tried"] is True


def test_only_a_tap_ignores_the_wish_of_the_server_to_be_left_alone(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.server.script = [(503, {"Retry-After": "120"}, {"error": "busy"})]
    lab.sync()
    assert lab.sync("online")["tried"] is False
    assert lab.sync("timer", visible=True)["tried"] is False
    assert lab.sync("tap")["pending"] == 0


def test_a_clock_set_back_by_a_year_does_not_stop_the_phone_from_sending(lab: Lab) -> None:
    lab.run("""async () => { const year = 365 * 86400000; (await at("store/db.js")).setMeta("logbook-" + ACCOUNT,
        {last_try: Date.now() + year, failures: 3, failed_at: Date.now() + year, next_at: Date.now() + year}) }""")
    lab.put(an_entry(), mutation="m1")
    assert lab.sync("timer")["pending"] == 0


@pytest.mark.fault(30)
def test_a_session_that_ended_is_said_and_nothing_is_lost(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.server.script = [(401, {}, {"error": "sign_in"})]
    report = lab.sync()
    assert (report["auth_needed"], report["pending"], report["online"]) == (True, 1, True)
    assert lab.sync()["auth_needed"] is False


def test_a_session_of_somebody_else_stops_the_sending(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.server.script = [(409, {}, {"error": "wrong_account"})]
    assert lab.sync()["auth_needed"] is True
    assert len(lab.server.requests) == 1 and len(lab.box("outbox")) == 1


def test_a_phone_that_differs_from_the_server_fetches_everything_again(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    lab.run("""async () => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["documents"], "readwrite", (tx) =>
        tx.objectStore("documents").put({kind: "entry", id: "ghost", rev: 1, hash: "f".repeat(64), stmt: "{}"}))""")
    lab.sync()
    assert [row["id"] for row in lab.box("documents")] == [ENTRY]
    assert [body["cursor"] for body in lab.server.requests] == [None, "1", None]


def test_a_phone_says_that_it_can_keep_a_part_and_drops_what_is_not_kept(lab: Lab) -> None:
    said: list[Any] = []
    lab.page.on(
        "request",
        lambda one: said.append(one.headers.get("sync-knows")) if one.url.endswith("/sync") else None,
    )
    lab.server.publish("entry", ENTRY, an_entry())
    lab.server.publish("entry", OTHER, an_entry(OTHER))
    lab.sync()
    assert lab.meta("part") is False and said == ["others, part"]
    lab.server.documents.pop(("entry", ENTRY))
    gone = {"kind": "entry", "id": ENTRY, "gone": "not_kept"}
    lab.server.script = [
        (200, {}, lambda usual, body: usual | {"pull": usual["pull"] | {"docs": [gone], "part": True}})
    ]
    lab.sync()
    assert [row["id"] for row in lab.box("documents")] == [OTHER] and lab.meta("part") is True
    assert len(lab.server.requests) == 2


def parked_beside_a_signed_case(lab: Lab) -> Doc:
    """A case and its signature on the phone, and an answer of its own that came too late; the signature's document."""
    case = an_entry()
    lab.server.publish("entry", ENTRY, case)
    signature = {"typ": "signoff", "v": 1, "id": OTHER, "entry": ENTRY, "entry_hash": sha(canonical(case))}
    lab.server.publish("signoff", OTHER, signature | {"verdict": "signed"})
    late = signature | {"id": OTHER[:-1] + "9", "verdict": "returned"}
    lab.put(late, mutation="m9")
    lab.server.verdicts["m9"] = {"status": "rejected", "code": "signed_meanwhile", "fields": {}}
    lab.sync()
    assert len(lab.box("parked")) == 1 and len(lab.box("documents")) == 2
    return signature


def not_kept(lab: Lab) -> None:
    """The server counts and brings nothing of the case any more."""
    lab.server.documents.clear()
    gone = [{"kind": kind, "id": id, "gone": "not_kept"} for kind, id in lab.server.changes]
    lab.server.script = [
        (200, {}, lambda usual, body: usual | {"pull": usual["pull"] | {"docs": gone, "part": True}})
    ]
    lab.sync()


def test_a_case_that_is_not_kept_stays_whole_while_work_waits_on_it_and_goes_with_that(lab: Lab) -> None:
    """Its signature stays too: without that it would look as if it waited for one."""
    parked_beside_a_signed_case(lab)
    not_kept(lab)
    assert [(row["kind"], row["gone"]) for row in lab.box("documents")] == [
        ("entry", "not_kept"),
        ("signoff", "not_kept"),
    ]
    lab.sync()
    assert len(lab.box("documents")) == 2 and lab.meta("again") is None
    lab.run("""async () => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["parked"], "readwrite",
        (tx) => tx.objectStore("parked").delete("m9"))""")
    lab.sync()
    assert lab.box("documents") == [] and len(lab.server.requests) == 4


def test_a_phone_that_begins_again_counts_what_stays_for_its_work_no_more(lab: Lab) -> None:
    """It would fetch everything at each sync: what waits here holds a case that no page brings."""
    parked_beside_a_signed_case(lab)
    lab.server.documents.clear()
    lab.server.changes.clear()
    lab.set_meta(cursor=None)
    lab.sync()
    lab.sync()
    assert [(row["kind"], row["gone"]) for row in lab.box("documents")] == [
        ("entry", "not_kept"),
        ("signoff", "not_kept"),
    ]
    assert [body["cursor"] for body in lab.server.requests] == [None, None, "0"]
    assert lab.meta("again") is None


def test_a_phone_that_lacks_what_the_server_makes_itself_fetches_everything_again(lab: Lab) -> None:
    lab.server.publish("person", ACCOUNT, {"typ": "person", "id": ACCOUNT, "name": "Ana"})
    lab.sync()
    lab.run("""async () => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["documents"], "readwrite",
        (tx) => tx.objectStore("documents").delete(["person", ACCOUNT]))""")
    lab.sync()
    assert [row["id"] for row in lab.box("documents")] == [ACCOUNT] and lab.meta("again") is None
    assert [body["cursor"] for body in lab.server.requests] == [None, "1", None]


def test_an_earlier_server_that_says_nothing_of_the_others_is_agreed_with(lab: Lab) -> None:
    lab.server.publish("person", ACCOUNT, {"typ": "person", "id": ACCOUNT, "name": "Ana"})
    lab.server.script = [
        (200, {}, lambda usual, body: {key: usual[key] for key in usual if key != "others"}) for _ in range(2)
    ]
    lab.sync()
    lab.sync()
    assert [body["cursor"] for body in lab.server.requests] == [None, "1"]


def test_a_phone_that_begins_again_in_vain_says_so_and_tries_once_a_day(lab: Lab) -> None:
    asked: list[Any] = []
    lab.page.on(
        "request",
        lambda one: asked.append(one.headers.get("sync-again")) if one.url.endswith("/sync") else None,
    )
    lab.server.digest = lambda **_: {"count": 9, "xor": "0" * 16}  # type: ignore[method-assign]
    for _ in range(4):
        lab.sync()
    assert [body["cursor"] for body in lab.server.requests] == [None, None, "0", None, "0", "0"]
    assert asked == [None, "1", "1", "2", "2", "2"]
    lab.set_meta(again={"times": 2, "at": 0})
    lab.sync()
    assert lab.meta("again")["times"] == 3
    del lab.server.digest  # type: ignore[method-assign]
    lab.sync()
    assert lab.meta("again") is None


@pytest.mark.fault(44)
def test_a_server_set_back_to_a_backup_gets_again_what_the_phone_sent(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.sync()
    lab.server.__init__()  # type: ignore[misc]
    lab.server.epoch = "e2"
    lab.server.script = [(409, {}, {"error": "epoch_changed"})]
    report = lab.sync()
    assert report["pending"] == 0 and list(lab.server.taken) == ["m1"]
    assert lab.meta("epoch") == "e2"


def test_many_statements_go_a_hundred_at_a_time_and_in_order(lab: Lab) -> None:
    for number in range(230):
        lab.put(numbered(number), mutation=f"m{number}")
    lab.sync()
    sizes = [len(body["mutations"]) for body in lab.server.requests]
    assert sizes == [100, 100, 30] and [body["pending_left"] for body in lab.server.requests] == [130, 30, 0]
    assert list(lab.server.taken) == [f"m{number}" for number in range(230)]


def test_three_tabs_that_sync_at_once_send_everything_once(lab: Lab) -> None:
    for number in range(20):
        lab.put(numbered(number), mutation=f"m{number}")
    lab.run("""async () => { const { sync } = await at("worker/sync.js");
        await Promise.all([1, 2, 3].map(() => sync(ACCOUNT, {reason: "write"}))) }""")
    sent = [mutation["id"] for body in lab.server.requests for mutation in body["mutations"]]
    assert len(sent) == len(set(sent)) == 20 and len(lab.server.requests) == 1


def test_a_statement_put_while_the_answer_is_on_its_way_is_sent_in_the_same_run(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.run(
        """async (row) => {
        const [{ sync }, { put }] = [await at("worker/sync.js"), await at("store/outbox.js")];
        const fetched = window.fetch;
        window.fetch = async (...given) => {
          const answer = await fetched(...given);
          window.fetch = fetched;
          await put(ACCOUNT, row);
          return answer;
        };
        await sync(ACCOUNT, {reason: "tap"});
    }""",
        {
            "mutation": "m2",
            "kind": "entry",
            "doc_id": OTHER,
            "stmt": canonical(an_entry(OTHER, mutation="m2")),
            "hash": sha(canonical(an_entry(OTHER, mutation="m2"))),
            "at": "2026-11-20T09:00:00Z",
        },
    )
    assert list(lab.server.taken) == ["m1", "m2"] and lab.box("outbox") == []


@pytest.mark.fault(34)
def test_a_damaged_document_is_not_taken_in(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())["stmt"] = canonical(an_entry(place="Elsewhere"))
    lab.sync()
    assert lab.box("documents") == [] and lab.meta("failures") == 1


def test_a_person_who_signed_out_gets_nothing_more_written(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.run("""async () => (await at("store/device.js")).setAccount(null)""")
    lab.sync()
    assert lab.box("documents") == [] and lab.server.requests == []
