"""Supervisor and programme as one answer, where somebody trains in several programmes. Twin of
twins/statements/pairing.js."""

from logbook.statements.forms import Fields, first
from logbook.statements.reading import UNNAMED


def pair_of(supervisor: str, programme: str) -> str:
    """The code of one choice of both; "" where either is missing."""
    return f"{supervisor} {programme}" if supervisor and programme else ""


def apart(fields: Fields) -> Fields:
    """The same fields with a pair in its two places; what is no pair stays as it was typed."""
    parts = first(fields, "supervisor").split(" ")
    if len(parts) != 2 or not all(parts):
        return fields
    return fields | {"supervisor": [parts[0]], "programme": [parts[1]]}


def names_nobody(code: str) -> bool:
    """Whether a choice, of a pair or of a supervisor alone, is that nobody is named yet."""
    return code.split(" ")[0] == UNNAMED
