"""Registration numbers as their registers write them: what looks mistyped is remarked on, and kept all the same."""

import re

import pytest
from sqlalchemy import select

from logbook.models import Person
from logbook.regulation import numbers
from logbook.regulation.origins import BadStatement, sources
from tests.accounts.doors import send
from tests.support.cast.people import membership_of
from tests.support.server.application import ask
from tests.support.server.reader import read

# The rows of the table of cases on licences that are about numbers, by their numbers there.
ROWS = {
    "L1": ("NMC", " 71a2998e ", "71A2998E", None),
    "L2": ("NMC", "71A299E", "71A299E", "NMC numbers look like 71A2998E"),
    "L3 right": ("NPI", "1558598797", "1558598797", None),
    "L3 check digit": (
        "NPI",
        "1558598791",
        "1558598791",
        "The check digit at the end of this NPI does not fit: check it",
    ),
    "L3 first digit": ("NPI", "3234567890", "3234567890", "The first digit of an NPI is 1 or 2: check it"),
    "L4 physician": ("AHPRA", "MED0000932846", "MED0000932846", None),
    "L4 short": ("AHPRA", "MED932846", "MED932846", "AHPRA numbers look like MED0000932846"),
    "L4 nurse": ("AHPRA", "NMW0001234567", "NMW0001234567", None),
    "L5": ("XYZ", "any 1", "any 1", None),
}  # fmt: skip


@pytest.mark.parametrize(("body", "typed", "kept", "said"), ROWS.values(), ids=ROWS)
def test_a_number_is_tidied_and_remarked_on(body, typed, kept, said):
    assert (numbers.tidy(body, typed), numbers.remark(body, typed)) == (kept, said)


@pytest.mark.parametrize(
    ("body", "typed", "kept"),
    [
        ("Nursing & Midwifery Council", "71a 2998 e", "71A2998E"),
        ("nmc", "NMC 71A2998E", "71A2998E"),
        ("G.M.C.", "701-2345", "7012345"),
        ("GMC", "l123456", "L123456"),
        ("Nursing and Midwifery Board of Australia", "nmw 000 123 4567", "NMW0001234567"),
        ("NPPES", "1558 598 797", "1558598797"),
        ("HCPC", "pyl123456", "PYL123456"),
        ("State Board of Nursing, Nevada", " rn 12-345 ", "rn 12-345"),
        ("NMC", "७१A2998E", "७१A2998E"),
    ],
)
def test_a_body_is_known_by_its_names_and_only_what_fits_is_rewritten(body, typed, kept):
    assert numbers.tidy(body, typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "-"])
def test_nothing_and_almost_nothing_is_no_failure(typed):
    assert numbers.tidy("NMC", typed) == typed.strip()
    assert (numbers.remark("NMC", typed) is None) == (not typed.strip())


def test_a_shape_that_nobody_confirmed_is_remarked_on_by_nothing():
    assert numbers.known("GDC")["shape"]["confidence"] == "unconfirmed"
    assert numbers.remark("GDC", "not a number at all") is None


@pytest.mark.parametrize("register", numbers.all_of_them(), ids=lambda register: register["key"])
def test_the_example_of_a_register_is_remarked_on_by_nothing_under_any_of_its_names(register):
    for name in numbers.names(register):
        assert numbers.known(name) == register
        if "shape" in register:
            assert numbers.remark(name, register["shape"]["example"]) is None
    assert re.fullmatch(r"[A-Z]{2}(-[A-Z]{2,3})?", register["region"])


WHOLE = """
[[registers]]
key = "XYZ"
name = "A register"
also = []
region = "GB"
renewal = { text = "Never", source = "held", as_of = "2026-11-28", confidence = "unconfirmed" }
shape = { pattern = '[0-9]{3}', example = "123", source = "cno_about", as_of = "2026-11-28", confidence = "confirmed" }
statuses = []
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('source = "held", ', "", "XYZ, renewal: source is missing"),
        ('"held"', '"hearsay"', "XYZ, renewal: 'hearsay' is no source"),
        ('"2026-11-28", confidence = "unconfirmed"', '"2026", confidence = "unconfirmed"', "as_of is a day"),
        ('"unconfirmed"', '"sure"', "confidence is one of confirmed, secondary, unconfirmed"),
        ('"unconfirmed"', '"confirmed"', "what no source says is unconfirmed"),
        ('text = "Never"', 'text = "Never", cost = 3', "cost is not known here"),
        ('example = "123"', 'example = "12"', "its example is not of its shape"),
        ("also = []", 'also = ["xyz"]', "xyz is the name of two registers"),
        ("statuses = []", "", "statuses is missing, or not known here"),
    ],
)
def test_a_register_without_origin_is_refused(before, after, said):
    assert numbers.read(WHOLE)
    with pytest.raises(BadStatement, match=re.escape(said)):
        numbers.read(WHOLE.replace(before, after, 1))


def test_no_register_is_said_to_be_looked_up_at_an_address_that_nobody_read():
    for register in numbers.all_of_them():
        if "public" in register:
            assert register["public"]["at"].startswith("https://")
            assert sources()[register["public"]["source"]]["at"]


def test_a_number_that_looks_mistyped_is_kept_all_the_same_and_remarked_on_beside_it(app, phone_of, ana):
    client = phone_of(ana)
    answer = send(client, "/me/details", name=ana.name, licence_body="NMC", licence_number="71A299E")
    assert answer.status_code == 303
    assert "NMC numbers look like 71A2998E. You can save it all the same." in read(client, "/me/details").text
    assert ask(app, select(Person.licence_number).where(Person.id == ana.id)) == [("71A299E",)]


def test_a_number_is_kept_as_its_register_writes_it(app, phone_of, ana):
    client = phone_of(ana)
    send(client, "/me/details", name=ana.name, licence_body="nmc", licence_number=" 71a2998e ")
    assert ask(app, select(Person.licence_number).where(Person.id == ana.id)) == [("71A2998E",)]
    assert "look like" not in read(client, "/me/details").text


def test_who_confirms_a_signer_sees_the_remark_and_where_to_look(app, phone_of, ben, dan):
    send(phone_of(ben), "/me/details", name=ben.name, licence_body="GMC", licence_number="701234")
    page = read(phone_of(dan), f"/people/memberships/{membership_of(ben)}/confirmation")
    assert "GMC numbers look like 7012345." in page.text
    assert "https://www.gmc-uk.org" in page.links()


def test_the_remark_is_said_to_anybody_while_they_type(client):
    def said(body, number):
        return client.get(
            "/registers/remark", query_string={"licence_body": body, "licence_number": number}
        ).get_data(as_text=True)

    assert "NMC numbers look like 71A2998E" in said("NMC", "71A299E")
    assert said("NMC", "71A2998E").strip() == "" == said("XYZ", "1").strip()
    assert client.get("/registers/remark").get_data(as_text=True).strip() == ""
