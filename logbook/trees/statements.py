"""Statements of a template as lists: a text, ["=", expression], ["for", …], ["if", …] and so on."""

from collections.abc import Sequence
from typing import Any

from jinja2 import nodes

from logbook.trees import subset
from logbook.trees.calls import Calls
from logbook.trees.expressions import Tree, pairs

# What a template that extends another may hold beside its blocks: the rest would silently vanish.
_BESIDE_BLOCKS = (nodes.Block, nodes.Macro, nodes.Import, nodes.FromImport, nodes.Assign, nodes.AssignBlock)


class Converter(Calls):
    """Converts one parsed template. `names` are the templates it may refer to."""

    def __init__(
        self, name: str, parsed: nodes.Template, house: frozenset[str], names: frozenset[str]
    ) -> None:
        super().__init__(name, parsed, house)
        self.parsed, self.names = parsed, names

    def template(self) -> dict[str, Any]:
        """{"extends": name or null, "body": statements}. Raises Unsupported."""
        body = self.parsed.body
        if not body or not isinstance(body[0], nodes.Extends):
            return {"extends": None, "body": self.body(body)}
        for node in body[1:]:
            if not isinstance(node, _BESIDE_BLOCKS) and not _is_blank(node):
                self.refuse(
                    node, "a template that extends another holds blocks, macros, imports and set, no text"
                )
        rest = [node for node in body[1:] if not _is_blank(node)]
        return {"extends": self._referred(body[0].template), "body": self.body(rest)}

    def body(self, found: Sequence[nodes.Node]) -> list[Any]:
        """The statements of a body, the texts between them in place."""
        out: list[Any] = []
        for node in found:
            if isinstance(node, nodes.Output):
                out += [
                    n.data if isinstance(n, nodes.TemplateData) else ["=", self.expression(n)]
                    for n in node.nodes
                ]
            elif isinstance(node, nodes.Scope):
                out += self.body(node.body)
            else:
                out.append(self.expression(node))
        return out

    def on_For(self, node: nodes.For) -> Tree:
        if node.recursive:
            self.refuse(node, "a recursive for is not in the phone's subset")
        iterated = self.expression(node.iter)
        with self.scopes.inside("condition"):
            target = self._target(node.target)
            test = self.optional(node.test)
        with self.scopes.inside("for", *_flat(target)):
            body = self.body(node.body)
        with self.scopes.inside("else"):
            return ["for", target, iterated, body, self.body(node.else_), test]

    def on_If(self, node: nodes.If) -> Tree:
        before = self.scopes.owned()
        branches = [[self.expression(branch.test), self.body(branch.body)] for branch in (node, *node.elif_)]
        otherwise = self.body(node.else_)
        self.scopes.in_branches(before)
        return ["if", branches, otherwise]

    def on_Block(self, node: nodes.Block) -> Tree:
        if node.required or node.scoped or self.scopes.has("for") or self.scopes.has("macro"):
            self.refuse(node, "a block is plain and stands outside loops and macros")
        with self.scopes.apart("block"):
            return ["block", node.name, self.body(node.body)]

    def on_Include(self, node: nodes.Include) -> Tree:
        if node.ignore_missing or not node.with_context:
            self.refuse(node, "an include is plain: no 'ignore missing', no 'without context'")
        return ["include", self._referred(node.template)]

    def on_FromImport(self, node: nodes.FromImport) -> Tree:
        self._without_context(node)
        for _, alias in pairs(node):
            self._assignable(node, alias)
        return ["from", self._referred(node.template), [list(pair) for pair in pairs(node)]]

    def on_Import(self, node: nodes.Import) -> Tree:
        self._without_context(node)
        self._assignable(node, node.target)
        return ["import", self._referred(node.template), node.target]

    def on_Macro(self, node: nodes.Macro) -> Tree:
        self._assignable(node, node.name)
        return ["macro", node.name, *self._signature(node), _names(node, "caller")]

    def on_CallBlock(self, node: nodes.CallBlock) -> Tree:
        call = self.expression(node.call)
        if call[0] != "call":
            self.refuse(node, "only a macro can be called with a body")
        return ["with call", call, *self._signature(node), _names(node, "caller")]

    def on_Assign(self, node: nodes.Assign) -> Tree:
        value = self.expression(node.node)
        return ["set", self._target(node.target), value]

    def on_AssignBlock(self, node: nodes.AssignBlock) -> Tree:
        if node.filter is not None:
            self.refuse(node, "a set block has no filter")
        with self.scopes.inside("capture"):
            body = self.body(node.body)
        return ["capture", self._target(node.target), body]

    def on_With(self, node: nodes.With) -> Tree:
        values = self.expressions(node.values)
        with self.scopes.inside("with"):
            targets = [self._target(target) for target in node.targets]
            return ["with", targets, values, self.body(node.body)]

    def on_FilterBlock(self, node: nodes.FilterBlock) -> Tree:
        inner = node.filter
        if inner.node is not None or inner.name in subset.LIST_FILTERS:
            self.refuse(node, "a filter block has one filter for text")
        arguments = self.filter_arguments(inner)
        with self.scopes.inside("filter"):
            return ["filter", inner.name, arguments, self.body(node.body)]

    def on_Extends(self, node: nodes.Extends) -> Tree:
        self.refuse(node, "extends is the first thing in a template, once")

    def _signature(self, node: nodes.Macro | nodes.CallBlock) -> list[Any]:
        """[parameters, defaults of the last ones, body]."""
        names = [argument.name for argument in node.args]
        for name in names:
            self._assignable(node, name)
        with self.scopes.inside("macro", *names):
            return [names, self.expressions(node.defaults), self.body(node.body)]

    def _target(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Tuple):
            return [self._target(item) for item in node.items]
        if not isinstance(node, nodes.Name):
            self.refuse(node, f"{type(node).__name__} cannot be assigned to")
        self._assignable(node, node.name)
        if not self.scopes.owns(node.name):
            self.refuse(node, f"set {node.name!r} before the loops, macros and captures that use it")
        return node.name

    def _assignable(self, node: nodes.Node, name: str) -> None:
        if name in subset.RESERVED:
            self.refuse(node, f"{name!r} is taken")

    def _referred(self, node: nodes.Expr) -> str:
        if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
            self.refuse(node, "templates are named in quotes")
        if node.value not in self.names:
            self.refuse(node, f"{node.value} does not travel to the phone")
        return node.value

    def _without_context(self, node: nodes.Import | nodes.FromImport) -> None:
        if node.with_context:
            self.refuse(node, "macros see their arguments only: no 'with context'")


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


def _names(node: nodes.Node, name: str) -> bool:
    return any(found.name == name for found in node.find_all(nodes.Name))


def _flat(target: Any) -> list[str]:
    return [target] if isinstance(target, str) else [name for part in target for name in _flat(part)]
