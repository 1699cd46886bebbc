"""The expiry of a product, read from the controls of its form and written back. Twin of twins/statements/expiring.js.

`<name>` holds a day, `<name>.month` a month, and `<name>.as` which of them the vial prints.
"""

import re
from typing import Any

from logbook import canonical, expiry
from logbook.moments import is_day
from logbook.shown import bare
from logbook.statements.reading import Wrong

# As a browser's picker writes it, and as people do where there is none.
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_TYPED = re.compile(r"([0-9]{1,2})[/.\- ]+([0-9]{4})")
_ASKED = "Write the month and the year, for example 09/2027"

Fields = dict[str, list[str]]


def expires(item: dict[str, Any], fields: Fields) -> tuple[str | None, str]:
    """(last day, "day" or "month"); (None, "") where nothing was said. Raises Wrong with the words to show.

    What was typed into the control that is not chosen counts where the chosen one is empty: it was on the screen once.
    """
    name = item["name"]
    day, month, kind = (_text(fields, name + end) for end in ("", ".month", ".as"))
    if month and (kind == "month" or not day):
        return expiry.last_day(_month(month)), "month"
    if day and not is_day(day):
        raise Wrong(item["rule"]["message"])
    return (day, "day") if day else (None, "")


def controls(item: dict[str, Any], product: dict[str, Any] | None) -> Fields:
    """The fields that would say a product's expiry again."""
    name, text = item["name"], expiry.printed(product) or ""
    kind = ("month" if len(text) == 7 else "day") if text else ""
    return {
        name: [text if kind == "day" else ""],
        f"{name}.month": [text if kind == "month" else ""],
        f"{name}.as": [kind],
    }


def shown(item: dict[str, Any], fields: Fields) -> dict[str, str]:
    """{kind, month}: which control is in sight, and the month in it. Most vials print a month and no day."""
    name = item["name"]
    day, month, kind = ((fields.get(name + end) or [""])[0] for end in ("", ".month", ".as"))
    known = kind if kind in ("day", "month") else "month"
    return {"kind": "day" if day and not month else known, "month": month}


def _month(text: str) -> str:
    found, typed = _MONTH.fullmatch(text), _TYPED.fullmatch(text)
    month = text if found else f"{typed[2]}-{int(typed[1]):02}" if typed else ""
    if not is_day(f"{month}-01"):
        raise Wrong(_ASKED)
    return month


def _text(fields: Fields, name: str) -> str:
    return bare(canonical.clean((fields.get(name) or [""])[0]))
