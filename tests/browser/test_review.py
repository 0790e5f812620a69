"""Review in a browser: notes and assignment beside a story, many stories moved from the list, by hand and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, DeskState, Note
from newsroom.models import User
from tests.browser.recorder import Recorder
from tests.cast import Cast
from tests.stories import a_draft, in_review

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/articles/article/"


def is_as_wide_as_the_screen(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return wide


class NotesTests:
    def test_a_note_is_written_and_settled_and_the_story_is_not_touched(
        self, browser_page: Recorder, live_server: Any, cast: Cast, sign_in: Callable[[User], None]
    ) -> None:
        story = a_draft(cast)
        sign_in(cast.editor)
        page = browser_page.page
        page.goto(f"{live_server.url}{LIST}{story.pk}/change/")
        box = page.locator("#panel-notes")
        box.locator("summary").first.click()
        box.get_by_label("Note").fill("Who counted?")
        box.get_by_label("About").select_option(label="Nobody in the gallery had gone home.")
        box.get_by_role("button", name="Write the note").click()
        expect(page.locator(".messagelist")).to_contain_text("The note stands beside the story.")
        expect(box).to_have_attribute("open", "")
        expect(box.locator(".note")).to_contain_text("Who counted?")
        box.get_by_role("button", name="Settle: Who counted?").click()
        expect(page.locator(".messagelist")).to_contain_text("The note is settled.")
        assert Note.objects.get().settled_by == cast.editor.ref
        assert story.revisions.count() == 1
        assert not browser_page.take()

    def test_a_story_is_given_out_without_leaving_its_page(
        self, browser_page: Recorder, live_server: Any, cast: Cast, sign_in: Callable[[User], None]
    ) -> None:
        story = a_draft(cast)
        sign_in(cast.editor)
        page = browser_page.page
        page.goto(f"{live_server.url}{LIST}{story.pk}/change/")
        box = page.locator("#panel-assignment")
        box.locator("summary").click()
        box.get_by_label("Who").select_option(label="Writer elsewhere")
        box.get_by_label("Due").fill("2031-06-01T09:00")
        box.get_by_label("Priority").select_option(label="urgent")
        box.get_by_role("button", name="Assign").click()
        expect(page.locator(".messagelist")).to_contain_text("assigned to Writer elsewhere. Due 1 June 2031")
        assert story.revisions.count() == 1
        assert not browser_page.take()


class BulkTests:
    @pytest.fixture
    def stories(self, cast: Cast) -> list[Article]:
        return [in_review(cast, headline=f"Story {number}") for number in (1, 2, 3)]

    def test_the_keyboard_alone_approves(
        self,
        browser_page: Recorder,
        live_server: Any,
        cast: Cast,
        sign_in: Callable[[User], None],
        stories: list[Article],
    ) -> None:
        sign_in(cast.editor)
        page = browser_page.page
        page.goto(f"{live_server.url}{LIST}?state=in_review")
        page.get_by_role("checkbox", name="Choose: Story 1").focus()
        page.keyboard.press("Space")
        expect(page.locator("output")).to_have_text("chosen: 1")
        page.get_by_role("checkbox", name="All on this page").focus()
        page.keyboard.press("Space")
        expect(page.locator("output")).to_have_text("chosen: 3")
        page.keyboard.press("Tab")
        page.keyboard.type("Approve")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Approve: 3 stories")).to_be_visible()
        page.get_by_role("button", name="Approve: 3 stories").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("3 of 3 stories: approved.")
        page.get_by_role("link", name="Back to the list").click()
        assert page.url.endswith("?state=in_review")
        assert set(Article.objects.values_list("desk_state", flat=True)) == {DeskState.APPROVED}
        assert not browser_page.take()

    def test_a_telephone_without_scripts_returns_two_with_one_note(
        self,
        browser: Browser,
        live_server: Any,
        cast: Cast,
        stories: list[Article],
        sign_in: Any,
        context: Any,
    ) -> None:
        sign_in(cast.editor)
        phone = browser.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=False, has_touch=True, is_mobile=True
        )
        phone.add_cookies(context.cookies())
        page = phone.new_page()
        page.goto(live_server.url + LIST)
        for number in (1, 3):
            page.get_by_role("checkbox", name=f"Choose: Story {number}").check()
        page.get_by_label("With the chosen stories").select_option(label="Return to the writer")
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Note to the writer").fill("Who counted?")
        page.get_by_role("button", name="Return to the writer: 2 stories").click()
        expect(page.get_by_role("status")).to_have_text("2 of 2 stories: returned to the writer.")
        states = dict(Article.objects.values_list("headline", "desk_state"))
        assert states == {"Story 1": "draft", "Story 2": "in_review", "Story 3": "draft"}
        phone.close()

    @pytest.mark.parametrize("width", [390, 1280])
    def test_no_page_of_it_is_wider_than_the_screen(
        self,
        browser_page: Recorder,
        live_server: Any,
        cast: Cast,
        sign_in: Callable[[User], None],
        stories: list[Article],
        width: int,
    ) -> None:
        sign_in(cast.chief)
        page = browser_page.page
        page.set_viewport_size({"width": width, "height": 844})
        for path in (LIST, f"{LIST}{stories[0].pk}/change/", "/admin/articles/checklistrule/"):
            page.goto(live_server.url + path)
            assert is_as_wide_as_the_screen(page), path
