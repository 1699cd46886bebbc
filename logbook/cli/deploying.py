"""`logbook deploy`: the files with which a host runs the logbook, each in one place, as the tests run them."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

FILES = Path(__file__).resolve().parent.parent / "deploy"
# Each with what it is; docs/deploy.md says when it is wanted.
WHAT = {
    "logbook.env": "settings, with a new key and a new token each time it is printed",
    "logbook.service": "systemd: the server and a worker beside it",
    "logbook-work.service": "systemd: one worker more",
    "logbook-backup.service": "systemd: a backup",
    "logbook-backup.timer": "systemd: each hour",
    "logbook-prune.service": "systemd: forget what nobody needs any more",
    "logbook-prune.timer": "systemd: each night",
    "logbook.logrotate": "rotation of the logs",
    "nginx.conf": "nginx before the logbook",
    "Caddyfile": "Caddy before the logbook",
    "prometheus.yml": "what Prometheus asks",
    "logbook-alerts.yml": "when somebody should be woken",
}
# What the files say, and where this installation has it.
PREFIX, HOST = "/opt/logbook", "logbook.example.org"


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(WHAT)), metavar="[FILE]…")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="write them into this folder",
)
def deploy(names: tuple[str, ...], into: Path | None) -> None:
    """Print a FILE for this host: units of systemd, a proxy's settings, alerts. Without FILE those there are.

    The path of this installation is put in, and the address of LOGBOOK_ORIGIN where that is set.
    """
    if not names:
        width = max(map(len, WHAT))
        for one, words in WHAT.items():
            click.echo(f"{one:<{width}}  {words}")
    elif into is not None:
        for one in names:
            _write(into / one, text(one))
    elif len(names) == 1:
        click.echo(text(names[0]), nl=False)
    else:
        raise click.ClickException("Print one at a time, or say --into which folder.")


def _write(file: Path, words: str) -> None:
    file.write_text(words)
    # systemd reads units as root, but others ask it what is in them; none but the settings holds a secret.
    file.chmod(0o600 if file.suffix == ".env" else 0o644)


def text(name: str) -> str:
    """One of the files, for this installation."""
    found = (FILES / name).read_text()
    origin = os.environ.get("LOGBOOK_ORIGIN") or f"https://{HOST}"
    for what, here in (
        (PREFIX, sys.prefix),
        (f"https://{HOST}", origin),
        (HOST, urlsplit(origin).hostname or HOST),
        ("@SECRET@", secrets.token_urlsafe(48)),
        ("@TOKEN@", secrets.token_urlsafe(48)),
    ):
        found = found.replace(what, here)
    return found
