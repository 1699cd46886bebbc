"""How tall an entry stands on paper: one that fits on a page is not torn apart by the end of one."""

from typing import Any

# Fewer than a page has (63 lines of 90 letters): a block that may not be broken and does not fit runs off the page.
LINES_OF_A_PAGE = 40
LETTERS_OF_A_LINE = 78
# Beside a drawing lines are shorter; a drawing is as tall as this many of them.
LETTERS_BESIDE = 46
LINES_OF_A_DRAWING = {True: 16, False: 9}


def fits(block: dict[str, Any]) -> bool:
    """Whether a block of `entries.block` is sure to fit on one page."""
    after = len(block["points"]) + _lines(block["after"], LETTERS_OF_A_LINE)
    return _head(block) + after <= LINES_OF_A_PAGE


def _head(block: dict[str, Any]) -> int:
    """What stands above the points: one drawing is beside the words, several are below them in a row."""
    drawn = max((LINES_OF_A_DRAWING[one["box"][3] > one["box"][2]] for one in block["drawn"]), default=0)
    if len(block["drawn"]) == 1:
        return max(_lines(block["lines"], LETTERS_BESIDE), drawn)
    return _lines(block["lines"], LETTERS_OF_A_LINE) + drawn


def _lines(said: list[list[str]], letters: int) -> int:
    return sum(1 + _letters(line) // letters for _, words in said for line in words.split("\n"))


def _letters(line: str) -> int:
    """Its width in letters; a sign of Chinese, Japanese or Korean and a picture are as wide as two."""
    return len(line) if line.isascii() else len(line) + sum(sign > "\u2e80" for sign in line)
