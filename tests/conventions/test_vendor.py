"""Foreign code is what its list says it is, and nothing else is foreign."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "logbook" / "static" / "vendor"
ROW = re.compile(
    r"^\| (?P<file>\S+) \| (?P<version>\S+) \| (?P<from>.+?) \| (?P<sha256>[0-9a-f]{64}) \| (?P<licence>\S+) \|$"
)


def rows():
    return [found for line in (VENDOR / "README.md").read_text().splitlines() if (found := ROW.match(line))]


@pytest.mark.finding("attack.L12")
def test_every_file_is_listed_with_its_hash():
    listed = {row["file"]: row["sha256"] for row in rows()}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert found == listed


def test_every_file_carries_its_version_in_its_name():
    for row in rows():
        assert f"-{row['version']}." in row["file"]


def test_every_licence_is_there_in_full():
    licences = (VENDOR / "LICENCES.md").read_text()
    for row in rows():
        assert f"## {row['file'].split('-')[0]} {row['version']}\n" in licences


def test_foreign_code_lies_nowhere_else():
    for path in VENDOR.parent.rglob("*.js"):
        if path.parent != VENDOR:
            assert not re.search(r"\.min\.js$|-\d+\.\d+\.\d+\.js$", path.name), path
