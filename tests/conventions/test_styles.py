"""The stylesheet stays small."""

import gzip

from tests.support.server import shipped

MOST_BYTES = 13_700


def test_the_stylesheet_weighs_little():
    assert len(gzip.compress(shipped.file("css/logbook.css"), 9)) <= MOST_BYTES
