"""Opening a page in a test reads the page: one heading, no id twice, a label for each input, the security header."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
_TYPED = ["input", "select", "textarea"]


class Page:
    """What a person would see: `text` (all words), `soup` (the tree), `tags` (in order), `status`, `headers`."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.status, self.headers, self.path = response.status_code, response.headers, path
        self.html = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.html, "html.parser")

    @cached_property
    def text(self) -> str:
        """All words."""
        return " ".join(self.soup.get_text(" ").split())

    @cached_property
    def tags(self) -> dict[str, list[Tag]]:
        """{"h1": […], …}: every element by its name, in one walk; each selector would walk the tree anew."""
        found: dict[str, list[Tag]] = defaultdict(list)
        for tag in self.soup.descendants:
            if isinstance(tag, Tag):
                found[tag.name].append(tag)
        return found

    @property
    def heading(self) -> str:
        """The words of the one h1."""
        return " ".join(self.tags["h1"][0].get_text().split())

    def links(self) -> list[str]:
        """Every address the page links to."""
        return [str(link["href"]) for link in self.tags["a"] if link.has_attr("href")]

    def form(self, action: str) -> dict[str, Any]:
        """The fields of the form that posts to `action`, as a browser would send them untouched."""
        for form in self.tags["form"]:
            if form.get("action") == action:
                return _values(form)
        raise AssertionError(
            f"{self.path} has no form for {action}: {[f.get('action') for f in self.tags['form']]}"
        )


def read(client: FlaskClient, path: str, status: int = 200, **options: Any) -> Page:
    """Get a page and check what is true of every page. Fails with words that name the page."""
    return check(client.get(path, **options), path, status)


def check(response: TestResponse, path: str, status: int = 200) -> Page:
    """Check an answer that is a page, however it was asked for."""
    page = Page(response, path)
    assert page.status == status, (
        f"{path} answered {page.status}, {page.headers.get('Location')}: {page.text[:400]}"
    )
    tags = page.tags
    assert len(tags["h1"]) == 1, f"{path} has {len(tags['h1'])} h1"
    title = page.soup.title
    assert title and title.get_text().strip().startswith(page.heading), (
        f"{path}: the title does not start with the h1"
    )
    every = [tag for named in tags.values() for tag in named]
    ids = [str(tag["id"]) for tag in every if tag.has_attr("id")]
    assert len(ids) == len(set(ids)), f"{path} repeats an id: {sorted(id for id in ids if ids.count(id) > 1)}"
    named = {str(label["for"]) for label in tags["label"] if label.has_attr("for")}
    for field in (field for name in _TYPED for field in tags[name]):
        assert _is_labelled(field, named), f"{path}: no label for {field}"
    for form in tags["form"]:
        assert form.get("action"), f"{path}: a form without an address"
    assert not tags["style"] and not any(tag.has_attr("style") for tag in every), f"{path} has inline style"
    assert all(script.has_attr("src") for script in tags["script"]), f"{path} has inline script"
    assert "default-src 'none'" in page.headers.get("Content-Security-Policy", ""), f"{path} has no CSP"
    return page


def _is_labelled(field: Tag, named: set[str]) -> bool:
    if field.get("type") in _UNLABELLED or field.get("aria-label") or field.get("aria-labelledby"):
        return True
    # What lies in a template is on no page yet: a script names it when it takes it out.
    if field.find_parent("template"):
        return True
    return field.get("id") in named or field.find_parent("label") is not None


def _values(form: Tag) -> dict[str, Any]:
    values: dict[str, list[str]] = {}
    for field in form(_TYPED):
        name = field.get("name")
        if not name or (field.get("type") in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        values.setdefault(str(name), []).append(_value(field))
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def _value(field: Tag) -> str:
    if field.name == "textarea":
        # A browser drops the first line break inside a textarea.
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        options = field("option")
        chosen = next(
            (option for option in options if option.has_attr("selected")), next(iter(options), None)
        )
        return str(chosen.get("value", "")) if chosen else ""
    return str(field.get("value", ""))
