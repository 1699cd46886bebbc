"""Progress, to do, trainees and me: what a person finds there, with scripts off."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from logbook import filters, instants, store
from logbook.office import roles
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, NORTH, SOUTH, membership_of
from tests.support.documents.statements import a_review, a_signoff, an_entry, revised
from tests.support.server.reader import read

CHARTS = ("Learning curve", "Your rating and your supervisor’s", "What was corrected", "Doses")
TOO_DEEP = {"seen": "Too deep", "correction": "Lift the skin", "repeat": False}


def monday():
    """The first day of this week as pages say it."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    return filters.date((today - timedelta(days=today.weekday())).isoformat())


@pytest.mark.parametrize(
    ("somebody", "address"),
    [(ANA, "/entries"), (BEN, "/signoffs"), (DAN, "/office")],
    ids=lambda x: str(x)[:20],
)
def test_everybody_begins_where_their_work_is(phone_of, somebody, address):
    answer = phone_of(somebody).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, address)


def test_nobody_signed_in_is_led_to_the_door(client):
    assert "/sign-in" in client.get("/").headers["Location"]


def test_progress_counts_what_is_signed_and_names_what_waits(phone_of, app):
    first, second = (told(app, an_entry(model={"code": code})) for code in ("AAAA", "BBBB"))
    told(app, a_signoff(first), BEN, "C")
    page = read(phone_of(ANA), "/progress")
    assert "1 signed, 1 waiting. At least" in page.text
    glabella = next(item for item in page.soup.select(".req") if item.strong.get_text() == "Glabella")
    assert "1 of 5 signed, 1 waiting" in glabella.get_text()
    assert "4 to go" in glabella.get_text()
    widths = [(bar.get("class") or ["hatch"])[0] + bar["width"] for bar in glabella.select("rect")]
    assert widths == ["track100%", "wait40%", "hatch40%", "signed20%"]
    assert second["model"]["code"] == "BBBB"


def test_signed_cases_that_nobody_asked_for_are_told_apart_from_those_that_count(phone_of, app):
    for part in ("assisted", "supervised_direct"):
        told(app, a_signoff(told(app, an_entry(part=part))), BEN, "C")
    page = read(phone_of(ANA), "/progress")
    assert "2 signed (1 towards the 30 asked), 0 waiting." in page.text


def test_progress_says_who_made_the_requirements(phone_of):
    page = read(phone_of(ANA), "/progress")
    assert "Starter set, version 1" in page.text
    assert "Ours, without authority" in page.text
    assert "/export" in page.links()


def test_charts_are_drawn_from_what_was_signed_and_say_it_in_words(phone_of, app):
    today = datetime.now(ZoneInfo("Europe/London")).date().isoformat()
    for rating in (2, 4, 4):
        case = told(app, an_entry(performed_on=today, model={"code": f"AA{rating}Q"}))
        told(app, a_signoff(case, rating=rating, corrections=[TOO_DEEP] if rating == 2 else []), BEN, "C")
    page = read(phone_of(ANA), "/progress")
    drawn = [image["aria-label"] for image in page.soup.select("main svg[role=img]")]
    assert "Learning curve over 3 cases, 1 fell short. Neither line is reached yet." in drawn
    assert "The same step in 0 of 3 cases. You chose a higher one once. You chose a lower one twice." in drawn
    assert page.soup.select(".weeks li")[-1].get_text() == f"Week of {monday()}: 3 cases, 3 signed, 0 waiting"
    assert "Too deep" in page.text and "Seen once, today" in page.text
    [doses] = page.soup.select(".sticks")
    assert doses.select("tbody tr")[0].get_text(" ", strip=True).startswith("Glabella 3 cases")
    assert doses.select("tbody td")[-1].get_text() == "12"


def test_a_curve_says_how_it_is_made(phone_of, app):
    told(app, a_signoff(told(app, an_entry())), BEN, "C")
    page = read(phone_of(ANA), "/progress")
    assert "10% of cases falling short is acceptable, 30% is not" in page.text
    assert "rating was 1 or 2, or when a complication was moderate or severe" in page.text


def test_a_new_trainee_sees_no_empty_charts(phone_of):
    page = read(phone_of(ANA), "/progress")
    assert "None in these weeks." in page.text
    assert not [heading for heading in page.soup.select("h2") if heading.get_text() in CHARTS]


def test_the_ring_on_the_logbook_shows_the_same_figures(phone_of, app):
    told(app, a_signoff(told(app, an_entry())), BEN, "C")
    ring = read(phone_of(ANA), "/entries").soup.select(".ring")[0]
    assert ring["aria-label"] == "1 of 30 cases signed, 0 waiting to be signed"


