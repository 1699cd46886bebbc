"""How doses are written wherever somebody reads them: "units" in full, a leading zero, no trailing one."""

import re

_WRONG = {
    # A "U" was read as a nought, and a dose given tenfold.
    "U for units": re.compile(r"\d\s?(?:U|IU|u)\b(?!\.)"),
    "a trailing zero": re.compile(
        r"(?<![\d.])\d+\.(?:\d*[1-9])?0+(?=\s?(?:units?|mL|mm|cm|mg|%)|\s*$|\s)(?!\s?(?:am|pm))", re.M
    ),
    "no leading zero": re.compile(r"(?<![\w.)/])\.\d+\s?(?:units?|mL)"),
}


def wrong_doses(text: str) -> list[str]:
    """What is written against the rule, each with the words around it."""
    return [
        f"{what}: …{text[max(0, found.start() - 30) : found.end() + 15]}…".replace("\n", " ")
        for what, pattern in _WRONG.items()
        for found in pattern.finditer(text)
    ]
