"""Settings speak at the start or not at all."""

import stat
from pathlib import Path

import pytest

from logbook.config import SETTINGS, Misconfigured, from_environment

REAL = {
    "SECRET_KEY": "k" * 40,
    "DATABASE_URL": "postgresql://logbook@db/logbook",
    "LOGBOOK_ORIGIN": "https://logbook.example.org",
}


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "LOGBOOK_ORIGIN"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_real_logbook_does_not_start_without(name, value):
    env = {key: given for key, given in REAL.items() if key != name} | (
        {name: value} if value is not None else {}
    )
    with pytest.raises(Misconfigured, match=f"Set {name}"):
        from_environment(env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://db/logbook"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///logbook.db"),
        ("DATABASE_URL", "postgresql://logbook:pa@ss@db:port/logbook"),
        ("LOGBOOK_ORIGIN", "logbook.example.org"),
        ("LOGBOOK_ORIGIN", "https://logbook.example.org/"),
        ("LOGBOOK_ORIGIN", "http://logbook.example.org"),
        ("LOGBOOK_ORIGIN", "https://Logbook.example.org"),
        ("LOGBOOK_ORIGIN", "https://logbook.example.org:443"),
        ("LOGBOOK_ORIGIN", "https://dan:secret@logbook.example.org"),
        ("LOGBOOK_ORIGIN", "https://logbook.example.org#start"),
        ("LOGBOOK_ORIGIN", "https://logbook.example.org:port"),
        ("LOGBOOK_ORIGIN", "http://[::1"),
        ("LOGBOOK_DEMO", "true"),
        ("LOGBOOK_PROXIES", "one"),
        ("LOGBOOK_WORKER", "no"),
        ("LOGBOOK_POOLER", "transaction"),
        ("LOGBOOK_ACCESS_LOG", "access.log"),
        ("LOGBOOK_ACCESS_LOG", "/nowhere/at/all/access.log"),
        ("LOGBOOK_METRICS_TOKEN", "short"),
        ("LOGBOOK_METRICS_TOKEN", "with spaces " * 4),
        ("LOGBOOK_METRICS_TOKEN", "é" * 40),
        ("LOGBOOK_BACKUPS", "backups"),
        ("LOGBOOK_SMTP", "mail.example.org"),
    ],
)
def test_an_odd_value_is_refused_by_name(name, value):
    with pytest.raises(Misconfigured, match=name):
        from_environment(REAL | {name: value})


def test_a_pooler_stands_only_before_postgresql():
    behind = from_environment(REAL | {"LOGBOOK_POOLER": "yes"})
    assert behind["SQLALCHEMY_ENGINE_OPTIONS"] == {
        "connect_args": {"prepare_threshold": None},
        "hide_parameters": True,
    }
    with pytest.raises(Misconfigured, match="LOGBOOK_POOLER"):
        from_environment(REAL | {"LOGBOOK_POOLER": "yes", "DATABASE_URL": "sqlite:////tmp/logbook.db"})


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="LOGBOOK_INSTANCE"):
        from_environment({"LOGBOOK_DEMO": "yes", "LOGBOOK_INSTANCE": str(tmp_path / "file" / "instance")})


def test_cookies_are_bound_to_the_host_under_https():
    found = from_environment(REAL)
    assert found["LOGIN_COOKIE"] == "__Host-logbook"
    assert found["SESSION_COOKIE_NAME"] == "__Host-logbook-form"
    assert found["SESSION_COOKIE_SECURE"] and found["SESSION_COOKIE_HTTPONLY"]


def test_postgresql_is_reached_through_psycopg_3():
    for spelling in ("postgres://db/l", "postgresql://db/l", "postgresql+psycopg://db/l"):
        found = from_environment(REAL | {"DATABASE_URL": spelling})
        assert found["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://db/l"


def test_the_demo_makes_a_secret_once_and_keeps_it_to_itself(tmp_path):
    env = {"LOGBOOK_DEMO": "yes", "LOGBOOK_INSTANCE": str(tmp_path / "instance")}
    first, second = from_environment(env), from_environment(env)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert stat.S_IMODE((tmp_path / "instance" / "demo-secret").stat().st_mode) == 0o600
    assert first["LOGIN_COOKIE"] == "logbook"
    assert first["SQLALCHEMY_DATABASE_URI"].endswith("/instance/logbook.db")


def test_a_real_logbook_shows_no_demo():
    assert from_environment(REAL)["DEMO"] is False


def test_every_setting_that_is_read_is_explained(monkeypatch):
    class Asked(dict):
        names: set[str] = set()

        def get(self, name, default=None):
            self.names.add(name)
            return super().get(name, default)

    env = Asked(REAL)
    from_environment(env)
    assert env.names == set(SETTINGS)


@pytest.mark.parametrize("name", sorted(set(SETTINGS) - {"LOGBOOK_DEMO", "LOGBOOK_INSTANCE"}))
def test_every_setting_of_a_real_logbook_stands_in_the_guide(name):
    guide = (Path(__file__).resolve().parents[1] / "docs" / "deploy.md").read_text()
    assert f"| `{name}` |" in guide
