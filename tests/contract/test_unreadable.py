"""What a phone cannot read never ends a page: damaged at random, by a seed that a failure names."""

import json
import random
from typing import Any

import pytest

from logbook import shell
from logbook.kinds import check
from tests.contract import engine, twins, world
from tests.contract.mangled import ODD, draw, kept, mangled, read, row, stores_of, visits_of
from tests.contract.phones import phone
from tests.support.cast import people
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry, hash_of, revised
from tests.support.lanes import many, seed
from tests.support.server.application import application

Doc = dict[str, Any]


@pytest.fixture(scope="module")
def snapshots(sqlite_seed, tmp_path_factory):
    path = tmp_path_factory.mktemp("world") / "logbook.db"
    path.write_bytes(sqlite_seed.read_bytes())
    for app in application(f"sqlite:///{path}"):
        told = world.tell(app)
    return told


@pytest.mark.finding("attack.M2")
def test_whatever_is_whole_is_read(snapshots):
    """The world of every state, as the server hands it out, is what the shapes of this build know."""
    for snapshot in snapshots.values():
        found = read(stores_of(snapshot))
        assert (found["unread"], found["damaged"]) == (0, False)
        counts = {kind: len(records) for kind, records in snapshot["records"].items()}
        assert {kind: len(records) for kind, records in found["snapshot"]["records"].items()} == counts


@pytest.mark.finding("attack.M2")
@pytest.mark.parametrize("turn", range(many(3, 60)))
@pytest.mark.parametrize("account", ["ana", "ben"])
def test_no_page_fails_over_documents_mangled_at_random(snapshots, account, turn):
    chance = random.Random(f"{seed()} {account} {turn}")
    stores = stores_of(snapshots[account])
    statements = [
        one for one in stores["documents"] if one["kind"] in ("entry", "signoff", "review", "withdrawal")
    ]
    for document in chance.sample(statements, len(statements) // 2):
        document["stmt"] = json.dumps(mangled(chance, json.loads(document["stmt"])))
    waiting = [json.loads(one["stmt"]) for one in chance.sample(statements, 20)]
    for n, doc in enumerate(waiting):
        kind = chance.choice(["entry", "signoff", "review", "withdrawal", "letter"])
        odd = {chance.choice(["at", "fields", "base", "head", "doc_id", "after"]): chance.choice(ODD)}
        made = row(kind if chance.random() < 0.3 else doc.get("typ", kind), mangled(chance, doc), n, **odd)
        box = chance.choice(["outbox", "parked"])
        stores[box].append(
            made
            | (
                {"code": chance.choice(["both_changed", "invalid", "gone", "damaged", 7])}
                if box == "parked"
                else {}
            )
        )
    stores["drafts"] = [
        {
            "key": "a",
            "entry": chance.choice(ODD),
            "saved_at": chance.choice(ODD),
            "fields": chance.choice(ODD),
        }
    ]
    found = read(stores)
    failed = draw(found["snapshot"], visits_of(snapshots, account, 40, chance))
    assert not failed


@pytest.mark.finding("attack.M2")
def test_a_kind_and_a_version_of_a_later_build_are_kept_and_counted_and_not_shown():
    later = an_entry() | {"v": 2}
    letter = {"typ": "letter", "v": 1, "id": an_entry()["id"]}
    stores = stores_of(phone(people.ANA, [an_entry()]))
    stores["documents"] += [kept("entry", later), kept("letter", letter)]
    stores["outbox"] = [row("entry", later, 1), row("letter", letter, 2)]
    found = read(stores)
    assert found["unread"] == 2 and found["snapshot"]["phone"]["unread"] == {"here": 2, "kept": 2}
    assert len(found["snapshot"]["records"]["entry"]) == 1
    assert (
        draw(found["snapshot"], [("entries_index", twins.asked("/entries")), ("me", twins.asked("/me"))])
        == []
    )


@pytest.mark.finding("attack.M2")
def test_a_key_that_a_later_build_adds_hides_nothing():
    doc = an_entry(points=[{**an_entry()["points"][0], "angle": 30}]) | {"weather": "dry"}
    found = read(stores_of(phone(people.ANA, [doc])))
    assert found["unread"] == 0 and found["snapshot"]["records"]["entry"][0]["doc"]["weather"] == "dry"


@pytest.mark.finding("attack.M2")
def test_pages_say_how_many_records_cannot_be_read_in_both_languages():
    known = phone(people.ANA, [an_entry()])
    for unread, words in [
        ({"here": 1, "kept": 0}, "1 record on this phone cannot be read. It is kept: save a copy."),
        ({"here": 2, "kept": 1}, "2 records on this phone cannot be read. They are kept: save a copy."),
        (
            {"here": 0, "kept": 1},
            "1 record cannot be shown by this version of the logbook. It is safe on the server.",
        ),
        ({"here": 0, "kept": 0}, None),
    ]:
        told = known | {"phone": known["phone"] | {"unread": unread}}
        drawn = [side("todo", told, twins.asked("/todo")) for side in (twins.here, twins.there)]
        assert drawn[0].html == drawn[1].html
        notes = [one.page["notice"] and one.page["notice"]["text"] for one in drawn if one.page]
        assert notes == [words, words]


@pytest.mark.finding("attack.M2")
def test_what_the_server_takes_a_phone_can_read():
    """A shape that refused what the schemas allow would hide a case: each statement of the builders, and its kin."""
    entry = an_entry()
    for doc in (entry, revised(entry), a_signoff(entry), a_review(entry), a_withdrawal(entry)):
        assert check(doc) == {}
        misfit = engine.apply(
            ["store/shapes.js"],
            "(m, doc, typ, shell) => m['store/shapes.js'].misfit(doc, typ, shell)",
            doc,
            doc["typ"],
            {"shapes": shell.bundle()["shapes"]},
        )
        assert misfit is None, doc["typ"]
    assert hash_of(entry)


@pytest.mark.finding("attack.M2")
@pytest.mark.parametrize("name", ["constructor", "toString", "__proto__", "valueOf"])
def test_a_code_that_every_object_answers_to_is_none(name):
    docs = [an_entry(part=name), an_entry(areas=["glabella", name]), an_entry(product={"code": name})]
    assert read(stores_of(phone(people.ANA, docs)))["unread"] == 3


@pytest.mark.finding("attack.M2")
def test_a_code_that_no_list_here_knows_stays_readable_so_that_it_can_be_mended():
    doc = an_entry(setting="nowhere", areas=["glabella", "elbow"], product={"code": "newtox"})
    stores = stores_of(phone(people.ANA, [])) | {
        "parked": [row("entry", doc, 1, code="field_invalid", fields={})]
    }
    found = read(stores)
    assert found["snapshot"]["parked"][0]["doc"]["setting"] == "nowhere"
    edit = twins.asked(f"/entries/{doc['id']}/edit", doc["id"])
    assert draw(found["snapshot"], [("todo", twins.asked("/todo")), ("entry_form", edit)]) == []
