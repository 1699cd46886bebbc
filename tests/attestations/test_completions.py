"""Completions by file: what becomes of each row, and that nothing is made of what is not understood (rows D-3, D-4)."""

from io import BytesIO

import pytest
from sqlalchemy import select

from logbook import export, record, store
from logbook.eligibility import grammar
from logbook.models import Attestation, CompletionFile
from logbook.record.published import shipped
from tests.support.cast.clinic import trainees
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.both_databases
ADDRESS = f"/curriculum/{NORTH}/completions"
HEADS = "E-mail,Module,Date,Minutes,Credits,Score"
GATE = [
    {"id": "pharmacology", "label": "P", "of": "modules", "min": 1, "where": {"module": ["pharmacology"]}},
]


@pytest.fixture
def dans(desk, phone_of):
    """Dan’s browser, where modules are taught."""
    return phone_of(DAN)


def looked_at(client, *rows, heads=HEADS, status=200):
    given = read(client, ADDRESS).form(ADDRESS) | {"rows": "\n".join((heads, *rows))}
    return check(client.post(ADDRESS, data=given), ADDRESS, status)


def verdict(page, row):
    return page.soup.select_one(f"#row-{row}").get_text(" ", strip=True)


def filed(client, page):
    way = f"{ADDRESS}/filing"
    return client.post(way, data=page.form(way))


def of_ana(on="2026-11-18", module="pharmacology", more=",,,"):
    return f"{ANA.email},{module},{on}{more}"


def test_a_file_is_looked_at_before_anything_is_recorded(app, dans):
    page = looked_at(dans, of_ana(more=",90,6.5,88%"), of_ana(module="Anatomy of the face"))
    assert "2 completions are to be recorded." in page.text
    assert ask(app, Attestation.__table__.select()) == []
    assert filed(dans, page).status_code == 303
    rows = ask(app, select(Attestation.__table__).order_by(Attestation.module))
    assert [(row.module, row.known, row.person_id) for row in rows] == [
        ("anatomy", "file", ANA.id),
        ("pharmacology", "file", ANA.id),
    ]
    assert (
        '"credits_tenths":65' in rows[1].told
        and '"minutes":90' in rows[1].told
        and '"score":88' in rows[1].told
    )


def test_d3_the_same_completion_in_two_files_or_twice_in_one_is_recorded_once(app, dans):
    page = looked_at(dans, of_ana(), of_ana())
    assert verdict(page, 3).endswith("The same as in row 2")
    filed(dans, page)
    again = looked_at(dans, of_ana())
    assert "Recorded already" in verdict(again, 2) and "Nothing of this file is to be recorded." in again.text
    assert len(ask(app, Attestation.__table__.select())) == 1


def test_d4_a_row_of_somebody_unknown_is_kept_as_nobody_here_and_makes_nothing(app, dans):
    page = looked_at(dans, "nobody@example.org,pharmacology,2026-11-18,,,", of_ana())
    assert "Nobody here has this e-mail: nothing is recorded" in verdict(page, 2)
    filed(dans, page)
    [kept] = ask(app, CompletionFile.__table__.select())
    assert '"kind":"nobody"' in kept.rows and "nobody@example.org" in kept.rows and kept.recorded == 1
    assert [row.person_id for row in ask(app, Attestation.__table__.select())] == [ANA.id]
    shown = read(dans, f"{ADDRESS}/{kept.id}")
    assert "Nobody here has this e-mail" in verdict(shown, 2)


