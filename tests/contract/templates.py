"""Templates that both engines print alike, or both refuse: the tables of cases_render/ and what is made of them."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "cases_render"

Sources = dict[str, str]
Cases = dict[str, tuple[Sources, dict[str, Any]]]

# What becomes of a hostile text on its way through a page.
_WAYS = {
    "printed": '<p title="{{ x }}">{{ x }}</p>{{ x|length }}',
    "filtered": "{{ x|upper }} {{ x|lower }} {{ x|trim }} {{ x|truncate(9) }} "
    "{{ x|urlencode }} {{ x|tojson }} {{ x[-2] }}",
    "in html": "{% macro m(t) %}<i>{{ t }}</i>{% endmacro %}"
    "{{ m(x) ~ x }}{{ m(m(x)) }}{{ [m(x), x]|join(x) }}{{ x|replace('a', x) }}{{ x[:4] }}",
    "through our filters": "{{ x|date }} {{ x|time }} {{ x|short }} {{ x|label('areas') }} "
    "{{ 2|count(x, x) }} {{ x|day }}",
}
_ASKED = ("string", "number", "integer", "mapping", "boolean", "true", "false", "none", "defined")
_QUESTIONS = {
    "truth": "{% if x %}y{% else %}n{% endif %}{{ 'n' if not x else 'y' }}"
    "{{ 'y' if x and true else 'n' }}{{ 'y' if x or false else 'n' }}",
    "kind": "".join(f"{{{{ 'y' if x is {test} else 'n' }}}}" for test in _ASKED),
}


def table(name: str) -> dict[str, Any]:
    """One table: {case: [template or {file: template}, page]}."""
    return json.loads((HERE / f"{name}.json").read_text())


def cases(*names: str) -> Cases:
    """The cases of tables, each with its files: a case of one template calls it main.html."""
    return {
        f"{name}: {case}": ({"main.html": source} if isinstance(source, str) else source, page)
        for name in names
        for case, (source, page) in table(name).items()
    }


def crossed(values: str, templates: dict[str, str]) -> Cases:
    """Every value of a table in every template, as `x`."""
    return {
        f"{kind}: {name}": ({"main.html": template}, {"x": value})
        for name, value in table(values).items()
        for kind, template in templates.items()
    }


RENDERED: Cases = (
    cases("text", "expressions", "filters", "loops", "files")
    | crossed("hostile", _WAYS)
    | crossed("truths", _QUESTIONS)
)
RAISED: Cases = cases("raised")
# case → [template, what the refusal says]
REFUSED: dict[str, tuple[str, str]] = table("refused")
