"""What two revisions of a case say differently, answer by answer, and whether two people changed one answer.

The server's judge and the phone's merge ask the same functions: what the server asks a phone to put together, it can
put together (decision 42). Twin of twins/statements/changes.js.
"""

from collections.abc import Mapping
from typing import Any

from logbook import expiry
from logbook.shapes.loose import Doc
from logbook.statements.keeping import GROUPS, keeping

# What a revision says about itself. `warnings` follow from the other fields, so they are nobody's change.
BOOKKEEPING = frozenset(
    (
        "typ",
        "v",
        "id",
        "rev",
        "prev",
        "mutation",
        "recorded_at",
        "dev",
        "seq",
        "dev_prev",
        "tree",
        "warnings",
        "amends",
    )
)
_ABSENT = object()


def answers(doc: Mapping[str, Any]) -> Doc:
    """What a revision says of its case, by the name of the answer: {"place": …, "product.batch": …}.

    An answer is what a form asks for once and what two versions are chosen from: in a group each key, elsewhere the
    whole, also of a list and of graded lines. A group that is null is one answer.
    """
    found: Doc = {}
    for key, value in doc.items():
        if key in GROUPS and isinstance(value, dict):
            found |= {f"{key}.{name}": part for name, part in value.items()}
        elif key not in BOOKKEEPING:
            found[key] = value
    if "product.expires_on" in found:
        # Two keys, one answer: half of each would be a date that no vial shows.
        found["product.expires_on"] = expiry.printed(doc["product"])
        found.pop("product.expires_as", None)
    return found


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of the answers in which `after` differs, sorted; what `after` does not know of is nobody's change."""
    return _differing(answers(before), answers(keeping(after, before)))


def own(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The answers that `mine` changed since `base`, without those that `theirs` gives alike: two people who correct one
    slip do not disagree."""
    said, other = answers(keeping(mine, base)), answers(keeping(theirs, base))
    differing = set(_differing(said, other))
    return [name for name in _differing(answers(base), said) if name in differing]


def overlap(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether both changed one answer since `base`, and differently: a person has to choose."""
    there = own(base, theirs, mine)
    return any(_touch(name, other) for name in own(base, mine, theirs) for other in there)


def _differing(one: Doc, other: Doc) -> list[str]:
    names = sorted(one.keys() | other.keys())
    return [name for name in names if one.get(name, _ABSENT) != other.get(name, _ABSENT)]


def _touch(one: str, other: str) -> bool:
    """Whether two names are one answer, or one is the group that the other lies in: taken away, and changed."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
