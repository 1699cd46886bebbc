"""What looks unusual in a case is reckoned for whoever signs it, and never taken from the phone it was written on."""

import pytest

from tests.support.cast.clinic import ORIGIN, answers, told
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import a_point, an_entry
from tests.support.server.reader import check, read

EVENT = {"kind": "bruising", "severity": "severe", "onset_day": 0, "action": "emergency", "resolved_on": None}
HUGE = {"points": [a_point("mid", "procerus", 4000)], "product": {"expires_on": "2020-01-31"}, "warnings": []}


@pytest.mark.finding("attack.M5")
def test_a_case_whose_phone_said_nothing_is_warned_of_on_the_sheet_and_on_its_page(phone_of, app):
    entry = told(app, an_entry(**HUGE))
    for somebody, address in ((BEN, "/signoff"), (BEN, ""), (ANA, "")):
        text = read(phone_of(somebody), f"/entries/{entry['id']}{address}").text
        assert "400 units in the glabella; the label of Botox Cosmetic says 20" in text
        assert "The product expired on 31 January 2020" in text
        assert "2 of these were not recorded with the case by the device it was written on." in text


@pytest.mark.finding("attack.M5")
def test_what_was_recorded_with_the_case_is_said_once_and_nothing_is_held_against_its_writer(phone_of, app):
    codes = [{"code": code} for code in ("product_expired", "over_label_area:glabella", "interval_short")]
    entry = told(app, an_entry(**(HUGE | {"warnings": codes})))
    text = read(phone_of(BEN), f"/entries/{entry['id']}/signoff").text
    assert text.count("400 units in the glabella") == 1 and "not recorded with the case" not in text
    assert "The last treatment was less long ago than the label says." in text


@pytest.mark.finding("use.S4")
@pytest.mark.parametrize(
    ("case", "flags"),
    [
        ({}, []),
        ({"events": [EVENT]}, ["Complication"]),
        (HUGE, ["Dose over the label"]),
        ({"assessment": {"contraindications": ["pregnancy"]}}, ["Contraindication"]),
        (HUGE | {"events": [EVENT]}, ["Complication", "Dose over the label"]),
    ],
)
def test_the_list_flags_what_is_not_one_more_row(phone_of, app, case, flags):
    told(app, an_entry(performed_on="2026-11-20", **case))
    page = read(phone_of(BEN), "/signoffs")
    marks = [chip.get_text(strip=True) for chip in page.soup.select("main .row .marks .chip")]
    assert [mark for mark in marks if "ay" not in mark] == flags


def saved(client, fields, status=303):
    answer = client.post("/entries/new", data=fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, "the form", status)


@pytest.mark.finding("use.T5")
def test_six_times_the_label_is_asked_about_once_more_before_it_is_saved(phone_of):
    hers, fields = phone_of(ANA), answers(points__0__units_tenths="117.5")
    page = saved(hers, fields, 422)
    assert "120 units in the glabella: 6 times the 20 on the label of Botox Cosmetic." in page.text
    sure = page.form("/entries/new")["sure"]
    again = saved(hers, fields | {"sure": [sure], "points.0.units_tenths": ["157.5"]}, 422)
    assert "160 units in the glabella: 8 times" in again.text
    where = saved(hers, fields | {"sure": [sure]}).headers["Location"]
    assert "120 units" in read(hers, where).text


@pytest.mark.finding("use.T5")
def test_a_dose_not_far_over_the_label_is_saved_at_once_and_so_is_a_change_of_what_was_confirmed(
    phone_of, app
):
    hers = phone_of(ANA)
    saved(hers, answers(points__0__units_tenths="30"))
    entry = told(app, an_entry(**HUGE))
    form = read(hers, f"/entries/{entry['id']}/edit").form(f"/entries/{entry['id']}/edit")
    answer = hers.post(f"/entries/{entry['id']}/edit", data=form | {"place": "Room 4"}, headers=ORIGIN)
    assert answer.status_code == 303
