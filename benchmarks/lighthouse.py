"""Lighthouse, mobile preset, on the two pages a trainee opens most, signed in.

    python -m benchmarks.lighthouse

Goals: performance 98, accessibility 100. Needs npm; Node 22 and Lighthouse are fetched once into .venv/lighthouse,
which git ignores. Performance moves with what else the machine does: the best of three runs counts.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.visit import chromium, demo_served, sign_in
from tests.browser.handset import CHROMIUM, FLAGS

PAGES = ("/entries", "/entries/new")
GOALS = {"performance": 98, "accessibility": 100}
RUNS = 3
HOME = Path(__file__).parents[1] / ".venv" / "lighthouse"
PACKAGES = ("node@22", "lighthouse@13.5.0")
MODULES = HOME / "node_modules"


def main() -> None:
    """Print each page's scores beside their goals, and what costs points."""
    install()
    with tempfile.TemporaryDirectory() as folder, demo_served(Path(folder)) as (origin, _):
        headers = Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookie(origin)}))
        for path in PAGES:
            reports = [run(origin + path, headers) for _ in range(RUNS)]
            say(path, max(reports, key=lambda one: score(one, "performance")))


def install() -> None:
    """Node and Lighthouse, unless they are there."""
    if not (MODULES / "lighthouse").exists():
        HOME.mkdir(parents=True, exist_ok=True)
        # Not into the folder of a package further up, which npm would look for.
        command = ["npm", "install", "--prefix", str(HOME), "--no-fund", "--no-audit", *PACKAGES]
        subprocess.run(command, check=True)


def cookie(origin: str) -> str:
    """Ana's session, as a header."""
    with chromium() as browser:
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        sign_in(page, origin)
        return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())  # type: ignore[typeddict-item]


def run(address: str, headers: Path) -> dict[str, Any]:
    """One report."""
    flags = " ".join(["--headless=new", *FLAGS])
    command = [
        str(MODULES / "node" / "bin" / "node"),
        str(MODULES / "lighthouse" / "cli" / "index.js"),
        address,
    ]
    command += ["--quiet", "--output=json", f"--only-categories={','.join(GOALS)}"]
    command += [f"--extra-headers={headers}", f"--chrome-flags={flags}"]
    env = os.environ | {"CHROME_PATH": CHROMIUM}
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["finalDisplayedUrl"] == address, f"led away to {report['finalDisplayedUrl']}"
    return report


def score(report: dict[str, Any], category: str) -> int:
    return round(report["categories"][category]["score"] * 100)


def say(path: str, report: dict[str, Any]) -> None:
    """One line for each category, then each audit that is not full."""
    for category, goal in GOALS.items():
        print(f"{path:14} {category:14} {score(report, category):3}  goal {goal}")
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative":
            print(f"    {audit['id']}: {audit.get('displayValue', '')}")
    paint, blocked = (
        report["audits"][name].get("displayValue", "")
        for name in ("largest-contentful-paint", "total-blocking-time")
    )
    print(f"    largest contentful paint {paint}, total blocking time {blocked}")


if __name__ == "__main__":
    main()
