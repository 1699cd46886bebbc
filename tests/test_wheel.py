"""The wheel is the whole logbook: installed into an empty folder it migrates, invites, serves and prints.

What it needs besides is lent from where these tests run, so that no network is asked.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.server.site import free_port, is_open

pytestmark = [pytest.mark.slow, pytest.mark.finding("use.A1")]

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("logbook", "migrations")
START_S = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the sources."""
    source, made = (tmp_path_factory.mktemp(name) for name in ("source", "wheel"))
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / name, source)
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(made), str(source))
    [found] = made.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """run(*arguments): the command `logbook` of a fresh environment, in an empty folder; .env are its settings."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home / "venv", with_pip=False)
    python = home / "venv" / "bin" / "python"
    pip("--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    [packages] = (home / "venv" / "lib").glob("python*/site-packages")
    # A path alone: what is installed there to be edited, this checkout, is not looked for.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return Installed(home)


class Installed:
    def __init__(self, home):
        self.folder = home / "empty"
        self.folder.mkdir()
        self.command = str(home / "venv" / "bin" / "logbook")
        self.port = free_port()
        settings = {
            "DATABASE_URL": f"sqlite:///{self.folder / 'logbook.db'}",
            "LOGBOOK_ORIGIN": f"http://localhost:{self.port}",
        }
        # Nothing of the checkout: neither its folder nor its settings.
        self.env = {"PATH": os.environ["PATH"], "HOME": str(home)} | settings
        self.env["SECRET_KEY"] = self.run("secret").stdout.strip()

    def run(self, *arguments):
        return subprocess.run(
            [self.command, *arguments],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
        )


def pip(*arguments):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr


def test_every_file_of_the_checkout_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(Path("logbook") / path.relative_to(ROOT) if folder == "migrations" else path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert wanted - inside == set()


def test_what_was_installed_migrates_invites_and_serves(installed):
    unready = installed.run("serve", "--port", str(installed.port))
    assert (
        unready.returncode == 1 and "logbook migrate" in unready.stderr and "Traceback" not in unready.stderr
    )
    assert installed.run("migrate").returncode == 0
    id = installed.run("programme", "add", "Foundation", "--provider", "East School").stdout.strip()
    assert id in installed.run("programme", "list").stdout
    link = installed.run("invite", "zoe@example.org", "--name", "Zoe", "--programme", id).stdout.strip()
    looked = installed.run("doctor")
    assert looked.returncode == 0, looked.stdout + looked.stderr
    command = [installed.command, "serve", "--port", str(installed.port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=installed.folder, env=installed.env, start_new_session=True)
    try:
        limit = time.monotonic() + START_S
        while not is_open(installed.port):
            assert server.poll() is None and time.monotonic() < limit, "the server did not start"
            time.sleep(0.1)
        with urllib.request.urlopen(link, timeout=60) as page:
            assert "Join Foundation" in page.read().decode()
        for path in ("/reference", "/manifest.webmanifest", "/sw.js"):
            with urllib.request.urlopen(f"http://localhost:{installed.port}{path}", timeout=60) as answer:
                assert answer.status == 200
        with closing(sqlite3.connect(installed.folder / "logbook.db")) as database:
            while not database.execute("SELECT 1 FROM job WHERE state = 'done'").fetchall():
                assert time.monotonic() < limit, "its worker does nothing"
                time.sleep(0.1)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def test_the_demo_of_what_was_installed_lies_in_the_folder_it_was_started_in(installed):
    env = {"PATH": os.environ["PATH"], "LOGBOOK_DEMO": "yes"}
    done = subprocess.run(
        [installed.command, "migrate"],
        cwd=installed.folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert (installed.folder / "instance" / "logbook.db").exists()
