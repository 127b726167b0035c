"""Draws and renders every picture of the demo into apps/demo/data/pictures, with Chromium and Pillow."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .catalogue import RECOLOURED, drawn

PROJECT = Path(__file__).resolve().parents[3]
STILLS = PROJECT / "static/demo/products"
TARGET = PROJECT / "apps/demo/data/pictures"
WIDTH, HEIGHT, QUALITY = 900, 1080, 82


def pictures() -> Iterator[tuple[str, str]]:
    """Yield every picture's name and SVG text: stills, stills in other colours, and what is drawn here."""
    for path in sorted(STILLS.glob("*.svg")):
        if path.stem not in RECOLOURED:
            yield path.stem, path.read_text()
    for name, (still, colours) in RECOLOURED.items():
        yield name, _recolour((STILLS / f"{still}.svg").read_text(), colours)
    yield from drawn()


def _recolour(svg: str, colours: dict[str, str]) -> str:
    marked = svg
    for number, old in enumerate(colours):
        marked = marked.replace(old, f"@{number}@")
    for number, new in enumerate(colours.values()):
        marked = marked.replace(f"@{number}@", new)
    return marked


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, svg in pictures():
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{WIDTH}px}}</style>{svg}")
            image = Image.open(io.BytesIO(page.screenshot()))
            image.convert("RGB").save(TARGET / f"{name}.webp", quality=QUALITY, method=6)
        browser.close()


if __name__ == "__main__":
    main()
