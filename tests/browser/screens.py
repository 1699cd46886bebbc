"""Pictures of every page in every state, two sizes, both themes: `make screens` puts them into docs/screens/."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.demo import demo_application
from tests.browser.handset import CHROMIUM, FLAGS
from tests.browser.handset_scenes import HANDSET_SCENES, Pocket
from tests.browser.scenes import SCENES, Theatre

TARGET = Path(__file__).parents[2] / "docs" / "screens"
SIZES = {"390x844": {"width": 390, "height": 844}, "1280x800": {"width": 1280, "height": 800}}
THEMES = ("light", "dark")


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
    for size, viewport in SIZES.items():
        for theme in THEMES:
            look = {"viewport": viewport, "color_scheme": theme}
            for who in dict.fromkeys(scene.who for scene in SCENES):
                with theatre.stage(who, **look) as context:
                    page = context.new_page()
                    for scene in (scene for scene in SCENES if scene.who == who):
                        theatre.show(page, scene)
                        page.screenshot(path=TARGET / f"{scene.name}-{size}-{theme}.png")
            with Pocket(theatre, **look) as pocket:
                for name, page in pocket.walk(HANDSET_SCENES):
                    page.screenshot(path=TARGET / f"{name}-{size}-{theme}.png")


if __name__ == "__main__":
    main()
