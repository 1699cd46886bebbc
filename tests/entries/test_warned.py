"""A case that looks unusual is saved all the same, and says so ever after."""

from logbook import kinds
from tests.support.cast.clinic import ORIGIN, answers, held, told
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read


def save(hers, **changes):
    """The address of the case just saved."""
    answer = hers.post("/entries/new", data=answers(**changes), headers=ORIGIN)
    assert answer.status_code == 303, answer.text[:600]
    return answer.headers["Location"]


def stored(app, where):
    [doc] = [record["doc"] for record in held(app, "entry") if record["id"] in where]
    assert kinds.check(doc) == {}
    return [row["code"] for row in doc["warnings"]]


def test_it_is_saved_with_its_warnings_and_both_can_read_them(hers, app, phone_of):
    where = save(hers, points__0__units_tenths="30", product__expires_on="2026-01-31")
    assert stored(app, where) == ["product_expired", "over_label_area:glabella"]
    over = "32.5 units in the glabella; the label of Botox Cosmetic says 20 (US label, as of October 2024)."
    for address, somebody in ((where, ANA), (where, BEN), (f"{where}/signoff", BEN)):
        text = read(phone_of(somebody), address).text
        assert "Looks unusual" in text and over in text


def test_a_model_treated_two_months_before_is_recognised_by_the_code(hers, app):
    told(app, an_entry(performed_on="2026-10-03", model={"code": "K7QF"}))
    told(app, an_entry(performed_on="2026-11-01", model={"code": "ABCD"}))
    assert stored(app, save(hers)) == ["interval_short"]
    assert stored(app, save(hers, model__code="WXYZ", performed_at="10:20")) == []


def test_a_changed_case_is_not_its_own_treatment_before(hers, app):
    where = save(hers)
    form = read(hers, f"{where}/edit").form(f"{where}/edit")
    again = answers(id=form["id"], performed_on="2026-11-21")
    again |= {name: [form[name]] for name in ("mutation", "base_rev", "base_hash")}
    assert hers.post(f"{where}/edit", data=again, headers=ORIGIN).status_code == 303
    assert stored(app, where) == []


def test_the_programme_s_limit_for_made_up_product_counts(hers, app):
    # The starter set has the labels' 24 hours.
    assert stored(app, save(hers, product__reconstituted_at="2026-11-19T10:04")) == ["made_up_long_ago"]
    where = save(hers, product__reconstituted_at="2026-11-19T10:00", model__code="ABCD")
    assert (
        "Made up 24 hours 5 minutes before the treatment; the programme’s limit is 24 hours."
        in read(hers, where).text
    )


def test_a_form_that_comes_back_says_what_looks_unusual(hers):
    odd = answers(points__0__area="dao", product__batch="")
    answer = hers.post("/entries/new", data=odd, headers=ORIGIN)
    assert answer.status_code == 422
    assert "Mouth corners: not on the label of Botox Cosmetic" in answer.text
    assert "Worth a second look" in answer.text


def test_strength_and_volume_stand_on_the_case(hers):
    where = save(hers, product__vial_units="100", product__diluent_hundredths_ml="2.5")
    text = read(hers, where).text
    assert "4 units in 0.1 mL" in text
    assert "1 point of 4 units and 1 point of 2.5 units: 6.5 units in about 0.16 mL" in text
