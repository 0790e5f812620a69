"""Sharing a story from its page: the device's sheet, the plain links, and the two buttons that copy."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import PublishedArticle
from newsroom.models import SiteSettings, SiteWords
from tests.articles.public.rows import a_slice
from tests.browser.recorder import Recorder
from tests.cast import an_author

pytestmark = pytest.mark.django_db(transaction=True)

BODY = """<p>The vote came at <strong>ten past eleven</strong><sup class="mark">1</sup>.</p>
<figure><img alt="" src="/static/newsroom/img/icon.svg"><figcaption>The quay. <a href="/">Photo</a></figcaption></figure>
<h2>What follows</h2>
<ul><li>The boat stays.</li><li><p>The fare rises.</p></li></ul>
<blockquote><p>“Read https://localhost/a?b=1 and www.example.org/x, then localhost:80/y (http://example.org)!”</p></blockquote>
<p>Паром остаётся: 127.0.0.1:8000/паром.</p>
<p>Write to desk@proton.me, t.me/highwater, highwater.mirror.net/x or tg://join?a=1; mailto:a@b.org. Пишите: вода.рф/а.</p>
<p>It cost 2.5 million, i.e. much.Then the 9.30 boat, No.7 of J.S. Bach, left.</p>"""
TEXT = """The “night” ferry & we

For a year.

The vote came at ten past eleven.

What follows

• The boat stays.

• The fare rises.

“Read and, then!”

Паром остаётся:.

Write to, or;. Пишите:.

It cost 2.5 million, i.e. much.Then the 9.30 boat, No.7 of J.S. Bach, left.

Clarification, 24 November 2026

The fare is at, since Monday.

Vera Lindqvist, Oleg Reznik

High Water, 24 November 2026, 09:00 UTC"""
CORRECTION = {
    "kind": "clarification", "made_at": "2026-11-24T09:00:00Z", "text": "The fare is at fares.example.org/now, since Monday.",
}  # fmt: skip
STUB_THE_SHEET = (
    "navigator.share = (what) => { window.shared = what; return Promise.reject(new Error('closed')) }"
)
NO_SHEET = "delete Navigator.prototype.share"
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })"


@pytest.fixture
def story() -> PublishedArticle:
    SiteWords.objects.create(site=SiteSettings.load(), language="en", name="High Water")
    return a_slice(
        "The “night” ferry & we",
        standfirst="For a year.",
        authors=[an_author(), an_author("Oleg Reznik")],
        body_html=BODY,
        display={"corrections": [CORRECTION]},
        published_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    )


@pytest.fixture
def page(browser_page: Recorder, context: BrowserContext, live_server: Any) -> Page:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    return browser_page.page


def row(page: Page) -> Any:
    return page.locator(".share-end")


def copied(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")


class ShareTests:
    def test_the_text_goes_without_any_address(
        self, page: Page, browser_page: Recorder, story: PublishedArticle, live_server: Any
    ) -> None:
        page.add_init_script(NO_SHEET)
        page.goto(live_server.url + story.path)
        row(page).locator("summary").click()
        row(page).get_by_role("button", name="Copy the text without a link").click()
        expect(row(page).get_by_role("status")).to_have_text("Copied.")
        assert copied(page) == TEXT
        expect(row(page).locator("details")).not_to_have_attribute("open", "")
        assert not (heard := browser_page.take()), "\n".join(heard)

    def test_the_link_is_the_canonical_one(
        self, page: Page, story: PublishedArticle, live_server: Any, settings: Any
    ) -> None:
        settings.SITE_URL = "https://highwater.example"
        page.goto(f"{live_server.url}{story.path}?from=a-messenger#note-1")
        row(page).locator("summary").click()
        row(page).get_by_role("button", name="Copy the link").click()
        expect(row(page).get_by_role("status")).to_have_text("Copied.")
        assert copied(page) == f"https://highwater.example{story.path}"

    def test_the_sheet_of_the_device_opens_where_there_is_one(
        self, page: Page, browser_page: Recorder, story: PublishedArticle, live_server: Any, settings: Any
    ) -> None:
        settings.SITE_URL = "https://highwater.example"
        page.add_init_script(STUB_THE_SHEET)
        page.goto(live_server.url + story.path)
        row(page).get_by_role("button", name="Share").click()
        assert page.evaluate("window.shared") == {
            "title": story.headline, "url": f"https://highwater.example{story.path}"
        }  # fmt: skip
        row(page).get_by_text("Other ways").click()
        expect(row(page).get_by_role("button", name="Copy the text without a link")).to_be_visible()
        assert not (heard := browser_page.take()), "\n".join(heard)

    def test_without_a_sheet_the_links_open(
        self, page: Page, story: PublishedArticle, live_server: Any
    ) -> None:
        page.add_init_script(NO_SHEET)
        page.goto(live_server.url + story.path)
        expect(row(page).locator("button.share-sheet")).to_be_hidden()
        expect(row(page).get_by_text("Other ways")).to_be_hidden()
        row(page).locator("summary").get_by_text("Share").click()
        expect(row(page).get_by_role("link", name="Telegram")).to_be_visible()
        page.keyboard.press("Escape")
        expect(row(page).get_by_role("link", name="Telegram")).to_be_hidden()

    def test_a_browser_without_a_clipboard_copies_all_the_same(
        self, page: Page, story: PublishedArticle, live_server: Any
    ) -> None:
        page.add_init_script(NO_CLIPBOARD)
        page.goto(live_server.url + story.path)
        row(page).locator("summary").click()
        row(page).get_by_role("button", name="Copy the text without a link").click()
        expect(row(page).get_by_role("status")).to_have_text("Copied.")
        page.evaluate("document.body.innerHTML = '<textarea></textarea>'")
        page.locator("textarea").focus()
        page.keyboard.press("Control+v")
        assert page.locator("textarea").input_value() == TEXT

    def test_what_went_wrong_is_said(self, page: Page, story: PublishedArticle, live_server: Any) -> None:
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
        page.goto(live_server.url + story.path)
        row(page).locator("summary").click()
        row(page).get_by_role("button", name="Copy the link").click()
        expect(row(page).get_by_role("status")).to_contain_text("Select the text and copy it yourself.")

    def test_without_scripts_there_are_links_and_no_dead_buttons(
        self, browser: Any, story: PublishedArticle, live_server: Any
    ) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(live_server.url + story.path)
        row(page).locator("summary").click()
        expect(row(page).get_by_role("link", name="WhatsApp")).to_be_visible()
        expect(row(page).get_by_role("link", name="PDF")).to_be_visible()
        expect(row(page).get_by_role("button")).to_have_count(0)
        context.close()
