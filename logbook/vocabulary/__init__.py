"""The words of the logbook: every list a person may choose from, with its labels, in one place."""

from typing import Any

from logbook.vocabulary import answers, cases, courses, pathway, people, states, unusual

_MODULES = (cases, answers, pathway, people, courses, states, unusual)

# name in lower case → the list: {"areas": {"glabella": "Glabella", …}, …}
LISTS: dict[str, Any] = {
    name.lower(): getattr(module, name) for module in _MODULES for name in dir(module) if name.isupper()
}


def codes(name: str) -> list[str]:
    """The codes of one list, in the order people see them. Raises KeyError for an unknown list."""
    return list(LISTS[name])


def label(code: str, name: str) -> str:
    """The words for a code; the code itself where the list does not know it (made by a newer build)."""
    words = LISTS[name].get(code, code)
    return str(words["label"] if isinstance(words, dict) else words)


def as_json() -> dict[str, Any]:
    """All lists as plain JSON, for the shell. Shape: {list name: {code: label or facts}}."""
    return LISTS
