"""All that is missing in a case is said in one round, alike in both languages."""

import pytest

from logbook import statements
from tests.contract import engine
from tests.support.cast.clinic import ORIGIN, answers
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.server.reader import check

MISSING = [
    "model.age_band", "model.skin_type", "events.any", "assessment.consent", "part", "points", "product.code",
    "product.batch", "supervisor",
]  # fmt: skip


def emptied(part=""):
    """A form in which the setting and the moment alone stand, as it begins."""
    kept = {"setting", "performed_on", "performed_at", "model.code", "id", "mutation", "programme"}
    return {name: given for name, given in a_filled_form().items() if name in kept} | {"part": [part]}


@pytest.mark.finding("use.T12")
def test_a_case_without_a_part_is_asked_all_that_somebody_who_injects_is_asked():
    made = statements.entry(emptied(), CONTEXT, SHELL)
    assert set(made["problems"]) == set(MISSING)
    assert engine.run("twins/statements.js", "entry", emptied(), CONTEXT, SHELL) == made
    then = statements.entry(emptied("supervised_direct"), CONTEXT, SHELL)["problems"]
    assert set(then) == set(MISSING) - {"part"}


def test_who_watched_is_asked_for_no_points():
    said = statements.entry(emptied("observed"), CONTEXT, SHELL)["problems"]
    assert "points" not in said and "product.batch" not in said and "areas" in said


@pytest.mark.finding("use.T12")
def test_the_page_that_comes_back_names_all_of_them(hers):
    blank = {
        name: [""] for name in answers() if name.startswith(("points.", "product.", "model.age", "part"))
    }
    answer = hers.post("/entries/new", data=answers() | blank, headers=ORIGIN)
    page = check(answer, "/entries/new", 422)
    leads = [link["href"] for link in page.soup.select("[data-problems] a")]
    assert {"#f-part", "#f-product-code", "#f-product-batch", "#f-model-age_band"} <= set(leads)
    assert any("points" in link for link in leads)
