"""A set is written by its forms: what they make is, byte for byte, what somebody would write by hand."""

import json

import pytest
from sqlalchemy import select, update

from logbook import store
from logbook.models import Membership, Person, RequirementSet, SetDraft
from logbook.record.published import text_of
from tests.requirements.by_hand import BY_HAND
from tests.support.cast.clinic import joined
from tests.support.cast.people import CLEO, DAN, NORTH, SOUTH
from tests.support.server.application import ask
from tests.support.server.reader import read

KEPT = "It is kept."


@pytest.fixture
def cleo_too(app, phone_of, cleo, dans):
    """Cleo coordinates North as well, and has the draft open."""
    joined(app, CLEO, NORTH, "coordinator")
    return dans.beside(phone_of(cleo))


def test_forms_make_what_is_written_by_hand_to_the_byte(dans):
    for rule in [rule["id"] for gate in dans.doc()["gates"] for rule in gate["rules"]]:
        dans.presses(f"remove:{rule}")
    facts = {"title": "North’s own", "source": "Decision of the school, May 2026", "as_of": "2026-05-04"}
    facts |= {
        "confidence": "read",
        "within": "calendar_months",
        "within_n": "18",
        "caps": "own",
        "caps_n": "3",
    }
    dans.fills("facts", **facts, hours="12")
    dans.presses("gate:", new="licence")
    dans.presses("up:licence")
    dans.fills("gates/hands_on", label="With models", needs=["licence"])
    dans.adds("licence", "licences", "A licence", type="physician, dentist")
    areas = {"areas": ["crows_feet", "glabella"], "product": ["botox"], "skin_type": ["IV", "V"]}
    dans.adds("hands_on", "cases", "Upper face, live", min="6", max="8", setting=["live_model"], **areas)
    dans.adds("hands_on", "reviewed", "Seen again", min="75", within="days", within_n="90")
    dans.adds("hands_on", "models", "Different models", min="4", caps="none", within="none")
    dans.adds("hands_on", "in_time", "Signed soon", days="7", min="5", part=[], setting=[])
    ways = dans.adds("hands_on", "one_of", "Experience or a course", least="1")
    dans.adds(ways, "prior_cases", "Before", min="100", areas=["glabella"])
    dans.adds(ways, "hours", "A course", min="24.5", subject="toxin", within="since")
    dans.presses("up:signed-soon")
    made = dans.doc() | {"version": 1, "key": "own-by-hand"}
    assert text_of(made) == text_of(BY_HAND)


def test_a_form_that_is_sent_untouched_changes_nothing(dans, phone_of, dan):
    for key in ("generic-starter", "us-cans", "us-nv-dentist", "uk-l7-experienced"):
        dans.copies(f"/requirements/{NORTH}/{key}")
        before = dans.doc()
        dans.fills("facts")
        for gate in before["gates"]:
            dans.fills(f"gates/{gate['id']}")
            for rule in gate["rules"]:
                for one in (rule, *rule.get("any", ())):
                    dans.fills(f"rules/{one['id']}")
        assert text_of(dans.doc()) == text_of(before), key


def test_what_a_rule_says_beside_numbers_is_shown_and_stays(app, dans):
    odd = {"exclusive": "upper", "after": "observed", "max_share": {"model": 40}, "note": "Decided in May."}
    odd |= {"at_most": [{"where": {"setting": ["simulation"]}, "count": 2}]}
    doc = dans.doc()
    doc["gates"][0]["rules"][3] |= odd
    with app.app_context(), store.writing() as connection:
        connection.execute(update(SetDraft).values(text=text_of(doc)))
    page = read(dans.client, f"{dans.draft}/rules/glabella")
    for words in (
        "at most 2 of them Simulation",
        "at most 40% with one model",
        "only after “Observed” is met",
    ):
        assert words in page.text
    assert page.form(f"{dans.draft}/rules/glabella")["note"] == "Decided in May."
    dans.fills("rules/glabella", min="9")
    assert dans.rule("glabella") == doc["gates"][0]["rules"][3] | {"min": 9}


def test_what_is_said_of_a_copied_rule_can_be_left_out(dans):
    dans.copies(f"/requirements/{NORTH}/uk-hee-10-10")
    assert "Our reading of" in dans.page().text
    dans.fills("rules/glabella", note="", confidence="")
    rule = dans.rule("glabella")
    assert "note" not in rule and "confidence" not in rule
    dans.fills("rules/forehead", confidence="read", note="As the board decided.")
    assert dans.rule("forehead")["confidence"] == "read"
    page = dans.fills("rules/crows-feet", 422, confidence="made-up")
    assert "Choose one of these" in page.text


