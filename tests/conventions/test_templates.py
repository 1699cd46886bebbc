"""Templates keep to the phone's subset, hold no inline code, and link only to pages there are."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from logbook import shell, trees

ALL = sorted(path.relative_to(shell.TEMPLATES).as_posix() for path in shell.TEMPLATES.rglob("*.html"))
PHONE = shell.phone_templates()

# The code of templates is not HTML: it is cut out before the HTML is searched.
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.S)
# Attributes that name an address of ours, and how they are asked for.
ADDRESS = re.compile(
    r"\b(?P<name>href|src|action|formaction|hx-get|hx-post|hx-put|hx-patch|hx-delete)=\"(?P<path>/[^\"]*)\""
)
INLINE = re.compile(
    r"<style\b|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on\b|javascript:|hx-vals=['\"]js:|hx-trigger=\"[^\"]*\["
)
# What only a phone can answer: the work that exists nowhere else.
PHONE_ONLY = re.compile(
    r"/outbox\.json|/outbox/redate|/(outbox|drafts)/[0-9a-f-]+/(discard|again)|/entries/[0-9a-f-]+/undo"
)
A_UUID = "0b8f7f0e-6a9c-4f3e-9a53-0d1f5a1b2c3d"


def source(name: str) -> str:
    return (shell.TEMPLATES / name).read_text()


@pytest.mark.parametrize("name", PHONE)
def test_a_phone_template_keeps_to_the_subset(name):
    trees.tree(shell.environment(), name, PHONE)


@pytest.mark.parametrize("name", ALL)
def test_every_template_compiles(name):
    shell.environment().get_template(name)


@pytest.mark.parametrize("name", ALL)
def test_a_template_holds_no_inline_code_or_style(name):
    found = INLINE.search(CODE.sub("", source(name)))
    assert not found, f"{name}: {found and found.group(0)!r} is blocked by the Content-Security-Policy"


@pytest.mark.parametrize("name", ALL)
def test_a_template_asks_a_request_for_nothing(name):
    for word in ("url_for", "csrf_token(", "current_user", "get_flashed_messages", "request.", "session."):
        assert word not in source(name), f"{name} uses {word}, which the phone has not got"


@pytest.mark.parametrize("name", ALL)
def test_what_is_marked_as_html_was_made_by_us(name):
    assert "|safe" not in source(name).replace(" ", ""), f"{name} marks a text as HTML"


@pytest.mark.parametrize("name", ALL)
def test_every_address_in_a_template_exists(app, name):
    for attribute, path in addresses(name):
        assert leads_somewhere(app, attribute, path), f"{name}: {attribute}={path!r} is no address of ours"


def test_every_page_has_its_template():
    missing = [template for template in shell.PAGES.values() if template not in PHONE]
    assert not missing


def addresses(name: str) -> Iterator[tuple[str, str]]:
    """(attribute, path) of each address written out, with something plausible where the template prints."""
    for found in ADDRESS.finditer(CODE.sub("", source(name))):
        path = found["path"].replace("{{ build }}", shell.build())
        yield found["name"], re.sub(r"\{\{.*?\}\}", A_UUID, path).split("?")[0].split("#")[0]


def leads_somewhere(app: Flask, attribute: str, path: str) -> bool:
    if path.startswith(f"/static/{shell.build()}/"):
        return path.removeprefix(f"/static/{shell.build()}/") in shell.files()
    posts = attribute in ("action", "formaction", "hx-post")
    # A form may just as well get its page, as a search does.
    found = [can_match(app, path, method) for method in (("POST", "GET") if posts else ("GET",))]
    return any(found) or bool(PHONE_ONLY.fullmatch(path))


def can_match(app: Flask, path: str, method: str) -> bool:
    try:
        app.url_map.bind("localhost").match(path, method=method)
    except RequestRedirect:
        return True
    except (NotFound, MethodNotAllowed):
        return False
    return True