def test_progress_of_somebody_in_no_programme_is_empty(phone_of):
    assert "No figures" in read(phone_of(BEN), "/progress").text


def test_to_do_lists_reviews_whose_day_has_come(phone_of, app):
    due = told(app, an_entry(aftercare={"review_due_on": "2020-01-15"}))
    told(app, an_entry(aftercare={"review_due_on": "2999-01-15"}))
    hers = phone_of(ANA)
    page = read(hers, "/todo")
    assert [link["href"] for link in page.soup.select("main .row")] == [f"/entries/{due['id']}/review"]
    assert "Review due 15 January 2020" in page.text
    assert page.soup.select('.tabs [href="/todo"] .count')[0].get_text().startswith("1")
    told(app, a_review(due))
    assert "Nothing to do" in read(hers, "/todo").text


def test_to_do_shows_a_version_that_was_kept_beside_a_signed_one(phone_of, app):
    entry = told(app, an_entry())
    told(app, a_signoff(entry), BEN, "C")
    with pytest.raises(AssertionError, match="signed_meanwhile"):
        told(app, revised(entry, place="Too late"))
    page = read(phone_of(ANA), "/todo")
    assert "Two versions of a case" in page.text
    assert any(link.startswith(f"/entries/{entry['id']}/choice") for link in page.links())


def test_trainees_show_whose_cases_wait_longest(phone_of, app):
    told(app, an_entry(performed_on="2020-01-01"))
    told(app, a_signoff(told(app, an_entry(performed_on="2020-01-02"))), BEN, "C")
    page = read(phone_of(BEN), "/trainees")
    assert "1 signed, 1 waiting" in page.text
    assert "Oldest waiting" in page.text
    assert f"/entries?trainee={ANA.id}" in page.links()
    assert "Cleo" not in page.text


def test_me_says_who_one_is_and_what_is_only_here(phone_of):
    page = read(phone_of(ANA), "/me")
    for words in (
        "Ana Silva",
        "Registered nurse",
        "NMC 90A1234E",
        "Everything you saved has reached the server",
    ):
        assert words in page.text
    assert "/me/devices" in page.links()
    assert page.soup.select('form[action="/sign-out"][method="post"]')
    assert "/outbox.json" not in page.links()


def test_everybody_has_the_tabs_of_their_roles(phone_of):
    tabs = {
        ANA: ["/entries", "/progress", "/todo", "/notices", "/me"],
        BEN: ["/signoffs", "/signoffs/signed", "/trainees", "/notices", "/me"],
        DAN: ["/office", "/cohort", "/programme", "/people", "/me"],
    }
    for somebody, places in tabs.items():
        page = read(phone_of(somebody), "/me")
        assert [link["href"] for link in page.soup.select(".tabs a")] == places
        assert page.soup.select(".tabs [aria-current]")[0]["href"] == "/me"


def test_a_trainee_in_two_programmes_chooses_one_in_the_form(phone_of, app):
    page = read(phone_of(CLEO), "/entries/new")
    assert page.form("/entries/new")["programme"] == SOUTH
    assert not page.soup.select("select[name=programme]")
    joined(app, CLEO, NORTH, "trainee")
    # One answer says who supervised and in which programme.
    pairs = [
        choice["value"].split()
        for choice in read(phone_of(CLEO), "/entries/new").soup.select("select[name=supervisor] option")
    ]
    assert {pair[1] for pair in pairs if pair} == {NORTH, SOUTH}
    assert read(phone_of(CLEO), "/progress").text.count("Starter set") == 2


def test_somebody_with_two_roles_has_the_places_of_both(phone_of, app):
    joined(app, BEN, SOUTH, "trainee")
    page = read(phone_of(BEN), "/entries")
    places = [link["href"] for link in page.soup.select(".tabs a")]
    assert places[:3] == ["/entries", "/progress", "/todo"]
    assert places[3:] == ["/signoffs", "/signoffs/signed", "/trainees", "/notices", "/me"]


def test_nobody_is_promised_figures_that_never_come(app, phone_of):
    """They are counted for whoever trains: a leaver reads which role ended, a supervisor for whom they are."""
    promise = "come with the next sync"
    page = read(phone_of(BEN), "/progress")
    assert promise not in page.text and "for whoever trains in a programme" in page.text
    with app.app_context(), store.writing() as connection:
        roles.end(connection, membership_of(ANA), instants.now(), DAN.id)
    page = read(phone_of(ANA), "/progress")
    assert promise not in page.text and "Your role in North Skin School ended on" in page.text
