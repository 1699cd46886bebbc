"""Bodies are read under a deadline and a budget of bytes, each alone and all together."""

import asyncio
from dataclasses import dataclass
from typing import Any

from logbook import budgets
from logbook.problems import Busy, Problem, TooLarge, TooSlow


class Refused(Exception):
    """This body is not waited for; `problem` says why, in words for its sender."""

    def __init__(self, problem: type[Problem]) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(eq=False)
class _Reading:
    """One body that is being received: when it began, its deadline, whether it gave way to others."""

    limit: asyncio.Timeout
    began: float
    crowded_out: bool = False


class Bodies:
    """All bodies that this process holds: those under way and those of requests that are being answered."""

    def __init__(self) -> None:
        self.held = 0  # bytes
        self.under_way: list[_Reading] = []  # the one that began first comes first

    async def read(self, scope: Any, protocol: Any) -> bytes:
        """The whole body, counted until `give_back`. Raises Refused; then nothing is counted."""
        most = most_bytes(scope.path)
        declared = scope.headers.get("content-length")
        if declared is None and "transfer-encoding" not in scope.headers and scope.http_version[0] == "1":
            return b""
        if declared is not None and int(declared) > budgets.DROPPED_BYTES:
            raise Refused(TooLarge)
        body = bytearray()
        try:
            await self._fill(body, most, protocol)
        except BaseException:
            self.give_back(len(body))
            raise
        return bytes(body)

    def give_back(self, size: int) -> None:
        """A body of this many bytes is no longer held."""
        self.held -= size

    async def _fill(self, body: bytearray, most: int, protocol: Any) -> None:
        now, size = asyncio.get_running_loop().time, 0
        try:
            async with asyncio.timeout(budgets.SILENCE_S) as limit:
                reading = _Reading(limit, now())
                self._begin(reading)
                try:
                    async for chunk in protocol:
                        size += len(chunk)
                        self._keep(body, chunk, fits=size <= most)
                        if size > budgets.DROPPED_BYTES:
                            raise Refused(TooLarge)
                        self._make_room(reading)
                        _wait_on(reading, size, now())
                finally:
                    self.under_way.remove(reading)
        except TimeoutError:
            raise Refused(Busy if reading.crowded_out else TooSlow) from None

        if size > most:
            raise Refused(TooLarge)

    def _keep(self, body: bytearray, chunk: bytes, *, fits: bool) -> None:
        # A little too much is let come and dropped: an answer to who is still sending is lost, with a proxy as with a
        # browser, and its words with it.
        if fits:
            body += chunk
            self.held += len(chunk)
        else:
            self.give_back(len(body))
            body.clear()

    def _begin(self, reading: _Reading) -> None:
        self.under_way.append(reading)
        if len(self.under_way) > budgets.BODIES:
            _crowd_out(self.under_way[0])

    def _make_room(self, reading: _Reading) -> None:
        # Who is slowest pays: whoever fills the memory on purpose holds bodies open, an honest one is soon whole.
        if self.held > budgets.BODIES_BYTES:
            _crowd_out(next((one for one in self.under_way if not one.crowded_out), reading))


def most_bytes(path: str) -> int:
    """How large a body at this address may be; the application refuses some of less."""
    larger = {"copies": budgets.COPY_BYTES, "rosters": budgets.ROSTER_BODY, "logo": budgets.LOGO_BODY}
    return larger.get(path.rpartition("/")[2], budgets.FORM_BYTES)


def _crowd_out(reading: _Reading) -> None:
    if not reading.crowded_out:
        reading.crowded_out = True
        reading.limit.reschedule(0)


def _wait_on(reading: _Reading, size: int, now: float) -> None:
    """The next byte may take a while; all of them together no longer than the pace allows."""
    if not reading.crowded_out:
        by_pace = reading.began + budgets.BODY_S + size / budgets.BODY_RATE
        reading.limit.reschedule(min(now + budgets.SILENCE_S, by_pace))
