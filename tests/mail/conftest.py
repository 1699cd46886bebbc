"""A real mail server beside the application, and a worker that hands over what waits."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from logbook import instants
from logbook.jobs.worker import Worker
from logbook.models import Mail
from logbook.postal import server_of
from tests.support.cast.desk import Desk
from tests.support.server.site import free_port

FROM = "Injection Logbook <logbook@example.org>"


@dataclass
class Taken:
    """What the server took: (to whom, letter), and how it answers `refused` addresses."""

    letters: list = field(default_factory=list)
    refused: dict = field(default_factory=dict)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        made = message_from_bytes(envelope.original_content, policy=policy.default)
        self.letters += [(to, made) for to in envelope.rcpt_tos]
        return "250 Taken"

    def to(self, address):
        return [made for to, made in self.letters if to == address]


class MailServer:
    """One at a port of its own, which may go down and come back."""

    def __init__(self):
        self.taken, self.port = Taken(), free_port()
        self.controller = None

    def up(self):
        self.controller = Controller(self.taken, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller:
            self.controller.stop()
        self.controller = None


@pytest.fixture
def mail_server():
    server = MailServer()
    server.up()
    yield server
    server.down()


@pytest.fixture
def post(app, mail_server, monkeypatch):
    """What the server took, with the application told where it is."""
    monkeypatch.setitem(app.config, "SMTP", server_of(f"smtp://127.0.0.1:{mail_server.port}"))
    monkeypatch.setitem(app.config, "MAIL_FROM", FROM)
    return mail_server.taken


@pytest.fixture
def worker(app):
    return Worker(app.app_context)


@pytest.fixture
def row(app):
    """The only row of the outbox."""

    def only():
        [found] = Desk(app).rows(Mail)
        return found

    return only


@pytest.fixture
def hours(monkeypatch):
    """hours(2): from now on it is two hours later than it is."""
    real = instants.now

    def later(count):
        monkeypatch.setattr(instants, "now", lambda: instants.plus(real(), hours=count))

    return later
