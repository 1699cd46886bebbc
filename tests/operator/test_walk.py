"""The guide from nothing to green: its own commands in an empty root, with the wheel; systemd is stood in for."""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

import pytest

from tests.operator.before import HOST, before
from tests.support.server.commands import run
from tests.support.server.site import free_port, is_open

__all__ = ["run"]
pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
START_S = 60
# The two things of a machine that a test does not touch: its users, and what systemd starts.
STOOD_IN = {"useradd": "", "systemctl": "", "runuser": 'shift 3; exec "$@"'}


class Host:
    """A root in a folder, and the commands of the guide run there."""

    def __init__(self, root: Path) -> None:
        self.root, self.port, self.front = root, free_port(), free_port()
        for name in ("etc/systemd/system", "etc/logrotate.d", "var/lib", "var/log", "bin", "tmp"):
            (root / name).mkdir(parents=True)
        for name, body in STOOD_IN.items():
            (root / "bin" / name).write_text(f"#!/bin/sh\n{body}\n")
            (root / "bin" / name).chmod(0o755)
        self.env = {
            "PATH": f"{root}/bin:{os.environ['PATH']}",
            "HOME": str(root),
            "TMPDIR": str(root / "tmp"),
        }

    def install(self) -> None:
        """As the README has it, but for the network: what the logbook needs is lent from these tests."""
        prefix = self.root / "opt" / "logbook"
        venv.create(prefix, with_pip=False)
        [packages] = (prefix / "lib").glob("python*/site-packages")
        (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
        source = self.root / "source"
        for name in ("logbook", "migrations"):
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "setup.py", "README.md"):
            shutil.copy(ROOT / name, source)
        pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(prefix / "bin" / "python"), "install"]
        subprocess.run(
            [*pip, "--no-deps", "--no-build-isolation", "--no-index", str(source)], check=True, timeout=150
        )

    def here(self, text: str) -> str:
        """The same with this root's places."""
        text = re.sub(r"(?<![\w.])/(opt/logbook|etc|var/lib|var/log)\b", rf"{self.root}/\1", text)
        return text.replace("-o logbook -g logbook ", "").replace(
            f"https://{HOST}", f"https://localhost:{self.front}"
        )

    def sh(self, block: str) -> str:
        """Run a block of the guide; gives what it printed."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(block)],
            env=self.env,
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=150,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    made = Host(tmp_path_factory.mktemp("root"))
    made.install()
    return made


def blocks():
    return re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs" / "deploy.md").read_text(), re.M | re.S)


def test_the_guide_ends_with_a_doctor_that_finds_nothing_wrong(host, run, tmp_path):
    setting_up, first_people = blocks()
    host.sh(setting_up)
    units = host.root / "etc" / "systemd" / "system"
    if analyze := shutil.which("systemd-analyze"):
        made = sorted(map(str, units.iterdir()))
        done = subprocess.run([analyze, "verify", "--man=no", *made], capture_output=True, text=True)
        assert done.returncode == 0 and done.stderr == "", done.stderr
    settings = host.root / "etc" / "logbook.env"
    assert settings.stat().st_mode & 0o777 == 0o600
    settings.write_text(host.here(settings.read_text()))
    unit = (units / "logbook.service").read_text()
    assert f"ExecStart={host.root}/opt/logbook/bin/logbook serve" in unit
    with started(host, unit, settings), before("nginx", run, host.port, tmp_path, port=host.front) as proxy:
        host.env["SSL_CERT_FILE"] = str(proxy.certificate)
        said = host.sh(first_people)
    link, *looked = said.strip().splitlines()
    assert link.startswith(f"https://localhost:{host.front}/join/")
    looked = [line for line in looked if line.startswith(("ok", "look", "wrong"))]
    assert [line for line in looked if not line.startswith("ok")] == []
    for words in (
        "answers, and can write",
        "named by the proxy",
        "certificate",
        "saved copy",
        "newest backup",
    ):
        assert any(words in line for line in looked), words


class started:
    """What systemd does with a unit: its settings, its commands, and SIGTERM to the first process at the end."""

    def __init__(self, host: Host, unit: str, settings: Path) -> None:
        lines = [line for line in settings.read_text().splitlines() if not line.startswith("#")]
        self.host, self.env = host, host.env | dict(line.split("=", 1) for line in lines)
        self.commands = re.findall(r"^ExecStart(?:Pre)?=(.*)$", unit, re.M)

    def __enter__(self) -> None:
        migrate, serve = (command.split() for command in self.commands)
        folder = self.host.root / "var" / "lib" / "logbook"
        subprocess.run(migrate, env=self.env, cwd=folder, check=True, timeout=120, umask=0o077)
        assert serve[-1] == "8000"
        command = [*serve[:-1], str(self.host.port)]
        self.process = subprocess.Popen(
            command, env=self.env, cwd=folder, start_new_session=True, umask=0o077
        )
        limit = time.monotonic() + START_S
        while not is_open(self.host.port):
            assert self.process.poll() is None and time.monotonic() < limit, "the server did not start"
            time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(90) == 0
