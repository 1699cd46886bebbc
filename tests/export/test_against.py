"""What a file says of the requirements: gate by gate, what did not count and why, what was decided otherwise."""

import io
import zipfile
from xml.etree import ElementTree

import orjson
import pytest
from sqlalchemy import insert, select

from logbook import export
from logbook.export.paper.requirements import ranges
from logbook.models import RequirementSet, RuleException, db
from logbook.models.engine import writing
from logbook.record.published import shipped
from tests.support.cast.people import ANA, BEN, DAN, NORTH
from tests.support.documents.printed import text_of
from tests.support.documents.statements import a_set_aside, a_signoff, an_entry

USUAL = "generic-starter"


@pytest.fixture
def cases(desk):
    """Three signed cases, of which Ben set the second aside, and one that waits."""
    made = [
        an_entry(performed_on=f"2026-11-{day:02}", model={"code": f"M{day}K"}) for day in (22, 23, 24, 25)
    ]
    for case in made:
        desk.one(ANA, case)
    for case in made[:3]:
        desk.sign(BEN, a_signoff(case))
    desk.one(BEN, a_set_aside(made[1]))
    return made


@pytest.fixture
def excepted(app):
    """excepted(rule, kind, **more): an exception of Ana's from the usual set."""

    def make(rule, kind, **more):
        usual = shipped(USUAL)
        rows = {"hash": usual.hash, "key": usual.key, "version": usual.version, "text": usual.text}
        row = {"id": f"e{rule}", "person_id": ANA.id, "programme_id": NORTH, "set_hash": usual.hash}
        row |= {"gate": "hands_on", "rule": rule, "kind": kind, "value": None, "items": "[]"}
        row |= {"on_day": "2026-11-20", "reason": "no_models", "note": "A secret of the office"}
        row |= {"by_id": DAN.id, "by_name": DAN.name, "at": "2026-11-20T10:00:00Z"} | more
        with app.app_context(), writing(db) as connection:
            if not connection.scalar(select(RequirementSet.hash).where(RequirementSet.hash == usual.hash)):
                published = rows | {"published_at": "2026-11-20T10:00:00Z"}
                connection.execute(insert(RequirementSet).values(published))
            connection.execute(insert(RuleException).values(row))

    return make


def opened(file):
    """(titles, rows of texts of each sheet) of a workbook, read without any library that guesses."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        titles = [one.get("name") for one in book.iter(f"{name}sheet")]
        sheets = [
            ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            for number in range(1, len(titles) + 1)
        ]
    rows = [
        [["".join(cell.itertext()) for cell in row.iter(f"{name}c")] for row in one.iter(f"{name}row")]
        for one in sheets
    ]
    return titles, rows


def test_each_rule_says_which_entries_count_and_which_do_not_and_why(bundle_of, cases):
    judged = bundle_of()["judged"]
    rule = next(one for one in judged["rules"] if one["entries"])
    left = {one["reason"]: one for one in judged["left_out"] if one["rule"] == rule["id"]}
    assert rule["entries"] == [1, 3] and rule["counted"] == 2
    assert (left["set_aside"]["entries"], left["set_aside"]["days"]) == ([2], ["2026-11-23"])
    assert left["unsigned"]["entries"] == [4]
    assert judged["asides"] == [{"entry": 2, "reason": "two_codes", "by": BEN.name, "on": "2026-11-20"}]
    assert judged["exceptions"] == [], "what is set aside stands once, and not with each rule"
    assert judged["set"]["hash"] == shipped(USUAL).hash


def test_only_what_is_in_the_file_is_held_against_it(bundle_of, cases):
    judged = bundle_of("2026-11-24", "2026-11-30")["judged"]
    assert {number for rule in judged["rules"] for number in rule["entries"]} == {1}
    assert judged["asides"] == []


def test_an_exception_is_told_with_its_reason_author_and_days_and_without_its_note(
    bundle_of, cases, excepted
):
    rule = bundle_of()["judged"]["rules"][0]
    excepted(rule["id"], "number", value=1)
    [told] = bundle_of()["judged"]["exceptions"]
    assert (told["rule"], told["was"], told["now"]) == (rule["id"], rule["required"], 1)
    whole = bundle_of(then=lambda bundle: b"".join(export.pieces(bundle))).decode()
    assert "A secret of the office" not in whole
    assert orjson.loads(whole)["judged"]["exceptions"] == [told]


@pytest.mark.slow
def test_of_several_numbers_each_is_told_as_it_was_said_and_the_older_as_such(bundle_of, cases, excepted):
    rule = bundle_of()["judged"]["rules"][0]
    excepted(rule["id"], "number", value=3, on_day="2026-11-18", id="e1")
    excepted(rule["id"], "number", value=2, id="e2")
    judged = bundle_of()["judged"]
    assert [(one["now"], one["holds"]) for one in judged["exceptions"]] == [(3, False), (2, True)]
    printed = text_of(bundle_of(then=export.pdf))
    assert f"3 asked instead of {rule['required']}: a newer one holds" in printed
    assert f"2 asked instead of {rule['required']}:" not in printed
    _, sheets = opened(bundle_of(then=export.workbook))
    [told] = [cell for row in sheets[2] for cell in row if "→ 3" in str(cell)]
    assert told.count("a newer one holds") == 1


@pytest.mark.slow
def test_paper_has_it_by_gate_with_exceptions_and_an_appendix(bundle_of, cases, excepted):
    rule = bundle_of()["judged"]["rules"][0]
    excepted(rule["id"], "number", value=1)
    printed = text_of(bundle_of(then=export.pdf))
    for words in (
        "Hands-on training: not met yet",
        f"1 asked instead of {rule['required']}",
        "no suitable models",
        DAN.name,
        "these entries count for no requirement",
        "One model under two codes",
        "What was asked, and what did not count",
        "It was set aside. 1 2 (23 November 2026)",
        "It waits for a signature that counts. 1 4 (25 November 2026)",
        shipped(USUAL).hash,
        "It counts for no rule.",
    ):
        assert words in printed, words
    assert "A secret of the office" not in printed


def test_spreadsheets_have_the_rules_and_a_line_for_each_entry_left_out(bundle_of, cases):
    titles, sheets = opened(bundle_of(then=export.workbook))
    assert titles == ["Cases", "Points", "Requirements", "Not counted", "Modules"]
    assert any(row[0] == "2" and row[3:] == ["set_aside", "It was set aside."] for row in sheets[3])
    labels = [row[1] for row in sheets[2][1:]]
    assert labels == [rule["label"] for rule in bundle_of()["judged"]["rules"]]
    [head, *lines] = "".join(bundle_of(then=lambda bundle: list(export.lines(bundle)))).splitlines()
    assert head.endswith("Set aside,As the entry before,Counts for,Does not count for")
    assert "It was set aside." in lines[1] and "one model under two codes" in lines[1]


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([3], "3"), ([1, 2, 3, 7], "1–3, 7"), ([9, 2, 8], "2, 8–9")]
)
def test_numbers_that_follow_each_other_are_told_as_ranges(numbers, words):
    assert ranges(numbers) == words
