"""What a process opens when it starts: a command that draws no page reads nothing of them."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

# Runs one command in this very process, and says which files it opened below the folders of pages.
_WATCHED = """
import gc, json, sys

opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from logbook.cli import commands

try:
    commands(sys.argv[1:])
finally:
    pages = [path for path in opened if "/logbook/static/" in path or "/logbook/templates/" in path]
    kept = gc.get_freeze_count()
    told = {"all": len(opened), "pages": sorted(set(pages)), "loaded": sorted(sys.modules), "kept": kept}
    print(json.dumps(told), file=sys.stderr)
"""
# The same of a server that was asked for nothing yet.
_SERVED = _WATCHED.replace("from logbook.cli import commands", "from logbook.front import create").replace(
    "commands(sys.argv[1:])", "create()"
)


def watched(script, url, *arguments):
    """What a process of its own opened: {"all": how many files, "pages": [path], "loaded": [module], "kept": how many
    objects the collector passes by}; and what it printed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LOGBOOK_")}
    env |= {
        "DATABASE_URL": url,
        "SECRET_KEY": "k" * 40,
        "LOGBOOK_ORIGIN": "https://logbook.example.org",
    }
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=env, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stderr.splitlines()[-1]), ran.stdout


# The one makes no server, the other wires one and asks it nothing.
@pytest.mark.parametrize(
    ("command", "words"), [(("prune",), "Forgotten: "), (("programme", "list"), "North Skin School")]
)
def test_a_command_opens_no_template_and_no_file_of_pages(sqlite_url, command, words):
    opened, said = watched(_WATCHED, sqlite_url, *command)
    assert words in said
    assert opened["pages"] == []
    assert opened["all"] > 0, "nothing was watched"


def test_a_server_has_read_its_build_before_anybody_asks(sqlite_url):
    opened, _ = watched(_SERVED, sqlite_url)
    names = {path.rsplit("/", 1)[1] for path in opened["pages"]}
    assert {"logbook.css", "base.html", "sprite.svg"} <= names


def test_a_server_loads_nothing_that_few_requests_need(sqlite_url):
    told, _ = watched(_SERVED, sqlite_url)
    # Codes of links, Excel files, PDFs; the driver of a database that is not there.
    rare = {"segno", "xlsxwriter", "typst", "psycopg"}
    assert rare & {*told["loaded"]} == set()


def test_a_server_takes_what_it_loaded_out_of_the_collectors_way(sqlite_url):
    told, _ = watched(_SERVED, sqlite_url)
    assert told["kept"] > 100_000
