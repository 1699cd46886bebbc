"""An ES module as a script that puts its exports into `modules`: QuickJS's wheel has no module loader."""

import json
import re
from pathlib import PurePosixPath

_IMPORT = re.compile(r"^import\b(?P<what>[^;'\"]*?)(?:\bfrom\s*)?[\"'](?P<path>[^\"']+)[\"'];?[^\n]*$", re.M)
_REEXPORT = re.compile(
    r"^export\s*(?P<what>\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*[\"'](?P<path>[^\"']+)[\"'];?", re.M
)
_EXPORT_LIST = re.compile(r"^export\s*\{(?P<what>[^}]*)\};?", re.M)
_EXPORT_DEFAULT = re.compile(
    r"^export\s+default\s+(?:(?P<kind>(?:async\s+)?function\*?|class)\s+(?P<name>\w+))?", re.M
)
_EXPORT = re.compile(
    r"^export\s+(?P<kind>(?:async\s+)?function\*?|class|const|let|var)\s+(?P<name>[\w$]+)", re.M
)


def as_script(module: str, source: str) -> tuple[str, list[str]]:
    """The module as a script, and the modules it imports, by their path under static/js."""
    work = Rewriter(module)
    for pattern, change in (
        (_IMPORT, work.imported),
        (_REEXPORT, work.passed_on),
        (_EXPORT_LIST, work.listed),
        (_EXPORT_DEFAULT, work.default),
        (_EXPORT, work.declared),
    ):
        source = pattern.sub(change, source)
    body = f'"use strict";\n{source}\nreturn {{ {", ".join(work.exports)} }};'
    return f"modules[{json.dumps(module)}] = (() => {{ {body} }})();", work.needed


class Rewriter:
    """Turns the imports and exports of one module into plain statements, one match after another."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.needed: list[str] = []
        self.exports: list[str] = []

    def imported(self, found: re.Match[str]) -> str:
        # The lines stay, so that an error names the right one.
        return _bindings(found["what"].strip(), self._place(found["path"])) + "\n" * found[0].count("\n")

    def passed_on(self, found: re.Match[str]) -> str:
        what, there = found["what"], self._place(found["path"])
        if what == "*":
            self.exports.append(f"...{there}")
        elif what.startswith("*"):
            self.exports.append(f"{what.split()[-1]}: {there}")
        else:
            self.exports += [f"{alias}: {there}.{name}" for name, alias in _pairs(what.strip("{}"))]
        return ""

    def listed(self, found: re.Match[str]) -> str:
        self.exports += [f"{alias}: {name}" for name, alias in _pairs(found["what"])]
        return ""

    def default(self, found: re.Match[str]) -> str:
        self.exports.append(f"default: {found['name'] or '_default'}")
        return f"{found['kind']} {found['name']}" if found["name"] else "const _default = "

    def declared(self, found: re.Match[str]) -> str:
        self.exports.append(found["name"])
        return f"{found['kind']} {found['name']}"

    def _place(self, path: str) -> str:
        self.needed.append(_resolved(self.module, path))
        return f"modules[{json.dumps(self.needed[-1])}]"


def _bindings(what: str, there: str) -> str:
    if not what:
        return ""
    if what.startswith("*"):
        return f"const {what.split()[-1]} = {there};"
    first, brace, rest = what.partition("{")
    names = [f"{name}: {alias}" for name, alias in _pairs(rest.rstrip("} "))] if brace else []
    if first.strip(" ,\n"):
        names.insert(0, f"default: {first.strip(' ,')}")
    return f"const {{ {', '.join(names)} }} = {there};"


def _pairs(what: str) -> list[tuple[str, str]]:
    """[(name, alias)] of "a, b as c"."""
    words = [part.split() for part in what.split(",") if part.strip()]
    return [(part[0], part[-1]) for part in words]


def _resolved(module: str, path: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(module).parent / path).parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
