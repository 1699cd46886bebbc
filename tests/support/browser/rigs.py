"""Measuring a page that stands in a browser: large text, narrow screens, targets, other colours, keyboard."""

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page

from tests.support.documents.wording import wrong_doses

_RIGS = (Path(__file__).parent / "rigs.js").read_text()
PHONE = {"width": 390, "height": 844}
TALL = {"width": 390, "height": 3000}
WIDTHS = {"at 320 px": 320, "at 360 px": 360}
# WCAG 1.4.12: what a reader may set, and nothing is lost.
_SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
# When, and which checks of rigs.js hold then.
CHECKS = {
    "at 320 px": ["sideways", "clipped", "overlapping", "broken"],
    "at 360 px": ["sideways", "clipped", "overlapping", "broken"],
    "with 200 % text": ["sideways", "spilling", "crushed", "overlapping"],
    "with 300 % text": ["sideways", "overlapping"],
    "with wide spacing": ["sideways"],
    "on a phone": ["small", "crowded", "overlapping"],
    "in forced colours": ["faint"],
    "with reduced motion": ["moving"],
}


def shape_faults(page: Page, ways: Iterable[str] = CHECKS) -> list[str]:
    """Everything that is wrong with the page's shape in these ways, one line each; leaves the page as it was."""
    page.evaluate(_RIGS)
    faults = []
    for when in ways:
        _bring(page, when)
        found = page.evaluate("names => names.flatMap((name) => rigs[name]())", CHECKS[when])
        faults += [f"{when}: {fault}" for fault in found]
    _bring(page, "as it was")
    return faults + wrong_doses(page.inner_text("body"))


def _bring(page: Page, when: str) -> None:
    page.set_viewport_size({"width": WIDTHS.get(when, TALL["width"]), "height": TALL["height"]})
    percent = next((size for size in ("200", "300") if size in when and "text" in when), "")
    css = f"html {{ font-size: {percent}% !important; }}" if percent else ""
    page.evaluate(
        """css => {
          document.getElementById("rig")?.remove();
          const style = Object.assign(document.createElement("style"), { id: "rig", textContent: css });
          if (css) document.head.append(style);
        }""",
        _SPACED if when == "with wide spacing" else css,
    )
    page.emulate_media(
        forced_colors="active" if when == "in forced colours" else "none",
        reduced_motion="reduce" if when == "with reduced motion" else "no-preference",
    )


def keyboard_faults(page: Page) -> list[str]:
    """Walk with Tab alone: every stop once, its ring to be seen, and never under a bar."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.evaluate(_RIGS)
    # A page that came back with problems has the focus on them: the walk begins above.
    page.evaluate(
        "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
    )
    faults, seen, wanted = [], [None], page.evaluate("rigs.stops()")
    # A date has three stops inside it, and its picker.
    for _ in range(5 * wanted):
        page.keyboard.press("Tab")
        stop = page.evaluate("rigs.stop()")
        if stop and stop["key"] == seen[-1]:
            continue
        if stop is None or stop["key"] in seen:
            break
        seen.append(stop["key"])
        faults += [] if stop["ring"] else [f"focus does not show: {stop['words']}"]
        faults += [f"focus is covered: {stop['words']}"] if stop["covered"] else []
    if len(seen) - 1 != wanted:
        faults.append(f"Tab reaches {len(seen) - 1} of {wanted} stops")
    page.set_viewport_size(TALL)  # type: ignore[arg-type]
    return [f"by keyboard: {fault}" for fault in faults]
