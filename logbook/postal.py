"""Where e-mail is handed over, as the settings say it."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

LOCAL = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


class Server(NamedTuple):
    """A mail server: `wrapped` speaks TLS from the first byte, else it is asked for, and needed but on this machine."""

    host: str
    port: int
    user: str
    password: str
    wrapped: bool

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine, so that nothing crosses a network."""
        return self.host in LOCAL


def server_of(said: str) -> Server:
    """smtp://user:password@host:587 or smtps://…:465. Raises ValueError for what is no such address."""
    parts = urlsplit(said)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError(said)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError(said)
    port = parts.port or _PORTS[parts.scheme]
    return Server(parts.hostname, port, user, password, parts.scheme == "smtps")


def sender_of(said: str) -> str:
    """ "Injection Logbook <logbook@example.org>", as it stands in each letter. Raises ValueError for anything else."""
    name, address = parseaddr(said)
    try:
        found = Address(name, addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        raise ValueError(said) from None
    if "." not in found.domain or not said.isascii() or not said.isprintable():
        raise ValueError(said)
    return str(found)
