"""The security log: one JSON line for each thing that concerns who may do what, and nothing of what was written.

`trace` is the one way in. It takes names of `EVENTS` and facts of `FACTS` alone, and facts are ids, codes and numbers:
no text of a case, no password, no link, no e-mail can stand in a line.
"""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from logging.handlers import WatchedFileHandler
from typing import Any, TextIO

import orjson
from flask import Flask, g, has_request_context, request

from logbook import instants

# Each event with what it means; docs/deploy.md lists them, and a test holds both together.
EVENTS = {
    "sign_in": "a session began",
    "sign_in_failed": "a password or a code was wrong: at the sign-in page, on an invitation, before a signature",
    "slowed": "a try had to wait because of earlier failures",
    "sign_out": "a session was ended by who is signed in with it",
    "sessions_ended": "sessions were ended from elsewhere",
    "link_made": "an invitation, or a link for a new password, was made or renewed",
    "link_used": "such a link was used",
    "link_revoked": "such a link was revoked, or replaced by a newer one",
    "link_restored": "an invitation that was revoked works again",
    "links_shown": "links that somebody made were shown to them again, as slips or as a file",
    "many_invited": "names of a list were invited together",
    "role_given": "a role in a programme began",
    "role_ended": "a role in a programme ended",
    "handed_over": "cases that wait were handed to another supervisor by a coordinator",
    "codes_made": "somebody made themselves recovery codes",
    "code_used": "a recovery code set a new password",
    "password_set": "a password was set or changed",
    "email_set": "an e-mail was changed",
    "details_set": "a name or a registration was changed",
    "account_locked": "an account was locked by a coordinator, or closed by its owner",
    "account_opened": "a locked account was opened again",
    "signer_confirmed": "a coordinator confirmed a signer",
    "programme_set": "the facts of a programme were changed",
    "set_published": "a programme’s own requirement set was published as a version: `count` is its number",
    "module_set": "modules of a programme were taken over, published, retired or opened again: `kind` says which",
    "completions_filed": "completions of modules were recorded from a file",
    "accreditation_set": "an accreditation was written down or taken back: `kind` says which",
    "provider_set": "a provider was added, or its facts were changed",
    "providers_joined": "two providers became one",
    "programme_ended": "a programme ended, and with it the roles of its trainees",
    "programme_opened": "a programme that had ended was opened again",
    "cohort_set": "a cohort was made, changed, or opened again",
    "cohort_ended": "a cohort ended",
    "training_arranged": "a trainee was moved, paused, extended or back: `kind` says which",
    "arrangement_undone": "one of these was taken back",
    "exception_made": "something else was asked of one trainee: `kind` says what",
    "exception_withdrawn": "this was withdrawn",
    "enrolled": "by which version of a set a trainee is judged was changed",
    "enrolment_undone": "this was taken back",
    "register_set": "something that a school keeps of a person was added or taken back: `kind` says what",
    "licence_set": "somebody wrote a licence of theirs, or what they say of one",
    "licence_checked": "a school kept a check of a licence",
    "licence_check_undone": "this was taken back",
    "answer_decided": "a coordinator accepted, or did not, an answer that came after its signer had left",
    "signed": "a case was signed with a password",
    "exported": "a logbook was taken out as a file",
    "listed": "a list of people was taken out as a file",
    "copy_brought": "a saved copy was brought back",
    "refused": "somebody asked for what they may not see or do",
    "forwarded": "a proxy names callers, while LOGBOOK_PROXIES expects none",
}
# about: an account, or the provider that went into another; thing: a membership, a link, a case, a copy or a provider.
# All ids.
FACTS = frozenset(("about", "thing", "programme", "role", "kind", "code", "count"))
_PLAIN = re.compile(r"[A-Za-z0-9_.:-]{0,64}")

# The key in the WSGI environment: the number of a request, by which its lines are found in every log.
NUMBER = "logbook.number"

_log = logging.getLogger("logbook.security")
_held: ContextVar[list[dict[str, Any]] | None] = ContextVar("held", default=None)


def register(app: Flask) -> None:
    """Let the lines go where the settings say: to a file of its owner's alone, or to standard error."""
    send(_log, app.config["SECURITY_LOG"])


def send(log: logging.Logger, path: str) -> None:
    """Let the lines of a log, whole as they are, go to a file of its owner's alone; without one to standard error."""
    handler = _handler(path)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for old in list(log.handlers):
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    # Lines of JSON among others are no log that a program can read.
    log.propagate = False


def trace(event: str, **facts: str | int | None) -> None:
    """Write one line; inside a transaction it waits for the commit, and goes with what is rolled back.

    Raises ValueError for an event or a fact that is not in the lists, or a fact that is more than an id or a code.
    """
    if event not in EVENTS or not FACTS.issuperset(facts):
        raise ValueError(f"no such event or fact: {event} {sorted(facts)}")
    for value in facts.values():
        if isinstance(value, str) and not _PLAIN.fullmatch(value):
            raise ValueError(f"{event} holds more than ids and codes")
    told = {name: value for name, value in facts.items() if value is not None}
    line = {"at": instants.now(), "event": event} | _who() | told
    held = _held.get()
    if held is None:
        _write(line)
    else:
        held.append(line)


@contextmanager
def held() -> Iterator[list[dict[str, Any]]]:
    """Hold lines back until this ends well: what was not committed did not happen. Gives what is held, as it grows; an
    inner one holds nothing of its own."""
    if _held.get() is not None:
        yield []
        return
    lines: list[dict[str, Any]] = []
    mark = _held.set(lines)
    try:
        yield lines
    finally:
        _held.reset(mark)
    for line in lines:
        _write(line)


def _who() -> dict[str, str | None]:
    """Who asked, from where, in which request, and by which rule: never the address itself, which may hold a link."""
    if not has_request_context():
        return {"by": "host"}
    person = getattr(g, "person", None)
    rule = request.url_rule.rule if request.url_rule else None
    return {
        "by": person.id if person else None,
        "session": (getattr(g, "login", None) or "")[:12] or None,
        "from": request.remote_addr,
        "route": f"{request.method} {rule}" if rule else None,
        "request": request.environ.get(NUMBER),
    }


def _write(line: dict[str, Any]) -> None:
    _log.info("%s", orjson.dumps(line).decode())


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error now: a process may have been given another one since it began."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def _handler(path: str) -> logging.Handler:
    if not path:
        return _StandardError()
    # Created here with its rights; WatchedFileHandler opens it anew when it was rotated away.
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    return WatchedFileHandler(path, encoding="utf-8")
