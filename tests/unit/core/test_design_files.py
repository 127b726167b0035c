"""The files of the design system agree with each other and keep its rules."""

import re
from pathlib import Path

import pytest

from config import env

TEMPLATES = env.PROJECT / "templates"
STATIC = env.PROJECT / "static"
PAGES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix == ".html" and "emails" not in path.parts)
STYLES = sorted((STATIC / "css").glob("*.css"))
SPRITE = set(re.findall(r'id="i-([\w-]+)"', (STATIC / "img" / "icons.svg").read_text()))


def name(path: Path) -> str:
    return str(path.relative_to(env.PROJECT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_icon_is_drawn(page: Path) -> None:
    used = set(re.findall(r'{%\s*icon\s+"([\w-]+)"', page.read_text()))

    assert used <= SPRITE


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_carries_inline_style_or_script(page: Path) -> None:
    text = page.read_text()

    assert not re.search(r'\sstyle="', text)
    assert not re.search(r"\son[a-z]+=", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert "<style" not in text


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_asks_another_machine(page: Path) -> None:
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page.read_text())


@pytest.mark.parametrize("sheet", STYLES, ids=name)
def test_styles_keep_their_rules(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    assert "!important" not in text
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", text)
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)\b", text), "logical properties only"


def test_vendored_files_are_what_their_manifest_says() -> None:
    from hashlib import sha256

    rows = re.findall(
        r"^\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|$",
        (STATIC / "vendor" / "README.md").read_text(),
        re.MULTILINE,
    )
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in (STATIC / "vendor").glob("*.js")}

    assert dict(rows) == files
