"""An investigation goes to a lawyer without an account and comes back, at a desk and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from newsroom.models import User
from tests.articles.admin.desk import a_shot_photo, address
from tests.browser.recorder import Recorder
from tests.cast import Cast
from tests.stories import approved, saved

pytestmark = pytest.mark.django_db(transaction=True)

TELEPHONE = {"width": 390, "height": 844}
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def story(cast: Cast) -> Article:
    return approved(cast, photo=a_shot_photo(caption="The quay at night."))


def fits(page: Page) -> bool:
    return not page.evaluate(WIDER_THAN_ITS_WINDOW)


class LawyerTests:
    def test_the_lawyer_reads_on_a_telephone_and_the_desk_sees_the_answer(
        self,
        browser: Browser,
        browser_page: Recorder,
        live_server: Any,
        cast: Cast,
        story: Article,
        sign_in: Callable[[User], None],
        settings: Any,
    ) -> None:
        settings.SITE_URL = live_server.url
        desk = browser_page.page
        sign_in(cast.editor)

        def open_story() -> None:
            desk.goto(live_server.url + address(story))

        open_story()
        desk.locator("#panel-legal summary").click()
        desk.locator("#panel-legal").get_by_role("link", name="Ask for a lawyer's read").click()
        desk.get_by_label("Reason").fill("It names a minister.")
        desk.locator("form button[type=submit]").last.click()
        expect(desk.locator("#panel-legal")).to_contain_text("It names a minister.")
        desk.locator("#panel-preview-links summary").click()
        links = desk.locator("#panel-preview-links")
        links.get_by_label("For whom").fill("Maitre Okafor")
        links.get_by_label("Ask whether it may be published").check()
        links.get_by_role("button", name="Make a link").click()
        secret = desk.get_by_label("Address").input_value()
        expect(desk.get_by_role("button", name="Copy")).to_be_visible()
        desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
        desk.get_by_role("button", name="Copy").click()
        expect(desk.get_by_role("status")).to_have_text("Copied.")

        away = browser.new_context(viewport=TELEPHONE, locale="en-GB")
        lawyer = Recorder(away.new_page(), browser_page.host)
        lawyer.listen()
        page = lawyer.page
        page.goto(secret)
        expect(page.locator(".preview-note")).to_contain_text("Maitre Okafor")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Council"))
        assert page.evaluate("document.querySelector('figure img').naturalWidth > 0")
        assert fits(page)
        page.get_by_label("It may be published").check()
        page.get_by_label("Your name").fill("Ada Okafor")
        page.get_by_role("textbox", name="Remark").fill("Keep the second paragraph as it is.")
        page.get_by_role("button", name="Send to the newsroom").click()
        expect(page.get_by_role("status")).to_contain_text("Thank you")
        assert not away.cookies()

        open_story()
        expect(desk.locator("#panel-legal summary")).to_have_text("Lawyer's read: cleared")
        story.refresh_from_db()
        saved(story, cast.writer, body="<p>The vote came at ten past twelve.</p>")
        open_story()
        box = desk.locator("#panel-legal")
        expect(box.locator("summary")).to_have_text("Lawyer's read: needed")
        expect(box.locator("ins")).to_have_text(["twelve."])
        desk.set_viewport_size(TELEPHONE)
        assert fits(desk)

        heard = [*browser_page.take(), *lawyer.take()]
        assert not heard, "\n".join(heard)
        away.close()
