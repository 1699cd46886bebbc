"""Each request from its first moment to its last byte: its number, how long it took, what it was answered."""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from logbook.observed import lines
from logbook.observed.outcome import Outcome
from logbook.problems import REFUSED
from logbook.shapes.verdicts import Verdict
from logbook.traces import NUMBER

if TYPE_CHECKING:
    from logbook.observed.meters import Meters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# The key in the WSGI environment: the moment (perf_counter) since which a request waits, where the front knows it.
BEGAN = "logbook.began"
HEADER = "X-Request-Id"
NOWHERE = "none"  # no route answers there
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
# What cannot be misheard at a telephone: no I, L, O or U.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
_FILES = "/static/"


@dataclass
class _Said:
    """What the application said when it began to answer; `length` is None where it does not know."""

    status: int = 500
    route: str = NOWHERE
    length: str | None = None


class Watched:
    """A WSGI application, watched."""

    def __init__(self, inner: Application, proxies: int, writes: bool, meters: "Meters | None") -> None:
        """`writes`: whether there is an access log."""
        self.inner, self.proxies, self.writes, self.meters = inner, proxies, writes, meters

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if REFUSED in environ:
            # The front asks for the words of a refusal, once for many: each is noted where it is given.
            return self.inner(environ, start)
        began = environ.get(BEGAN) or perf_counter()
        number = environ[NUMBER] = self._number(environ)
        said = _Said()

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said.status, said.route = int(status[:3]), _route(environ)
            said.length = next((v for k, v in headers if k.lower() == "content-length"), None)
            # A file is kept for a year: the number of whoever fetched it first would stay on it.
            if not str(environ.get("PATH_INFO")).startswith(_FILES):
                headers = [*headers, (HEADER, number)]
            return start(status, headers, *more)

        def over(size: int) -> None:
            method = _method(environ.get("REQUEST_METHOD"))
            self._note(Outcome(number, method, said.route, said.status, perf_counter() - began, size))

        try:
            pieces = self.inner(environ, begin)
        except BaseException:
            over(0)
            raise
        if said.length is None:
            return _Streamed(pieces, over)
        over(int(said.length))
        return pieces

    def refuse(self, method: str, status: int, began: float, size: int) -> str:
        """Note a request that never reached the application; gives its number."""
        number = drawn()
        self._note(Outcome(number, _method(method), "refused", status, perf_counter() - began, size))
        return number

    def push(self, verdicts: list[Verdict]) -> None:
        """Count what statements that came by `/sync` were answered."""
        if self.meters:
            self.meters.pushed(verdicts)

    def _number(self, environ: dict[str, Any]) -> str:
        # Only a proxy of ours is believed, and only what can do no harm in a line or on a page.
        given = environ.get("HTTP_X_REQUEST_ID", "") if self.proxies else ""
        return given if _GIVEN.fullmatch(given) else drawn()

    def _note(self, one: Outcome) -> None:
        if self.writes:
            lines.write(one)
        if self.meters:
            self.meters.request(one)


class _Streamed:
    """An answer whose length is known at its end."""

    def __init__(self, pieces: Iterable[bytes], over: Callable[[int], None]) -> None:
        self.pieces, self.over, self.size = pieces, over, 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            yield piece

    def close(self) -> None:
        """Whoever serves calls this once, however it ended."""
        try:
            if close := getattr(self.pieces, "close", None):
                close()
        finally:
            self.over(self.size)


def drawn() -> str:
    """A new number, such as "7K2M-QX9D-4TBA": 60 random bits that people can read to each other."""
    signs = "".join(_SIGNS[byte & 31] for byte in secrets.token_bytes(12))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _route(environ: dict[str, Any]) -> str:
    """The rule, by the request that Flask leaves there until the answer has begun."""
    rule = getattr(environ.get("werkzeug.request"), "url_rule", None)
    return rule.rule if rule else NOWHERE


def _method(name: str | None) -> str:
    """A word of ours alone, so that nobody outside can make new ones."""
    return name if name in _METHODS else "other"
