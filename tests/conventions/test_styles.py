"""The stylesheet stays small, and means the same once its spaces are gone."""

import gzip
import re

from logbook import shell

SOURCE = (shell.STATIC / "css" / "logbook.css").read_text()
MOST_BYTES = 12_000


def test_the_stylesheet_weighs_little():
    assert len(gzip.compress(shell.FILES["css/logbook.css"], 9)) <= MOST_BYTES


def test_no_selector_hangs_on_a_space_before_a_colon():
    """Without its space "a :is(b)" would be "a:is(b)", another thing; "a *:is(b)" keeps its meaning."""
    assert not re.findall(r"[\w)\]] :(?:is|not|where|has|first|last|nth)[^{]*{", SOURCE)