def test_whoever_trains_or_works_elsewhere_is_nobody_here(dans):
    page = looked_at(
        dans, f"{CLEO.email},pharmacology,2026-11-18,,,", f"{BEN.email},pharmacology,2026-11-18,,,"
    )
    for row in (2, 3):
        assert "Nobody here has this e-mail" in verdict(page, row)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",pharmacology,2026-11-18,,,", "The row has no e-mail address"),
        ("ana,pharmacology,2026-11-18,,,", "This is no e-mail address"),
        (of_ana(module=""), "The row names no module"),
        (of_ana(module="Surgery"), "No module of this name and version is taught here"),
        (of_ana(on="18/11/2026"), "Write the date as 2026-11-18"),
        (of_ana(on="2990-01-01"), "The date is still to come"),
        (of_ana(more=",long,,"), "Minutes have to be a whole number"),
        (of_ana(more=",,1.25,"), "Credits have at most one decimal"),
        (of_ana(more=",,,120"), "The score is in per cent, from 0 to 100"),
    ],
    ids=lambda value: value if " " in value else "row",
)
def test_a_row_that_cannot_be_understood_says_why_and_makes_nothing(app, dans, row, words):
    page = looked_at(dans, row, of_ana(module="ethics"))
    assert words in verdict(page, 2)
    filed(dans, page)
    assert [one.module for one in ask(app, Attestation.__table__.select())] == ["ethics"]


@pytest.mark.parametrize(
    ("heads", "words"),
    [("Name,Module,Date", "e-mail, module and date are needed"), (HEADS, "Only the heads of columns")],
)
def test_a_file_without_heads_or_rows_is_refused_in_words(dans, heads, words):
    page = looked_at(
        dans, *(["Ana,pharmacology,2026-11-18"] if heads != HEADS else []), heads=heads, status=422
    )
    assert words in page.text


def test_a_workbook_is_read_as_a_file_of_lines_is(app, dans):
    rows = [[ANA.email, "pharmacology", "2026-11-18"]]
    book = export.attached("Completions", "xlsx", "2026-11-20", ["E-mail", "Module", "Date"], rows).body
    given = read(dans, ADDRESS).form(ADDRESS) | {"file": (BytesIO(book), "completions.xlsx")}
    answer = dans.post(ADDRESS, data=given, content_type="multipart/form-data")
    assert "1 completion is to be recorded." in check(answer, ADDRESS).text


def test_what_changed_since_it_was_looked_at_is_looked_at_once_more(app, desk, dans):
    page = looked_at(dans, of_ana())
    filed(dans, looked_at(dans, of_ana()))
    assert filed(dans, page).status_code == 422
    assert len(ask(app, Attestation.__table__.select())) == 1


def test_what_is_filed_is_read_in_what_was_done_there(dans):
    filed(dans, looked_at(dans, of_ana()))
    page = read(dans, "/office/audit")
    assert "Completions were recorded from a file" in page.text


def test_a_file_of_forty_with_six_bad_rows_closes_the_gate_for_thirty_four(app, desk, dans):
    found = trainees(app, 40)
    rows = [f"{one.email},pharmacology,2026-11-18,,," for one in found]
    bad = [3, 9, 14, 21, 28, 35]
    for place, broken in zip(
        bad, ("", "x@y", "@", "nobody@example.org", "18.11.2026", "Surgery"), strict=True
    ):
        email = found[place].email
        rows[place] = {
            "18.11.2026": f"{email},pharmacology,18.11.2026,,,",
            "Surgery": f"{email},Surgery,2026-11-18,,,",
        }.get(broken, f"{broken},pharmacology,2026-11-18,,,")
    page = looked_at(dans, *rows)
    assert "34 completions are to be recorded." in page.text
    filed(dans, page)
    raw = {"grammar": 2, "key": "tried", "version": 1, "title": "T", "authority": "ours", "source": "none"}
    raw |= {"as_of": "2026-11-28", "confidence": "read", "gates": [{"id": "programme", "rules": GATE}]}
    asked = shipped("generic-starter")._replace(key="tried", whole=grammar.read(raw))
    with app.app_context(), store.reading() as connection:
        states = [
            record.judged(connection, one.id, NORTH, "2026-11-21", asked).result["gates"][0]["state"]
            for one in found
        ]
    assert [states[place] for place in bad] == ["open"] * 6
    assert states.count("met") == 34
