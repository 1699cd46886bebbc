"""What tests of requirement sets need: Dan at his desk, where he writes a draft by its forms."""

import json

import pytest
from sqlalchemy import select

from logbook.models import SetDraft
from logbook.shapes.loose import Doc
from tests.support.cast.people import NORTH
from tests.support.server.application import ask
from tests.support.server.reader import Page, check, read

STARTER = f"/requirements/{NORTH}/generic-starter"


class Writer:
    """A coordinator with a draft."""

    def __init__(self, app, client, draft=""):
        self.app, self.client, self.draft = app, client, draft

    def copies(self, address=STARTER) -> str:
        """A draft of a set; gives its address, which is where everything else happens."""
        answer = self.client.post(f"{address}/copy", data=read(self.client, address).form(f"{address}/copy"))
        assert answer.status_code == 303, answer.text[:400]
        self.draft = answer.headers["Location"]
        return self.draft

    def beside(self, client) -> "Writer":
        """Somebody else at the same draft."""
        return Writer(self.app, client, self.draft)

    def page(self) -> Page:
        """The draft."""
        return read(self.client, self.draft)

    def presses(self, what, status=303, **more) -> Page:
        """A button of the draft's page."""
        data = self.page().form(self.draft) | {"do": what} | more
        return self._went(self.client.post(self.draft, data=data), status)

    def fills(self, part, /, status=303, start=None, **answers) -> Page:
        """A form of the draft, as it stands or as it was when it was opened (`start`), with these answers."""
        path = f"{self.draft}/{part}"
        data = (start if start is not None else read(self.client, path).form(path)) | answers
        return self._went(self.client.post(path, data=data), status)

    def opens(self, part) -> Doc:
        """What a form holds untouched."""
        path = f"{self.draft}/{part}"
        return read(self.client, path).form(path)

    def adds(self, holder, kind, label, /, **answers) -> str:
        """A rule, with what its form says; gives its id."""
        path = f"{self.draft}/additions/{holder}"
        data = read(self.client, path).form(path) | {"kind": kind, "label": label}
        answer = self.client.post(path, data=data)
        assert answer.status_code == 303, answer.text[:400]
        id = answer.headers["Location"].rpartition("/")[2]
        if answers:
            self.fills(f"rules/{id}", **answers)
        return id

    def undoes(self, page) -> Page:
        """The Undo of the note on top."""
        form = page.soup.select_one("main > .note form")
        return self._went(self.client.post(form["action"], data=page.form(form["action"])), 303)

    def publishes(self, status=303, **answers) -> Page:
        """The draft, as its page says it would be."""
        return self.fills("publication", status, **answers)

    def doc(self) -> Doc:
        """What the draft says."""
        [text] = ask(self.app, select(SetDraft.text).where(SetDraft.id == self.draft.rpartition("/")[2]))
        return json.loads(text[0])

    def rule(self, id) -> Doc:
        """What one rule of it says."""
        return next(rule for gate in self.doc()["gates"] for rule in gate["rules"] if rule["id"] == id)

    def _went(self, answer, status) -> Page:
        if status != 303:
            return check(answer, self.draft, status)
        assert answer.status_code == 303, (answer.status_code, check(answer, "", answer.status_code).text)
        return check(self.client.get(answer.headers["Location"]), self.draft)


@pytest.fixture
def dans(app, phone_of, dan):
    """Dan with a draft of the starter set."""
    writer = Writer(app, phone_of(dan))
    writer.copies()
    return writer
