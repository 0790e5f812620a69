"""Light and dark, and the line that stays when the masthead is scrolled away."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.articles.public.rows import a_slice
from tests.browser.recorder import Recorder
from tests.cast import a_section

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
