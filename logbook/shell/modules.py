"""One script as it is written: what it imports, what it gives, and the rest of it without comments.

It is read by its syntax tree, never as text (decision 19 tells what a reader of text did to words). What could not
stand in a joined file and mean the same is refused, with the file and the line.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

# What is looked for anywhere in a module. A name that begins with "$" could be one that joining makes.
_ANYWHERE = """
(comment) @comment
(call_expression function: (import) arguments: (arguments) @later)
(meta_property) @meta
[(await_expression) (for_in_statement "await") (return_statement)] @of_a_function
[(html_comment) (jsx_element) (jsx_self_closing_element)] @foreign
((identifier) @ours (#match? @ours "^[$]"))
((shorthand_property_identifier_pattern) @ours (#match? @ours "^[$]"))
(assignment_expression left: (identifier) @set)
(augmented_assignment_expression left: (identifier) @set)
(update_expression argument: (identifier) @set)
"""
_FUNCTIONS = {
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "arrow_function",
    "method_definition",
    "class_static_block",
    "field_definition",
}
_DECLARATIONS = {"function_declaration", "generator_function_declaration", "class_declaration"}
_KEPT = (b"/*!", b"//!")


class Unjoinable(Exception):
    """A script that a joined file cannot hold; `str(error)` says where, and what is wrong."""

    def __init__(self, path: str, line: int, words: str) -> None:
        super().__init__(f"{path}:{line}: {words}")


@dataclass(frozen=True)
class Import:
    """Another module that is evaluated before this one; `names` are asked of it, `bound` is where they go."""

    module: str
    bound: str
    names: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Edit:
    """These bytes of the source become others."""

    start: int
    end: int
    text: str = ""


@dataclass
class Module:
    """`imports`, and `later` what it imports while it runs {path: line}; `exports` {name: expression}."""

    path: str
    source: bytes
    imports: list[Import] = field(default_factory=list)
    later: dict[str, int] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    calls: list[tuple[Edit, str]] = field(default_factory=list)

    def body(self, later: Callable[[str], str]) -> str:
        """Its statements without imports, exports and comments; `later(path)` imports a module while it runs."""
        called = [Edit(edit.start, edit.end, later(target)) for edit, target in self.calls]
        made, at = [], 0
        for edit in sorted(self.edits + called, key=lambda one: (one.start, -one.end)):
            # A comment inside an import goes with it.
            if edit.start >= at:
                made += [self.source[at : edit.start].decode(), edit.text]
                at = edit.end
        return "".join([*made, self.source[at:].decode()]).strip("\n")


def read(path: str, source: bytes, home: str) -> Module:
    """The module at `path`, which a file in the folder `home` will hold. Raises Unjoinable."""
    root = _parser().parse(source).root_node
    if root.has_error:
        raise Unjoinable(path, _line(_first_error(root)), "this is no module that can be read")
    reader = _Reader(Module(path, source))
    for statement in root.named_children:
        if statement.type == "import_statement":
            reader.imported(statement)
        elif statement.type == "export_statement":
            reader.exported(statement)
        else:
            reader.declared(statement)
    # In no order of their own: two processes would make two builds of one source.
    captures = QueryCursor(_query()).captures(root).items()
    captured = {name: sorted(nodes, key=lambda node: node.start_byte) for name, nodes in captures}
    reader.found(captured, home)
    reader.check_exports(captured.get("set", []))
    return reader.module


class _Reader:
    """Goes through one module, statement by statement, and writes down what has to change."""

    def __init__(self, module: Module) -> None:
        self.module = module
        # What a statement at the top declares: name → whether it stays what it is once the module was evaluated.
        self.stays: dict[str, bool] = {}
        self.listed: list[tuple[str, Node]] = []

    def imported(self, statement: Node) -> None:
        """import …;"""
        bound, names = [], []
        clause = _child(statement, "import_clause")
        whole = ""
        for part in clause.named_children if clause else []:
            if part.type == "identifier":
                bound.append(f"default: {_text(part)}")
                names.append("default")
                self.stays[_text(part)] = True
            elif part.type == "namespace_import":
                whole = _text(part.named_children[-1])
                self.stays[whole] = True
            elif part.type == "named_imports":
                for name, alias in self._pairs(part):
                    bound.append(name if name == alias else f"{name}: {alias}")
                    names.append(name)
                    self.stays[alias] = True
        if whole and bound:
            raise self._refused(statement, "import the default and the whole of a module by two statements")
        self._import(statement, whole or (f"{{ {', '.join(bound)} }}" if bound else ""), names)

    def exported(self, statement: Node) -> None:
        """export …;"""
        clause, declaration = _child(statement, "export_clause"), statement.child_by_field_name("declaration")
        if declaration is not None:
            self._declaration(statement, declaration)
        elif clause is not None and statement.child_by_field_name("source") is not None:
            pairs = self._pairs(clause)
            bound = ", ".join(f"{name}: $given_{alias}" for name, alias in pairs)
            self._import(statement, f"{{ {bound} }}", [name for name, _ in pairs])
            for _, alias in pairs:
                self._export(statement, alias, f"$given_{alias}")
        elif clause is not None:
            for name, alias in self._pairs(clause):
                self._export(statement, alias, name)
                self.listed.append((name, statement))
            self._drop(statement)
        else:
            raise self._refused(statement, "export functions, classes and constants by their names")

    def declared(self, statement: Node) -> None:
        """What stands at the top and may be exported by a list."""
        if statement.type in _DECLARATIONS:
            self.stays[_name(statement)] = True
        elif statement.type in ("lexical_declaration", "variable_declaration"):
            stays = statement.children[0].type == "const"
            for one in statement.named_children:
                if one.type == "variable_declarator":
                    for name in _bound(one.child_by_field_name("name")):
                        self.stays[name] = stays

    def found(self, captured: dict[str, list[Node]], home: str) -> None:
        """What the query found anywhere."""
        for node in captured.get("foreign", []):
            raise self._refused(node, "this reads otherwise in another place")
        for node in captured.get("ours", []):
            raise self._refused(node, f"a name may not begin with $: {_text(node)}")
        for node in captured.get("of_a_function", []):
            if not any(one.type in _FUNCTIONS for one in _above(node)):
                raise self._refused(
                    node, "a module waits for nothing and ends nowhere: that stands in a function"
                )
        for node in captured.get("meta", []):
            self._meta(node, home)
        for node in captured.get("later", []):
            self._later(node)
        for node in captured.get("comment", []):
            if not self.module.source.startswith(_KEPT, node.start_byte):
                self._drop_comment(node)

    def check_exports(self, sets: list[Node]) -> None:
        """What is exported is there and stays what it is: it is handed on once. Raises Unjoinable."""
        given = set(self.module.exports.values())
        for node in sets:
            if _text(node) in given:
                raise self._refused(node, f"{_text(node)} is exported and becomes another here")
        for name, statement in self.listed:
            if not self.stays.get(name):
                raise self._refused(
                    statement, f"{name} is exported and is no function, class, constant or import"
                )

    def _import(self, statement: Node, bound: str, names: list[str]) -> None:
        if _child(statement, "import_attribute"):
            raise self._refused(statement, "an import has a path and nothing else")
        target = self._target(statement, statement.child_by_field_name("source"))
        self.module.imports.append(Import(target, bound, tuple(names), _line(statement)))
        self._drop(statement)

    def _declaration(self, statement: Node, declaration: Node) -> None:
        is_default = any(child.type == "default" for child in statement.children)
        if declaration.type in _DECLARATIONS:
            names = [_name(declaration)]
        elif declaration.type == "lexical_declaration" and declaration.children[0].type == "const":
            bound = [one.child_by_field_name("name") for one in declaration.named_children]
            names = [_text(one) for one in bound if one is not None and one.type == "identifier"]
        else:
            names = []
        if not names:
            raise self._refused(statement, "export functions, classes and constants by their names")
        for name in names:
            self._export(statement, "default" if is_default else name, name)
            self.stays[name] = True
        self.module.edits.append(Edit(statement.start_byte, declaration.start_byte))

    def _export(self, statement: Node, name: str, expression: str) -> None:
        if name in self.module.exports:
            raise self._refused(statement, f"{name} is exported twice")
        self.module.exports[name] = expression

    def _meta(self, node: Node, home: str) -> None:
        asked = node.parent
        if asked is None or asked.type != "member_expression" or not _text(asked).endswith("import.meta.url"):
            raise self._refused(node, "of import.meta only its url is known")
        # The address that the module would have by itself.
        here = posixpath.relpath(self.module.path, home)
        text = f'new URL("./{here}", import.meta.url).href'
        self.module.edits.append(Edit(asked.start_byte, asked.end_byte, text))

    def _later(self, arguments: Node) -> None:
        given = arguments.named_children
        if len(given) != 1:
            raise self._refused(arguments, "an import has a path and nothing else")
        target = self._target(arguments, given[0])
        self.module.later.setdefault(target, _line(arguments))
        call = arguments.parent or arguments
        self.module.calls.append((Edit(call.start_byte, call.end_byte), target))

    def _target(self, place: Node, path: Node | None) -> str:
        text = _text(path)[1:-1] if path is not None and path.type == "string" else ""
        if not re.fullmatch(r"\.{1,2}/[\w./-]+", text):
            raise self._refused(place, "an import names a file of ours by its relative path")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.module.path), text))

    def _pairs(self, clause: Node) -> list[tuple[str, str]]:
        """[(name there, name here)] of { a, b as c }."""
        found = []
        for part in clause.named_children:
            if part.type == "comment":
                continue
            name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
            if name is None or "string" in (name.type, (alias or name).type):
                raise self._refused(part, "a name in quotes is none of ours")
            found.append((_text(name), _text(alias or name)))
        return found

    def _drop(self, statement: Node) -> None:
        """Take a statement away; where the one before has no semicolon, it ended there all the same."""
        before = statement.prev_named_sibling
        while before is not None and before.type in ("comment", "import_statement"):
            before = before.prev_named_sibling
        is_open = before is not None and not _text(before).endswith(";")
        self._erase(statement, ";" if is_open else "")

    def _drop_comment(self, comment: Node) -> None:
        # It parts what stands beside it, and one with a line break may end a statement.
        self._erase(comment, "", within="\n" if b"\n" in (comment.text or b"") else " ")

    def _erase(self, node: Node, text: str, within: str = "") -> None:
        """With its lines where it has them for itself; with the spaces before it at the end of one."""
        source, start, end = self.module.source, node.start_byte, node.end_byte
        line, after = source.rfind(b"\n", 0, start) + 1, source.find(b"\n", end)
        after = len(source) if after < 0 else after
        is_first, is_last = not source[line:start].strip(), not source[end:after].strip()
        if is_first and is_last and not text:
            self.module.edits.append(Edit(line, min(after + 1, len(source))))
        elif is_last and not is_first:
            self.module.edits.append(Edit(line + len(source[line:start].rstrip()), end, text))
        else:
            self.module.edits.append(Edit(start, end, text or within))

    def _refused(self, node: Node, words: str) -> Unjoinable:
        return Unjoinable(self.module.path, _line(node), words)


@cache
def _language() -> Language:
    return Language(tree_sitter_javascript.language())


@cache
def _parser() -> Parser:
    return Parser(_language())


@cache
def _query() -> Query:
    return Query(_language(), _ANYWHERE)


def _first_error(node: Node) -> Node:
    """The deepest node that could not be read."""
    for child in node.children:
        if child.has_error or child.is_missing:
            return _first_error(child)
    return node


def _above(node: Node) -> Iterator[Node]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _bound(pattern: Node | None) -> list[str]:
    """The names that a pattern binds: of `{ a, b: [c] }` a and c."""
    if pattern is None:
        return []
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        return [_text(pattern)]
    return [name for child in pattern.named_children for name in _bound(child)]


def _child(node: Node, kind: str) -> Node | None:
    return next((child for child in node.named_children if child.type == kind), None)


def _name(declaration: Node) -> str:
    name = declaration.child_by_field_name("name")
    return _text(name) if name is not None else ""


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _line(node: Node) -> int:
    return int(node.start_point[0]) + 1
