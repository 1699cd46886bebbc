"""Templates that nobody would write: thousands of random ones, printed alike by both engines or refused by both."""

import random

import jinja2
import pytest

from logbook import trees
from tests.contract import engine
from tests.contract.test_render import environment, on_the_phone
from tests.support.lanes import many, seed

PAGE = {
    "n": 3, "m": -7, "z": 0, "yes": True, "no": False, "none_": None,
    "t": "a<b", "u": "É😀x", "e": "", "d": "2026-11-17",
    "l": [3, 1, 2], "w": ["b", "A", "<i>"], "rows": [{"k": "x", "n": 1}, {"k": "Y", "n": 2}, {"k": "x", "n": 0}],
    "o": {"k": "v", "in": {"l": [1]}},
}  # fmt: skip
TEXTS = ("t", "u", "e", "d", "o.k", "rows[0].k", "'lit'", "w[0]", "('<u>'|safe)")
NUMBERS = ("n", "m", "z", "1", "l[0]", "rows|length", "l|sum")
LISTS = (
    "l",
    "w",
    "rows|map(attribute='k')",
    "l|sort",
    "w|sort(true)",
    "[]",
    "rows|selectattr('n')|map(attribute='n')",
)
ODD = ("nope", "none_", "yes", "o", "l", "rows", "o.nope", "l[9]")
TEXT_FILTERS = (
    "upper",
    "lower",
    "trim",
    "capitalize",
    "e",
    "replace('a', '<')",
    "truncate(3, leeway=0)",
    "urlencode",
    "date",
)
LIST_FILTERS = ("reverse", "unique", "list", "batch(2)|first", "select", "reject('none')")


class Writer:
    """Writes templates; a tenth of its expressions are of a kind that does not fit."""

    def __init__(self, begun: str) -> None:
        self.chance = random.Random(begun)

    def template(self, depth: int = 3) -> str:
        return "".join(self.piece(depth) for _ in range(self.chance.randint(1, 4)))

    def piece(self, depth: int) -> str:
        if depth == 0:
            return self.printed()
        inner = self.template(depth - 1)
        return self.pick(
            self.printed(),
            "\n  text & more\n",
            f"{{% if {self.truth(1)} %}}\n{inner}{{% else %}}{self.printed()}\n{{% endif %}}\n",
            f"{{% for i in {self.rows()} %}}{inner}{{{{ i if i is string else loop.index }}}}"
            "{% else %}-{% endfor %}",
            f"{{% set t = {self.text(1)} %}}{inner}",
            f"{{% set t %}}{inner}{{% endset %}}{{{{ t }}}}",
            f"{{% with n = {self.number(1)} %}}{inner}{{% endwith %}}",
            f"{{% filter {self.pick('upper', 'trim', 'e')} %}}{inner}{{% endfilter %}}",
        )

    def printed(self) -> str:
        return f"{{{{ {self.pick(self.text(2), self.number(2), self.text(2) + ' if ' + self.truth(1))} }}}}"

    def text(self, depth: int) -> str:
        if depth == 0 or self.chance.random() < 0.3:
            return self.some(TEXTS)
        return self.pick(
            f"({self.text(depth - 1)})|{self.pick(*TEXT_FILTERS)}",
            f"({self.text(depth - 1)} ~ {self.pick(self.text(depth - 1), self.number(0))})",
            f"({self.text(depth - 1)} + {self.text(depth - 1)})",
            f"({self.rows()})|join({self.text(0)})",
            f"({self.text(depth - 1)} if {self.truth(0)} else {self.text(0)})",
            f"({self.text(0)})[{self.pick('0', '1:', ':-1', '-1')}]|default({self.text(0)})",
            f"({self.text(depth - 1)} {self.pick('or', 'and')} {self.text(0)})",
        )

    def number(self, depth: int) -> str:
        if depth == 0 or self.chance.random() < 0.3:
            return self.some(NUMBERS)
        sign = self.pick("+", "-", "*", "//", "%")
        return self.pick(
            f"({self.number(depth - 1)} {sign} {self.number(depth - 1)})",
            f"(-{self.number(depth - 1)})",
            f"({self.text(0)})|length",
            f"({self.rows()})|length",
        )

    def rows(self) -> str:
        found = self.some(LISTS)
        return found if self.chance.random() < 0.5 else f"({found})|{self.pick(*LIST_FILTERS)}"

    def truth(self, depth: int) -> str:
        if depth == 0:
            return self.pick(self.some(TEXTS), self.some(NUMBERS), self.some(LISTS), "yes", "no")
        return self.pick(
            f"not {self.truth(depth - 1)}",
            f"{self.text(0)} {self.pick('==', '!=', '<', 'in', 'not in')} {self.text(0)}",
            f"{self.number(0)} {self.pick('==', '<=', '>')} {self.number(0)}",
            f"{self.text(0)} in {self.rows()}",
            f"{self.some(ODD)} is {self.pick('defined', 'none', 'string', 'mapping', 'number', 'not boolean')}",
            f"{self.truth(depth - 1)} {self.pick('and', 'or')} {self.truth(depth - 1)}",
        )

    def some(self, row: tuple[str, ...]) -> str:
        return self.chance.choice(ODD if self.chance.random() < 0.02 else row)

    def pick(self, *row: str) -> str:
        return self.chance.choice(row)


@pytest.mark.fault(59)
@pytest.mark.parametrize("turn", range(many(6, 200)))
def test_random_templates_are_printed_alike_or_refused_by_both(turn):
    writer, printed = Writer(f"{seed()} {turn}"), 0
    for _ in range(50):
        source = writer.template()
        env = environment({"main.html": source})
        if is_unsupported(env):
            continue
        ours, why = outcome(lambda env=env: env.get_template("main.html").render(PAGE))
        theirs, why_not = outcome(
            lambda env=env, source=source: on_the_phone(env, {"main.html": source}, PAGE)
        )
        assert theirs == ours, f"{source}\n{why}\n{why_not}"
        printed += ours is not None
    assert printed > 5, "most of these templates are sound"


def is_unsupported(env):
    try:
        trees.bundle(env, ["main.html"])
    except trees.Unsupported:
        return True
    return False


def outcome(render):
    try:
        return render(), None
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, engine.JsError) as error:
        return None, error
