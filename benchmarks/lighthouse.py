"""Lighthouse, mobile preset, on the two pages a trainee opens most, signed in.

    python -m benchmarks.lighthouse

Goals: performance 98, accessibility 100. Needs npm; Node 22 and Lighthouse are fetched once into .venv/lighthouse,
which git ignores. Performance moves with what else the machine does: the best of three runs counts.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.visit import demo_served, sign_in
from tests.support.browser.handset import CHROMIUM, FLAGS
from tests.support.server.site import free_port

PAGES = ("/entries", "/entries/new")
GOALS = {"performance": 98, "accessibility": 100}
RUNS = 3
METRICS = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
HOME = Path(__file__).parents[1] / ".venv" / "lighthouse"
PACKAGES = ("node@22", "lighthouse@13.5.0")
MODULES = HOME / "node_modules"


def main() -> None:
    """Print each page's scores beside their goals, and what costs points."""
    install()
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_served(Path(folder)) as (origin, _),
    ):
        for workers in ("block", "allow"):
            print("a browser without a worker" if workers == "block" else "a phone with its worker")
            with signed_in(Path(folder) / workers, origin, workers) as port:
                for path in PAGES:
                    say(path, sorted((run(origin + path, port) for _ in range(RUNS)), key=performance))


def install() -> None:
    """Node and Lighthouse, unless they are there."""
    if not (MODULES / "lighthouse").exists():
        HOME.mkdir(parents=True, exist_ok=True)
        # Not into the folder of a package further up, which npm would look for.
        command = ["npm", "install", "--prefix", str(HOME), "--no-fund", "--no-audit", *PACKAGES]
        subprocess.run(command, check=True)


@contextmanager
def signed_in(profile: Path, origin: str, workers: str) -> Iterator[int]:
    """A browser in which Ana has a session, as a trainee's phone has one; gives its debugging port."""
    port = free_port()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            service_workers=workers,  # type: ignore[arg-type]
            args=[*FLAGS, f"--remote-debugging-port={port}"],
        )
        sign_in(context.pages[0], origin)
        yield port
        context.close()


def run(address: str, port: int) -> dict[str, Any]:
    """One report."""
    command = [
        str(MODULES / "node" / "bin" / "node"),
        str(MODULES / "lighthouse" / "cli" / "index.js"),
        address,
    ]
    command += ["--quiet", "--output=json", f"--only-categories={','.join(GOALS)}"]
    # Without the session the page would be the sign-in page.
    command += [f"--port={port}", "--disable-storage-reset"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"Lighthouse could not look at {address}: {done.stderr.strip()}")
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["finalDisplayedUrl"] == address, f"led away to {report['finalDisplayedUrl']}"
    return report


def score(report: dict[str, Any], category: str) -> int:
    return round(report["categories"][category]["score"] * 100)


def performance(report: dict[str, Any]) -> int:
    return score(report, "performance")


def say(path: str, reports: list[dict[str, Any]]) -> None:
    """One line for each category, worst run to best, then what costs points in the best."""
    for category, goal in GOALS.items():
        scores = " ".join(f"{score(report, category):3}" for report in reports)
        print(f"  {path:14} {category:14} {scores}  goal {goal}")
    audits = reports[-1]["audits"]
    for audit in audits.values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative":
            print(f"      {audit['id']}: {audit.get('displayValue', '')}")
    told = [f"{name.replace('-', ' ')} {audits[name].get('displayValue', '')}" for name in METRICS]
    print(f"      {', '.join(told)}")


if __name__ == "__main__":
    main()
