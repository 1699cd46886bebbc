"""What the Containerfile names is there. No image is built here: this holds what can be read of it."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from logbook import create_app
from tests.support.server.application import settings
from tests.support.server.commands import run

__all__ = ["run"]
ROOT = Path(__file__).resolve().parents[2]
KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "VOLUME", "USER", "EXPOSE", "HEALTHCHECK", "CMD"}


@pytest.fixture(scope="module")
def steps():
    """[(instruction, what follows)] in order, folded lines joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Containerfile").read_text(), flags=re.M)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line.strip()]


def given(steps, name):
    return [rest for instruction, rest in steps if instruction == name]


def test_every_line_is_an_instruction(steps):
    assert {name for name, _ in steps} == KNOWN and steps[0][0] == "FROM"


def test_both_stages_have_the_python_that_the_tests_run_with(steps):
    tag = r"docker\.io/library/python:(\d+\.\d+)-slim-bookworm( AS built)?"
    tags = {re.fullmatch(tag, one) for one in given(steps, "FROM")}
    assert None not in tags and {one[1] for one in tags} == {"3.11"}
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert wanted == ">=3.11"


def test_what_is_copied_exists_and_is_all_that_a_wheel_needs(steps):
    sources = [
        one for rest in given(steps, "COPY") if not rest.startswith("--from") for one in rest.split()[:-1]
    ]
    assert all((ROOT / one).exists() for one in sources)
    assert set(sources) == {
        "requirements.lock",
        "pyproject.toml",
        "setup.py",
        "README.md",
        "migrations",
        "logbook",
    }


def test_it_installs_as_the_readme_says(steps):
    readme = (ROOT / "README.md").read_text()
    ran = [
        part.strip().replace(" --no-cache-dir", "")
        for rest in given(steps, "RUN")
        for part in rest.split("&&")
    ]
    for line in re.findall(r"^/opt/logbook/bin/pip [^#\n]*|^python3 -m venv \S+", readme, re.M):
        assert line.strip() in ran


def test_it_serves_without_rights_and_keeps_its_data_in_a_volume(steps):
    order = [name for name, _ in steps]
    assert given(steps, "USER") == ["10001"] and order.index("USER") < order.index("CMD")
    assert "--uid 10001" in " ".join(given(steps, "RUN"))
    assert given(steps, "VOLUME") == given(steps, "WORKDIR")[1:] == ["/var/lib/logbook"]


def test_its_command_is_one_of_ours(steps, run):
    name, command, *options = json.loads(given(steps, "CMD")[0])
    assert name == "logbook"
    shown = run(command, "--help").output
    assert all(option in shown for option in options if option.startswith("--"))
    assert options[options.index("--port") + 1] == given(steps, "EXPOSE")[0]


def test_its_check_of_health_asks_an_address_that_there_is(steps):
    options, _, command = given(steps, "HEALTHCHECK")[0].partition("CMD ")
    assert len(shlex.split(options)) == 4
    python, flag, code = json.loads(command)
    assert (python, flag) == ("python", "-c")
    path = re.search(r"http://127\.0\.0\.1:8000(/\w+)", code)[1]
    assert path in {
        rule.rule for rule in create_app(settings("sqlite:////tmp/never-opened.db")).url_map.iter_rules()
    }
    # Nobody listens there: a failure is a failure.
    failed = subprocess.run([sys.executable, "-c", code.replace(":8000", ":1")], capture_output=True)
    assert failed.returncode != 0
