"""Claim: a tap with 500 cases stands painted on the phone after at most half of what it took (216 to 390 ms at 4× CPU).

    python -m benchmarks.paint [TAPS]

From the tap on a link, which the worker answers, to the frame after the new page stands there; by the page's processor
as it is and slowed to a quarter. Beside it what the browser says it did meanwhile: layouts, styles, scripts.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import tap
from benchmarks.visit import chromium, demo_served, sign_in

ENTRIES = 500
LIMITS_MS = {"/entries": 108, "/entries/new": 125, "/progress": 195}
# In turns: from each page a tap leads to the next.
WAY = ("/entries", "/progress", "/todo", "/entries", "/entries/new")
FIGURES = ("LayoutCount", "LayoutDuration", "RecalcStyleDuration", "ScriptDuration", "TaskDuration")
TAP = """(path) => new Promise((resolve, reject) => {
  const link = document.querySelector(`a[href="${path}"]`);
  if (!link) return reject(new Error(`no way to ${path}`));
  const start = performance.now();
  document.addEventListener("htmx:after:swap", () => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      port2.postMessage(null);
    });
  }, { once: true });
  link.click();
})"""


def main(taps: int = 8) -> None:
    """A line for each page and speed."""
    tap.ENTRIES = ENTRIES
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_served(Path(folder), tap.fill_up) as (origin, _),
        chromium() as browser,
    ):
        page = browser.new_context(viewport=tap.PHONE).new_page()
        sign_in(page, origin)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.wait_for_timeout(6000)
        page.goto(f"{origin}/todo")
        for slower in (1, 4):
            for path, found in measured(page, taps, slower).items():
                _line(path, slower, found)


def measured(page: Any, taps: int, slower: int) -> dict[str, list[dict[str, float]]]:
    """{path: figures of each tap}, the first round left out as warming up."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found: dict[str, list[dict[str, float]]] = {}
    for number in range(taps + 1):
        for path in WAY:
            before = _figures(session)
            painted = page.evaluate(TAP, path)
            after = _figures(session)
            if number:
                spent = {name: after[name] - before[name] for name in FIGURES}
                found.setdefault(path, []).append({"painted": painted} | spent)
            page.wait_for_timeout(150)
    return found


def _figures(session: Any) -> dict[str, float]:
    told = session.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] for one in told}


def _line(path: str, slower: int, found: list[dict[str, float]]) -> None:
    middle = {name: statistics.median(one[name] for one in found) for name in found[0]}
    limit = LIMITS_MS.get(path) if slower > 1 else None
    share = f"{middle['painted'] / limit:5.2f} of {limit} ms" if limit else " " * 14
    parts = ", ".join(
        f"{name.removesuffix('Duration').lower()} {middle[name] * 1000:.0f} ms" for name in FIGURES[1:]
    )
    did = f"{middle['LayoutCount']:.0f} layouts: {parts}"
    print(f"{path:14} {slower}×  painted {middle['painted']:6.1f} ms {share}  {did}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
