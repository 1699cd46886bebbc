"""Expressions of a template as lists: ["n", name], ["c", constant], [".", expression, key] and so on."""

from typing import Any, NoReturn

from jinja2 import nodes

from logbook.trees import subset
from logbook.trees.scopes import Scopes

Tree = list[Any]


class Unsupported(Exception):
    """A template uses something that the phone cannot do; says where: "entries/show.html:12: …"."""


class Expressions:
    """Converts expressions. `macros` and `modules` are the names that this template may call."""

    def __init__(self, name: str, parsed: nodes.Template, house: frozenset[str]) -> None:
        self.name = name
        self.house = house
        self.scopes = Scopes()
        self.modules = {found.target for found in parsed.find_all(nodes.Import)}
        self.macros = {found.name for found in parsed.find_all(nodes.Macro)}
        for found in parsed.find_all(nodes.FromImport):
            self.macros |= {alias for _, alias in pairs(found)}

    def refuse(self, node: nodes.Node, why: str) -> NoReturn:
        raise Unsupported(f"{self.name}:{node.lineno}: {why}")

    def expression(self, node: nodes.Node) -> Tree:
        """The tree of any expression. Raises Unsupported."""
        convert = getattr(self, f"on_{type(node).__name__}", None)
        if convert is None:
            self.refuse(node, f"{type(node).__name__} is not in the phone's subset")
        tree: Tree = convert(node)
        return tree

    def expressions(self, found: list[Any]) -> list[Tree]:
        return [self.expression(node) for node in found]

    def optional(self, node: nodes.Node | None) -> Tree | None:
        return None if node is None else self.expression(node)

    def on_Name(self, node: nodes.Name) -> Tree:
        if node.name in subset.FUNCTIONS or node.name in ("super", "loop", "self", "varargs", "kwargs"):
            self.refuse(node, f"{node.name!r} cannot be used as a value")
        if node.name == "caller" and not self.scopes.has("macro"):
            self.refuse(node, "'caller' exists only inside a macro")
        self.scopes.reads(node.name)
        return ["n", node.name]

    def on_Const(self, node: nodes.Const) -> Tree:
        value = node.value
        whole = type(value) is int and -subset.MAX_INTEGER < value < subset.MAX_INTEGER
        if not whole and not isinstance(value, (str, bool, type(None))):
            self.refuse(
                node, f"{value!r} is spelled differently in two languages; use whole numbers and text"
            )
        return ["c", value]

    def on_TemplateData(self, node: nodes.TemplateData) -> Tree:
        return ["safe", node.data]

    def on_Getattr(self, node: nodes.Getattr) -> Tree:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            return ["loop", self._loop(node, subset.LOOP)]
        if node.attr in subset.METHODS:
            self.refuse(node, f"write ['{node.attr}'] for a key, or call .{node.attr}()")
        return [".", self.expression(node.node), node.attr]

    def on_Getitem(self, node: nodes.Getitem) -> Tree:
        if not isinstance(node.arg, nodes.Slice):
            return ["[", self.expression(node.node), self.expression(node.arg)]
        if node.arg.step is not None:
            self.refuse(node, "a slice has no step")
        return [
            "slice",
            self.expression(node.node),
            self.optional(node.arg.start),
            self.optional(node.arg.stop),
        ]

    def on_CondExpr(self, node: nodes.CondExpr) -> Tree:
        # Without an else, nothing is printed: the environment says the same.
        return [
            "?",
            self.expression(node.test),
            self.expression(node.expr1),
            self.optional(node.expr2) or ["c", ""],
        ]

    def on_And(self, node: nodes.And) -> Tree:
        return ["and", self.expression(node.left), self.expression(node.right)]

    def on_Or(self, node: nodes.Or) -> Tree:
        return ["or", self.expression(node.left), self.expression(node.right)]

    def on_Not(self, node: nodes.Not) -> Tree:
        return ["not", self.expression(node.node)]

    def on_Neg(self, node: nodes.Neg) -> Tree:
        return ["neg", self.expression(node.node)]

    def on_Concat(self, node: nodes.Concat) -> Tree:
        return ["~", self.expressions(node.nodes)]

    def on_Compare(self, node: nodes.Compare) -> Tree:
        for side in (node.expr, *(operand.expr for operand in node.ops if operand.op in ("eq", "ne"))):
            if isinstance(side, nodes.Tuple) and any(operand.op in ("eq", "ne") for operand in node.ops):
                self.refuse(node, "compare with a list in [ ], a tuple never equals one")
        return ["cmp", self.expression(node.expr), [[o.op, self.expression(o.expr)] for o in node.ops]]

    def _binary(self, node: nodes.BinExpr) -> Tree:
        # `%` formats when its left side is text, which only Python does.
        text = isinstance(node.left, nodes.Concat) or isinstance(getattr(node.left, "value", None), str)
        if node.operator == "%" and text:
            self.refuse(node, "% is for whole numbers")
        return [node.operator, self.expression(node.left), self.expression(node.right)]

    on_Add = on_Sub = on_Mul = on_FloorDiv = on_Mod = _binary

    def on_List(self, node: nodes.List | nodes.Tuple) -> Tree:
        return ["list", self.expressions(node.items)]

    on_Tuple = on_List

    def on_Dict(self, node: nodes.Dict) -> Tree:
        for pair in node.items:
            if not isinstance(pair.key, nodes.Const) or not isinstance(pair.key.value, str):
                self.refuse(node, "keys of a dictionary are written as text")
        return ["dict", [[pair.key.value, self.expression(pair.value)] for pair in node.items]]  # type: ignore[attr-defined]

    def on_Call(self, node: nodes.Call) -> Tree:
        raise NotImplementedError  # calls.py

    def _loop(self, node: nodes.Getattr, known: tuple[str, ...]) -> str:
        if not self.scopes.has("for"):
            self.refuse(node, "'loop' exists only inside a for of the same file and block")
        if node.attr not in known:
            self.refuse(node, f"loop.{node.attr} is not in the phone's subset")
        return node.attr


def pairs(node: nodes.FromImport) -> list[tuple[str, str]]:
    """What a `from … import` takes: [(its name there, its name here)]."""
    return [(name, name) if isinstance(name, str) else name for name in node.names]
