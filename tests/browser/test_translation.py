"""Translating in a browser: two columns on a desktop, one of the two on a telephone, and a save that stays there."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from articles.workflow import actions, translations
from newsroom.models import User
from tests.articles.admin.desk import a_shot_photo, address
from tests.browser.recorder import Recorder
from tests.cast import Cast, a_photo
from tests.stories import live, saved

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS", "")
"""A folder for screenshots, when somebody wants to look."""
PARAGRAPHS = "".join(
    f"<p>The vote came at ten past eleven, and number {number} of the gallery had not gone home. The boat carries "
    "the night shift of two hospitals, a bakery and the harbour itself.</p>"
    for number in range(1, 7)
)


def the_draft(cast: Cast) -> Article:
    inline = a_shot_photo(caption="The gallery at eleven.")
    body = f'{PARAGRAPHS}<figure data-photo="{inline.ref}"></figure><h2>A year</h2>{PARAGRAPHS}'
    original = live(cast, body=body, lead_photo=a_photo(), moment=timezone.now() - timedelta(hours=3))
    draft = translations.translate(original, cast.writer, "ru")
    actions.correct(
        original, cast.editor, kind="correction", text="The vote came at eleven.",
        fix={"body": body.replace("ten past eleven", "eleven", 1)},
    )  # fmt: skip
    return draft


def shot(recorder: Recorder, name: str) -> None:
    if SHOTS:
        recorder.page.screenshot(path=Path(SHOTS) / f"{name}.png")
        recorder.page.screenshot(path=Path(SHOTS) / f"{name}-full.png", full_page=True)


def is_too_wide(recorder: Recorder) -> bool:
    return bool(recorder.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


class BesideTests:
    @pytest.fixture
    def draft(self, cast: Cast, sign_in: Callable[[User], None]) -> Article:
        sign_in(cast.writer)
        return the_draft(cast)

    def test_both_stand_side_by_side_and_a_save_stays_there(
        self, browser_page: Recorder, live_server: Any, draft: Article
    ) -> None:
        page = browser_page.page
        page.goto(live_server.url + address(draft, "translation"))
        text = page.locator(".ProseMirror[contenteditable=true]")
        text.wait_for()
        original, editor = page.locator(".beside-original"), page.locator(".beside-translation")
        left, right = original.bounding_box(), editor.bounding_box()
        assert left and right and left["x"] + left["width"] <= right["x"] and not is_too_wide(browser_page)
        shot(browser_page, "beside-1280")
        page.locator("#id_headline").fill("Совет оставил ночной паром")
        with page.expect_navigation():
            page.locator("button[name=_up_to_date]").click()
        expect(page.locator("#beside-heading")).to_have_text("Translated from revision 2")
        draft.refresh_from_db()
        assert (
            draft.headline == "Совет оставил ночной паром" and not draft.tasks.filter(done_at=None).exists()
        )
        assert not (heard := browser_page.take()), "\n".join(heard)

    def test_on_a_telephone_one_of_the_two_is_shown(
        self, browser_page: Recorder, live_server: Any, draft: Article
    ) -> None:
        page = browser_page.page
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(live_server.url + address(draft, "translation"))
        page.locator(".ProseMirror[contenteditable=true]").wait_for()
        shot(browser_page, "beside-390-translation")
        original, editor = page.locator(".beside-original"), page.locator(".beside-translation")
        expect(original).to_be_hidden()
        page.get_by_text("Original", exact=True).click()
        expect(original).to_be_visible()
        expect(editor).to_be_hidden()
        assert not is_too_wide(browser_page)
        shot(browser_page, "beside-390-original")
        expect(page.locator(".unsaved")).to_be_hidden()

    def test_the_story_says_what_waits_and_which_languages_there_are(
        self, browser_page: Recorder, live_server: Any, draft: Article
    ) -> None:
        browser_page.page.goto(live_server.url + address(draft))
        expect(browser_page.page.locator("#panel-tasks .story-tasks")).to_contain_text(
            "The vote came at eleven."
        )
        shot(browser_page, "story-1280")
        browser_page.page.set_viewport_size({"width": 390, "height": 844})
        assert not is_too_wide(browser_page)
        shot(browser_page, "story-390")


class TakeDownTests:
    def test_each_language_is_decided_on_the_page_of_the_move(
        self, browser_page: Recorder, live_server: Any, cast: Cast, sign_in: Callable[[User], None]
    ) -> None:
        draft = the_draft(cast)
        saved(
            draft, cast.writer, headline="Совет оставил ночной паром", body="<p>Голосовали в одиннадцать.</p>"
        )
        actions.publish(actions.approve(actions.submit(draft, cast.writer), cast.editor), cast.editor)
        original = draft.translation_of
        assert original is not None
        sign_in(cast.editor)
        page = browser_page.page
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(live_server.url + address(original, "move", "unpublish"))
        page.locator("#id_reason").fill("A court.")
        page.locator(".move-buttons button").click()
        expect(page.locator(".errorlist")).to_contain_text("Decide what becomes of")
        shot(browser_page, "decide-390")
        assert not is_too_wide(browser_page)
        page.set_viewport_size({"width": 1280, "height": 900})
        shot(browser_page, "decide-1280")
        page.get_by_label("Leave it").check()
        with page.expect_navigation():
            page.locator(".move-buttons button").click()
        assert draft.tasks.filter(kind="withdrawn").exists()
