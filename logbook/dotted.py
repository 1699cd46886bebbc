"""A value by its path in a document: "product.batch". Twin of twins/dotted.js."""

from typing import Any


def at(doc: dict[str, Any], path: str) -> Any:
    """The value at a dotted path; None below a group that is null, and for what older statements do not say."""
    value: Any = doc
    for key in path.split("."):
        value = value.get(key) if value is not None else None
    return value
