"""Light and dark, the line that stays when the masthead is scrolled away, and the weight of a first visit."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page

from articles.models import PublishedArticle
from newsroom import chrome
from newsroom.models import SiteSettings, SiteWords
from tests.articles.public.rows import a_slice
from tests.browser.recorder import Recorder
from tests.cast import a_section, an_author
from tests.conftest import Clock

pytestmark = pytest.mark.django_db(transaction=True)

LIGHT, DARK = "rgb(255, 253, 249)", "rgb(20, 19, 17)"


def paper(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


class ThemeTests:
    def test_the_switch_remembers(self, browser_page: Recorder, live_server: Any) -> None:
        page = browser_page.page
        page.goto(live_server.url)
        switch = page.locator(".theme")
        assert paper(page) == LIGHT and switch.get_attribute("aria-pressed") == "false"
        switch.click()
        assert paper(page) == DARK and switch.get_attribute("aria-pressed") == "true"
        page.goto(f"{live_server.url}/ru/")
        assert paper(page) == DARK
        page.locator(".theme").click()
        page.goto(live_server.url)
        assert paper(page) == LIGHT
        assert page.evaluate("localStorage.length") == 0, "what the system shows anyway is not kept"
        assert not browser_page.take()

    def test_the_choice_is_there_before_the_page_is_painted(
        self, browser_page: Recorder, live_server: Any
    ) -> None:
        page = browser_page.page
        page.goto(live_server.url)
        page.locator(".theme").click()
        page.add_init_script(
            "new MutationObserver(() => { if (document.body) window.__theme ??= document.documentElement.dataset.theme })"
            ".observe(document, {childList: true, subtree: true})"
        )
        page.reload()
        assert page.evaluate("window.__theme") == "dark"

    @pytest.mark.parametrize(("system", "colour"), [("light", LIGHT), ("dark", DARK)])
    def test_without_a_script_the_system_decides(
        self, browser: Browser, live_server: Any, system: Any, colour: str
    ) -> None:
        context = browser.new_context(java_script_enabled=False, color_scheme=system)
        page = context.new_page()
        page.goto(live_server.url)
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == colour
        assert not page.locator(".theme").is_visible()
        context.close()


class MastheadTests:
    @pytest.mark.parametrize("width", [360, 1440])
    def test_it_shrinks_to_one_line_and_nothing_jumps(
        self, browser_page: Recorder, live_server: Any, width: int
    ) -> None:
        section = a_section("Politics")
        story = a_slice("Council keeps the night ferry", section=section, body="It stays. " * 900)
        page = browser_page.page
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(live_server.url + story.path)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        name = page.locator(".menu-name")
        assert not name.is_visible()
        before = page.evaluate("document.documentElement.scrollHeight")
        page.mouse.wheel(0, 1200)
        name.wait_for(state="visible")
        assert page.locator(".menu").bounding_box()["y"] == 0  # type: ignore[index]
        assert page.locator(".menu").bounding_box()["height"] <= 50  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollHeight") == before
        assert not browser_page.take()


MOST_OF_A_FIRST_VISIT = 100 * 1024
WORDS = {
    "en": ("Two members broke ranks after staff described", "Council keeps the night ferry by one vote", "Vera Lindqvist"),
    "ru": ("Двое проголосовали против своих, когда им рассказали", "Городской совет оставил ночной паром", "Олег Резник"),
}  # fmt: skip
SECTIONS = {
    "en": ("Politics", "Society", "Culture", "Sport", "City"),
    "ru": ("Политика", "Общество", "Культура", "Спорт", "Город"),
}
PAPER = {"en": "High Water", "ru": "Большая вода"}


def a_busy_day(clock: Clock, language: str) -> PublishedArticle:
    """Stories in each section, some of them comment in italics; returns one with emphasis and a quotation."""
    for code, paper in PAPER.items():
        SiteWords.objects.create(site=SiteSettings.load(), language=code, name=paper)
    sections = [a_section(name, language) for name in SECTIONS[language]]
    words, headline, name = WORDS[language]
    author = an_author(name)
    for number in range(30):
        story = a_slice(
            f"{headline}, {number}",
            language=language,
            standfirst=f"{words} — «{number}».",
            section=sections[number % 5],
            authors=[author],
            tags=[name],
            published_at=clock.now - timedelta(hours=number + 1),
            display={"kind": "comment" if number % 7 == 1 else "news"},
            body_html=f"<p><em>{words}</em> <strong>{words}</strong>: {number} % — «{words}».</p>"
            + "".join(
                f"<p>{n}. {' '.join(reversed(words.split()))} {words[n:]} {headline}.</p>" for n in range(40)
            ),
        )
    chrome.rewrite()
    return story


def sent(address: str) -> int:
    """As a server sends it that compresses style sheets and scripts; fonts are compressed already."""
    path = urlsplit(address).path
    if not path.startswith("/static/"):
        return len(Client().get(path, headers={"Accept-Encoding": "gzip"}).content)
    found = finders.find(path.removeprefix("/static/"))
    assert isinstance(found, str), address
    content = Path(found).read_bytes()
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content))


class WeightTests:
    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_a_first_visit_is_light_with_every_font_that_the_page_loads(
        self, browser: Browser, live_server: Any, clock: Clock, language: str
    ) -> None:
        story = a_busy_day(clock, language)
        prefix = "" if language == "en" else f"/{language}"
        section = story.display["kicker"][-1]["path"]
        for path in (f"{prefix}/", f"{prefix}{section}", f"{prefix}{story.path}", f"{prefix}/articles/"):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(live_server.url + path, wait_until="networkidle")
            context.close()
            weights = {
                urlsplit(url).path: sent(url) for url in set(asked) if not url.endswith((".svg", ".jpg"))
            }
            assert len([url for url in weights if url.endswith(".woff2")]) >= 3, weights
            assert sum(weights.values()) < MOST_OF_A_FIRST_VISIT, (
                f"{path}: {sum(weights.values())}, {weights}"
            )
