"""One request of somebody, as pages and forms take it, and what it is answered with."""

from dataclasses import dataclass
from typing import TypedDict, Unpack

from flask import redirect, request
from flask.typing import ResponseReturnValue

from logbook import auth, store
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.shapes import Query
from logbook.statements.forms import Fields, Problems, first


class Asked(TypedDict, total=False):
    """What a page may be asked besides: about what, and of a form what was typed and what is wrong with it."""

    path: str
    id: str
    fields: Fields
    problems: Problems


@dataclass(frozen=True)
class Visit:
    """Who asks, for which path, with which query (name → text) and which fields of a form (name → texts)."""

    person: Person
    path: str
    query: dict[str, str]
    fields: Fields

    def one(self, name: str) -> str:
        """The first text posted under a name, or ""."""
        return first(self.fields, name)

    def find(self, kind: str, id: str) -> store.Record:
        """The record of one document that they may see. Raises NotFound."""
        with store.reading() as connection:
            found = store.find(connection, self.person, kind, id)
        if found is None:
            raise NotFound
        return found

    def asked(self, ids: dict[str, str], **more: Unpack[Asked]) -> Query:
        """The request as page functions take it, with fresh `ids`."""
        return {"path": self.path, "query": self.query, "ids": ids, **more}


def here() -> Visit:
    """The request being answered. Raises SignIn where nobody is signed in.

    Of a name that is given twice in the address the last one counts.
    """
    person = auth.require()
    query = {name: values[-1] for name, values in request.args.lists()}
    return Visit(person, request.path, query, request.form.to_dict(flat=False))


def answer(page: str | None, address: str) -> ResponseReturnValue:
    """What a form is answered with: its page once more, with what is wrong, or the address to go on to."""
    return redirect(address, code=303) if page is None else (page, 422)
