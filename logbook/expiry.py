"""Until when a product lasts, as its vial says it: by a day, or by a month alone. Twin of twins/expiry.js.

The key `expires_as` says which, "day" or "month"; `expires_on` is the last day either way, so that builds that know
only days reckon alike. Statements of older builds lack the key and say days.
"""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from logbook import filters


def printed(product: Mapping[str, Any] | None) -> str | None:
    """What the vial says: "2027-09-15", or "2027-09" for a month; None where nothing was said."""
    on = (product or {}).get("expires_on")
    return on[:7] if product and on and product.get("expires_as") == "month" else on


def last_day(text: str) -> str:
    """The last day of what a vial says: "2027-09" → "2027-09-30"."""
    return text if len(text) > 7 else f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]}"


def words(text: str) -> str:
    """What a vial says, in words: "September 2027", "15 September 2027"."""
    return filters.date(text) if len(text) > 7 else f"{filters.MONTHS[int(text[5:]) - 1]} {text[:4]}"


def has_passed(product: dict[str, Any], day: str | None) -> bool:
    """Whether a product was past its date on a day; False where one of them is not known."""
    text = printed(product)
    return bool(text and day) and last_day(str(text)) < str(day)


def sentence(text: str) -> str:
    """When it expired, in a sentence: "at the end of September 2027", "on 15 September 2027"."""
    return f"on {words(text)}" if len(text) > 7 else f"at the end of {words(text)}"
