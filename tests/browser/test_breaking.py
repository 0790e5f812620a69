"""Breaking news from a telephone: one screen, one thumb, one story; its address, and the next paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article, Role
from articles.workflow import publication
from newsroom.models import User
from tests.browser.recorder import Recorder
from tests.cast import Cast, a_person

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


class BreakingTests:
    def test_it_goes_out_in_one_screen(
        self, cast: Cast, browser_page: Recorder, live_server: Any, sign_in: Callable[[User], None]
    ) -> None:
        sign_in(a_person("duty", Role.WRITER, on_duty=True))
        page = browser_page.page
        page.set_viewport_size(PHONE)
        page.goto(f"{live_server.url}/admin/")
        page.get_by_role("link", name="Breaking", exact=True).click()
        page.get_by_label("Headline").fill("Bridge closed after a fire")
        page.get_by_label("Headline").press("Enter")
        page.keyboard.type("The harbour police closed it at 7:40.")
        page.get_by_label("Section").select_option(label="Politics")
        page.get_by_label("Developing").select_option("2")
        button = page.get_by_role("button", name="Publish")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        button.dblclick()
        page.wait_for_url("**/breaking/")
        expect(page.get_by_text("second read owed")).to_be_visible()

        story = Article.objects.get()
        live = publication.live_slice(story)
        assert live is not None and live.display["developing"] is True
        address = page.get_by_label("Address").input_value()
        assert address.endswith(live.address)
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("status")).not_to_be_empty()

        page.get_by_label("Next paragraph").fill("Ferries take its traffic from eight.")
        page.get_by_role("button", name="Add it and publish").click()
        expect(page.get_by_label("Next paragraph")).to_be_empty()
        page.goto(live_server.url + live.address)
        expect(page.locator(".body p")).to_have_count(2)
        expect(page.locator(".story-dates .developing")).to_have_text("Developing")
        assert not (heard := browser_page.take()), "\n".join(heard)
