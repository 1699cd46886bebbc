"""Settings from the environment, checked once at start; outside the demo no secret has a default."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from logbook import budgets
from logbook.postal import sender_of, server_of

ROOT = Path(__file__).resolve().parent.parent
MIN_SECRET = 32

# Every setting there is, with what it means; docs and the tests read this list.
SETTINGS = {
    "SECRET_KEY": f"at least {MIN_SECRET} random characters; signs the tokens of forms",
    "DATABASE_URL": "sqlite:////var/lib/logbook/logbook.db or postgresql://user:password@host/name",
    "LOGBOOK_ORIGIN": "the address people type, such as https://logbook.example.org: small letters, no path",
    "LOGBOOK_DEMO": "yes shows the demo people and their password; no (the default) is a real logbook",
    "LOGBOOK_PROXIES": "how many proxies of yours stand in front and name the caller's address, 0 by default",
    "LOGBOOK_POOLER": "yes where PgBouncer in transaction mode stands before PostgreSQL, no by default",
    "LOGBOOK_WORKER": "off switches the phone's own pages off, while what waits on phones is sent; on by default",
    "LOGBOOK_SECURITY_LOG": "file of the security log, /var/log/logbook/security.log; standard error by default",
    "LOGBOOK_ACCESS_LOG": "file of the access log, /var/log/logbook/access.log, or stderr; none by default",
    "LOGBOOK_METRICS_TOKEN": f"at least {MIN_SECRET} random characters a monitor brings to /metrics; off by default",
    "LOGBOOK_BACKUPS": "folder of `logbook backup`, /var/backups/logbook; none by default",
    "LOGBOOK_SMTP": "smtp://user:password@host:587 (TLS is asked for) or smtps://…:465; no e-mail by default",
    "LOGBOOK_MAIL_FROM": "who sends e-mail, such as Injection Logbook <logbook@example.org>; needed with LOGBOOK_SMTP",
    "LOGBOOK_INSTANCE": "folder of the demo's database and secret; `instance` beside the code (or here) by default",
}


class Misconfigured(Exception):
    """The logbook cannot start; `str(error)` says which setting to mend and how."""


def from_environment(env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's settings from environment variables. Raises Misconfigured."""
    demo = _yes_or_no(env, "LOGBOOK_DEMO")
    instance = Path(env.get("LOGBOOK_INSTANCE") or _beside() / "instance")
    if demo:
        env = _demo_defaults(instance) | {name: value for name, value in env.items() if value}
    origin = _origin(_required(env, "LOGBOOK_ORIGIN"), demo)
    secure = origin.startswith("https://")
    return {
        "DEMO": demo,
        "ORIGIN": origin,
        "SECURE": secure,
        "PROXIES": _count(env, "LOGBOOK_PROXIES"),
        "WORKER": _one_of(env, "LOGBOOK_WORKER", "on", "off"),
        "SECRET_KEY": _secret(_required(env, "SECRET_KEY")),
        **_database(database_uri(_required(env, "DATABASE_URL")), _yes_or_no(env, "LOGBOOK_POOLER")),
        "SECURITY_LOG": _log_file(env, "LOGBOOK_SECURITY_LOG"),
        "ACCESS_LOG": _access_log(env),
        "METRICS_TOKEN": _token(env),
        "BACKUPS": _folder(env, "LOGBOOK_BACKUPS"),
        **_mail(env),
        "MAX_CONTENT_LENGTH": budgets.FORM_BYTES,
        **_cookies(secure),
    }


