"""A link's QR code: drawn as one path, it is the very code."""

import re

import segno

from logbook.office import invitations

ADDRESS = "https://logbook.example.org/join/" + "A1b2-_" * 7


def test_the_path_draws_every_dark_module_and_no_other():
    drawn = invitations.link(ADDRESS)
    dark = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn["path"])
        for step in range(int(width))
    }
    matrix = list(segno.make(ADDRESS, error="m", micro=False).matrix_iter(scale=1, border=4))
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell}
    assert drawn["size"] == len(matrix)
