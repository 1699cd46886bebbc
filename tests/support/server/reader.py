"""Opening a page in a test reads the page: one heading, no id twice, a label for each input, the security header."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
_TYPED = ["input", "select", "textarea"]


class Page:
    """What a person would see: `text` (all words), `soup` (the tree), `status`, `headers`."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.status, self.headers, self.path = response.status_code, response.headers, path
        self.html = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.html, "html.parser")
        self.text = " ".join(self.soup.get_text(" ").split())

    @property
    def heading(self) -> str:
        """The words of the one h1."""
        return " ".join(self.soup.select("h1")[0].get_text().split())

    def links(self) -> list[str]:
        """Every address the page links to."""
        return [str(link["href"]) for link in self.soup.select("a[href]")]

    def form(self, action: str) -> dict[str, Any]:
        """The fields of the form that posts to `action`, as a browser would send them untouched."""
        for form in self.soup.select("form"):
            if form.get("action") == action:
                return _values(form)
        raise AssertionError(
            f"{self.path} has no form for {action}: {[f.get('action') for f in self.soup('form')]}"
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
    headings = page.soup.select("h1")
    assert len(headings) == 1, f"{path} has {len(headings)} h1"
    title = page.soup.title
    assert title and title.get_text().strip().startswith(page.heading), (
        f"{path}: the title does not start with the h1"
    )
    ids = [str(tag["id"]) for tag in page.soup.select("[id]")]
    assert len(ids) == len(set(ids)), f"{path} repeats an id: {sorted(id for id in ids if ids.count(id) > 1)}"
    named = {str(label["for"]) for label in page.soup.select("label[for]")}
    for field in page.soup(_TYPED):
        assert _is_labelled(field, named), f"{path}: no label for {field}"
    for form in page.soup("form"):
        assert form.get("action"), f"{path}: a form without an address"
    assert not page.soup.select("[style], style, script:not([src])"), f"{path} has inline style or script"
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
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen.get("value", "")) if chosen else ""
    return str(field.get("value", ""))
