"""The scripts as phones are sent them: few files, joined by what the modules import (decision 43).

A module becomes a function that makes its exports once, when they are first asked for, after those of all it imports:
it is evaluated in the order in which browsers evaluate modules, in a scope of its own, and once in a realm.
"""

from collections.abc import Callable, Iterable, Mapping

from logbook.shell.modules import Import, Module, Unjoinable, read

HOME = "js"
# Each file begins with one module and holds all that it imports.
WORKER, OFF, PAGE = f"{HOME}/worker.js", f"{HOME}/off.js", f"{HOME}/page.js"
BEGINNINGS = {WORKER: "js/worker/main.js", OFF: "js/worker/off.js", PAGE: "js/page/main.js"}
# What pages import while they run, without what they have already; most of it is for forms.
EDITOR = f"{HOME}/editor.js"

_ONCE = "const $once = (make) => {\n  let made;\n  return () => (made ??= Object.freeze(make()));\n};"


def joined(sources: Mapping[str, bytes]) -> tuple[dict[str, bytes], set[str]]:
    """({path: body} of the files, the modules they hold). `sources` are the modules by path. Raises Unjoinable."""
    graph = _Graph(sources)
    orders = {path: graph.order([first]) for path, first in BEGINNINGS.items() if first in sources}
    page = orders.get(PAGE, [])
    orders[EDITOR] = [path for path in graph.order(graph.later(page)) if path not in page]
    homes = dict.fromkeys(page, PAGE) | dict.fromkeys(orders[EDITOR], EDITOR)
    for path in (WORKER, OFF):
        for name in orders.get(path, []):
            for target, line in graph.module(name).later.items():
                raise Unjoinable(name, line, f"a worker cannot import later: {target}")
    files = {
        path: _file(path, [graph.module(name) for name in order], homes) for path, order in orders.items()
    }
    return files, {name for order in orders.values() for name in order}


class _Graph:
    """The modules, each read once."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self.sources = sources
        self._read: dict[str, Module] = {}

    def module(self, path: str) -> Module:
        if path not in self._read:
            self._read[path] = read(path, self.sources[path], HOME)
        return self._read[path]

    def order(self, roots: Iterable[str]) -> list[str]:
        """These modules and all they import, each after what it imports. Raises Unjoinable."""
        order: dict[str, None] = {}
        for root in roots:
            self._visit(root, [], order)
        return list(order)

    def later(self, order: Iterable[str]) -> list[str]:
        """What these import while they run, and what that imports so."""
        found: dict[str, None] = {}
        asked = list(order)
        while asked:
            module = self.module(asked.pop(0))
            for target, line in module.later.items():
                self._check(module, target, line)
                if target not in found:
                    found[target] = None
                    asked += self.order([target])
        return list(found)

    def _visit(self, path: str, way: list[str], order: dict[str, None]) -> None:
        if path in order:
            return
        module = self.module(path)
        for one in module.imports:
            self._check(module, one.module, one.line)
            if one.module in [*way, path]:
                circle = [*way, path, one.module][[*way, path].index(one.module) :]
                raise Unjoinable(
                    path, one.line, f"modules import each other in a circle: {' → '.join(circle)}"
                )
            self._visit(one.module, [*way, path], order)
            self._check_names(module, one)
        order[path] = None

    def _check(self, module: Module, target: str, line: int) -> None:
        if target not in self.sources:
            raise Unjoinable(module.path, line, f"there is no {target}")

    def _check_names(self, module: Module, one: Import) -> None:
        for name in one.names:
            if name not in self.module(one.module).exports:
                raise Unjoinable(module.path, one.line, f"{one.module} exports no {name}")


def _file(path: str, modules: list[Module], homes: Mapping[str, str]) -> bytes:
    """One file: what it borrows of the page's, its modules, its beginning, and what it gives."""
    own = {module.path for module in modules}
    borrowed = sorted(
        {name_of(one.module) for module in modules for one in module.imports} - set(map(name_of, own))
    )

    def later(target: str) -> str:
        return (
            f'import("./{homes[target].removeprefix(HOME + "/")}").then((file) => file.{name_of(target)}())'
        )

    parts = [f"// {path}: modules joined by what they import, without their comments."]
    if borrowed:
        parts.append(f'import {{ {", ".join(borrowed)} }} from "./{PAGE.removeprefix(HOME + "/")}";')
    parts += [_ONCE, *(_part(module, later) for module in modules)]
    if path in BEGINNINGS:
        parts.append(f"{name_of(BEGINNINGS[path])}();")
    parts.append(f"export {{ {', '.join(name_of(module.path) for module in modules)} }};\n")
    return "\n".join(parts).encode()


def _part(module: Module, later: Callable[[str], str]) -> str:
    lines = [f"const {name_of(module.path)} = $once(() => {{", f"// {module.path}"]
    for one in module.imports:
        lines.append(
            f"const {one.bound} = {name_of(one.module)}();" if one.bound else f"{name_of(one.module)}();"
        )
    # As a browser's own: without a prototype, in the order of the names.
    pairs = sorted(module.exports.items())
    given = ", ".join(
        ["__proto__: null", *(name if name == said else f"{name}: {said}" for name, said in pairs)]
    )
    return "\n".join([*lines, module.body(later), f"return {{ {given} }};", "});"])


def name_of(path: str) -> str:
    """What a module is called in a joined file: js/store/db.js is $store$db."""
    stem = path.removeprefix(f"{HOME}/").removesuffix(".js")
    return "$" + "".join("$" if sign == "/" else sign if sign.isalnum() else "_" for sign in stem)
