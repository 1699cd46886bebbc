"""Exports say in words that nobody is named yet, and count the case as not signed."""

import json

import pytest

from logbook import export, store
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.printed import DAYS, NOW, rows_of, text_of
from tests.support.documents.statements import a_signoff, amended, an_entry


@pytest.fixture
def bundle_of(app):
    def collected():
        with app.app_context(), store.reading() as connection:
            return export.collect(connection, ANA.id, NORTH, *DAYS, NOW)

    return collected


@pytest.mark.finding("use.T1")
def test_paper_and_spreadsheet_have_words_instead_of_a_name(desk, bundle_of):
    desk.one(ANA, an_entry(supervisor=""))
    bundle = bundle_of()
    printed = text_of(export.pdf(bundle))
    assert "None. The trainee has not named a supervisor yet" in printed and "Sent to Not" not in printed
    [row] = rows_of(bundle)
    assert (row["Supervisor named"], row["Status"], row["Signed by"]) == ("Not named yet", "Sent", "")
    assert bundle["report"]["totals"]["unnamed"] == 1 and bundle["timeliness"]["unsigned"] == 1
    assert json.loads(bundle["entries"][0]["revisions"][0]["text"])["supervisor"] == ""


def test_a_newer_version_that_names_nobody_says_so(desk, bundle_of):
    case = an_entry()
    signature = a_signoff(case)
    desk.one(ANA, case)
    desk.sign(BEN, signature)
    desk.one(ANA, amended(case, signature, supervisor=""))
    [row] = rows_of(bundle_of())
    assert row["Newer version"].endswith("not signed yet, no supervisor named")
    assert (row["Supervisor named"], row["Signed by"]) == (BEN.name, BEN.name)
