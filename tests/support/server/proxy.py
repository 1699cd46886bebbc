"""A network that goes wrong on purpose: a small TCP proxy between the browser and the server."""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field

MOST = 65536
# What a proxy says of a body that is too large for it; ours would be JSON.
TOO_LARGE = b"HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>413</h1>"


@dataclass
class Fault:
    """What happens to requests whose first line starts so ("POST /sync"), and that hold `carrying` where that is given:

    `drop` never reaches the server, `hang` neither, and the connection stays open; `cut` lets the server answer and
    keeps the answer back, `half` passes half of it, `part` its first `size` bytes; `instead` gives `answer` and asks
    nobody; `twice` asks the server twice and passes the second answer, `double` asks twice at one moment; `late` drops
    the connection and brings the request to the server after the next one; `trickle` passes the answer `size` bytes
    at a time, `delay_s` apart. Every other kind waits for `delay_s` first.
    """

    request: str
    kind: str = "pass"
    times: int = 1
    delay_s: float = 0
    size: int = 0
    answer: bytes = b""
    carrying: bytes = b""
    met: int = 0


@dataclass
class Proxy:
    """`with Proxy(server_port) as network:` listens on network.port; every request is a connection of its own.

    Requests with more than `most_bytes` of body get 413 from us, as from the proxies that stand before real servers.
    """

    server: int
    port: int = 0
    most_bytes: int | None = None
    faults: list[Fault] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    late: list[bytes] = field(default_factory=list)
    carried: int = 0  # requests that are on their way just now
    _listener: socket.socket | None = None
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> "Proxy":
        """Listen; the same port again after a stop."""
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=512)
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

    def fault(
        self, request: str, kind: str, times: int = 1, delay_s: float = 0, **more: int | bytes
    ) -> Fault:
        """Let the next `times` such requests fail in this way."""
        self.faults.append(Fault(request, kind, times, delay_s, **more))  # type: ignore[arg-type]
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

    def ask(self, request: bytes) -> bytes:
        """The server's whole answer."""
        with socket.create_connection(("127.0.0.1", self.server), timeout=60) as server:
            server.sendall(request)
            pieces = []
            while piece := server.recv(MOST):
                pieces.append(piece)
        return b"".join(pieces)

    def _carry(self, client: socket.socket) -> None:
        self._count(1)
        try:
            self._carry_one(client)
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._counting:
            self.carried += step

    def _carry_one(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            request = _read_request(client)
            if not request:
                return
            line = request.split(b"\r\n", 1)[0].decode("latin-1")
            self.seen.append(line)
            fault = self._fault_of(line, request)
            if fault.kind != "trickle":
                time.sleep(fault.delay_s)
            if fault.kind == "late":
                self.late.append(request)
            elif fault.kind == "hang":
                client.recv(1)
            elif fault.kind != "drop":
                _pass(client, self._answer(request, fault), fault)

    def _answer(self, request: bytes, fault: Fault) -> bytes:
        if fault.kind == "instead":
            return fault.answer
        if self.most_bytes is not None and len(request.split(b"\r\n\r\n", 1)[1]) > self.most_bytes:
            return TOO_LARGE
        if fault.kind == "twice":
            self.ask(request)
        if fault.kind == "double":
            threading.Thread(target=self._ask_aside, args=(request,), daemon=True).start()
        answer = self.ask(request)
        late, self.late = self.late, []
        for waiting in late:
            self.ask(waiting)
        return answer

    def _ask_aside(self, request: bytes) -> None:
        # Nobody waits for this answer: where the server is gone, there is none.
        with contextlib.suppress(OSError):
            self.ask(request)

    def _fault_of(self, line: str, request: bytes) -> Fault:
        for fault in self.faults:
            if line.startswith(fault.request) and fault.carrying in request and fault.met < fault.times:
                fault.met += 1
                return fault
        return Fault("")


def page(status: str, body: str = "", **headers: str) -> bytes:
    """An answer of somebody in between: page("200 OK", "<h1>Welcome to the café</h1>"); "_" in names is "-"."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body.encode())}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", body]).encode()


def _pass(client: socket.socket, answer: bytes, fault: Fault) -> None:
    if fault.kind == "trickle":
        for start in range(0, len(answer), fault.size):
            client.sendall(answer[start : start + fault.size])
            time.sleep(fault.delay_s)
    elif fault.kind != "cut":
        size = {"half": len(answer) // 2, "part": fault.size}.get(fault.kind, len(answer))
        client.sendall(answer[:size])


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
        if not (piece := client.recv(MOST)):
            return b""
        body += piece
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body
