"""What regions ask: each statement says where it is from, of when and how sure it is; one’s own region stands first."""

import re

import pytest

from logbook.pages.reference import MARKS
from logbook.record import published
from logbook.regulation import numbers, regions
from logbook.regulation.origins import BadStatement, sources
from tests.support.server.reader import read

STATEMENTS = {one["id"]: one for region in regions.all_of_them().values() for one in region["statements"]}
# What was found of each region, by its name in the tables of what was read, and where it must stand here.
FOUND = {
    "UK-HEE-10/10": "gb-hee-cases",
    "UK-L7-provider": "gb-l7-portfolio",
    "UK-L7-experienced": "gb-l7-experienced",
    "UK-L7-fast": "gb-l7-fast",
    "UK-OTHM": "gb-othm",
    "UK-Qualifi": "gb-qualifi",
    "UK-NMC": "gb-nmc-renewal",
    "UK-L7-Harley now": "gb-l7-format",
    "ENG-licence": "gb-eng-licence",
    "US-CANS": "us-cans-practice",
    "US-derm": "us-derm-residency",
    "US-NV-dentist": "us-nv-dentist-course",
    "US-MD-delegate": "us-md-delegate",
    "US-AL": "us-al-inject",
    "US-NJ-dentist": "us-nj-dentist-hours",
    "US-ND-dentist": "us-nd-dentist-permit",
    "CA-AB-dentist": "ca-ab-levels",
    "CA-NS-dentist": "ca-ns-levels",
    "CA-PTIFA": "ca-ptifa-cases",
    "CA-BC-RN": "ca-bc-rn-order",
    "CA-ON-RN": "ca-on-rn-order",
    "AU-2025": "au-consultation",
}


@pytest.mark.parametrize("row", FOUND)
def test_what_was_found_of_a_region_is_kept(row):
    assert FOUND[row] in STATEMENTS


@pytest.mark.parametrize("id", STATEMENTS)
def test_a_statement_has_a_source_a_day_and_a_confidence(id):
    one = STATEMENTS[id]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", one["as_of"]) and one["confidence"] in MARKS
    assert sources()[one["source"]]["title"]
    assert one["confidence"] == "unconfirmed" or sources()[one["source"]]["at"]
    assert "patient" not in one["text"].lower()


def test_every_source_is_the_source_of_something():
    told = {one["source"] for one in STATEMENTS.values()}
    for register in numbers.all_of_them():
        parts = [register["renewal"], *register["statuses"], register.get("shape"), register.get("public")]
        told |= {part["source"] for part in parts if part}
    assert told == set(sources())


def test_what_is_a_rule_of_a_shipped_set_leads_to_it():
    asked = {one["set"] for one in STATEMENTS.values() if "set" in one}
    assert asked == {"uk-hee-10-10", "uk-l7-experienced", "us-cans", "us-nv-dentist"}
    assert all(published.shipped(key).told["title"] for key in asked)


WHOLE = """
region = "US-XX"
name = "Somewhere"
[[statements]]
id = "us-xx-one"
topic = "hours"
who = ["dentist"]
text = "Ten hours"
set = "us-cans"
source = "cans"
as_of = "2026-11-28"
confidence = "confirmed"
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('source = "cans"', "", "us-xx-one: source is missing"),
        ('source = "cans"', 'source = "hearsay"', "us-xx-one: 'hearsay' is no source"),
        ('as_of = "2026-11-28"', "", "us-xx-one: as_of is missing"),
        ("2026-11-28", "2026-13-28", "us-xx-one: as_of is a day"),
        ('confidence = "confirmed"', "", "us-xx-one: confidence is missing"),
        ('"confirmed"', '"sure"', "us-xx-one: confidence is one of"),
        ('source = "cans"', 'source = "held"', "us-xx-one: what no source says is unconfirmed"),
        ('id = "us-xx-one"', "", "us-xx, statement 1: id is missing"),
        ('id = "us-xx-one"', 'id = "us-one"', "us-one: an id begins with the region"),
        ('"hours"', '"money"', "us-xx-one: money is no topic"),
        ('"dentist"', '"barber"', "us-xx-one: barber is no profession"),
        ('"us-cans"', '"us-cant"', "us-xx-one: us-cant is no shipped set"),
        ('text = "Ten hours"', 'text = "Ten hours"\nprice = 3', "us-xx-one: price is not known here"),
        ('"US-XX"', '"US-YY"', "us-xx: the file of US-YY has another name"),
        ('name = "Somewhere"', "", "us-xx: a region says region, name and statements"),
    ],
)
def test_a_statement_that_says_too_little_or_too_much_is_refused(before, after, said):
    assert regions.read({"us-xx": WHOLE})
    with pytest.raises(BadStatement, match=re.escape(said)):
        regions.read({"us-xx": WHOLE.replace(before, after, 1)})


def test_two_statements_have_no_id_in_common():
    twice = WHOLE + WHOLE[WHOLE.index("[[") :]
    with pytest.raises(BadStatement, match="us-xx-one is the id of two statements"):
        regions.read({"us-xx": twice})


def test_a_country_stands_before_its_parts():
    codes = list(regions.all_of_them())
    assert codes.index("GB") < codes.index("GB-ENG") and codes.index("US") < codes.index("US-NV")
    assert codes == sorted(codes, key=lambda code: code.split("-")[0] not in code)


def names_under(page, heading):
    return [row.get_text().strip() for row in page.soup.select(f"section[aria-labelledby={heading}] .title")]


def test_the_region_in_whose_register_somebody_is_stands_first(phone_of, ana, cleo):
    for somebody in (ana, cleo):  # NMC, GDC
        page = read(phone_of(somebody), "/regions")
        assert names_under(page, "own") == ["United Kingdom", "England"]
        assert "Nothing here is legal advice" in page.text
        assert "Nevada" in names_under(page, "others")


def test_a_search_finds_what_has_all_words_whatever_says_them(phone_of, ana):
    page = read(phone_of(ana), "/regions?q=DENTIST+hours+nevada")
    assert "at least 24 hours" in page.text and "North Dakota" not in page.text
    assert "Nothing is found for “zebra”" in read(phone_of(ana), "/regions?q=zebra").text


def test_a_region_says_what_is_asked_by_subject_with_where_it_was_read(phone_of, ana):
    page = read(phone_of(ana), "/regions/US-NJ")
    assert page.heading == "New Jersey"
    for words in (
        "Who may inject",
        "Hours, courses and cases",
        "at least 21 hours",
        "Second-hand",
        "gertsberg.com",
    ):
        assert words in page.text
    assert "Read on 28 November 2026" in page.text and "Nothing here is legal advice" in page.text
    assert "/regions/US" in page.links()
    read(phone_of(ana), "/regions/XX", 404)


def test_a_region_names_its_registers_and_where_they_are(phone_of, ana):
    page = read(phone_of(ana), "/regions/GB")
    assert "Nursing and Midwifery Council (NMC)" in page.text and "https://www.nmc.org.uk" in page.links()
    assert "Numbers look like 71A2998E" in page.text


def test_who_coordinates_is_led_to_the_shipped_set_and_others_read_its_name(phone_of, ana, dan):
    to_set = next(link for link in read(phone_of(dan), "/regions/US-NV").links() if "us-nv-dentist" in link)
    assert read(phone_of(dan), to_set).heading
    page = read(phone_of(ana), "/regions/US-NV")
    assert "As rules, in the set “Nevada, dentists”" in page.text
    assert not any("us-nv-dentist" in link for link in page.links())
