"""A network that goes wrong on purpose: a small TCP proxy between the browser and the server."""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field

MOST = 65536


@dataclass
class Fault:
    """What happens to requests whose first line starts so ("POST /sync"): `cut` lets the server answer and keeps the
    answer back, `drop` never reaches the server, `half` passes half of the answer, `twice` asks the server twice and
    passes the second answer; `delay_s` waits first."""

    request: str
    kind: str = "pass"
    times: int = 1
    delay_s: float = 0
    met: int = 0


@dataclass
class Proxy:
    """`with Proxy(server_port) as network:` listens on network.port; every request is a connection of its own."""

    server: int
    port: int = 0
    faults: list[Fault] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    _listener: socket.socket | None = None

    def start(self) -> "Proxy":
        """Listen; the same port again after a stop."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()
        return self

    def stop(self) -> None:
        """The network is gone: connections are refused."""
        if self._listener:
            # Without the shutdown a thread that waits in accept() keeps the port alive.
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None

    def fault(self, request: str, kind: str, times: int = 1, delay_s: float = 0) -> Fault:
        """Let the next `times` such requests fail in this way."""
        self.faults.append(Fault(request, kind, times, delay_s))
        return self.faults[-1]

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            request = _read_request(client)
            if not request:
                return
            line = request.split(b"\r\n", 1)[0].decode("latin-1")
            self.seen.append(line)
            fault = self._fault_of(line)
            time.sleep(fault.delay_s)
            if fault.kind == "drop":
                return
            if fault.kind == "twice":
                _ask(self.server, request)
            answer = _ask(self.server, request)
            if fault.kind != "cut":
                client.sendall(answer[: len(answer) // 2] if fault.kind == "half" else answer)

    def _fault_of(self, line: str) -> Fault:
        for fault in self.faults:
            if line.startswith(fault.request) and fault.met < fault.times:
                fault.met += 1
                return fault
        return Fault("")


def _read_request(client: socket.socket) -> bytes:
    """The head and body of one request, told to close the connection after its answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := client.recv(MOST)):
            return b""
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    lengths = [int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")]
    while lengths and len(body) < lengths[0]:
        body += client.recv(MOST)
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def _ask(port: int, request: bytes) -> bytes:
    """The whole answer of the server."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as server:
        server.sendall(request)
        pieces = []
        while piece := server.recv(MOST):
            pieces.append(piece)
    return b"".join(pieces)
