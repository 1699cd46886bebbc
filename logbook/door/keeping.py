"""A statement that came in as a form, handed to the store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from logbook import canonical, instants, shell, store
from logbook.permissions import Person
from logbook.problems import Busy, NotWritable
from logbook.schemas.shapes import is_uuid
from logbook.statements.forms import Problems

_TAKEN = {"applied", "duplicate"}
_UNSEEN = (
    "A part of this form that is not shown has come changed, and nothing was saved. Copy what you typed, then "
    "open the form anew."
)
# What the server itself writes into a statement when a form comes in: the second of a doubled tap comes a second later.
_MOMENTS = ("recorded_at", "signed_at", "at")


def keep(person: Person, doc: dict[str, Any], mutation: str, grade: str | None = None) -> Problems:
    """Hand a statement to the store; what was wrong with it, by field, or nothing when it was taken. Raises Busy."""
    try:
        one = store.Mutation(mutation, canonical.dumps(doc), grade=grade)
    except canonical.NotCanonical:
        # What a person types is cleaned: this came in a field that nobody sees.
        return {"base": [_UNSEEN]}
    if not is_uuid(mutation):
        return {"base": [_UNSEEN]}
    now = instants.now()
    verdict = store.run(lambda connection: store.accept(connection, person, [one], now=now))[0]
    if verdict["status"] == "retry":
        raise Busy(retry_after_s=verdict["after_s"])
    if verdict["status"] in _TAKEN or (
        verdict["status"] == "id_reused" and _says_the_same(person, doc, mutation)
    ):
        return {}
    return _words(verdict)


@contextmanager
def typed(draw: Callable[[Problems], str]) -> Iterator[None]:
    """Where the server can keep nothing inside, its answer is the form with what was typed, which draw(problems) gives.

    Its ids stay: nobody knows whether what failed was kept after all, and the same ids are never kept twice.
    """
    try:
        yield
    except (Busy, NotWritable) as problem:
        words = {"base": [f"{problem.title}. {problem.detail}"]}
        problem.again = lambda: draw(words)
        raise


def _says_the_same(person: Person, doc: dict[str, Any], mutation: str) -> bool:
    kept = store.told(person.id, mutation)
    moments = dict.fromkeys(_MOMENTS)
    return kept is not None and kept | moments == doc | moments


def _words(verdict: store.Verdict) -> Problems:
    if "fields" in verdict and verdict["fields"]:
        return verdict["fields"]
    words = shell.data()["vocabulary"]["refusals"]
    code = verdict["code"] if "code" in verdict else verdict["status"]
    return {"base": [words.get(code, "This could not be taken. Reload the page and try again.")]}
