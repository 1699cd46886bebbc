"""One running application that many tests use one after the other, each with the database as new."""

import contextlib
import shutil
import socket
import sqlite3
import time
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from tests.support.server.proxy import Proxy
from tests.support.server.site import Site, is_open

PATIENCE_S = 20


class Remembering(Proxy):
    """A network with a cache on the way, as many have: files whose address names their content are asked for once.
    A phone that starts fetches 140 of them. When it goes, what is under way gets no late answer."""

    def __init__(self, server: int, port: int) -> None:
        super().__init__(server=server, port=port)
        self._kept: dict[bytes, bytes] = {}
        self._clients: set[socket.socket] = set()

    def ask(self, request: bytes) -> bytes:
        """The server's answer, or the one it gave before; none where the server is gone."""
        key = _of_a_file(request)
        if key is None or key not in self._kept:
            answer = super().ask(request)
            if key is not None and answer.startswith(b"HTTP/1.1 200"):
                self._kept[key] = answer
            return answer
        with socket.create_connection(("127.0.0.1", self.server), timeout=PATIENCE_S):
            return self._kept[key]

    def stop(self) -> None:
        """The network is gone, as when the server behind it is killed."""
        super().stop()
        for client in list(self._clients):
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

    def is_quiet(self) -> bool:
        """Whether the server has answered everything that reached it."""
        return not self._clients

    def _carry(self, client: socket.socket) -> None:
        self._clients.add(client)
        try:
            super()._carry(client)
        finally:
            self._clients.discard(client)


class Standing(Site):
    """A site that goes on between tests: `down` takes its network away, and what answers behind it stays."""

    def __init__(self, seed: Path, folder: Path) -> None:
        self.seed = seed
        self.path = Path(shutil.copy(seed, folder / "logbook.db"))
        super().__init__(f"sqlite:///{self.path}")
        self.network: Remembering = Remembering(self.network.server, self.network.port)
        self._first = deepcopy(self.application)

    def up(self) -> "Standing":
        """Server and network are there."""
        if self.application.process is None:
            self.application.start()
        if not is_open(self.network.port):
            self.network.start()
        return self

    def down(self) -> None:
        """Nothing answers at its address."""
        self.network.stop()
        assert not is_open(self.network.port), "the network still carries"

    def end(self) -> None:
        """The server ends as well."""
        super().down()

    def is_as_it_was(self) -> bool:
        """Whether a server with the first settings runs, and nothing asks it any more."""
        self.down()
        limit = time.monotonic() + PATIENCE_S
        while not self.network.is_quiet() and time.monotonic() < limit:
            time.sleep(0.01)
        process = self.application.process
        alive = process is not None and process.poll() is None
        same = replace(self.application, process=None) == self._first
        return alive and same and self.network.is_quiet()

    def renew(self) -> None:
        """The database as it was at first, under the server's feet, and a network without faults."""
        with (
            closing(sqlite3.connect(f"{self.seed.as_uri()}?immutable=1", uri=True)) as seed,
            closing(sqlite3.connect(self.path, timeout=PATIENCE_S)) as live,
        ):
            seed.backup(live)
        self.network.faults.clear()
        self.network.seen.clear()
        self.network.late.clear()
        self.network.most_bytes = None


def _of_a_file(request: bytes) -> bytes | None:
    """What such a request is told apart by: its address, and how the answer may be packed."""
    head = request.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    if not head[0].startswith(b"GET /static/"):
        return None
    told = (b"accept-encoding:", b"if-", b"range:")
    return b"\n".join([head[0], *(line for line in head if line.lower().startswith(told))])
