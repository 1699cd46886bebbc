"""Cases through the plain form, with scripts off: logging, reading, changing and taking back."""

from uuid import uuid4

import pytest

from tests.clinic import ORIGIN, answers, held, told
from tests.documents import a_signoff, an_entry, hash_of, revised
from tests.people import ANA, BEN, CLEO, FEMI
from tests.reader import check, read


@pytest.fixture
def hers(phone_of):
    """Ana's browser."""
    return phone_of(ANA)


def post(client, path, fields, status=303):
    answer = client.post(path, data=fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, path, status)


def test_an_empty_logbook_says_how_to_begin(hers):
    page = read(hers, "/entries")
    assert "No cases yet" in page.text
    assert "/entries/new" in page.links()


def test_a_case_is_logged_and_read_back(hers, app):
    form = read(hers, "/entries/new").form("/entries/new")
    fields = answers() | {name: [form[name]] for name in ("id", "mutation", "model.code", "programme")}
    answer = post(hers, "/entries/new", fields)
    assert answer.headers["Location"] == f"/entries/{form['id']}"
    page = read(hers, answer.headers["Location"])
    assert page.heading == f"Model {form['model.code']}"
    for words in ("Waiting for Dr Okafor to sign", "6.5 units, 2 points", "None seen", "Botox", "C4829C3"):
        assert words in page.text
    listed = read(hers, "/entries").text
    assert f"Model {form['model.code']}, 6.5 units" in listed
    assert "Sent to Dr Okafor" in listed
    assert held(app, "entry")[0]["doc"]["warnings"] == []


def test_a_wrong_answer_comes_back_beside_its_field_and_nothing_typed_is_lost(hers, app):
    wrong = answers(
        product__batch="", points__1__units_tenths="2.7", reflection="Less next time <b>", place="Room 2"
    )
    page = post(hers, "/entries/new", wrong, 422)
    batch = page.soup.select_one('[name="product.batch"]')
    assert batch["aria-invalid"] == "true"
    assert "Enter the batch number from the vial" in batch.parent.get_text()
    summary = page.soup.select_one("[data-problems]")
    assert {link["href"] for link in summary("a")} == {"#f-points-1-units_tenths", "#f-product-batch"}
    assert all(page.soup.select(link["href"]) for link in summary("a"))
    kept = page.form("/entries/new")
    assert kept["reflection"] == "Less next time <b>"
    assert kept["place"] == "Room 2"
    assert kept["points.1.units_tenths"] == "2.7"
    assert (kept["id"], kept["mutation"]) == (wrong["id"][0], wrong["mutation"][0])
    assert held(app, "entry") == []


def test_more_rows_are_added_without_scripts_and_without_losing_what_was_typed(hers, app):
    page = post(hers, "/entries/new", answers(action="more", place="Room 2"), 200)
    form = page.form("/entries/new")
    assert [name for name in form if name.endswith(".units_tenths")] == [
        f"points.{n}.units_tenths" for n in range(6)
    ]
    assert form["points.1.units_tenths"] == "2.5"
    assert form["place"] == "Room 2"
    assert held(app, "entry") == []


def test_the_first_submit_button_of_the_form_saves(hers):
    # A browser takes it for the Enter key.
    page = read(hers, "/entries/new")
    assert page.soup.select("#entry-form button, [form=entry-form]")[0]["value"] == "save"


def test_a_doubled_tap_is_one_case(hers, app):
    fields = answers()
    assert (
        post(hers, "/entries/new", fields).headers["Location"]
        == post(hers, "/entries/new", fields).headers["Location"]
    )
    assert len(held(app, "entry")) == 1


def test_repeating_the_last_case_takes_over_what_was_done_and_asks_anew_about_the_model(hers, app):
    told(app, an_entry(place="Harley Rooms", performed_on="2026-11-18"))
    page = read(hers, "/entries/new?from=last")
    form = page.form("/entries/new")
    assert "Same as your last case" in page.text
    assert page.soup.select("[form=entry-form]")[0].get_text() == "Save case, 12 units"
    assert form["points.2.units_tenths"] == "4"
    assert (form["product.batch"], form["place"], form["part"]) == (
        "C4829C3",
        "Harley Rooms",
        "supervised_direct",
    )
    assert "performed_on" in form and form["performed_on"] != "2026-11-18"
    assert form["model.code"] != "K7QF"
    for new in ("model.age_band", "model.skin_type", "events.any", "assessment.consent"):
        assert new not in form


def test_models_seen_before_are_offered_by_their_codes(hers, app):
    told(app, an_entry())
    offered = read(hers, "/entries/new").soup.select("#seen-before option")
    assert [option["value"] for option in offered] == ["K7QF"]


