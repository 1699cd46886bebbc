"""A phone of an older build, whose trainee is judged by a set of her school's own that says what no build of then could
say: it shows how far she is, keeps the gates unread, and a case saved on it counts."""

import re
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import insert

from logbook import canonical, store
from logbook.eligibility import requirements
from logbook.models import RequirementSet
from logbook.record import judged, published
from tests.frozen.archive import ORIGIN
from tests.frozen.thawed import NOW, Thawed, synced
from tests.support.browser import acts
from tests.support.cast import terms
from tests.support.cast.clinic import told
from tests.support.cast.people import ANA, DAN, NORTH
from tests.support.documents.statements import an_entry
from tests.support.server.application import application

RULES: list[dict[str, Any]] = [
    {"id": "brow", "label": "Brows of our own", "of": "cases", "min": 1, "exclusive": "upper"},
    {"id": "face", "label": "Upper face of our own", "of": "cases", "min": 40, "exclusive": "upper"},
    {"id": "later", "label": "Only afterwards", "of": "cases", "min": 1, "after": "brow"},
    {"id": "yearly", "label": "In each year", "of": "cases", "min": 2, "per": {"years": 1, "times": 3}},
    {"id": "mixed", "label": "Not all with one", "of": "cases", "min": 1, "max_share": {"signer": 50}},
    {
        "id": "ways",
        "label": "One of two ways",
        "any": [{"id": "hours", "of": "hours", "min": 10}, {"id": "before", "of": "prior_cases", "min": 5}],
    },
]


def lived(thawed: Thawed) -> None:
    """What happens with it."""
    her_school_writes_a_set_and_moves_her(thawed)
    its_pages_open_and_say_how_far_she_is(thawed)
    a_case_that_comes_counts_towards_it(thawed)


def her_school_writes_a_set_and_moves_her(thawed: Thawed) -> None:
    doc = requirements.raw("generic-starter") | {"key": "own-00000009", "version": 1, "title": "Our own set"}
    text = published.text_of(doc | {"authority": "provider", "gates": [{"id": "hands_on", "rules": RULES}]})
    row = {"hash": canonical.digest(text), "programme_id": NORTH, "key": doc["key"], "version": 1}
    for app in application(thawed.frozen.database):
        with app.app_context(), store.writing() as connection:
            row |= {"text": text, "published_at": NOW, "published_by": DAN.id}
            connection.execute(insert(RequirementSet).values(**row))
            asked = published.by_hash(connection, [row["hash"]])[row["hash"]]
            terms.moved(connection, NOW, asked)


def its_pages_open_and_say_how_far_she_is(thawed: Thawed) -> None:
    page = thawed.page
    synced(thawed)
    for path in ("/progress", "/entries", "/todo", "/me"):
        answer = page.goto(f"{ORIGIN}{path}")
        assert answer is not None and answer.ok and answer.from_service_worker, path
        assert not re.search("undefined|NaN", page.locator("main").inner_text()), path
    page.goto(f"{ORIGIN}/progress")
    expect(page.locator("main")).to_contain_text("Our own set", timeout=acts.WAIT)
    for rule in RULES:
        expect(page.locator("main")).to_contain_text(rule["label"])


def a_case_that_comes_counts_towards_it(thawed: Thawed) -> None:
    for app in application(thawed.frozen.database):
        before = _face(app)
        told(app, an_entry(), now=NOW)
        after = _face(app)
    assert after["waiting"] == before["waiting"] + 1
    synced(thawed)
    thawed.page.goto(f"{ORIGIN}/progress")
    expect(thawed.page.locator("main")).to_contain_text("Upper face of our own", timeout=acts.WAIT)


def _face(app: Any) -> dict[str, Any]:
    with app.app_context(), store.reading() as connection:
        [gate] = _result(connection)["gates"]
    return next(rule for rule in gate["rules"] if rule["id"] == "face")


def _result(connection: Any) -> dict[str, Any]:
    found: dict[str, Any] = judged(connection, ANA.id, NORTH, NOW[:10]).result
    return found
