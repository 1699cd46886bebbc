"""Of the pictures that `make screens` takes, the repository keeps those that its texts show."""

from tests.browser.screens import SHOWN, shown


def test_a_kept_picture_is_one_that_a_text_shows_and_they_are_few():
    kept = sorted(file.name for file in SHOWN.iterdir())
    assert kept == shown()
    assert 0 < len(kept) <= 12
