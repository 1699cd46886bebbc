"""Pictures of every page in every state, four sizes, both themes: `make screens` puts them into docs/screens/."""

import base64
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.demo import demo_application
from tests.browser.handset import CHROMIUM, FLAGS
from tests.browser.handset_scenes import HANDSET_SCENES, Pocket
from tests.browser.scenes import SCENES
from tests.browser.theatre import Theatre

TARGET = Path(__file__).parents[2] / "docs" / "screens"
SIZES = {
    f"{width}x{height}": {"width": width, "height": height}
    for width, height in ((360, 800), (390, 844), (768, 1024), (1280, 800))
}
THEMES = ("light", "dark")
_PALETTE = (Path(__file__).parent / "palette.js").read_text().partition("\n")[2].rstrip().removesuffix(";")


def main() -> None:
    """Take all pictures again; files of scenes that are gone disappear."""
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
    """One picture, in few colours: there are hundreds of them in the repository."""
    picture = base64.b64encode(page.screenshot()).decode()
    file.write_bytes(base64.b64decode(darkroom.evaluate(_PALETTE, picture)))


if __name__ == "__main__":
    main()
