"""`logbook serve` and `logbook work`: settings and database are checked first, then the process becomes what it starts.

`serve` becomes the small parent of granian and of one worker (`parent.py`), `work` becomes a worker.
"""

import os
import socket
import sys
import tempfile
from pathlib import Path

import click

from logbook import budgets, create_app, store
from logbook.cli.parent import COUNTS
from logbook.config import from_environment
from logbook.models import shape

PARENT = Path(__file__).resolve().with_name("parent.py")
WORKER = ("-m", "logbook.jobs")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="processes; two suit two cores")
@click.option("--threads", default=2, show_default=True, help="requests a process works on at once")
@click.option(
    "--jobs/--no-jobs", default=True, show_default=True, help="also do here what is wanted for later"
)
def serve(host: str, port: int, workers: int, threads: int, jobs: bool) -> None:
    """Serve with granian, and do what is wanted for later, after settings and database were checked."""
    settings = from_environment()
    _check_free(host, port)
    _check_tables()
    click.echo(f"The logbook is at {settings['ORIGIN']}")
    sys.stdout.flush()
    os.environ["LOGBOOK_THREADS"] = str(threads)
    if settings["METRICS_TOKEN"]:
        # New each time: what the processes of an earlier server counted is no business of this one.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix=COUNTS)
    command = [
        "-I",
        str(PARENT),
        *granian(host, port, workers, handles()),
        *(("--", *WORKER) if jobs else ()),
    ]
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606  (this process becomes it)


@click.command()
def work() -> None:
    """Do what is wanted for later (exports, forgetting): beside `serve`, any number, on any host."""
    from_environment()
    _check_tables()
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *WORKER])  # noqa: S606  (this process becomes it)


def granian(host: str, port: int, workers: int, connections: int = budgets.CONNECTIONS) -> list[str]:
    """The arguments with which Python becomes the server; also the tests' servers are started with them."""
    # HTTP/1 only: no proxy needs more towards us, and HTTP/2 has no time limit for headers here.
    command = [
        "-m",
        "granian",
        "--interface",
        "rsgi",
        "--http",
        "1",
        "--no-ws",
        "--host",
        host,
        "--port",
        str(port),
    ]
    command += ["--workers", str(workers), "--respawn-failed-workers", "--log-level", "warning"]
    command += ["--http1-header-read-timeout", str(budgets.HEADER_S * 1000)]
    # Beyond as many connections it takes no more in, and by default some hundred idle ones are enough for that.
    command += ["--backpressure", str(connections)]
    return [*command, "--factory", "logbook.front:create"]


def handles() -> int:
    """How many connections each process may hold open; the system's limit of handles is raised as far as it goes."""
    try:
        import resource
    except ImportError:
        return 256  # Windows
    wanted = budgets.CONNECTIONS + budgets.OTHER_HANDLES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(128, most - budgets.OTHER_HANDLES)


def _check_free(host: str, port: int) -> None:
    """Say so in words where another program listens there: the server's own message is a page of Rust."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken: {error.strerror}. Try PORT={port + 1}."
            ) from None


def _check_tables() -> None:
    """Say so where the tables are not this version's: every page would only say that something went wrong."""
    with create_app().app_context(), store.reading() as connection:
        problem = shape.of(connection).problem()
    if problem:
        raise click.ClickException(problem)
