"""What is installed is what was tested, package by package and byte for byte."""

import json
import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.finding("attack.L12")

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^ ;]+)(?P<when> ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pinned(lock):
    """{(name, when it is wanted): (version, its hashes)}; fails on any line that is neither."""
    found, hashes = {}, []
    for line in (ROOT / lock).read_text().splitlines():
        if line.startswith("#"):
            continue
        if HASH.match(line):
            hashes.append(line.strip(" \\"))
            continue
        one = PINNED.match(line)
        assert one, f"{lock}: {line}"
        hashes = []
        found[one["name"], one["when"]] = one["version"], hashes
    return found


def asked(*groups):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [
        *project["dependencies"],
        *(one for name in groups for one in project["optional-dependencies"][name]),
    ]
    return {re.split(r"[\[><=]", line)[0] for line in lines}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_one_version_and_its_hashes(lock):
    assert pinned(lock) and all(hashes for _, hashes in pinned(lock).values())


@pytest.mark.parametrize(
    ("lock", "groups"), [(LOCKS[0], ("build", "windows")), (LOCKS[1], ("build", "windows", "dev"))]
)
def test_a_lock_holds_all_that_the_project_asks_for(lock, groups):
    assert asked(*groups) <= {name for name, _ in pinned(lock)}


def test_what_runs_is_locked_alike_for_running_and_for_testing():
    run, test = map(pinned, LOCKS)
    assert {key: test.get(key) for key in run} == run


def test_make_installs_only_what_has_a_known_hash():
    installs = re.findall(r"^\t\$\(PIP\) (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert len(installs) == 4
    for line in installs:
        assert re.fullmatch(
            r"--require-hashes -r requirements(-dev)?\.lock|--no-deps --no-build-isolation -e \.", line
        )


def test_every_package_that_checks_the_scripts_has_a_version_and_its_hash():
    """npm names the address of a package in its lock unless told not to; ours names none."""
    asked = json.loads((ROOT / "tools" / "js" / "package.json").read_text())["devDependencies"]
    packages = json.loads((ROOT / "tools" / "js" / "package-lock.json").read_text())["packages"]
    found = {path: one for path, one in packages.items() if path}
    assert {f"node_modules/{name}": version for name, version in asked.items()}.items() <= {
        path: one["version"] for path, one in found.items()
    }.items()
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in found.values())