def test_a_button_counts_one_more_and_keeps_what_else_was_typed(dans):
    page = dans.fills("rules/glabella", step="min+", label="Between the brows")
    assert page.path == dans.draft and page.soup.select_one("#f-min")["value"] == "6"
    assert dans.rule("glabella")["label"] == "Between the brows"
    dans.fills("rules/glabella", step="min-")
    dans.fills("rules/glabella", step="within_n+")
    assert dans.rule("glabella")["min"] == 5 and "within" not in dans.rule("glabella")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"min": "many"}, "Enter a whole number from 0 to 100,000"),
        ({"min": "", "max": ""}, "Say how many: at least, at most or both"),
        ({"label": ""}, "Enter something here"),
        ({"within": "months", "within_n": "0"}, "Enter how many, from 1 on"),
        ({"caps": "own", "caps_n": ""}, "Enter how often, from 1 on"),
    ],
)
def test_what_is_no_answer_is_said_beside_it_and_what_was_typed_stays(dans, answers, words):
    before = dans.doc()
    page = dans.fills("rules/glabella", 422, **answers)
    [(name, typed), *_] = answers.items()
    place = page.soup.select_one(".field.bad")
    assert words in place.get_text() and page.form(f"{dans.draft}/rules/glabella")[name] == typed
    assert dans.doc() == before


def test_signs_that_deceive_and_lists_without_end_are_not_kept(dans):
    dans.fills("rules/glabella", label="Gla\u202ebella ", min="5")
    assert dans.rule("glabella")["label"] == "Glabella"
    licence = dans.adds("hands_on", "licences", "A licence")
    page = dans.fills(f"rules/{licence}", 422, type=",".join(f"word {n}" for n in range(40)))
    assert "Use at most 30 words" in page.text
    page = dans.fills(f"rules/{licence}", 422, type="x" * 101)
    assert dans.rule(licence) == {"id": "a-licence", "label": "A licence", "of": "licences", "min": 1}
    for path in ("rules/nothing", "gates/nothing", "additions/nothing"):
        assert dans.client.get(f"{dans.draft}/{path}").status_code == 404


def test_a_set_has_an_end(app, dans):
    doc = dans.doc()
    rules = doc["gates"][0]["rules"]
    rules += [{"id": f"rule-{n}", "label": "One", "of": "cases", "min": 1} for n in range(110)]
    with app.app_context(), store.writing() as connection:
        connection.execute(update(SetDraft).values(text=text_of(doc)))
    page = dans.fills("additions/hands_on", 422, kind="cases", label="One more")
    assert "A set has at most 120 rules and gates" in page.text


def test_facts_are_judged(dans):
    page = dans.fills("facts", 422, as_of="yesterday", confidence="", title="")
    for words in (
        "This is no day, for example 2026-11-30",
        "Choose how sure they are",
        "Enter something here",
    ):
        assert words in page.text


def test_rules_are_moved_within_their_gate_and_into_the_next(dans):
    ids = [rule["id"] for rule in dans.doc()["gates"][0]["rules"]]
    page = dans.presses(f"down:{ids[0]}")
    assert "It is moved." in page.text
    assert [rule["id"] for rule in dans.doc()["gates"][0]["rules"]][:2] == [ids[1], ids[0]]
    dans.presses("gate:", new="examination")
    dans.presses("down:in-time")
    assert [rule["id"] for rule in dans.doc()["gates"][1]["rules"]] == ["in-time"]
    page = dans.presses("up:observed-never", 422)
    assert "That is not there any more; look again." in page.text


def test_what_was_removed_comes_back_where_it_was(dans):
    before = dans.doc()
    page = dans.presses("remove:glabella")
    assert "Glabella is removed." in page.text and "at least 5 cases" not in str(dans.doc())
    page = dans.undoes(page)
    assert "It is back." in page.text and dans.doc() == before


def test_an_undo_that_somebody_wrote_themselves_brings_nothing(dans):
    before = dans.doc()
    form = dans.page().form(dans.draft)
    for packed in ("nonsense", "eJwrAQAAcwBz"):
        assert dans.client.post(f"{dans.draft}/returns/{packed}", data=form).status_code == 409
    assert dans.doc() == before


def test_a_gate_is_removed_when_it_is_empty_and_not_the_last(dans):
    assert "remove:hands_on" not in dans.page().html
    dans.presses("remove:hands_on", 422)
    dans.presses("gate:", new="certificate")
    page = dans.presses("remove:certificate")
    assert len(dans.doc()["gates"]) == 1
    dans.undoes(page)
    assert [gate["id"] for gate in dans.doc()["gates"]] == ["hands_on", "certificate"]


def test_a_second_rule_of_one_name_gets_a_name_of_its_own(dans):
    assert dans.adds("hands_on", "cases", "Glabella") == "glabella-2"
    assert dans.adds("hands_on", "cases", "3 × crow’s feet") == "rule-3-crows-feet"


def test_a_new_rule_needs_a_kind_and_a_name(dans):
    page = dans.fills("additions/hands_on", 422, kind="made-up", label="")
    assert "Choose what is counted" in page.text and "Enter what it is called" in page.text


def test_a_draft_is_there_on_another_device_and_for_another_coordinator(dans, cleo_too):
    dans.fills("rules/glabella", min="7")
    assert "at least 7 cases" in cleo_too.page().text


