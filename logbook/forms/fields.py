"""What a form is made of: sections of fields and of rows, which know their words but not their rules."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Field:
    """One answer. `name` is its path in the statement; `digits` how many decimals its integer hides; `said` the word
    before it in the line that tells a folded section."""

    name: str
    label: str
    widget: str
    when: str | None = None
    hint: str = ""
    start: str = ""
    digits: int = 0
    carry: bool = False
    said: str = ""
    also: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Rows:
    """A list of rows; a row counts once one of its `typed` columns holds something."""

    name: str
    label: str
    columns: list[Field]
    typed: list[str]
    when: str | None = None
    carry: bool = False


@dataclass(frozen=True)
class Section:
    """A group under one heading; `more` names the disclosure it hides behind, if it does. One with a `when` is for
    some parts only: under the others it is out of sight and not read."""

    id: str
    title: str
    items: list[Field | Rows]
    more: str = ""
    when: str | None = None


def plain(sections: list[Section], rules: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The form as plain JSON, each field joined with its rule: the phone and the server both read this."""
    return [
        {
            "id": section.id,
            "title": section.title,
            "more": section.more,
            "when": section.when,
            "items": [_item(i, rules) for i in section.items],
        }
        for section in sections
    ]


def _item(item: Field | Rows, rules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if isinstance(item, Field):
        return {"type": "field"} | asdict(item) | {"rule": rules.get(item.name, {})}
    rule = rules.get(item.name, {})
    columns = [
        asdict(column) | {"rule": rule.get("columns", {}).get(column.name, {})} for column in item.columns
    ]
    facts: dict[str, Any] = {
        "name": item.name,
        "label": item.label,
        "typed": item.typed,
        "when": item.when,
        "carry": item.carry,
    }
    facts |= {"type": "rows", "columns": columns}
    return facts | {"message": rule.get("message", ""), "most": rule.get("most", 20)}
