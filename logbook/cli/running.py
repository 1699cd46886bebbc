"""`logbook doctor --running`: what can be seen of a logbook that runs, from outside and on its host.

It asks the address that people type, through the proxy, as a stranger would: with a caller's address made up, with a
body of nearly 10 MB. Nothing is changed by it, since nobody is signed in.
"""

import http.client
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import urlsplit

import orjson

from logbook import backup, budgets, filters
from logbook.cli import deploying
from logbook.cli.finding import Finding
from logbook.shell import HEADERS

WAIT_S = 20
# One of documentation's own addresses (RFC 5737): nobody's.
CLAIMED = "192.0.2.1"
CERTIFICATE_DAYS = 14
BACKUP_H = 4  # the timer makes one each hour
UNITS = Path("/etc/systemd/system")
SYSTEMD = Path("/run/systemd/system")  # there while systemd runs the machine
_WANTED = ("logbook.service", "logbook-backup.timer", "logbook-prune.timer")
_BEGUN = ("logbook-backup.service", "logbook-prune.service")
_ONCE = (*HEADERS, "Strict-Transport-Security")


def looked_at(settings: dict[str, Any]) -> Iterator[Finding]:
    """Every finding, the address first."""
    yield from _address(settings)
    yield from _units()
    yield from _backups(settings["BACKUPS"])


def _address(settings: dict[str, Any]) -> Iterator[Finding]:
    origin = settings["ORIGIN"]
    try:
        yield from _asked(settings)
    except ssl.SSLCertVerificationError as error:
        yield Finding("wrong", f"No browser would trust the certificate of {origin}: {error.verify_message}.")
    except (OSError, http.client.HTTPException) as error:
        said = str(error) or type(error).__name__
        yield Finding("wrong", f"{origin} does not answer from this machine: {said}.")


def _asked(settings: dict[str, Any]) -> Iterator[Finding]:
    origin = settings["ORIGIN"]
    claimed = CLAIMED if settings["PROXIES"] else ""
    status, headers, body, until = _ask(origin, "GET", "/healthz", claimed=claimed)
    told = _json(body)
    if "forwarded" not in told:
        yield Finding("wrong", f"{origin} is answered by something else than this logbook ({status}).")
        return
    if status != 200:
        yield Finding("wrong", f"{origin} answers that it cannot serve: {body.decode().strip()}")
    else:
        yield Finding("ok", f"{origin} answers, and can write.")
    yield _named(settings["PROXIES"], told["forwarded"])
    yield from _certificate(origin, until)
    yield from _headers(headers, settings["SECURE"])
    yield from _ways(origin)


def _named(expected: int, seen: int) -> Finding:
    """What the proxies do with the addresses of callers; one was made up where a proxy is expected."""
    if seen < expected:
        proxies = filters.count(expected, "proxy", "proxies")
        words = f"LOGBOOK_PROXIES expects {proxies}, and X-Forwarded-For names {seen}: let each add one."
        return Finding("wrong", words)
    if seen and not expected:
        return Finding("wrong", "A proxy sets X-Forwarded-For: set LOGBOOK_PROXIES to the number of yours.")
    if seen > expected:
        words = "A proxy adds to what callers claim of their address: let the outermost replace it (`logbook deploy`)."
        return Finding("look", words)
    if expected:
        return Finding("ok", "Callers are named by the proxy, and what they claim is dropped.")
    return Finding("ok", "No proxy names callers, and none is expected.")


def _certificate(origin: str, until: datetime | None) -> Iterator[Finding]:
    if until is not None:
        left = until - datetime.now(UTC)
        verdict = "ok" if left > timedelta(days=CERTIFICATE_DAYS) else "look"
        days = filters.count(left.days, "day", "days")
        yield Finding(verdict, f"The certificate of {origin} is good for {days} more.")