@pytest.mark.both_databases
def test_whoever_saves_over_what_they_have_not_seen_is_told_and_loses_nothing(dans, cleo_too):
    start = cleo_too.opens("rules/glabella")
    dans.fills("rules/glabella", min="7")
    page = cleo_too.fills("rules/glabella", 409, start, min="9")
    assert "Dan Weiss changed this draft at" in page.text and "look again" in page.text
    assert "at least 7 cases" in page.text and page.soup.select_one("#f-min")["value"] == "9"
    assert dans.rule("glabella")["min"] == 7
    again = page.form(f"{dans.draft}/rules/glabella")
    cleo_too.fills("rules/glabella", 303, again)
    assert dans.rule("glabella")["min"] == 9


def test_a_button_over_what_was_not_seen_changes_nothing(dans, cleo_too):
    start = cleo_too.page().form(dans.draft)
    dans.fills("rules/glabella", min="7")
    answer = cleo_too.client.post(dans.draft, data=start | {"do": "remove:forehead"})
    assert answer.status_code == 409 and "Dan Weiss changed this draft at" in answer.text
    assert dans.rule("forehead")


def test_a_form_whose_rule_somebody_removed_leads_to_the_draft(dans, cleo_too):
    start = cleo_too.opens("rules/glabella")
    dans.presses("remove:glabella")
    path = f"{dans.draft}/rules/glabella"
    assert cleo_too.client.post(path, data=start | {"min": "9"}).status_code == 404


def test_a_draft_is_thrown_away_and_comes_back(app, dans):
    path = f"{dans.draft}/ending"
    page = dans.fills("ending", start=dans.page().form(path))
    assert "The draft is thrown away." in page.text and dans.draft not in page.links()
    assert dans.client.get(dans.draft).status_code == 404
    page = dans.undoes(page)
    assert "The draft is back." in page.text and page.heading == "Draft"


def test_a_draft_belongs_to_its_programme(app, dans, phone_of, cleo):
    joined(app, CLEO, SOUTH, "coordinator")
    other = dans.beside(phone_of(cleo))
    assert other.client.get(dans.draft).status_code == 404
    assert other.client.get(f"{dans.draft}/rules/glabella").status_code == 404


def test_a_copy_of_an_official_set_is_the_providers_own(dans):
    dans.copies(f"/requirements/{NORTH}/uk-hee-10-10")
    doc = dans.doc()
    assert doc["authority"] == "provider" and doc["key"].startswith("own-") and "until" not in doc
    assert json.loads(ask(dans.app, select(SetDraft.text))[0].text)


def test_a_version_is_copied_into_another_programme_that_they_run(app, dans):
    dans.publishes()
    [own] = ask(
        app, select(RequirementSet.hash, RequirementSet.key).where(RequirementSet.programme_id == NORTH)
    )
    path = f"/requirements/{NORTH}/{own.hash}"
    form = read(dans.client, path).form(f"{path}/copy")
    assert dans.client.post(f"{path}/copy", data=form | {"into": SOUTH}).status_code == 404
    joined(app, DAN, SOUTH, "coordinator")
    assert "A copy is a draft of" in read(dans.client, path).text
    answer = dans.client.post(f"{path}/copy", data=form | {"into": SOUTH})
    dans.draft = answer.headers["Location"]
    assert "A draft of South Dental Aesthetics" in dans.page().text
    [row] = ask(app, select(SetDraft.key).where(SetDraft.programme_id == SOUTH))
    assert row.key != own.key
    assert "rules are the same in both" in read(dans.client, f"{dans.draft}/beside").text
    assert dans.client.get(f"/requirements/{SOUTH}/{own.hash}").status_code == 404


@pytest.mark.parametrize(
    ("id", "answers", "words"),
    [
        ("glabella", {"min": "5", "max": "3"}, "At most 3 may count, and 5 are asked for."),
        ("reviews", {"min": "120"}, "A share is a percentage from 1 to 100."),
    ],
)
def test_a_fault_is_said_beside_its_rule_and_the_draft_is_kept(dans, id, answers, words):
    dans.fills(f"rules/{id}", **answers)
    page = dans.page()
    assert words in page.soup.find(id=f"at-{id}").get_text(" ") and "1 thing to mend first" in page.text
    assert words in read(dans.client, f"{dans.draft}/rules/{id}").text


def test_a_choice_with_one_way_and_a_set_that_asks_nothing_are_faults(dans):
    ways = dans.adds("hands_on", "one_of", "Ways")
    dans.adds(ways, "cases", "One")
    assert "A choice has at least two ways." in dans.page().soup.find(id=f"at-{ways}").get_text(" ")
    for rule in dans.doc()["gates"][0]["rules"]:
        dans.presses(f"remove:{rule['id']}")
    assert "It asks for nothing: whoever begins would be ready." in dans.page().text


def test_whoever_left_as_coordinator_writes_no_draft(app, dans):
    with app.app_context(), store.writing() as connection:
        dan = select(Person.id).where(Person.email == "dan@example.org").scalar_subquery()
        connection.execute(
            update(Membership).where(Membership.person_id == dan).values(ended_at="2026-11-20T00:00:00Z")
        )
    assert dans.client.get(dans.draft).status_code == 403
