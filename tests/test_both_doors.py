"""Every rule of a schema holds at both doors: a broken case is refused by /sync and by the plain form, with words."""

import copy
import json
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from logbook import kinds, vocabulary
from logbook.models import Statement, db
from logbook.store import Mutation
from tests.support.cast import people
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope, post
from tests.support.documents.broken import broken
from tests.support.documents.forms import a_filled_form
from tests.support.server.reader import check
from tests.test_schemas import whole_documents

TOO_LONG = "x" * 2500
WRONG = {
    "radio": ["no-such-code"],
    "select": ["no-such-code"],
    "part": ["no-such-code"],
    "checks": ["no-such-code"],
    "rating": ["0", "6", "three"],
    "whole": ["-1", "two", "99999"],
    "decimal": ["two", "2.555"],
    "date": ["2026-02-30", "yesterday"],
    "time": ["25:00", "noon"],
    "minute": ["2026-02-30T10:00", "2026-11-20"],
    "line": [TOO_LONG],
    "text": [TOO_LONG],
    "model_code": ["ANNA S", "O0I1"],
}


def form_cases():
    """(name, wrong text) for every field and every column of a row in the form of a case."""
    for section in kinds.forms()["entry"]:
        # Who injects is not asked for areas: the points have them. An answer is asked for where a supervisor asked.
        for item in section["items"] if section["when"] != "watched" and section["id"] != "answer" else []:
            if item["type"] == "field":
                yield from ((item["name"], text) for text in WRONG.get(item["widget"], []))
                if item["when"]:
                    yield item["name"] if item["widget"] != "events" else "events.any", ""
            else:
                for column in item["columns"]:
                    wrong = WRONG.get(column["widget"], [])
                    yield from ((f"{item['name']}.0.{column['name']}", text) for text in wrong)


@pytest.mark.parametrize("doc", whole_documents(), ids=lambda doc: doc["typ"])
def test_sync_refuses_each_broken_statement_names_the_place_and_keeps_nothing(app, phone_of, doc):
    # Their ids are fresh, so that only the broken rule can be the reason.
    cases = [(path, _with_new_ids(bad)) for path, bad in broken(doc)]
    client, verdicts = phone_of(ANA), []
    for start in range(0, len(cases), 50):
        batch = [_as_mutation(bad) for _, bad in cases[start : start + 50]]
        answer = post(client, envelope(ANA, *batch))
        assert answer.status_code == 200, answer.get_data(as_text=True)
        verdicts += answer.get_json()["results"]
    for (path, _), verdict in zip(cases, verdicts, strict=True):
        assert verdict["status"] == "rejected", (path, verdict)
        if verdict["code"] == "field_invalid":
            assert path in verdict["fields"], (path, verdict)
        else:
            # An unknown version, or a statement whose own mutation id is damaged, is refused before its fields.
            assert verdict["code"] in ("unknown_version", "unknown_type", "not_canonical"), (path, verdict)
    assert _stored(app) == 0


@pytest.mark.parametrize(("name", "text"), list(form_cases()))
def test_the_plain_form_refuses_each_broken_answer_beside_its_field(app, phone_of, name, text):
    fields = a_filled_form(**_whole_rows(), supervisor=people.BEN.id, programme=people.NORTH)
    fields |= {"id": [str(uuid4())], "mutation": [str(uuid4())], name: [text]}
    answer = phone_of(ANA).post("/entries/new", data=fields, headers={"Origin": "http://localhost"})
    page = check(answer, "/entries/new", 422)
    beside = page.soup.select('[aria-invalid="true"], .bad, .error')
    assert beside, f"nothing marks {name}"
    if text and text != TOO_LONG and len(text) < 12 and "no-such" not in text:
        typed = [tag.get("value") for tag in page.soup.select(f'[name="{name}"]')]
        assert text in typed or page.soup.select(f'select[name="{name}"], input[type=radio][name="{name}"]')
    assert _stored(app) == 0


def test_a_whole_form_is_a_case(app, phone_of):
    fields = a_filled_form(supervisor=people.BEN.id, programme=people.NORTH)
    id = str(uuid4())
    fields |= {"id": [id], "mutation": [str(uuid4())]}
    answer = phone_of(ANA).post("/entries/new", data=fields, headers={"Origin": "http://localhost"})
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, f"/entries/{id}")
    assert _stored(app) == 1


def _whole_rows() -> dict[str, str]:
    """One row in every list, so that each column can be wrong in an otherwise right row."""
    rows = {
        "events.any": "yes",
        "events.0.kind": "bruising",
        "events.0.severity": "mild",
        "events.0.action": "none",
    }
    rows |= {"corrections.0.seen": "Too medial", "corrections.0.correction": "Moved out"}
    rows |= {"again.0.seen": "Too deep", "again.0.correction": "Go flatter", "again.0.repeat": "1"}
    return rows | {f"assessment.severity.0.{name}": value for name, value in _GRADES.items()}


_GRADES = {"area": vocabulary.codes("areas")[0], "rest": "1", "dynamic": "3"}


def _with_new_ids(doc):
    changed = copy.deepcopy(doc)
    for name in ("id", "mutation"):
        if isinstance(changed.get(name), str) and len(changed[name]) == 36:
            changed[name] = str(uuid4())
    return changed


def _as_mutation(doc):
    id = doc.get("mutation")
    return Mutation(id if isinstance(id, str) and len(id) == 36 else str(uuid4()), _text_of(doc))


def _text_of(doc):
    # Not `canonical.dumps`: that would refuse to write some of what a broken phone could send.
    return json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _stored(app) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(Statement)))
