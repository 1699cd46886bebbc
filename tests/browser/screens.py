"""Pictures of every page in every state, four sizes, both themes: `make screens` puts them into build/screens/.

That folder is not kept; a contact sheet for each role and look lies in it. The few that README and docs show go to
docs/screens/ as well.
"""

import base64
import html
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.support.browser.handset import CHROMIUM, FLAGS
from tests.support.browser.handset_scenes import HANDSET_SCENES, Pocket
from tests.support.browser.scenes import SCENES
from tests.support.browser.theatre import Theatre
from tests.support.server.demo import demo_application

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "build" / "screens"
SHOWN = ROOT / "docs" / "screens"
SIZES = {
    f"{width}x{height}": {"width": width, "height": height}
    for width, height in ((360, 800), (390, 844), (768, 1024), (1280, 800))
}
THEMES = ("light", "dark")
_PALETTE = (Path(__file__).parent / "palette.js").read_text().partition("\n")[2].rstrip().removesuffix(";")


def main() -> None:
    """Take all pictures again."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = demo_application(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            take_all(Theatre(browser, server))
        finally:
            browser.close()
            server.kill()
    for role, names in roles().items():
        for look in (f"{size}-{theme}" for size in SIZES for theme in THEMES):
            (TARGET / f"{role}-{look}.html").write_text(contact_sheet(role, look, names))
    shutil.rmtree(SHOWN, ignore_errors=True)
    SHOWN.mkdir()
    for name in shown():
        shutil.copy(TARGET / name, SHOWN / name)


def shown() -> list[str]:
    """The files in docs/screens/ that a text of the repository shows."""
    texts = (file.read_text() for file in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    return sorted({name for text in texts for name in re.findall(r"screens/([\w-]+\.png)", text)})


def roles() -> dict[str, list[str]]:
    """{role: names of scenes}; what a phone draws by itself is a role of its own."""
    found: dict[str, list[str]] = {}
    for scene in SCENES:
        found.setdefault((scene.who or "nobody").partition("@")[0], []).append(scene.name)
    return found | {"phone": list(HANDSET_SCENES)}


def contact_sheet(role: str, look: str, names: list[str]) -> str:
    """One page with all pictures of a role in one look."""
    pictures = (
        f'<figure><img src="{html.escape(name)}-{look}.png" height="420" loading="lazy"><figcaption>{html.escape(name)}'
        "</figcaption></figure>"
        for name in names
    )
    style = "body{font:14px sans-serif;display:flex;flex-wrap:wrap;background:#888}figure{margin:8px}"
    return f"<!doctype html><title>{role}, {look}</title><style>{style}</style>{''.join(pictures)}"


def take_all(theatre: Theatre) -> None:
    """Each look (size and theme) in turn, so that one browser profile shows all scenes of one person."""
    darkroom = theatre.browser.new_page()
    for size, viewport in SIZES.items():
        for theme in THEMES:
            look = {"viewport": viewport, "color_scheme": theme}
            for who in dict.fromkeys(scene.who for scene in SCENES):
                with theatre.stage(who, **look) as context:
                    page = context.new_page()
                    for scene in (scene for scene in SCENES if scene.who == who):
                        theatre.show(page, scene)
                        take(page, darkroom, TARGET / f"{scene.name}-{size}-{theme}.png")
            with Pocket(theatre, **look) as pocket:
                for name, page in pocket.walk(HANDSET_SCENES):
                    take(page, darkroom, TARGET / f"{name}-{size}-{theme}.png")


def take(page: Page, darkroom: Page, file: Path) -> None:
    """One picture, in few colours: some of them lie in the repository."""
    picture = base64.b64encode(page.screenshot()).decode()
    file.write_bytes(base64.b64decode(darkroom.evaluate(_PALETTE, picture)))


if __name__ == "__main__":
    main()