def database_uri(url: str) -> str:
    """SQLAlchemy's spelling of a database address: PostgreSQL is always reached through psycopg 3."""
    wrong = Misconfigured(f"Set DATABASE_URL to {SETTINGS['DATABASE_URL']}.")
    try:
        parts = make_url(re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", url))
    except (ArgumentError, ValueError):
        raise wrong from None
    # A file without its whole path would lie where nobody looks for it, and one in memory is lost with the process.
    if parts.drivername == "sqlite" and Path(parts.database or "").is_absolute():
        return url
    if parts.drivername == "postgresql+psycopg":
        return parts.render_as_string(hide_password=False)
    raise wrong


def _database(uri: str, pooled: bool) -> dict[str, Any]:
    if pooled and uri.startswith("sqlite"):
        raise Misconfigured("Set LOGBOOK_POOLER to no: only PostgreSQL has a pooler before it.")
    # Behind a pooler each transaction may meet another connection, which knows nothing that was prepared before.
    # Without one, what is asked a second time is prepared: each process has few connections, and asks the same of each.
    args = {} if uri.startswith("sqlite") else {"prepare_threshold": None if pooled else 1}
    options: dict[str, Any] = {"connect_args": args} if args else {}
    # What is bound to a query is a name, a text, a hash: an error that tells of the query goes into a log.
    options["hide_parameters"] = True
    return {"SQLALCHEMY_DATABASE_URI": uri, "SQLALCHEMY_ENGINE_OPTIONS": options, "POOLER": pooled}


def _mail(env: Mapping[str, str]) -> dict[str, Any]:
    """Where e-mail is handed over and who sends it; nothing is sent where no server is set."""
    said = {name: env.get(name) or "" for name in ("LOGBOOK_SMTP", "LOGBOOK_MAIL_FROM")}
    if not said["LOGBOOK_SMTP"]:
        return {"SMTP": None, "MAIL_FROM": ""}
    read = {}
    for name, reader in (("LOGBOOK_SMTP", server_of), ("LOGBOOK_MAIL_FROM", sender_of)):
        try:
            read[name] = reader(said[name])
        except ValueError:
            raise Misconfigured(f"Set {name} to {SETTINGS[name]}.") from None
    return {"SMTP": read["LOGBOOK_SMTP"], "MAIL_FROM": read["LOGBOOK_MAIL_FROM"]}


def _cookies(secure: bool) -> dict[str, Any]:
    # The __Host- prefix binds the cookie to this very host; browsers only take it under HTTPS.
    prefix = "__Host-" if secure else ""
    return {
        "LOGIN_COOKIE": f"{prefix}logbook",
        "KNOWN_COOKIE": f"{prefix}logbook-known",
        "SESSION_COOKIE_NAME": f"{prefix}logbook-form",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        # Origin and Sec-Fetch-Site are checked on every unsafe request; a missing Referer proves nothing.
        "WTF_CSRF_SSL_STRICT": False,
    }


def _beside() -> Path:
    # Installed, the code lies among Python's own: nothing of ours is kept there.
    return ROOT if (ROOT / "pyproject.toml").is_file() else Path.cwd()


def _demo_defaults(instance: Path) -> dict[str, str]:
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(f"Set LOGBOOK_INSTANCE to a folder of yours: {error}.") from None
    return {
        "SECRET_KEY": _demo_secret(instance / "demo-secret"),
        "DATABASE_URL": f"sqlite:///{instance / 'logbook.db'}",
        "LOGBOOK_ORIGIN": "http://localhost:8000",
        "LOGBOOK_SECURITY_LOG": str(instance.resolve() / "security.log"),
    }


def _demo_secret(path: Path) -> str:
    # Even the demo's secret is made, not written in the source: a demo left on a network is no open door.
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secret := secrets.token_urlsafe(MIN_SECRET))
    return secret


def _required(env: Mapping[str, str], name: str) -> str:
    if not env.get(name):
        raise Misconfigured(f"Set {name} before starting the logbook: {SETTINGS[name]}.")
    return env[name]


def _yes_or_no(env: Mapping[str, str], name: str) -> bool:
    return _one_of(env, name, "no", "yes") == "yes"


def _one_of(env: Mapping[str, str], name: str, usual: str, other: str) -> str:
    value = env.get(name) or usual
    if value not in (usual, other):
        raise Misconfigured(f"Set {name} to {other} or {usual}, not {value!r}.")
    return value


def _count(env: Mapping[str, str], name: str) -> int:
    value = env.get(name) or "0"
    if not (value.isascii() and value.isdigit()):
        raise Misconfigured(f"Set {name} to a number: {SETTINGS[name]}.")
    return int(value)


def _log_file(env: Mapping[str, str], name: str) -> str:
    path = Path(value := env.get(name) or "")
    if value and not (path.is_absolute() and path.parent.is_dir() and not path.is_dir()):
        raise Misconfigured(f"Set {name} to a {SETTINGS[name]}.")
    return value


def _access_log(env: Mapping[str, str]) -> str:
    name = "LOGBOOK_ACCESS_LOG"
    return "stderr" if env.get(name) == "stderr" else _log_file(env, name)


def _token(env: Mapping[str, str]) -> str:
    value = env.get("LOGBOOK_METRICS_TOKEN") or ""
    # A header carries it: what is not plain would never be equal.
    if value and not (
        len(value) >= MIN_SECRET and value.isascii() and value.isprintable() and " " not in value
    ):
        raise Misconfigured(f"Set LOGBOOK_METRICS_TOKEN to {SETTINGS['LOGBOOK_METRICS_TOKEN']}.")
    return value


def _folder(env: Mapping[str, str], name: str) -> str:
    value = env.get(name) or ""
    if value and not Path(value).is_absolute():
        raise Misconfigured(f"Set {name} to a {SETTINGS[name]}.")
    return value


def _secret(value: str) -> str:
    if len(value) < MIN_SECRET:
        raise Misconfigured(f"Make SECRET_KEY longer: {SETTINGS['SECRET_KEY']}.")
    return value


def _origin(value: str, demo: bool) -> str:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise Misconfigured(f"Set LOGBOOK_ORIGIN to {SETTINGS['LOGBOOK_ORIGIN']}.") from None
    # Compared with what browsers send, letter by letter: anything else would refuse every form.
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    spelled = f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")
    if usual is None or not parts.hostname or value != spelled:
        raise Misconfigured(f"Set LOGBOOK_ORIGIN to {SETTINGS['LOGBOOK_ORIGIN']}.")
    # Without HTTPS a browser gives neither service workers nor a cookie that stays secret.
    if parts.scheme == "http" and not demo and parts.hostname != "localhost":
        raise Misconfigured("Set LOGBOOK_ORIGIN to an address that begins with https://.")
    return value
