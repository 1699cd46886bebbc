"""What keeps one statement, or all of them, from the server: too large, a line too slow, a case unknown."""

from typing import Any

import pytest

from tests.support.browser.lab import Doc, Lab
from tests.support.documents.small import ENTRY, OTHER, an_entry, numbered

pytestmark = pytest.mark.browser

# A sync whose request is never answered; `window.told` is what it came to.
SILENT = """async () => {
  const { sync } = await at("worker/sync.js");
  const told = ({ online, pending }) => ({ online, pending });
  window.really ??= window.fetch;
  window.fetch = (address, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  window.told = sync(ACCOUNT, { reason: "tap" }).then(told);
}"""
# A sync whose answer comes in six pieces: one each time that the test calls `give`.
SLOW = """async () => {
  const { sync } = await at("worker/sync.js");
  const turn = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(null);
  });
  const begun = new Promise((resolve) => {
    window.fetch = async (address, options) => {
      window.fetch = window.really;
      const answer = await window.really(address, options);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const [size, pieces] = [Math.ceil(bytes.length / 6), []];
      for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.slice(start, start + size));
      const body = new ReadableStream({
        start: (controller) => {
          window.give = () => {
            if (pieces.length) controller.enqueue(pieces.shift());
            else controller.close();
            return turn();
          };
        },
      });
      setTimeout(resolve);
      return new Response(body, { status: answer.status, headers: answer.headers });
    };
  });
  window.told = sync(ACCOUNT, { reason: "tap" }).then(({ online, pending }) => ({ online, pending }));
  await begun;
}"""


@pytest.mark.fault(27)
def test_too_large_a_request_is_halved_and_too_large_a_statement_parked(lab: Lab) -> None:
    for number in range(8):
        lab.put(numbered(number), mutation=f"m{number}")
    usual = lab.server.answer

    def narrow(body: Doc) -> tuple[int, Doc, Any]:
        ids = [mutation["id"] for mutation in body["mutations"]]
        return (413, {}, "<h1>Too large</h1>") if len(ids) > 2 or "m5" in ids else usual(body)

    lab.server.answer = narrow  # type: ignore[method-assign]
    report = lab.sync()
    assert (report["pending"], report["parked"]) == (0, 1)
    assert lab.box("parked")[0]["code"] == "too_large" and len(lab.server.taken) == 7


@pytest.mark.fault(35)
def test_a_line_is_given_up_when_nothing_comes_and_not_while_something_does(lab: Lab) -> None:
    """Bytes that come twenty seconds apart are an answer; silence is none, and half as much is sent the next time."""
    lab.page.clock.install()
    for number in range(8):
        lab.put(numbered(number), mutation=f"m{number}")
    lab.run(SILENT)
    lab.page.clock.fast_forward(26_000)
    assert lab.run("async () => await window.told") == {"online": False, "pending": 8}
    lab.run(SLOW)
    for _ in range(6):
        lab.page.clock.fast_forward(20_000)
        lab.run("() => window.give()")
    lab.run("() => window.give()")
    assert lab.run("async () => await window.told") == {"online": True, "pending": 0}
    sizes = [len(body["mutations"]) for body in lab.server.requests]
    assert sizes == [4, 4] and lab.meta("slow") == 16


@pytest.mark.fault(44)
def test_an_answer_to_a_case_the_server_did_not_know_goes_out_again_when_it_does(lab: Lab) -> None:
    answer = {"typ": "signoff", "v": 1, "id": "s1", "entry": ENTRY, "verdict": "returned"}
    other = {"typ": "signoff", "v": 1, "id": "s2", "entry": OTHER, "verdict": "returned"}
    lab.put(answer, mutation="m1")
    lab.put(other, mutation="m2")
    lab.server.verdicts = {
        id: {"status": "rejected", "code": "unknown_entry", "fields": {}} for id in ("m1", "m2")
    }
    assert lab.sync()["parked"] == 2
    lab.server.publish("entry", ENTRY, an_entry())
    report = lab.sync()
    assert (report["pending"], report["parked"]) == (0, 1)
    assert list(lab.server.taken.values()) == [answer] and "m1" not in lab.server.taken
