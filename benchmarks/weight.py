"""What a first visit weighs: the page's requests, and everything with the worker, its modules and the trees.

    python -m benchmarks.weight

Limits (performance budget): 45 kB for the page's requests, 75 kB with worker and trees, bodies as sent (brotli).
"""

import tempfile
from pathlib import Path

from benchmarks.visit import chromium, demo_served, sign_in
from logbook import shell

PAGE_KB, ALL_KB = 45, 75
PHONE = {"width": 390, "height": 844}


def main() -> None:
    """Print both sums beside their limits, and what the weight is made of."""
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_served(Path(folder)) as (origin, meter),
        chromium() as browser,
    ):
        context = browser.new_context(viewport=PHONE, service_workers="block")
        page = context.new_page()
        sign_in(page, origin)
        cookies = context.cookies()
        context.close()
        meter.sent.clear()
        context = browser.new_context(viewport=PHONE, service_workers="block")
        context.add_cookies(cookies)  # type: ignore[arg-type]
        context.new_page().goto(f"{origin}/entries", wait_until="networkidle")
        context.close()
        of_page = dict(meter.sent)
        meter.sent.clear()
        context = browser.new_context(viewport=PHONE)
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{origin}/entries")
        # A phone that knows nobody yet goes through the arrival, which waits for the worker; then the page comes again.
        page.wait_for_url("**/arrive?*")
        page.wait_for_url("**/entries")
        page.wait_for_load_state("networkidle")
        context.close()
    whole = {path: size for path, size in meter.sent.items() if path != "/sync"}
    # Fetched ahead for the worker, also where none comes: no page waits for it.
    of_page.pop(f"/shell/{shell.build()}.json", None)
    report("page requests", of_page, PAGE_KB)
    report("with worker and trees", whole, ALL_KB)


def report(what: str, sent: dict[str, int], limit_kb: int) -> None:
    """One line with the ratio, then the groups."""
    total = sum(sent.values())
    share = total / 1000 / limit_kb
    print(f"{what}: {total / 1000:.1f} kB in {len(sent)} requests, {share:.2f} of the limit of {limit_kb} kB")
    groups: dict[str, int] = {}
    for path, size in sent.items():
        groups[_group(path)] = groups.get(_group(path), 0) + size
    for name, size in sorted(groups.items(), key=lambda pair: -pair[1]):
        print(f"    {size / 1000:6.1f} kB  {name}")


def _group(path: str) -> str:
    parts = path.split("/")
    if parts[1] == "static":
        return "/".join(parts[3:5]) if parts[3] == "js" else parts[3] if len(parts) > 4 else path
    return "/shell/<build>.json" if parts[1] == "shell" else path


if __name__ == "__main__":
    main()