def _headers(headers: http.client.HTTPMessage, secure: bool) -> Iterator[Finding]:
    wanted = [name for name in _ONCE if secure or name != "Strict-Transport-Security"]
    odd = [name for name in wanted if len(headers.get_all(name) or ()) != 1]
    if odd:
        yield Finding("wrong", f"These headers do not arrive once, as they are sent: {', '.join(odd)}.")
    else:
        yield Finding("ok", "Headers arrive as they are sent.")


def _ways(origin: str) -> Iterator[Finding]:
    """What a proxy must let pass, and what it must not."""
    _, headers, _, _ = _ask(origin, "GET", "/sw.js")
    if "no-cache" not in headers.get("Cache-Control", "") or headers.get("Age", "0") != "0":
        yield Finding(
            "wrong", "/sw.js comes from a cache: phones would go on with an old version. Let nobody keep it."
        )
    status, _, _, _ = _ask(origin, "POST", "/me/copies", b"x" * (budgets.COPY_BYTES - 1000))
    if status == 413:
        yield Finding(
            "wrong", "A saved copy of 10 MB is refused before the logbook: let bodies of 11 MB through."
        )
    else:
        yield Finding("ok", "A saved copy of 10 MB would arrive.")
    status, _, _, _ = _ask(origin, "GET", "/metrics")
    if status != 404:
        yield Finding(
            "look", "/metrics can be reached from outside: its token alone guards it. Shut it at the proxy."
        )


def _units() -> Iterator[Finding]:
    program = shutil.which("systemctl")
    if program is None or not SYSTEMD.is_dir():
        yield Finding(
            "ok", "systemd does not run this machine: whatever starts the logbook is not looked at."
        )
        return
    found = [one for name in _WANTED for one in _unit(program, name)]
    for name in _BEGUN:
        if _said(program, "is-failed", name) == "failed":
            found.append(Finding("wrong", f"{name} failed the last time: journalctl -u {name}"))
    yield from found or [Finding("ok", "The server and the timers of systemd are active and enabled.")]


def _unit(program: str, name: str) -> Iterator[Finding]:
    state = _said(program, "is-active", name), _said(program, "is-enabled", name)
    if state != ("active", "enabled"):
        yield Finding("wrong", f"{name} is {' and '.join(state)}: systemctl enable --now {name}")
    file = UNITS / name
    if file.is_file() and file.read_text() != deploying.text(name):
        yield Finding(
            "look", f"{file} is not what this version prints: logbook deploy {name} | diff {file} -"
        )


def _said(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=WAIT_S)  # noqa: S603
    return done.stdout.strip() or "unknown"


def _backups(folder: str) -> Iterator[Finding]:
    if not folder:
        yield Finding("look", "LOGBOOK_BACKUPS is not set: nobody here sees whether backups are made.")
        return
    newest = backup.newest(Path(folder))
    if newest is None:
        yield Finding("wrong", f"There is no backup in {folder} yet: logbook backup")
        return
    hours = int((time() - newest.stat().st_mtime) / 3600)
    age = filters.count(hours, "hour", "hours")
    if hours >= BACKUP_H:
        yield Finding("wrong", f"The newest backup is {age} old: {newest}. Does its timer run?")
    else:
        yield Finding("ok", f"The newest backup is {age} old: {newest}.")


def _ask(
    origin: str, method: str, path: str, body: bytes | None = None, claimed: str = ""
) -> tuple[int, http.client.HTTPMessage, bytes, datetime | None]:
    """(status, headers, body, until when the certificate is good). Raises OSError and HTTPException."""
    parts, until = urlsplit(origin), None
    claim = {"X-Forwarded-For": claimed} if claimed else {}
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(str(parts.hostname), parts.port, timeout=WAIT_S)
    try:
        line.connect()
        if isinstance(line.sock, ssl.SSLSocket):
            ends = str((line.sock.getpeercert() or {})["notAfter"])
            until = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
        # Refused before all of it was sent: the answer is there.
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            line.request(method, path, body, {"Origin": origin, "Accept": "application/json"} | claim)
        with line.getresponse() as answer:
            return answer.status, answer.headers, answer.read(), until
    finally:
        line.close()


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