def test_a_change_adds_a_version(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    assert form["base_hash"] == hash_of(entry)
    post(hers, path, form | {"place": "Room 2", "mutation": str(uuid4())})
    record = held(app, "entry")[0]
    assert (record["rev"], record["doc"]["place"]) == (2, "Room 2")
    assert record["doc"] | {"rev": 1, "prev": None, "place": "", "mutation": entry["mutation"]} == entry


def test_a_change_of_an_older_version_is_shown_again_on_top_of_the_newer_one(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    newer = told(app, revised(entry, place="Elsewhere"))
    page = post(hers, path, form | {"place": "Room 2"}, 422)
    assert "Both versions are kept" in page.text
    again = page.form(path)
    assert again["place"] == "Room 2"
    assert again["base_hash"] == hash_of(newer)
    assert again["mutation"] != form["mutation"]
    post(hers, path, again)
    assert held(app, "entry")[0]["doc"]["place"] == "Room 2"


def test_a_signed_case_is_locked(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/edit"
    form = read(hers, path).form(path)
    told(app, a_signoff(entry), BEN, "C")
    page = read(hers, f"/entries/{entry['id']}")
    assert "Locked when signed" in page.text
    assert path not in page.links()
    assert "signed and locked" in read(hers, path).text
    late = post(hers, path, form | {"place": "Too late"}, 422)
    assert "The signed version stands; your change is kept" in late.text
    kept = read(hers, f"/entries/{entry['id']}")
    assert "New version, not signed" in kept.text
    assert "Different in it: place" in kept.text


def test_a_case_is_withdrawn_with_a_reason_and_stays_on_record(hers, app):
    entry = told(app, an_entry())
    path = f"/entries/{entry['id']}/withdrawal"
    assert path in read(hers, f"/entries/{entry['id']}").links()
    form = read(hers, path).form(path)
    assert "Write why" in post(hers, path, form, 422).text
    post(hers, path, form | {"reason": "Logged twice"})
    page = read(hers, f"/entries/{entry['id']}")
    assert "Withdrawn by Ana Silva" in page.text
    assert "“Logged twice”" in page.text
    assert f"/entries/{entry['id']}/edit" not in page.links()
    assert "can’t be withdrawn" in read(hers, path).text


@pytest.mark.parametrize("somebody", [CLEO, FEMI], ids=lambda somebody: somebody.name)
def test_a_case_does_not_exist_for_those_who_may_not_see_it(phone_of, app, somebody):
    entry = told(app, an_entry())
    for way in ("", "/edit", "/withdrawal", "/signoff"):
        read(phone_of(somebody), f"/entries/{entry['id']}{way}", 404)
    assert "K7QF" not in read(phone_of(somebody), "/entries").text


def test_a_supervisor_reads_a_case_and_cannot_change_it(phone_of, app):
    entry = told(app, an_entry())
    page = read(phone_of(BEN), f"/entries/{entry['id']}")
    assert "Ana Silva" in page.text
    assert f"/entries/{entry['id']}/signoff" in page.links()
    path = f"/entries/{entry['id']}/edit"
    read(phone_of(BEN), path, 404)
    assert phone_of(BEN).post(path, data=answers(), headers=ORIGIN).status_code == 404


def test_the_list_counts_and_shows_what_each_filter_asks_for(hers, app):
    first, second, third = (told(app, an_entry(model={"code": code})) for code in ("AAAA", "BBBB", "CCCC"))
    told(app, a_signoff(first), BEN, "C")
    told(app, a_signoff(second, verdict="returned"), BEN)
    page = read(hers, "/entries")
    assert [link.get_text() for link in page.soup.select(".filters a")] == [
        "All 3",
        "To be signed 1",
        "Signed 1",
        "Needs you 1",
    ]
    for show, code in (("signed", "AAAA"), ("attention", "BBBB"), ("waiting", "CCCC")):
        rows = read(hers, f"/entries?show={show}").soup.select("main .row .meta")
        assert [code in row.get_text() for row in rows] == [True]
    assert third["model"]["code"] == "CCCC"


def test_a_long_list_is_shown_fifty_at_a_time(hers, app):
    for place in range(53):
        told(app, an_entry(performed_at=f"10:{place:02}"))
    page = read(hers, "/entries")
    assert len(page.soup.select("main .row")) == 50
    more = page.soup.find("a", string="Show more, 3 left")
    assert len(read(hers, more["href"]).soup.select("main .row")) == 53


def test_a_supervisor_lists_one_trainees_cases(phone_of, app):
    told(app, an_entry())
    page = read(phone_of(BEN), f"/entries?trainee={ANA.id}")
    assert page.heading == "Ana Silva"
    assert "K7QF" in page.text
    assert "/entries/new" not in page.links()
    read(phone_of(FEMI), f"/entries?trainee={ANA.id}", 404)
