"""Takes the README's pictures of the dashboard on the seeds: python -m tests.pictures.

Run it after a change that can be seen. Needs Chromium and no network.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from geodata.model import article_id_of
from geodata.settings import SEEDS_FOLDER
from tests.browser.conftest import FLAGS, PATIENCE, Reader, chromium, serve

FOLDER = Path(__file__).parents[1] / "docs"
WIDE, NARROW = (1440, 900), (390, 844)
_REST = 2_500  # milliseconds until what fades in or settles has done so


def _as_it_opens(page: Page) -> None:
    """Nothing to do."""


def _with_a_place(page: Page) -> None:
    page.get_by_role("button", name="Gornal, Kursk region").first.click()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as the README shows it."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    prepare: Callable[[Page], None] = _as_it_opens


_TEXT = next(iter(sorted((SEEDS_FOLDER / "articles").glob("*.txt")))).read_text(encoding="utf-8")
PICTURES = (
    Picture(name="map", path="", prepare=_with_a_place),
    Picture(name="disputes", path="disputes"),
    Picture(name="article", path=f"article?article={article_id_of(_TEXT)}"),
    Picture(name="review", path="review"),
    Picture(name="phone", path="", size=NARROW),
)


def main() -> None:
    """Serve the seeds from a fresh store and take every picture."""
    path = chromium()
    if path is None:
        sys.exit("No Chromium found; install it or name it in the environment variable CHROMIUM")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for url in serve(Path(folder) / "claims.sqlite3", Path(folder)):
            _take(browser, url, PICTURES[0], Path(folder))  # the first page reads the seeds
            for picture in PICTURES:
                _take(browser, url, picture, FOLDER)
            break
        browser.close()


def _take(browser: Browser, url: str, picture: Picture, folder: Path) -> None:
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{url}/{picture.path}")
    reader = Reader(page, [], [])
    reader.settled()
    picture.prepare(page)
    reader.settled()
    page.wait_for_timeout(_REST)
    page.screenshot(path=folder / f"{picture.name}.png")
    print(f"{picture.name}.png {(folder / f'{picture.name}.png').stat().st_size / 1000:.0f} kB")
    context.close()


if __name__ == "__main__":
    main()
