"""Office → Requirements: what a programme asks, read as sentences; what was published, what is written."""

import pytest

from logbook.eligibility import requirements, sentences
from tests.support.cast.people import NORTH, SOUTH
from tests.support.server.reader import read

KEYS = requirements.keys()


def test_the_list_says_what_newcomers_are_asked_and_what_there_is(phone_of, dan):
    page = read(phone_of(dan), "/requirements")
    assert "Newcomers are asked Starter set Version 1, ours, without authority" in page.text
    assert "1 trainee is judged by it; newcomers are asked it" in page.text
    assert "None. To write a set of your own, open one and copy it." in page.text
    for key in KEYS:
        assert f"/requirements/{NORTH}/{key}" in page.links()
    assert "/requirements?programme=" + NORTH in read(phone_of(dan), "/programme").links()


@pytest.mark.parametrize("key", KEYS)
def test_a_set_is_read_as_sentences_with_where_it_is_from(phone_of, dan, key):
    page, whole = read(phone_of(dan), f"/requirements/{NORTH}/{key}"), requirements.whole(key)
    assert page.heading == whole["title"] and whole["source"] in page.text
    for gate in whole["gates"]:
        assert all(sentences.asked(rule) in page.text for rule in gate["rules"])
    assert "Hash" in page.text and f"Version {whole['version']}" in page.text


def test_a_set_that_is_not_there_and_a_programme_of_others_are_not_found(phone_of, dan):
    client = phone_of(dan)
    for path in (f"{NORTH}/no-such-set", f"{SOUTH}/generic-starter", f"{NORTH}/{'0' * 64}"):
        assert client.get(f"/requirements/{path}").status_code == 404


def test_two_shipped_sets_stand_side_by_side(phone_of, dan):
    page = read(phone_of(dan), f"/requirements/{NORTH}/generic-starter/beside?other=uk-hee-10-10")
    said = page.text
    assert "Glabella asks more Was: at least 1 case;" in said
    assert "Skin types new Now: at least 3 different skin types" in said
    assert "Different models observed no longer asked Was: at least 10 different models" in said
