"""What every test may ask for: both databases, the application with the cast in it, and a browser's part in HTTP."""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from logbook import shell
from tests.support import lanes
from tests.support.browser.reruns import RERUNS, RERUNS_MOST
from tests.support.cast import people
from tests.support.cast.people import Somebody
from tests.support.server import postgres
from tests.support.server.application import application, fill, order, sign_in
from tests.support.server.lent import Lent
from tests.support.server.recycled import Recycled
from tests.support.server.shaped import watched

DATABASES = ("sqlite", "postgresql")
SOAK_S = 3600


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """tell("recall 0.99"): a figure that a run should end with, whether it is good or bad."""
    return lambda words: record_property("figure", words)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=(*DATABASES, "both", "usual"),
        default="usual",
        help="run what touches a database on SQLite, on PostgreSQL, on both, or (the default) on SQLite, and on "
        "PostgreSQL too where a test asks for both",
    )
    parser.addoption("--soak", action="store_true", help="the long forms, everything on both databases")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    lanes.begin(config)
    # Until all tests are read nothing is garbage.
    gc.disable()


def pytest_collection_finish() -> None:
    """What was read until now stays until the end: the collector of garbage looks at it no more, and seldom at what a
    test makes. It took a twelfth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)
    gc.enable()


def pytest_report_header() -> str:
    return f"seed: {lanes.seed()}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whoever asks for a database, directly or not, gets SQLite's; `both_databases`, as fixture or mark, means both."""
    if "database" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("database")
    both = "both_databases" in metafunc.fixturenames or metafunc.definition.get_closest_marker(
        "both_databases"
    )
    if chosen == "usual":
        chosen = "both" if lanes.soaks() or both else "sqlite"
    # Whoever names SQLite's file means SQLite.
    only = ("sqlite",) if "sqlite_url" in metafunc.fixturenames else DATABASES
    metafunc.parametrize("database", only if chosen == "both" else (chosen,))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Tests that are named may try again; who names PostgreSQL is slow, as its server is started. What is left of
    the list, once all have chosen from it, is put into the order in which several workers are soonest done."""
    weights = {}
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
        weights[item] = lanes.waits(item)
        if lanes.soaks():
            # Before what the test itself says, which is meant for its short form.
            item.add_marker(pytest.mark.timeout(SOAK_S), append=False)
        if item.nodeid.removeprefix("tests/").partition("[")[0] in RERUNS:
            item.add_marker(pytest.mark.flaky(reruns=RERUNS_MOST))
    yield
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        modules = [str(item.path) for item in items]
        places = lanes.dealt([weights[item] for item in items], modules, workers)
        items[:] = [items[place] for place in places]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Whatever fails says from which seed."""
    report = yield
    if report.failed:
        report.sections.append(("seed", f"drawn from SEED={lanes.seed()}"))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.stats.get(outcome, [])]
    said = [words for one in reports for name, words in one.user_properties if name == "figure"]
    if said:
        terminalreporter.section("figures")
    for words in said:
        terminalreporter.line(str(words))


@pytest.fixture(scope="session", autouse=True)
def pages_have_their_shapes() -> Iterator[None]:
    """Whatever page any test has drawn in this process holds what its shape says, on the way to its template."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shell, "render", watched(shell.render))
        yield


@pytest.fixture(scope="session")
def sqlite_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file, migrated, with the cast in it; each test gets a copy, which takes a millisecond."""
    path = tmp_path_factory.mktemp("seed") / "logbook.db"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database name."""
    with postgres.cluster(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(scope="session")
def postgres_seed(postgres_server: str) -> str:
    """The name of a PostgreSQL database, migrated, with the cast in it."""
    order(postgres_server, "CREATE DATABASE seed")
    fill(f"{postgres_server}seed")
    return "seed"


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite files of tests lie, one after the other: an application is made for one address."""
    return tmp_path_factory.mktemp("sqlite") / "logbook.db"


@pytest.fixture
def sqlite_url(sqlite_seed: Path, sqlite_place: Path) -> str:
    """A SQLite database of this test's own, with the cast in it."""
    for name in (sqlite_place.name, f"{sqlite_place.name}-wal", f"{sqlite_place.name}-shm"):
        # Another file in its place: whoever still holds the last test's holds that one.
        sqlite_place.with_name(name).unlink(missing_ok=True)
    return f"sqlite:///{shutil.copy(sqlite_seed, sqlite_place)}"


@pytest.fixture(scope="session")
def recycled(postgres_server: str, postgres_seed: str) -> Iterator[Recycled]:
    """The PostgreSQL database that tests hand on to each other."""
    database = Recycled(postgres_server, postgres_seed)
    yield database
    database.forget()


@pytest.fixture
def postgres_url(recycled: Recycled) -> Iterator[str]:
    """A PostgreSQL database as if of this test's own, with the cast in it."""
    with recycled.lent() as address:
        yield address


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest) -> str:
    """A database with the cast in it, of each kind in turn."""
    return request.getfixturevalue("sqlite_url" if database == "sqlite" else "postgres_url")


@pytest.fixture
def both_databases(app: Flask) -> Flask:
    """The application, once on SQLite and once on PostgreSQL."""
    return app


@pytest.fixture(scope="session")
def lending() -> Lent:
    """The applications that tests hand on to each other."""
    return Lent()


@pytest.fixture
def app(lending: Lent, database_url: str) -> Iterator[Flask]:
    """The application with the cast in it. No application context is pushed."""
    with lending.lent(database_url) as app:
        yield app


@pytest.fixture
def new_app(database_url: str) -> Iterator[Flask]:
    """An application that has answered nothing yet, for tests that add to it."""
    yield from application(database_url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def phone_of(app: Flask) -> Callable[[Somebody], FlaskClient]:
    """phone_of(ana): a browser that somebody is signed in with."""
    return lambda somebody: sign_in(app.test_client(), somebody)


@pytest.fixture
def ana() -> Somebody:
    """A trainee. Ben supervises her."""
    return people.ANA


@pytest.fixture
def ben() -> Somebody:
    """Ana's supervisor."""
    return people.BEN


@pytest.fixture
def cleo() -> Somebody:
    """A trainee in another programme. She may see nothing of Ana's."""
    return people.CLEO


@pytest.fixture
def dan() -> Somebody:
    """The coordinator of Ana's programme."""
    return people.DAN


@pytest.fixture
def eva() -> Somebody:
    """An examiner. She has no account."""
    return people.EVA


@pytest.fixture
def femi() -> Somebody:
    """A supervisor, but not on Ana's programme."""
    return people.FEMI
