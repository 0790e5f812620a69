"""What the pages are made of: their own fonts, little script, nothing from elsewhere, and not much of anything."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from newsroom import chrome
from tests.articles.public.rows import PICTURE, a_slice
from tests.cast import a_section, an_author
from tests.conftest import Clock

STATIC = Path(__file__).parents[2] / "newsroom" / "static" / "newsroom"
FONTS = STATIC / "fonts"
STYLES = [STATIC / "css" / f"{name}.css" for name in ("fonts", "site", "front", "story")]
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
MOST_OF_A_PAGE = 100 * 1024
MOST_SCRIPT = 15 * 1024
MOST_FONTS = 60 * 1024
"""Of those that a page preloads. All that a first visit loads is weighed in a browser (tests/browser/test_look.py)."""


def linked(page: str) -> list[str]:
    """Style sheets, scripts, fonts and icons that the page asks for."""
    found = re.findall(r'<link [^>]*?rel="(?:stylesheet|preload|icon)"[^>]*?href="([^"]+)"', page)
    return found + re.findall(r'<script [^>]*?src="([^"]+)"', page)


def size_of(address: str) -> int:
    path = finders.find(address.removeprefix("/static/"))
    assert isinstance(path, str), address
    return Path(path).stat().st_size


@pytest.fixture
def addresses(db: None, clock: Clock) -> list[str]:
    """A page of every sort, filled as on a busy day."""
    sections = [a_section(name) for name in ("Politics", "Society", "Economy", "Culture", "Sport", "City")]
    author, words = (
        an_author("Vera Lindqvist"),
        "Two members broke ranks after staff described the walk. " * 2,
    )
    for number in range(40):
        story = a_slice(
            f"Council keeps the night ferry by one vote, for the {number}th time",
            standfirst=words,
            section=sections[number % 6],
            authors=[author],
            tags=["River", "Ferry"],
            body=words * 70,
            published_at=clock.now - timedelta(hours=number + 1),
            display={"picture": PICTURE},
        )
    chrome.rewrite()
    return [
        "/", story.path, "/articles/", "/sections/politics/", "/tags/", "/tags/river/", "/authors/vera-lindqvist/",
        "/search/?q=ferry", "/corrections/", "/nothing/",
    ]  # fmt: skip


class FontTests:
    def test_every_face_stands_here_with_its_licence(self) -> None:
        faces = ("serif", "serif-bold", "serif-italic", "sans")
        names = {f"{face}-{subset}.woff2" for face in faces for subset in SUBSETS} | {"sans-latin-1.woff2"}
        assert {path.name for path in FONTS.glob("*.woff2")} == names
        for licence in ("OFL-source-serif.txt", "OFL-golos-text.txt"):
            assert "SIL OPEN FONT LICENSE" in (FONTS / licence).read_text()

    def test_the_style_sheets_name_every_face_and_none_that_is_missing(self) -> None:
        asked = {
            name for style in STYLES for name in re.findall(r'url\("\.\./fonts/([^"]+)"\)', style.read_text())
        }
        assert asked == {path.name for path in FONTS.glob("*.woff2")}

    def test_text_is_there_before_its_font(self) -> None:
        faces = re.findall(r"@font-face \{[^}]+\}", STYLES[0].read_text())
        assert faces
        for face in faces:
            assert ("font-display: swap" in face and "unicode-range" in face) or "size-adjust" in face

    @pytest.mark.parametrize("page", ["403.html", "500.html"])
    def test_pages_that_stand_alone_have_them_too(self, page: str) -> None:
        linked_styles = re.findall(r"newsroom/css/(\w+)\.css", render_to_string(page))
        assert linked_styles == ["fonts", "site"]

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("path", "script"), [("/", "latin"), ("/ru/", "cyrillic"), ("/uk/articles/", "cyrillic")]
    )
    def test_those_of_the_page_s_language_come_first(self, client: Client, path: str, script: str) -> None:
        page = client.get(path).content.decode()
        fonts = [address for address in linked(page) if address.endswith(".woff2")]
        assert [Path(address).name for address in fonts] == [
            f"{face}-{script}.woff2" for face in ("serif", "serif-bold", "sans")
        ]
        assert sum(size_of(address) for address in fonts) < MOST_FONTS


class WeightTests:
    def test_a_page_is_light(self, client: Client, addresses: list[str]) -> None:
        for address in addresses:
            page = client.get(address).content.decode()
            parts = [part for part in linked(page) if part.endswith((".css", ".js"))]
            assert parts, address
            weight = len(page.encode()) + sum(size_of(part) for part in parts)
            assert weight < MOST_OF_A_PAGE, f"{address}: {weight} bytes"
            script = sum(size_of(part) for part in parts if part.endswith(".js"))
            assert script < MOST_SCRIPT, f"{address}: {script} bytes of script"

    def test_nothing_is_asked_from_another_host(self, client: Client, addresses: list[str]) -> None:
        for address in addresses:
            page = client.get(address).content.decode()
            sources = linked(page) + re.findall(r'<(?:img|source)\s[^>]*?(?:src|srcset)="([^"]+)"', page)
            assert sources
            assert not [source for source in sources if not source.startswith("/") or "//" in source], address
        for style in STYLES:
            words = style.read_text()
            assert "@import" not in words
            assert not [
                url for url in re.findall(r"url\(([^)]+)\)", words) if not url.startswith('"../fonts/')
            ]
