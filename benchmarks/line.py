"""A slow line between a phone and a server, on this machine: round trips, a rate each way, and a careful beginning.

Each way has one rate for all connections together. A connection begins with ten packets under way and may have one more
for each that arrived, as TCP does; opening it costs a round trip.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PACKET = 1460
FIRST_WINDOW = 10 * PACKET
METHODS = (b"GET ", b"POST ", b"HEAD ")


@dataclass
class Way:
    """One direction of the line: bytes a second, when it is free again, and what went along."""

    rate: float
    free_at: float = 0.0
    carried: int = 0

    def sent_at(self, size: int) -> float:
        """When the last of so many bytes has left, behind everything that others send."""
        self.free_at = max(self.free_at, time.monotonic()) + size / self.rate
        self.carried += size
        return self.free_at


@dataclass
class Line:
    """What arrives at `port` reaches `server` late; notes requests (when, and what was asked) and bytes."""

    port: int
    server: int
    round_trip_s: float = 0.15
    down: Way = field(default_factory=lambda: Way(1.6e6 / 8))
    up: Way = field(default_factory=lambda: Way(0.75e6 / 8))
    requests: list[tuple[float, str]] = field(default_factory=list)
    last: float = field(default_factory=time.monotonic)

    def start(self) -> "Line":
        """Carry from now on, in a thread of its own."""
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True).start()
        ready.wait()
        return self

    def forget(self) -> None:
        """Count anew."""
        self.requests, self.up.carried, self.down.carried = [], 0, 0
        self.last = time.monotonic()

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing went by for so long."""
        return time.monotonic() - self.last > seconds

    async def _serve(self, ready: threading.Event) -> None:
        async with await asyncio.start_server(self._connect, "127.0.0.1", self.port) as listening:
            ready.set()
            await listening.serve_forever()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.round_trip_s)
        with contextlib.suppress(OSError):
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.server)
            await asyncio.gather(
                self._carry(reader, there_writer, self.up, self._note),
                self._carry(there_reader, writer, self.down, lambda _: None),
            )
            there_writer.close()
        writer.close()

    def _note(self, piece: bytes) -> None:
        # A browser sends no second request on a connection before the first is answered: each begins a piece.
        if piece.startswith(METHODS):
            asked = b" ".join(piece.split(b" ", 2)[:2]).decode("latin-1")
            self.requests.append((time.monotonic(), asked))

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        way: Way,
        note: Callable[[bytes], None],
    ) -> None:
        window, under_way = FIRST_WINDOW, 0
        arrived, loop = asyncio.Event(), asyncio.get_running_loop()
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        def acknowledged(size: int) -> None:
            nonlocal window, under_way
            window, under_way = window + size, under_way - size
            arrived.set()

        async def deliver() -> None:
            while True:
                due, piece = await queue.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not piece:
                    return
                with contextlib.suppress(OSError):
                    writer.write(piece)
                    await writer.drain()
                loop.call_later(self.round_trip_s / 2, acknowledged, len(piece))

        delivering = asyncio.create_task(deliver())
        while piece := await _read(reader):
            note(piece)
            self.last = time.monotonic()
            while under_way and under_way + len(piece) > window:
                arrived.clear()
                await arrived.wait()
            under_way += len(piece)
            queue.put_nowait((way.sent_at(len(piece)) + self.round_trip_s / 2, piece))
        queue.put_nowait((0.0, b""))
        await delivering
        with contextlib.suppress(OSError):
            writer.write_eof()


async def _read(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(4 * PACKET)
    except OSError:
        return b""
