"""One request: its body whole, a thread for as long as it is worked on, and an answer that waits for nobody."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from logbook import budgets
from logbook.front.bodies import Bodies, Refused
from logbook.front.environ import environ
from logbook.observed import BEGAN, HEADER
from logbook.problems import REFUSED, Problem

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]
Note = Callable[[str, int, float, int], str]

PIECE = 64 * budgets.KIB


@dataclass
class Answer:
    """What a WSGI application answers; `rest` is None where `body` is all of it."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    rest: Iterator[bytes] | None = None
    close: Callable[[], None] | None = None

    def start(self, status: str, headers: Headers, _exc_info: Any = None) -> None:
        """What WSGI calls start_response; nobody here uses the `write` that it may give."""
        self.status, self.headers = int(status[:3]), headers


class Front:
    """The application as granian calls it, by RSGI."""

    def __init__(self, application: Application, threads: int, note: Note | None = None) -> None:
        """`note(method, status, began, bytes)` hears of each request that is refused here; gives its number."""
        self.application, self.note = application, note
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.bodies = Bodies()
        self.refusals: dict[tuple[str, bool], Answer] = {}

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self.pool.shutdown()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        began = perf_counter()
        try:
            body = await self.bodies.read(scope, protocol)
        except Refused as refused:
            answer = await self._refusal(refused.problem, scope)
            protocol.response_bytes(answer.status, self._noted(scope.method, answer, began), answer.body)
            return
        try:
            # How long the way of a body is says more of the phone's network than of us; waiting for a thread is ours.
            await self._answer(environ(scope, body) | {BEGAN: perf_counter()}, protocol)
        finally:
            self.bodies.give_back(len(body))

    async def _answer(self, told: dict[str, Any], protocol: Any) -> None:
        context = copy_context()
        answer = await self._in_a_thread(context, self._ask, told)
        if answer.rest is None:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
            return
        try:
            transport = protocol.response_stream(answer.status, answer.headers)
            piece = answer.body
            while piece:
                # granian takes it at once: a slow reader costs memory and no thread.
                await transport.send_bytes(piece)
                piece = await self._in_a_thread(context, _piece, answer.rest)
        finally:
            if answer.close:
                await self._in_a_thread(context, answer.close)

    async def _refusal(self, problem: type[Problem], scope: Any) -> Answer:
        """The application's own words for this problem, asked once: in a flood nobody waits for a thread."""
        wants_json = scope.path == "/sync" or "json" in scope.headers.get("accept", "")
        kind = problem.code, wants_json
        if kind not in self.refusals:
            told = environ(scope, b"") | {"REQUEST_METHOD": "GET", "QUERY_STRING": "", REFUSED: problem}
            for name in [name for name in told if name.startswith("HTTP_")]:
                del told[name]  # it says nothing of who is asking
            told["HTTP_ACCEPT"] = "application/json" if wants_json else "text/html"
            answer = await self._in_a_thread(copy_context(), self._ask, told)
            answer.headers = [*answer.headers, ("Connection", "close")]
            self.refusals[kind] = answer
        return self.refusals[kind]

    def _noted(self, method: str, answer: Answer, began: float) -> Headers:
        if self.note is None:
            return answer.headers
        number = self.note(method, answer.status, began, len(answer.body))
        return [*answer.headers, (HEADER, number)]

    async def _in_a_thread(self, context: Context, work: Callable[..., Any], *given: Any) -> Any:
        # One context a request: what Flask noted in one thread it finds again in the next.
        return await asyncio.get_running_loop().run_in_executor(self.pool, context.run, work, *given)

    def _ask(self, told: dict[str, Any]) -> Answer:
        answer = Answer()
        pieces = self.application(told, answer.start)
        close = getattr(pieces, "close", None)
        if any(name.lower() == "content-length" for name, _ in answer.headers):
            answer.body = b"".join(pieces)
        else:
            answer.rest, answer.close = iter(pieces), close
            answer.body = _piece(answer.rest)
        if answer.rest is None or not answer.body:
            answer.rest, answer.close = None, None
            if close:
                close()
        return answer


def _piece(rest: Iterator[bytes]) -> bytes:
    """The next 64 KiB or a little more; nothing at the end."""
    taken, size = [], 0
    for part in rest:
        taken.append(part)
        size += len(part)
        if size >= PIECE:
            break
    return b"".join(taken)
