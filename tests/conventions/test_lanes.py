"""Three lanes of one set of tests: `make test` runs what `make check` runs, and `make soak` what `make test` runs."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server.site import ROOT

LANES = ("check", "test", "soak")


def arguments(lane: str) -> list[str]:
    """What the Makefile gives pytest in this lane."""
    recipe = re.search(rf"^{lane}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)
    assert recipe, lane
    [line] = re.findall(r"\$\(PYTEST\) (.*)", recipe[1])
    return shlex.split(line.replace("$(ONLY)", ""))


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[str, set[str]]:
    """{lane: the names of its tests}, as pytest itself chooses them."""
    folder = str(tmp_path_factory.mktemp("lanes"))
    found = {}
    for lane in LANES:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
        ran = subprocess.run(
            [*command, "--basetemp", folder, *arguments(lane)], cwd=ROOT, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
        found[lane] = {line for line in ran.stdout.splitlines() if "::" in line}
    return found


@pytest.mark.slow
def test_no_test_is_lost_between_the_lanes(collected):
    check, test, soak = (collected[lane] for lane in LANES)
    assert not check - test and not test - soak
    assert 1000 < len(check) < len(test) < len(soak)


@pytest.mark.slow
def test_every_test_function_is_in_the_soak(collected):
    known = {re.sub(r"\[.*", "", name).split("::", 1)[0] for name in collected["soak"]}
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")}
    assert files == known


def test_what_integration_runs_is_make_test():
    script = (ROOT / ".ci" / "run").read_text()
    assert re.findall(r"^exec (.*)$", script, re.M) == ["make test"]


def test_a_test_goes_to_the_soak_alone_with_a_reason():
    """What one person's change cannot break unseen: each such mark has a comment above it."""
    for path in sorted(Path(ROOT / "tests").rglob("test_*.py")):
        lines = path.read_text().splitlines()
        for before, line in zip(lines, lines[1:], strict=False):
            if "pytest.mark.soak" in line and path.name != "test_lanes.py":
                assert before.strip().startswith("#"), f"{path.name}: {line}"
