"""A vial that prints a month and no day: the month is enough, lasts to its end, and is said as it was given."""

import pytest

from logbook import canonical, expiry, kinds, pages, shell, statements
from logbook.pages import differences
from logbook.pages.clock import Clock
from logbook.statements import keeping
from tests.contract import engine, phones
from tests.contract.twins import NOW, TZ
from tests.support.cast.clinic import ORIGIN, answers, held
from tests.support.cast.people import ANA
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.documents.statements import an_entry, revised
from tests.support.documents.warned import a_case, codes
from tests.support.server.reader import read

pytestmark = pytest.mark.finding("field.F8")
MONTH, DAY, AS = "product.expires_on.month", "product.expires_on", "product.expires_on.as"
_MODULES = ["twins/pages/cases.js", "twins/pages/differences.js"]
_DIFFERENCES = """(m, snapshot, before, after, shell) => {
  const view = m["twins/pages/cases.js"].read(snapshot, { now: "", local: () => "" }, shell);
  return m["twins/pages/differences.js"].differences(view, before, after);
}"""
MONTHLY = {"expires_on": "2027-09-30", "expires_as": "month"}


def product_of(**typed):
    """What both languages make of these controls: the product, or the words beside it."""
    fields = a_filled_form() | {
        {"day": DAY, "month": MONTH, "kind": AS}[key]: [text] for key, text in typed.items()
    }
    here = statements.entry(fields, CONTEXT, SHELL)
    assert engine.run("twins/statements.js", "entry", fields, CONTEXT, SHELL) == here
    product = here["doc"]["product"]
    assert here["problems"] or kinds.check(here["doc"]) == {}
    return here["problems"].get(DAY) or (product["expires_on"], product["expires_as"])


@pytest.mark.parametrize("typed", ["2027-09", "09/2027", "9/2027", "9.2027", "09-2027", " 09 2027\u00a0"])
def test_a_month_is_enough_however_it_is_typed(typed):
    assert product_of(month=typed, kind="month") == ("2027-09-30", "month")


@pytest.mark.parametrize(
    "typed", ["2027", "13/2027", "2027-13", "0/2027", "09/27", "September", "2027-09-30"]
)
def test_what_is_no_month_is_asked_for_in_words(typed):
    assert product_of(month=typed, kind="month") == ["Write the month and the year, for example 09/2027"]


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("2028-02", "2028-02-29"),
        ("2027-02", "2027-02-28"),
        ("2100-02", "2100-02-28"),
        ("2026-12", "2026-12-31"),
    ],
)
def test_a_month_lasts_to_its_last_day(month, day):
    assert product_of(month=month, kind="month") == (day, "month")
    assert expiry.last_day(month) == day


def test_the_control_that_is_chosen_counts_and_nothing_typed_is_lost():
    both = {"day": "2027-08-15", "month": "2027-09"}
    assert product_of(**both, kind="month") == ("2027-09-30", "month")
    assert product_of(**both, kind="day") == product_of(**both) == ("2027-08-15", "day")
    assert product_of(day="2027-08-15", kind="month") == ("2027-08-15", "day")
    assert product_of(month="2027-09", kind="day") == ("2027-09-30", "month")
    assert product_of(kind="month") == (None, "")
    # As drafts of older builds have it.
    assert product_of(day="2027-08-15") == ("2027-08-15", "day")


def test_nothing_is_warned_of_before_the_month_is_over():
    lasting = a_case(
        ("glabella", 5), product={"expires_on": "2026-11-30", "expires_as": "month", "reconstituted_at": None}
    )
    assert codes(lasting | {"performed_on": "2026-11-30"}) == []
    # A build that knows only days may have put another one into the month.
    early = lasting["product"] | {"expires_on": "2026-11-01"}
    assert codes(lasting | {"product": early, "performed_on": "2026-11-30"}) == []
    assert "product_expired" in codes(lasting | {"performed_on": "2026-12-01"})


def test_a_statement_without_the_key_says_a_day():
    doc = an_entry(product={"expires_on": "2027-09-30"})
    del doc["product"]["expires_as"]
    assert kinds.check(doc) == {}
    assert (expiry.printed(doc["product"]), expiry.printed(None)) == ("2027-09-30", None)
    assert expiry.words("2027-09-30") == "30 September 2027"
    assert kinds.check(an_entry(product={"expires_as": "year"})) == {
        "product.expires_as": ["Choose month and year, or a day"]
    }


@pytest.mark.parametrize("product", [MONTHLY, {"expires_on": "2027-09-15", "expires_as": "day"}])
def test_an_edit_and_a_repeat_take_it_over_as_it_was(product):
    doc = an_entry(product=product)
    for take in (statements.fields_of, statements.repeat_of):
        fields = take(doc, SHELL)
        assert engine.run("twins/statements.js", take.__name__, doc, SHELL) == fields
        again = statements.entry(a_filled_form() | fields, CONTEXT, SHELL)["doc"]["product"]
        assert {name: again[name] for name in product} == product


def test_a_revision_by_a_build_that_does_not_know_months_takes_nothing_away():
    doc = an_entry(product=MONTHLY)
    old = canonical.loads(canonical.dumps(doc))
    del old["product"]["expires_as"]
    assert keeping.keeping(old, doc) == doc


def test_it_is_typed_saved_told_and_offered_again_without_a_worker(hers, app):
    sent = answers(product__expires_on__month="2027-09", product__expires_on__as="month")
    where = hers.post("/entries/new", data=sent, headers=ORIGIN).headers["Location"]
    [doc] = [record["doc"] for record in held(app, "entry") if record["id"] in where]
    assert {name: doc["product"][name] for name in MONTHLY} == MONTHLY
    assert "September 2027" in read(hers, where).text and "30 September" not in read(hers, where).text
    form = hers.get(f"{where.partition('?')[0]}/edit").text
    assert 'type="month" value="2027-09"' in form and 'value="month" checked' in form


def test_a_month_that_cannot_be_read_is_said_beside_it_and_stays(hers):
    sent = answers(product__expires_on__month="Sept 27", product__expires_on__as="month")
    answer = hers.post("/entries/new", data=sent, headers=ORIGIN)
    assert answer.status_code == 422 and 'value="Sept 27"' in answer.text
    assert 'id="f-product-expires_on-e1"' in answer.text and 'href="#f-product-expires_on"' in answer.text


def test_two_versions_that_mean_a_day_and_its_month_differ_in_one_answer():
    before = an_entry(product=MONTHLY | {"expires_as": "day"})
    after = revised(before, product=MONTHLY)
    view = pages.read(phones.phone(ANA, [before]), Clock(NOW, TZ), shell.data())
    [one] = differences.differences(view, before, after)
    said = [side["lines"][0]["value"] for side in (one["before"], one["after"])]
    assert (one["name"], said) == (DAY, ["30 September 2027", "September 2027"])
    given = (phones.phone(ANA, [before]), before, after, shell.data())
    assert engine.apply(_MODULES, _DIFFERENCES, *given) == [one]
