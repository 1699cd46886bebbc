"""`logbook serve` is the parent of the server and of one worker: it starts both again, and ends both."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import update

from logbook import instants, store
from logbook.models import Job
from tests.jobs.processes import HELD, held_in_typst, running, until
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import sign_in
from tests.support.server.exported import press
from tests.support.server.site import ROOT, free_port, is_open

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]
LOGBOOK = [sys.executable, "-c", "from logbook.cli import main; main()"]


@dataclass
class Family:
    """The parent, its children by their words, and what it says."""

    parent: subprocess.Popen[bytes]
    port: int
    log: Path

    def child(self, words: str) -> int:
        """The process that was started with these words; 0 where there is none."""
        return next(
            (pid for pid, parent, said in running() if parent == self.parent.pid and words in said), 0
        )

    @property
    def server(self) -> int:
        return self.child("granian")

    @property
    def worker(self) -> int:
        return self.child("logbook.jobs")

    @property
    def all(self) -> list[int]:
        """Everything that runs for this server, whoever its parent is by now."""
        mine = f"--port {self.port} ", f"logbook.jobs {self.parent.pid}"
        return [pid for pid, _, said in running() if any(words in f"{said} " for words in mine)]


@contextmanager
def serving(url, folder, *arguments, **more):
    port = free_port()
    settings = {"DATABASE_URL": url, "LOGBOOK_ORIGIN": f"http://localhost:{port}", "SECRET_KEY": "s" * 40}
    command = [*LOGBOOK, "serve", "--port", str(port), "--workers", "1", *arguments]
    with (folder / "log").open("wb") as log:
        parent = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | settings | more, stderr=log, start_new_session=True
        )
    family = Family(parent, port, folder / "log")
    try:
        until(lambda: is_open(port))
        yield family
    finally:
        parent.kill()
        parent.wait()
        for pid in family.all:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def family(sqlite_url, tmp_path):
    with serving(sqlite_url, tmp_path) as family:
        until(lambda: family.worker)
        yield family


@pytest.fixture(scope="module")
def lasting(sqlite_seed, tmp_path_factory):
    """One for the tests in which it has to go on."""
    folder = tmp_path_factory.mktemp("lasting")
    with serving(f"sqlite:///{shutil.copy(sqlite_seed, folder / 'logbook.db')}", folder) as family:
        until(lambda: family.worker)
        yield family


@pytest.mark.fault(70)
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_both_and_itself(family, sign):
    family.parent.send_signal(sign)
    assert family.parent.wait(30) == 0
    until(lambda: not family.all, 5)
    assert not is_open(family.port)


@pytest.mark.fault(70)
def test_killed_it_leaves_no_orphan(family):
    family.parent.kill()
    family.parent.wait()
    until(lambda: not family.all, 30)
    assert not is_open(family.port)


@pytest.mark.fault(70)
@pytest.mark.parametrize("which", ["server", "worker"])
def test_a_child_that_dies_is_there_again(lasting, which):
    before, said = getattr(lasting, which), lasting.log.read_text().count("ended (-9)")
    os.kill(before, signal.SIGKILL)
    again = until(lambda: getattr(lasting, which) not in (0, before) and getattr(lasting, which))
    until(lambda: is_open(lasting.port))
    assert again != before and lasting.log.read_text().count("ended (-9)") == said + 1


def test_told_to_begin_afresh_both_do_and_the_server_is_there_all_the_time(lasting):
    server, before = lasting.server, lasting.worker
    lasting.parent.send_signal(signal.SIGHUP)
    until(lambda: lasting.worker not in (0, before))
    until(lambda: is_open(lasting.port))
    assert lasting.server == server and lasting.parent.poll() is None


def test_a_child_that_dies_at_once_is_started_again_after_pauses_that_grow(tmp_path):
    """A worker that cannot even begin takes no processor, and the server goes on."""
    script = ROOT / "logbook" / "cli" / "parent.py"
    command = [
        sys.executable,
        "-I",
        str(script),
        "-c",
        "import time; time.sleep(60)",
        "--",
        "-c",
        "raise SystemExit(3)",
    ]
    with (tmp_path / "log").open("wb") as log:
        parent = subprocess.Popen(command, stderr=log)
    try:
        until(lambda: (tmp_path / "log").read_text().count("ended (3)") == 3)
        said = (tmp_path / "log").read_text()
        assert [line.split("again in ")[1] for line in said.splitlines()] == ["1 s", "2 s", "4 s"]
    finally:
        parent.terminate()
        assert parent.wait(30) == 0


@pytest.mark.fault(70)
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_file_under_way_when_the_server_ends_is_made_by_the_next_start_and_by_nobody_else(
    app, sqlite_url, tmp_path, sign
):
    desk = Desk(app)
    desk.one(ANA, an_entry())
    browser = sign_in(app.test_client(), ANA)
    with serving(sqlite_url, tmp_path, PYTHONPATH=HELD) as family:
        place = press(browser, "/export/logbook.pdf").headers["Location"]
        typst = until(lambda: held_in_typst(family.worker))
        family.parent.send_signal(sign)
        family.parent.wait(30)
        until(lambda: not family.all and typst not in {pid for pid, _, _ in running()}, 30)
        [job] = desk.rows(Job, kind="export")
        # Its worker had a moment to give it back: nobody has to wait for the lease.
        assert (job.state, job.tries) == ("waiting", 0)
    with serving(sqlite_url, tmp_path):
        until(lambda: desk.rows(Job, kind="export")[0].state == "done")
    assert browser.get(f"{place}/file").data.startswith(b"%PDF-1.7")
    assert [job.tries for job in desk.rows(Job, kind="export")] == [1]


@pytest.mark.fault(66)
def test_a_power_cut_is_no_worse_than_a_lease(app, sqlite_url, tmp_path):
    desk = Desk(app)
    desk.one(ANA, an_entry())
    browser = sign_in(app.test_client(), ANA)
    with serving(sqlite_url, tmp_path, PYTHONPATH=HELD) as family:
        place = press(browser, "/export/logbook.pdf").headers["Location"]
        typst = until(lambda: held_in_typst(family.worker))
        # All at one moment: the parent starts nobody again, and nobody hears that it ended and gives the job back.
        family.parent.send_signal(signal.SIGSTOP)
        for pid in (*family.all, typst, family.parent.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    [job] = desk.rows(Job, kind="export")
    assert (job.state, job.tries) == ("working", 1) and job.claimed_until > instants.now()
    with app.app_context(), store.writing() as connection:  # a minute passes
        connection.execute(update(Job).values(claimed_until=instants.plus(instants.now(), seconds=-1)))
    with serving(sqlite_url, tmp_path):
        until(lambda: desk.rows(Job, kind="export")[0].state == "done")
    assert browser.get(f"{place}/file").data.startswith(b"%PDF-1.7")
    assert [job.tries for job in desk.rows(Job, kind="export")] == [2]


def test_it_serves_without_a_worker_where_jobs_are_done_elsewhere(sqlite_url, tmp_path):
    with serving(sqlite_url, tmp_path, "--no-jobs") as family:
        assert family.server and not family.worker


def test_work_is_a_command_of_its_own_and_does_what_is_due(app, sqlite_url):
    env = os.environ | {
        "DATABASE_URL": sqlite_url,
        "LOGBOOK_ORIGIN": "http://localhost",
        "SECRET_KEY": "s" * 40,
    }
    process = subprocess.Popen([*LOGBOOK, "work"], cwd=ROOT, env=env)
    try:
        # What is due each day, and what is due each hour; an hour may begin meanwhile.
        done = until(lambda: len(found := done_by(app)) > 1 and found)
        assert {key.partition(":")[0] for key in done} == {"plan", "prune"}
    finally:
        process.terminate()
    assert process.wait(20) == 0


def done_by(app):
    return [job.key for job in Desk(app).rows(Job) if job.state == "done"]


def test_a_worker_loads_nothing_of_the_pages():
    """It is there day and night, and mostly waits."""
    script = "import sys, logbook.jobs.worker, logbook.jobs.__main__; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {
        "logbook.routes",
        "logbook.shell",
        "logbook.export",
        "logbook.pages",
        "logbook.schemas",
        "typst",
        "xlsxwriter",
    }
    assert not heavy & set(loaded.stdout.split())
