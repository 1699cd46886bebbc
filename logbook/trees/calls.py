"""What a template may call: macros, methods, filters and tests of the subset, with their arguments in order."""

from typing import Any, cast

from jinja2 import nodes

from logbook.trees import subset
from logbook.trees.expressions import Expressions, Tree


class Calls(Expressions):
    """Expressions with their calls, filters and tests."""

    def on_Call(self, node: nodes.Call) -> Tree:
        callee = node.node
        if isinstance(callee, nodes.Name):
            return self._named(node, callee.name)
        if not isinstance(callee, nodes.Getattr):
            self.refuse(node, "only macros and a few methods can be called")
        if isinstance(callee.node, nodes.Name) and callee.node.name in self.modules:
            return ["call", [".", ["n", callee.node.name], callee.attr], *self._arguments(node)]
        if isinstance(callee.node, nodes.Name) and callee.node.name == "loop":
            self._loop(callee, tuple(subset.LOOP_METHODS))
            return ["loop", callee.attr, self._positional(node, subset.LOOP_METHODS[callee.attr])]
        if callee.attr not in subset.METHODS:
            self.refuse(node, f".{callee.attr}() is not in the phone's subset")
        arguments = self._positional(node, subset.METHODS[callee.attr])
        return ["method", self.expression(callee.node), callee.attr, arguments]

    def on_Filter(self, node: nodes.Filter) -> Tree:
        if node.node is None:
            self.refuse(node, "a filter needs a value")
        if node.name in subset.LIST_FILTERS:
            return self._over_list(node)
        return ["|", node.name, self.expression(node.node), self.filter_arguments(node)]

    def on_Test(self, node: nodes.Test) -> Tree:
        arguments = self._test_arguments(node, node.name, node.args)
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.refuse(node, "a test takes its values in order")
        return ["is", node.name, self.expression(node.node), arguments]

    def filter_arguments(self, node: nodes.Filter) -> list[Tree]:
        """The arguments of a filter, every parameter filled: the phone knows no defaults of its own."""
        if node.dyn_args or node.dyn_kwargs:
            self.refuse(node, "*args and **kwargs are not in the phone's subset")
        if node.name in self.house:
            if node.kwargs:
                self.refuse(node, f"{node.name} takes its arguments in order, without names")
            return self.expressions(node.args)
        if node.name not in subset.FILTERS:
            self.refuse(node, f"the filter {node.name!r} is not in the phone's subset")
        return self._filled(node, dict(subset.FILTERS[node.name][1]))

    def _filled(self, node: nodes.Filter, parameters: dict[str, Any]) -> list[Tree]:
        given: dict[str, nodes.Expr] = dict(zip(parameters, node.args, strict=False))
        given |= _words(node)
        unknown = [word.key for word in node.kwargs if word.key not in parameters]
        if unknown or len(node.args) > len(parameters):
            self.refuse(node, f"{node.name} takes only {', '.join(parameters) or 'no arguments'}")
        missing = [key for key, value in parameters.items() if value == subset.REQUIRED and key not in given]
        if missing:
            self.refuse(node, f"{node.name} needs {', '.join(missing)}")
        return [
            self.expression(given[key]) if key in given else ["c", default]
            for key, default in parameters.items()
        ]

    def _over_list(self, node: nodes.Filter) -> Tree:
        if node.node is None:
            self.refuse(node, f"{node.name} needs a list")
        value = self.expression(node.node)
        if node.name == "map":
            return self._map(node, value)
        if node.kwargs:
            self.refuse(node, f"{node.name} takes its arguments in order, without names")
        arguments = list(node.args)
        attribute = None
        if node.name.endswith("attr"):
            if not arguments:
                self.refuse(node, f"{node.name} needs the name of an attribute")
            attribute = self.expression(arguments.pop(0))
        test, rest = None, []
        if arguments:
            test = self._name_in(node, arguments.pop(0))
            rest = self._test_arguments(node, test, arguments)
        return ["select", value, node.name.startswith("select"), attribute, test, rest]

    def _map(self, node: nodes.Filter, value: Tree) -> Tree:
        words = _words(node)
        if not node.args and "attribute" in words and words.keys() <= {"attribute", "default"}:
            return ["pluck", value, self.expression(words["attribute"]), self.optional(words.get("default"))]
        if not node.args or words:
            self.refuse(
                node, "map takes attribute=…, default=… or the name of a filter and its arguments in order"
            )
        name = self._name_in(node, node.args[0])
        inner = nodes.Filter(None, name, node.args[1:], [], None, None, lineno=node.lineno)
        return ["map", value, name, self.filter_arguments(inner)]

    def _named(self, node: nodes.Call, name: str) -> Tree:
        if name in subset.FUNCTIONS:
            return ["range", self._positional(node, subset.FUNCTIONS[name])]
        if name == "super":
            if not self.scopes.has("block") or node.args or node.kwargs:
                self.refuse(node, "super() stands in a block and takes nothing")
            return ["super"]
        if name == "caller":
            self.on_Name(node.node)  # type: ignore[arg-type]
        elif name not in self.macros:
            self.refuse(node, f"{name}() is not a macro of this file, defined or imported")
        return ["call", ["n", name], *self._arguments(node)]

    def _arguments(self, node: nodes.Call) -> Tree:
        if node.dyn_args or node.dyn_kwargs:
            self.refuse(node, "*args and **kwargs are not in the phone's subset")
        return [self.expressions(node.args), {word.key: self.expression(word.value) for word in node.kwargs}]

    def _positional(self, node: nodes.Call, bounds: tuple[int, int]) -> list[Tree]:
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not bounds[0] <= len(node.args) <= bounds[1]:
            self.refuse(node, f"takes {bounds[0]} to {bounds[1]} arguments in order")
        return self.expressions(node.args)

    def _name_in(self, node: nodes.Filter, argument: nodes.Expr) -> str:
        if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
            self.refuse(node, f"{node.name} needs the name of a filter or test in quotes")
        return argument.value

    def _test_arguments(self, node: nodes.Expr, name: str, arguments: list[nodes.Expr]) -> list[Tree]:
        if name not in subset.TESTS:
            self.refuse(node, f"the test {name!r} is not in the phone's subset")
        if len(arguments) != subset.TESTS[name]:
            self.refuse(node, f"the test {name!r} takes {subset.TESTS[name]} values")
        return self.expressions(arguments)


def _words(node: nodes.Filter) -> dict[str, nodes.Expr]:
    # Jinja's types call a filter's named arguments pairs; they are keywords.
    return {word.key: word.value for word in cast(list[nodes.Keyword], node.kwargs)}
