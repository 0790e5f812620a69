"""House style while somebody writes: the list follows, one click writes, marks are set, what is pasted is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, HouseWord
from newsroom.models import User
from tests.browser.recorder import Recorder
from tests.browser.test_desk import PASTE
from tests.cast import Cast
from tests.newsroom.lib.test_typography import EXAMPLES, SCRIPT, typed
from tests.stories import a_draft, live

pytestmark = pytest.mark.django_db(transaction=True)

PASTE_WORDS = PASTE.replace("text/html", "text/plain")


@pytest.fixture
def story(cast: Cast) -> Article:
    HouseWord.objects.create(language="en", avoid="claimed", preferred="said", why="It doubts.")
    return a_draft(
        cast, headline="😀 They claimed it",
        body='<p>One.</p><blockquote><p>He <a href="https://x.y/">clai</a><em>med</em> "it".</p></blockquote><p>They claims.</p>',
    )  # fmt: skip


@pytest.fixture
def page(
    browser_page: Recorder, live_server: Any, cast: Cast, story: Article, sign_in: Callable[[User], None]
) -> Page:
    sign_in(cast.writer)
    browser_page.page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    browser_page.page.locator(".ProseMirror[contenteditable=true]").wait_for()
    return browser_page.page


def box(page: Page) -> Locator:
    return page.locator("#panel-house-style")


def body(page: Page) -> str:
    found: str = page.locator("[name=body]").input_value()
    return found


class OneClickTests:
    def test_a_click_writes_into_the_form_and_saves_nothing(
        self, page: Page, story: Article, browser_page: Recorder
    ) -> None:
        writes = box(page).get_by_role("button", name="Write “said”")
        expect(writes).to_have_count(2)
        writes.nth(0).click()
        expect(page.locator("#id_headline")).to_have_value("😀 They said it")
        expect(writes).to_have_count(1)
        writes.nth(0).click()
        expect(writes).to_have_count(0)
        assert '<a href="https://x.y/">said</a> "it"' in body(page).replace(' rel="noopener"', "")
        expect(page.locator(".unsaved")).to_be_visible()
        expect(box(page).locator("[data-said]")).to_contain_text("Save the story")
        story.refresh_from_db()
        assert story.revisions.count() == 1
        assert not (heard := browser_page.take()), "\n".join(heard)

    def test_the_list_follows_what_is_typed(self, page: Page) -> None:
        page.locator("#id_standfirst").fill("He claimed “that and left.")
        expect(box(page).locator("li")).to_have_count(5)
        expect(box(page).locator("summary")).to_have_text("House style: 5")

    def test_another_form_is_shown_where_it_stands(self, page: Page) -> None:
        box(page).get_by_role("button", name="Show it in the text").nth(2).click()
        assert page.evaluate("getSelection().toString()") == "claims"

    def test_marks_are_set_in_the_form_and_one_undo_takes_them_back(
        self, page: Page, browser_page: Recorder
    ) -> None:
        before = body(page)
        box(page).get_by_role("button", name="Set quotation marks and dashes").click()
        expect(box(page).locator("[data-said]")).to_contain_text("are set")
        assert "“it”" in body(page)
        page.locator(".ProseMirror[contenteditable=true]").focus()
        page.keyboard.press("Control+z")
        assert body(page) == before
        assert not (heard := browser_page.take()), "\n".join(heard)


class PasteTests:
    def test_what_is_pasted_is_set(self, page: Page) -> None:
        text = page.locator(".ProseMirror[contenteditable=true]")
        text.click()
        page.keyboard.press("Control+End")
        text.evaluate(PASTE, '<p>"A - <b>b</b>" <code>"c"</code> <a href="https://x.y/--">d...</a> e</p>')
        assert "“A&nbsp;– <strong>b</strong>”" in body(page) and 'href="https://x.y/--"' in body(page)
        assert "d…" in body(page)
        text.evaluate(PASTE_WORDS, 'Plain "words" - here')
        assert "Plain “words”&nbsp;– here" in body(page)

    def test_russian_is_set_as_russian(self, page: Page) -> None:
        page.locator("#id_language").select_option("ru")
        text = page.locator(".ProseMirror[contenteditable=true]")
        text.click()
        page.keyboard.press("Control+End")
        text.evaluate(PASTE_WORDS, 'Он сказал: "нет" - и ушёл')
        assert "«нет»&nbsp;— и&nbsp;ушёл" in body(page)

    def test_the_script_sets_every_example_in_a_browser_too(self, page: Page, live_server: Any) -> None:
        address = page.evaluate(
            "name => performance.getEntriesByType('resource').map(one => one.name).find(one => one.includes(name))",
            SCRIPT.stem,
        )
        found = page.evaluate(
            "async ([address, cases]) => { const { setText } = await import(address);"
            " return cases.map(([text, language]) => setText(text, language)) }",
            [address, [(typed(example), example["language"]) for example in EXAMPLES]],
        )
        assert [text.replace("\xa0", "_") for text in found] == [example["set"] for example in EXAMPLES]


class WithoutAScriptTests:
    def test_a_click_saves_a_revision(
        self, browser: Any, live_server: Any, cast: Cast, story: Article, context: Any, sign_in: Any
    ) -> None:
        sign_in(cast.writer)
        plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
        page = plain.new_page()
        page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
        page.get_by_role("button", name="Write “said”").first.click()
        page.wait_for_url("**/change/")
        expect(page.locator("#id_headline")).to_have_value("😀 They said it")
        plain.close()
        story.refresh_from_db()
        assert story.headline == "😀 They said it" and story.revisions.count() == 2


class PostTests:
    def test_the_post_is_copied(
        self, browser_page: Recorder, live_server: Any, cast: Cast, sign_in: Callable[[User], None]
    ) -> None:
        story = live(cast)
        sign_in(cast.editor)
        page = browser_page.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
        page.locator("#panel-messenger summary").click()
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.locator(".messenger [role=status]").first).to_have_text("Copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(f"#messenger-{story.pk}").input_value()
        assert copied.startswith("Council keeps the night ferry by one vote\n\n")
