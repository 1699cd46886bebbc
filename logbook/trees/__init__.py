"""Templates as JSON trees: Jinja2's own parser reads them, `render.js` walks them, both print the same bytes.

A tree is {"extends": name or null, "body": [statement, …]}. A statement is a text or a list that begins with its
kind, an expression is a list that begins with its kind; `statements.py` and `expressions.py` show every kind.
Whatever lies outside `subset.py` is refused here, at start, and never discovered on a phone.
"""

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError

from logbook.trees.environment import PageEnvironment
from logbook.trees.expressions import Unsupported
from logbook.trees.statements import Converter
from logbook.trees.strict import Unprintable

__all__ = ["PageEnvironment", "Unprintable", "Unsupported", "bundle", "tree"]


def bundle(env: PageEnvironment, names: Sequence[str]) -> dict[str, Any]:
    """The trees of the named templates: {name: tree}. Raises Unsupported, also for a template that is not named."""
    return {name: tree(env, name, names) for name in names}


def tree(env: PageEnvironment, name: str, names: Sequence[str]) -> dict[str, Any]:
    """The tree of one template. `names` are the templates it may extend, include and import from."""
    source = _source(env, name)
    try:
        parsed = env.parse(source, name)
    except TemplateSyntaxError as error:
        raise Unsupported(f"{name}:{error.lineno}: {error.message}") from None
    return Converter(name, parsed, env.house, frozenset(names)).template()


def _source(env: Environment, name: str) -> str:
    assert env.loader is not None, "a page environment always has a loader"  # noqa: S101
    return env.loader.get_source(env, name)[0]
