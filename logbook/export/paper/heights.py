"""How tall an entry stands on paper: one that fits on a page is not torn apart by the end of one."""

from typing import Any

# Fewer than a page has (63 lines of 90 letters): a block that may not be broken and does not fit runs off the page.
LINES_OF_A_PAGE = 40
LETTERS_OF_A_LINE = 78


def fits(block: dict[str, Any]) -> bool:
    """Whether a block of `entries.block` is sure to fit on one page."""
    said = [line for _, words in (*block["lines"], *block["after"]) for line in words.split("\n")]
    return (
        len(block["points"]) + sum(1 + _letters(line) // LETTERS_OF_A_LINE for line in said)
        <= LINES_OF_A_PAGE
    )


def _letters(line: str) -> int:
    """Its width in letters; a sign of Chinese, Japanese or Korean and a picture are as wide as two."""
    return len(line) if line.isascii() else len(line) + sum(sign > "\u2e80" for sign in line)
