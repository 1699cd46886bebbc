"""nginx and Caddy as processes, with the settings that `logbook deploy` prints: only places and ports are others."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.server.site import free_port, is_open

HOST = "logbook.example.org"
START_S = 20


class Proxy:
    """One that runs: its port, the certificate it shows, and the folder that holds all it wrote."""

    def __init__(self, name: str, port: int, folder: Path) -> None:
        self.name, self.port, self.folder = name, port, folder
        self.certificate = folder / "certificate.pem"

    def written(self) -> str:
        """Everything in its logs."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))


@contextmanager
def before(
    name: str, run: Callable[..., Any], upstream: int, folder: Path, port: int | None = None
) -> Iterator[Proxy]:
    """The proxy "nginx" or "caddy" before the server at a port, itself at a port of its own or at `port`."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if program is None:
        pytest.skip(f"{name} is not installed; .ci/prepare installs it where there is apt")
    proxy = Proxy(name, port or free_port(), folder)
    _certify(folder)
    given = run("deploy", {"nginx": "nginx.conf", "caddy": "Caddyfile"}[name]).stdout
    settings = folder / "settings"
    settings.write_text({"nginx": _nginx, "caddy": _caddy}[name](given, proxy, upstream))
    env = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    command = {
        "nginx": [program, "-p", str(folder), "-c", str(settings), "-e", str(folder / "first.log")],
        "caddy": [program, "run", "--adapter", "caddyfile", "--config", str(settings)],
    }[name]
    with (folder / "said.log").open("wb") as said:
        process = subprocess.Popen(command, env=env, stdout=said, stderr=said, start_new_session=True)
    try:
        limit = time.monotonic() + START_S
        while not is_open(proxy.port):
            assert process.poll() is None and time.monotonic() < limit, proxy.written()
            time.sleep(0.05)
        yield proxy
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _certify(folder: Path) -> None:
    key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        str(folder / "key.pem"),
    ]
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},DNS:localhost", "-days", "30"]
    made = ["openssl", "req", "-x509", *key, *names, "-out", str(folder / "certificate.pem")]
    subprocess.run(made, check=True, capture_output=True)


def _nginx(given: str, proxy: Proxy, upstream: int) -> str:
    folder = proxy.folder
    for what, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        ("listen 80;", f"listen {free_port()};"),
        ("listen 443 ssl", f"listen {proxy.port} ssl"),
        (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", str(proxy.certificate)),
        (f"/etc/letsencrypt/live/{HOST}/privkey.pem", str(folder / "key.pem")),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert what in given, what
        given = given.replace(what, here)
    kept = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As Debian's own settings have it: what is packed already must not be packed again.
    usual = f"{kept} gzip on; gzip_types text/html application/json text/javascript; gzip_proxied any;"
    user = "user root; " if os.geteuid() == 0 else ""
    return f"{user}daemon off; pid {folder}/pid; events {{}} http {{ {usual}\n{given}\n}}"


def _caddy(given: str, proxy: Proxy, upstream: int) -> str:
    for what, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        (f"\n{HOST} {{", f"\n{HOST}:{proxy.port} {{\n\ttls {proxy.certificate} {proxy.folder / 'key.pem'}"),
        ("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n"),
    ):
        assert given.count(what) == 1, what
        given = given.replace(what, here)
    return given
