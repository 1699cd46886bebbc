"""The files that `logbook deploy` prints: units that systemd takes, and that shut in what they start; alerts."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.cli import deploying
from logbook.observed.conditions import Conditions
from logbook.observed.meters import Meters
from tests.support.server.application import application
from tests.support.server.commands import run

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted(name for name in deploying.WHAT if name.endswith((".service", ".timer")))
SERVICES = [name for name in UNITS if name.endswith(".service")]
# By the scale of `systemd-analyze security`: 10 is as the machine itself, below 2 is hard to do with a network.
EXPOSED = 2.0


def tool(name):
    """Where a program is; the test says what is missing where it is not."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    return found or pytest.skip(f"{name} is not installed; .ci/prepare installs it where there is apt")


@pytest.fixture
def printed(run, tmp_path):
    """A folder with everything that is printed."""
    for name in deploying.WHAT:
        shown = run("deploy", name)
        assert shown.exit_code == 0, shown.output
        (tmp_path / name).write_text(shown.stdout)
    return tmp_path


def test_every_file_is_listed_and_every_line_is_a_file(run):
    assert {path.name for path in deploying.FILES.iterdir()} == set(deploying.WHAT)
    listed = run("deploy").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(deploying.WHAT)


def test_what_is_printed_is_of_this_installation(run):
    unit = run("deploy", "logbook.service").stdout
    command = re.search(r"^ExecStart=(\S+) serve", unit, re.M)[1]
    assert command == f"{sys.prefix}/bin/logbook" and Path(command).exists()
    site = run("deploy", "nginx.conf", LOGBOOK_ORIGIN="https://cases.north.example").stdout
    assert "server_name cases.north.example;" in site and deploying.HOST not in site


def test_files_are_written_with_the_rights_they_need(run, tmp_path):
    shown = run("deploy", "--into", str(tmp_path), "logbook.env", "logbook.service")
    assert shown.exit_code == 0, shown.output
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "logbook.env": 0o600,
        "logbook.service": 0o644,
    }


def test_two_are_not_printed_into_one(run):
    shown = run("deploy", "logbook.env", "logbook.service")
    assert shown.exit_code == 1 and "--into" in shown.stderr


def test_key_and_token_are_new_each_time_and_the_settings_can_be_read(run, tmp_path):
    first, second = (run("deploy", "logbook.env").stdout for _ in range(2))
    for name in ("SECRET_KEY", "LOGBOOK_METRICS_TOKEN"):
        made = [re.search(rf"^{name}=(\S{{64}})$", one, re.M)[1] for one in (first, second)]
        assert made[0] != made[1]
    found = dict(line.split("=", 1) for line in first.splitlines() if not line.startswith("#"))
    for name in ("LOGBOOK_SECURITY_LOG", "LOGBOOK_ACCESS_LOG"):
        found[name] = str(tmp_path / Path(found[name]).name)
    from logbook.config import from_environment

    assert from_environment(found)["PROXIES"] == 1


@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_each_unit_as_it_is_printed(printed, name):
    units = [str(printed / one) for one in UNITS]
    done = subprocess.run(
        [tool("systemd-analyze"), "verify", "--man=no", str(printed / name)], capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert str(printed / name) in units


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_shut_in(printed, name):
    asked = [
        tool("systemd-analyze"),
        "security",
        "--offline=true",
        "--no-pager",
        f"--threshold={EXPOSED * 10:.0f}",
    ]
    done = subprocess.run([*asked, str(printed / name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [level] = re.findall(r"Overall exposure level for \S+: (\d+\.\d)", done.stdout)
    assert float(level) < EXPOSED


def test_all_services_have_the_same_sandbox_and_one_folder_for_temporary_files(printed):
    def sandbox(name):
        lines = (printed / name).read_text().split("[Service]")[1].splitlines()
        return {
            line
            for line in lines
            if line.startswith(("Protect", "Private", "Restrict", "System", "Capab", "UMask"))
        }

    assert len({frozenset(sandbox(name)) for name in SERVICES}) == 1
    for name in set(SERVICES) - {"logbook.service"}:
        assert "JoinsNamespaceOf=logbook.service" in (printed / name).read_text()


def test_the_commands_of_the_units_exist(printed, run):
    known = set(re.findall(r"^  (\w+)", run("--help").output.split("Commands:")[1], re.M))
    for name in SERVICES:
        for command, arguments in re.findall(
            r"^ExecStart\w*=\S+/logbook (\w+)(.*)$", (printed / name).read_text(), re.M
        ):
            assert command in known
            for option in re.findall(r"--\w+", arguments):
                assert option in run(command, "--help").output


def test_an_end_takes_longer_in_a_unit_than_in_the_parent(printed):
    from logbook.cli.parent import STOP_S

    assert (
        int(re.search(r"TimeoutStopSec=(\d+)$", (printed / "logbook.service").read_text(), re.M)[1]) > STOP_S
    )


def test_logs_are_rotated_by_a_file_that_logrotate_takes(printed):
    done = subprocess.run(
        [tool("logrotate"), "--debug", "--state", str(printed / "state"), str(printed / "logbook.logrotate")],
        capture_output=True,
        text=True,
    )
    # The user is not there on every machine; everything else is read.
    errors = [line for line in done.stderr.splitlines() if line.startswith("error")]
    assert all("unknown user" in line or "found error in" in line for line in errors), done.stderr


def test_prometheus_takes_alerts_and_settings(printed):
    promtool = tool("promtool")
    for asked in (
        ["check", "rules", "logbook-alerts.yml"],
        ["check", "config", "--syntax-only", "prometheus.yml"],
    ):
        done = subprocess.run([promtool, *asked], cwd=printed, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_metric_that_an_alert_names_is_there(printed, database_url, tmp_path):
    (tmp_path / "logbook-20261130T010203Z.backup").touch()
    meters = Meters()
    for app in application(database_url):
        with app.app_context():
            text = meters.text(Conditions(str(tmp_path))).decode()
    there = {
        f"{name}{end}"
        for name in re.findall(r"^# TYPE (\S+)", text, re.M)
        for end in ("", "_bucket", "_total")
    }
    alerts = (printed / "logbook-alerts.yml").read_text()
    named = set(re.findall(r"\blogbook_\w+", alerts))
    assert named and named <= there


def test_every_alert_and_every_metric_stands_in_the_guide(printed):
    guide = (ROOT / "docs" / "deploy.md").read_text()
    for alert in re.findall(r"alert: (\w+)", (printed / "logbook-alerts.yml").read_text()):
        assert f"| `{alert}` |" in guide
    for name in deploying.WHAT:
        assert f"`{name}`" in guide or f"logbook deploy {name}" in guide or name in guide
