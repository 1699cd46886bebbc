"""Three lanes of one set of tests: `make test` runs what `make check` runs, and `make soak` what `make test` runs."""

import json
import random
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.lanes import LONG, dealt
from tests.support.server.site import ROOT

LANES = ("check", "test", "soak")


def arguments(lane: str) -> list[str]:
    """What the Makefile gives pytest in this lane."""
    recipe = re.search(rf"^{lane}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)
    assert recipe, lane
    [line] = re.findall(r"\$\(PYTEST\) (.*)", recipe[1])
    return shlex.split(line.replace("$(ONLY)", ""))


# Lanes that draw alike have read the same test files: one process reads them once.
READERS = (("check", "test"), ("soak",))
COLLECTING = """
import json, sys, pytest
for lane, given in json.loads(sys.argv[1]).items():
    print(f"lane {lane}")
    if told := pytest.main(given):
        sys.exit(told)
"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[str, set[str]]:
    """{lane: the names of its tests}, as pytest itself chooses them, for all three at one time."""
    usual = ["--collect-only", "-q", "-p", "no:cacheprovider", "--basetemp"]
    under_way = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", COLLECTING),
                json.dumps(
                    {lane: [*usual, str(tmp_path_factory.mktemp(lane)), *arguments(lane)] for lane in lanes}
                ),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for lanes in READERS
    ]
    found: dict[str, set[str]] = {}
    for said, process in [(process.communicate()[0], process) for process in under_way]:
        assert process.returncode == 0, said[-2000:]
        for lane, names in re.findall(r"^lane (\w+)$(.*?)(?=^lane |\Z)", said, re.M | re.S):
            # A second collection escapes what the first one had escaped.
            found[lane] = {re.sub(r"\\+", "/", line) for line in names.splitlines() if "::" in line}
    return found


# Whoever of the two comes first waits for the three collections.
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_test_is_lost_between_the_lanes(collected):
    check, test, soak = (collected[lane] for lane in LANES)
    assert not check - test and not test - soak
    assert 1000 < len(check) < len(test) < len(soak)


@pytest.mark.slow
@pytest.mark.timeout(600)
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


def drawn(count: int) -> tuple[list[int], list[str]]:
    chance = random.Random(count)
    modules = sorted(f"test_{chance.randrange(count // 8 + 1)}.py" for _ in range(count))
    return [chance.choice((0, 0, 0, 0, 0, 1, LONG)) for _ in range(count)], modules


@pytest.mark.parametrize("workers", [2, 3, 5, 8])
@pytest.mark.parametrize("count", [1, 7, 40, 500])
def test_every_test_is_dealt_once(count, workers):
    weights, modules = drawn(count)
    assert sorted(dealt(weights, modules, workers)) == list(range(count))


@pytest.mark.parametrize("workers", [2, 3, 5])
def test_each_worker_begins_with_its_share_of_what_waits(workers):
    weights, modules = drawn(3000)
    order = dealt(weights, modules, workers)
    size = len(order) // workers
    stretches = [[weights[place] for place in order[size * n : size * (n + 1)]] for n in range(workers)]
    assert all(stretch == sorted(stretch, reverse=True) for stretch in stretches)
    loads = [sum(stretch) for stretch in stretches]
    assert max(loads) < 1.05 * min(loads)


def test_the_tests_of_a_module_stay_together():
    weights, modules = [1, 0, 1, 0, 1, 1, 0, 1], [*"aabbbccc"]
    assert [modules[place] for place in dealt(weights, modules, 2)] == [*"bbaa", *"ccbc"]
