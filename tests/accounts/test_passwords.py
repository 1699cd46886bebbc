"""Which passwords are taken, and that one typed elsewhere is the same one."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from logbook.auth import passwords
from tests.accounts.doors import join
from tests.support.server.reader import check

COMMON = [
    "1234567890",
    "qwertyuiop",
    "password12",
    "passwordpassword",
    "Password1!",
    "iloveyou123",
    "Summer2026!",
    "hospital123",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "Liverpool2024",
]


@pytest.mark.finding("attack.L1")
@pytest.mark.parametrize("password", COMMON)
def test_a_common_password_is_refused_in_words_beside_its_field(client, invite, password):
    path = invite()
    page = check(join(client, path, password=password), path, 422)
    assert "many people use this one" in page.text
    assert page.soup.select_one("#f-password[aria-invalid]")


@pytest.mark.finding("attack.L1")
@pytest.mark.parametrize(
    "password", ["gina rossi 1", "GINA-ROSSI-77", "róssi and friends 9", "example horse battery"]
)
def test_a_password_with_ones_own_name_or_address_in_it_is_refused(client, invite, password):
    path = invite()
    assert "without your name or your e-mail" in check(join(client, path, password=password), path, 422).text


@pytest.mark.parametrize("password", ["correct horse battery", "x7Kp!q93Lm", "Ключ от двери 7 лет"])
def test_a_password_that_nobody_guesses_is_taken(password):
    assert passwords.weakness(password, "Gina", "Rossi") == ""


def test_a_password_that_is_too_long_is_refused():
    assert passwords.weakness("x" * 201) == "The password may have at most 200 characters"


@pytest.mark.finding("attack.L1")
@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("caf\u00e9 battery horse", "cafe\u0301 battery horse"),
        ("a\u00a0long password", "a long password"),
        ("a\u3000long password", "a long password"),
    ],
    ids=["accents", "a hard space", "a wide space"],
)
def test_a_password_typed_on_another_keyboard_is_the_same_one(here, there):
    assert passwords.verify(passwords.hashed(here), there)
    assert passwords.verify(passwords.hashed(there), here)


def test_a_password_that_was_kept_uncomposed_is_still_known():
    old = unicodedata.normalize("NFD", "café battery horse")
    kept = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(old)
    assert passwords.verify(kept, old)


def test_nothing_is_cut_or_folded_in_a_password():
    kept = passwords.hashed("Correct horse battery")
    for other in ("correct horse battery", " Correct horse battery", "Correct horse battery "):
        assert not passwords.verify(kept, other)
    assert not passwords.verify(passwords.hashed("x" * 200), "x" * 201)
