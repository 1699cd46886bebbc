"""Which fields of an entry differ between two revisions, so that two people's changes can be told apart."""

from typing import Any, Self

from logbook.statements.keeping import GROUPS, keeping

# What a revision says about itself. `warnings` follow from the other fields, so they are nobody's change.
_BOOKKEEPING = frozenset(
    (
        *("typ", "v", "id", "rev", "prev", "mutation", "recorded_at", "dev", "seq", "dev_prev", "tree"),
        *("warnings", "amends"),
    )
)
_ABSENT = object()


class Changes:
    """The fields in which `after` differs from `before`, by path: "place", "product.batch".

    What `after` does not know of is nobody's change.
    """

    def __init__(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.after = _paths(keeping(after, before))
        old = _paths(before)
        self.paths = {
            path
            for path in old.keys() | self.after.keys()
            if old.get(path, _ABSENT) != self.after.get(path, _ABSENT)
        }

    @property
    def are_none(self) -> bool:
        """Whether both say the same."""
        return not self.paths

    def besides(self, other: dict[str, Any]) -> Self:
        """Only what `other` does not say already: two people who correct one typo alike do not disagree."""
        same = _paths(other)
        self.paths = {path for path in self.paths if same.get(path, _ABSENT) != self.after.get(path, _ABSENT)}
        return self

    def overlap(self, other: "Changes") -> bool:
        """Whether both changed one field."""
        return not self.paths.isdisjoint(other.paths)


def _paths(doc: dict[str, Any]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for key, value in doc.items():
        # One level deeper: the batch number and the review's date are filled in by different hands.
        if key in GROUPS and isinstance(value, dict):
            # A group that appears or vanishes as a whole touches each of its fields.
            paths |= {f"{key}.{inner}": part for inner, part in value.items()}
        elif key not in _BOOKKEEPING:
            paths[key] = value
    return paths
