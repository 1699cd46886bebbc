"""Jinja2 as strict as the phone: what `render.js` would refuse, this refuses too.

Every difference that is caught here would otherwise be a page that works in the office and fails in the clinic.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, nodes

from logbook.trees import strict, subset

# Names no template can write, for the checks that the environment adds to the tree by itself.
_PRINTABLE, _LIST = "~", "for"


class PageEnvironment(Environment):
    """The environment of all pages. `house` are our own filters: name → function of positional arguments."""

    def __init__(self, loader: BaseLoader, house: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            # Jinja folds constants by rules of their own: `'<b>'|safe ~ '<b>'|safe` would lose its safety.
            optimized=False,
            # Trees and templates change together, at a restart.
            auto_reload=False,
        )
        self.house = frozenset(house)
        self.globals = {"range": strict.integers}
        for name, (kind, parameters) in subset.FILTERS.items():
            self.filters[name] = strict.builtin(name, kind, self.filters[name], list(parameters))
        for name in subset.LIST_FILTERS:
            self.filters[name] = strict.builtin(name, "list", self.filters[name], [])
        self.filters |= {name: strict.ours(function) for name, function in house.items()}
        self.filters |= {
            "items": strict.items,
            _PRINTABLE: strict.unfolded(strict.printable),
            _LIST: strict.unfolded(strict.rows),
        }
        self.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`: a key of a dictionary first, then the methods of the subset; nothing else of Python's."""
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
            if attribute in strict.METHODS:
                return strict.METHODS[attribute](obj)
        elif isinstance(obj, str):
            if attribute in subset.TEXT_METHODS:
                return getattr(obj, attribute)
        elif obj is not None and not isinstance(obj, (int, float, list, tuple)):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`: a key of a dictionary or a place in a list or text, never an attribute."""
        for value in (obj, argument):
            strict.known(value)
        if isinstance(obj, (dict, list, tuple, str)):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        elif isinstance(argument, str):
            return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=argument)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        # Jinja's own hook for what it compiles. `{{ none }}` would print "None", and a loop over a dictionary would
        # follow an order that JavaScript does not keep. (`finalize` would miss constants and what `~` joins.)
        for output in source.find_all(nodes.Output):
            output.nodes = [_checked(part, _PRINTABLE) for part in output.nodes]
        for joined in source.find_all(nodes.Concat):
            joined.nodes = [_checked(part, _PRINTABLE) for part in joined.nodes]
        for loop in source.find_all(nodes.For):
            loop.iter = _checked(loop.iter, _LIST)
        for choice in source.find_all(nodes.CondExpr):
            choice.expr2 = choice.expr2 or nodes.Const("", lineno=choice.lineno)
        return super()._generate(source, *args, **kwargs)


def _checked(node: Any, name: str) -> nodes.Expr:
    if isinstance(node, nodes.TemplateData):
        return node
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
