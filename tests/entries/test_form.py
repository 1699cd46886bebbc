"""The form asks for what fits the trainee's part, takes over what was done before, and knows models by their codes."""

import pytest

from tests.support.cast.clinic import answers, held, post, told
from tests.support.documents.statements import an_entry, hash_of
from tests.support.server.reader import Page, read


def without(fields, *starts):
    return {name: value for name, value in fields.items() if not name.startswith(starts)}


def rows(page: Page) -> list[str]:
    """The lines that folded sections are told in."""
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select(".folds summary, .points p")]


def test_who_watched_is_asked_for_areas_and_nothing_that_only_an_injector_knows(hers, app):
    fields = without(answers(part="observed", areas=["chin"]), "points", "product", "assessment")
    post(hers, "/entries/new", fields)
    doc = held(app, "entry")[0]["doc"]
    assert (doc["points"], doc["product"], doc["areas"]) == ([], None, ["chin"])


@pytest.mark.parametrize(("part", "product"), [("observed", None), ("assisted", "botox")])
def test_what_was_typed_for_another_part_is_kept_in_the_form_and_not_recorded(hers, app, part, product):
    fields = answers(part=part, areas=["chin"])
    again = post(hers, "/entries/new", fields | {"action": ["look"]}, 200).form("/entries/new")
    assert again["points.1.units_tenths"] == "2.5"
    post(hers, "/entries/new", fields)
    doc = held(app, "entry")[0]["doc"]
    assert (doc["points"], doc["areas"]) == ([], ["chin"])
    assert (doc["product"] or {}).get("code") == product


def test_who_injected_is_not_asked_for_areas_the_points_have_them(hers, app):
    post(hers, "/entries/new", answers(areas=["chin", "dao"]))
    assert held(app, "entry")[0]["doc"]["areas"] == ["glabella"]


def test_a_case_watched_without_an_area_is_asked_for_one(hers):
    page = post(hers, "/entries/new", answers(part="observed"), 422)
    assert "Choose at least 1 area" in page.text
    assert "Add at least 1 injection point" not in page.text


def test_an_older_case_keeps_what_its_part_would_no_longer_be_asked_for(hers, app):
    entry = told(app, an_entry(part="assisted", areas=["glabella", "dao"]))
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    assert form["kept"] == "points"
    post(hers, path, form | {"place": "Room 2"})
    doc = held(app, "entry")[0]["doc"]
    assert (doc["points"], doc["areas"]) == (entry["points"], ["glabella", "dao"])


def test_areas_of_an_older_case_beyond_its_points_stay(hers, app):
    entry = told(app, an_entry(areas=["glabella", "dao"]))
    path = f"/entries/{entry['id']}/edit"
    post(hers, path, read(hers, path).form(path) | {"place": "Room 2"})
    assert held(app, "entry")[0]["doc"]["areas"] == ["glabella", "dao"]


def test_a_repeated_case_is_told_in_lines_under_its_own_heading(hers, app):
    told(app, an_entry(place="Harley Rooms"))
    page = read(hers, "/entries/new?from=last")
    assert page.soup.select_one("#h-taken").get_text() == "Same as your last case"
    told_rows = " | ".join(rows(page))
    for words in (
        "Glabella, 3 points 12 units",
        "Your part Did it, supervisor in the room",
        "Product Botox, batch C4829C3",
        "Supervisor Dr Ben Okafor",
        "Harley Rooms",
    ):
        assert words in told_rows, told_rows
    assert page.heading == f"Model {page.form('/entries/new')['model.code']}"


def test_any_case_of_ones_own_is_repeated_and_named(hers, app):
    older = told(app, an_entry(performed_on="2026-10-03"))
    told(app, an_entry(model={"code": "AAAA"}))
    page = read(hers, f"/entries/new?from={older['id']}")
    assert page.soup.select_one("#h-taken").get_text() == "Same as model K7QF, 3 October 2026"
    # Still so after the form came back.
    again = post(hers, "/entries/new", page.form("/entries/new"), 422)
    assert again.soup.select_one("#h-taken").get_text() == "Same as model K7QF, 3 October 2026"


def test_a_watched_case_is_repeated_too(hers, app):
    told(app, an_entry(part="observed", points=[], product=None, areas=["lip_flip"]))
    form = read(hers, "/entries/new?from=last").form("/entries/new")
    asked = {"model.age_band": "30-39", "model.skin_type": "I", "events.any": "none"}
    post(hers, "/entries/new", form | asked)
    newest = max(held(app, "entry"), key=lambda record: record["received_at"])["doc"]
    assert newest["areas"] == ["lip_flip"]


def test_only_watched_is_one_link_away_from_a_repeat(hers, app):
    told(app, an_entry())
    page = read(hers, "/entries/new?from=last")
    link = next(link for link in page.links() if "part=observed" in link)
    form = read(hers, link).form("/entries/new")
    assert (form["part"], form["areas"]) == ("observed", "glabella")


def test_a_code_from_the_list_shows_what_is_known_and_fills_in_nothing(hers, app):
    told(app, an_entry(performed_on="2026-10-02"))
    told(app, an_entry(performed_on="2026-10-03"))
    form = read(hers, "/entries/new").form("/entries/new")
    page = post(hers, "/entries/new", form | {"action": "seen K7QF"}, 200)
    assert page.heading == "Model K7QF"
    assert "Seen 2 times, last 3 October 2026" in page.text
    assert "model.age_band" not in page.form("/entries/new")
    filled = post(hers, "/entries/new", page.form("/entries/new") | {"action": "same"}, 200).form(
        "/entries/new"
    )
    assert (filled["model.age_band"], filled["model.skin_type"], filled["model.sex"]) == (
        "30-39",
        "IV",
        "female",
    )
    assert "events.any" not in filled and "assessment.consent" not in filled


def test_a_case_is_no_earlier_case_of_its_own_model(hers, app):
    entry = told(app, an_entry())
    page = read(hers, f"/entries/{entry['id']}/edit")
    assert "Seen 1 time" not in page.text
    assert page.form(f"/entries/{entry['id']}/edit")["base_hash"] == hash_of(entry)


def test_only_the_first_case_of_all_is_asked_step_by_step(hers, app):
    assert read(hers, "/entries/new").soup.select("form[data-steps]")
    told(app, an_entry())
    assert not read(hers, "/entries/new").soup.select("form[data-steps]")
