"""Filling templates: plain JSON in, HTML out, as strict as a phone."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import FileSystemLoader

from logbook import filters, trees, vocabulary
from logbook.shell.digest import build
from logbook.shell.static import TEMPLATES


@cache
def environment() -> trees.PageEnvironment:
    """The Jinja2 environment of every page of ours, Flask's and the phone's. `build` is known in all templates."""
    env = trees.PageEnvironment(FileSystemLoader(TEMPLATES), filters.make(vocabulary.as_json()))
    env.globals["build"] = build()
    return env


def render(template: str, page: Mapping[str, Any]) -> str:
    """The HTML of a page: plain JSON into a template. Raises jinja2's UndefinedError, or trees.Unprintable."""
    return environment().get_template(template).render(page)
