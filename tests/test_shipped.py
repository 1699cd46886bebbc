"""What phones are sent is what lies in the repository, scripts joined (`test_joined.py`), and says what it should."""

import gzip
import re

import brotli
import pytest

from logbook import shell
from logbook.shell.static import scripts
from tests.contract import phones, twins
from tests.contract.engine import Js
from tests.contract.test_charts import a_report
from tests.support.cast import people

SOURCES = sorted(
    name
    for path in shell.STATIC.rglob("*")
    if path.is_file()
    and path.suffix != ".md"
    and (name := path.relative_to(shell.STATIC).as_posix()) not in scripts()
)
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
# As much of a page as the banner's module touches: what it says at the foot of the screen is kept.
TELL = """(m, messages) => {
  const said = [], heard = [];
  const element = () => ({
    append(...parts) { for (const one of parts) if (one.textContent) said.push(one.textContent); },
    addEventListener() {}, toggleAttribute() {}, remove() {}, querySelectorAll: () => [],
  });
  globalThis.document = { getElementById: element, createElement: element, addEventListener() {} };
  globalThis.navigator = { onLine: true };
  globalThis.addEventListener = () => {};
  globalThis.setTimeout = globalThis.clearTimeout = () => {};
  globalThis.BroadcastChannel = class { addEventListener(type, handler) { heard.push(handler); } };
  m["page/connection.js"].showConnection();
  for (const data of messages) for (const handler of heard) handler({ data });
  return said.filter((words) => words !== "OK");
}"""


@pytest.mark.finding("use.B4")
@pytest.mark.parametrize("path", SOURCES)
def test_what_is_served_is_what_is_written_however_it_is_packed(client, path):
    written = (shell.STATIC / path).read_bytes()
    for accepted in ("br", "gzip", ""):
        response = client.get(f"/static/{shell.build()}/{path}", headers={"Accept-Encoding": accepted})
        assert response.status_code == 200
        assert UNPACK[response.content_encoding](response.data) == written


def test_nothing_is_served_that_is_not_written_but_joined_scripts_and_the_outlines_of_the_areas():
    made = ["face/areas.json", "js/editor.js", "js/off.js", "js/page.js", "js/worker.js"]
    assert sorted(shell.files().keys() - set(SOURCES)) == made


@pytest.mark.finding("use.B4")
@pytest.mark.parametrize(("sent", "words"), [(1, "1 case sent."), (6, "6 cases sent.")])
def test_what_was_sent_is_said_in_whole_words(sent, words):
    told = [{"type": "synced", "tried": True, "online": online, "sent": sent} for online in (False, True)]
    assert Js().apply(["page/connection.js"], TELL, told) == [f"Back online. {words}"]


@pytest.mark.finding("use.B4")
def test_the_learning_curve_of_a_phone_has_a_line():
    snapshot = phones.phone(people.ANA, [])
    [record] = snapshot["records"]["report"]
    snapshot["records"]["report"] = [record | {"doc": a_report(1, 12)}]
    html = twins.there("progress", snapshot, twins.asked("/progress")).html
    lines = re.findall(r'<path[^>]* d="(M[^"]*L[^"]*)"', html or "")
    assert lines and all(re.fullmatch(r"M\d+ \d+(L\d+ \d+)+", line) for line in lines)
