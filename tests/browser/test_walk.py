"""A walk over the main pages of the site and of the desk: nothing complains, nobody is followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page
from playwright.sync_api import Response as Answer

from articles.models import Article, PublishedArticle
from articles.workflow import actions
from media.models import Photo
from newsroom.models import FooterLink, SiteSettings, SiteWords, User
from newsroom.models import Page as SitePage
from tests.browser.recorder import Recorder
from tests.cast import Cast, a_photo, an_author
from tests.media.pictures import a_jpeg
from tests.stories import a_draft, live

pytestmark = pytest.mark.django_db(transaction=True)


SCRIPTS_RUN = 100
"""Milliseconds after a page has loaded. What complains later is heard at the next page."""


@dataclass
class Paper:
    """A paper with one story that stands, one that was taken down, one at the desk, and a page of its own."""

    story: PublishedArticle
    taken_down: PublishedArticle
    draft: Article
    photo: Photo


@pytest.fixture
def paper(cast: Cast) -> Paper:
    SiteSettings.load()
    SiteWords.objects.update_or_create(
        language="en", defaults={"name": "High Water", "editor_in_chief": "M. Oselin"}
    )
    terms = SitePage.objects.create(
        language="en", slug="terms-of-use", title="Terms of use", body="<p>Be kind.</p>"
    )
    FooterLink.objects.create(language="en", label="Terms of use", page=terms)
    photo = a_photo()
    photo.file.save("ferry.jpg", ContentFile(a_jpeg(1200, 800)))
    body = (
        "<p>The vote came at <strong>ten</strong> past eleven.</p><h2>Nobody had gone home</h2>"
        '<p>So it stays.<sup data-footnote="Minutes, p. 4."></sup></p><blockquote><p>It stays.</p></blockquote>'
        '<div data-embed="https://video.example.org/v/1"></div>'
    )
    story = live(cast, photo=photo, body=body)
    gone = live(cast, headline="The ferry sinks", author=an_author("Oskar Temble"))
    actions.unpublish(gone, cast.editor, reason="It floats.", words="It did not sink.")
    draft = a_draft(cast, headline="The harbour empties", author=an_author("Ira Novak"))
    rows = {row.story_id: row for row in PublishedArticle.rows.all()}
    return Paper(rows[story.pk], rows[gone.pk], draft, photo)


def walk(recorder: Recorder, address: str, *, status: int = 200) -> Answer:
    """Go there, let the scripts run, and hear nothing."""
    recorder.expects_refusal = status >= 400
    answer = recorder.page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address}: {answer.status}"
    recorder.page.wait_for_timeout(SCRIPTS_RUN)
    assert not (heard := recorder.take()), f"{address}:\n" + "\n".join(heard)
    return answer


def is_empty_of_traces(answer: Answer, page: Page) -> None:
    """Public pages carry no nonce, set no cookie, keep nothing in the browser."""
    assert "nonce" not in answer.text()
    assert "nonce" not in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


class ReaderTests:
    def test_a_reader_walks_the_site(self, browser_page: Recorder, live_server: Any, paper: Paper) -> None:
        addresses = [
            "/",
            paper.story.address,
            "/articles/",
            "/articles/?tag=river&tag=city-council&section=politics",
            "/sections/politics/",
            "/tags/",
            "/tags/river/",
            "/authors/vera-lindqvist/",
            "/search/",
            "/search/?q=ferry",
            "/search/?q=nothing-of-the-kind",
            "/corrections/",
            "/terms-of-use/",
            "/ru/",
            "/uk/articles/",
        ]
        for address in addresses:
            is_empty_of_traces(walk(browser_page, live_server.url + address), browser_page.page)

    def test_pages_that_are_not_there_are_pages_all_the_same(
        self, browser_page: Recorder, live_server: Any, paper: Paper
    ) -> None:
        refusals = {
            "/no/such/page/": 404,
            "/nothing/": 404,
            "/ru/nothing/": 404,
            "/tags/nothing/": 404,
            "/articles/2026/11/24/nothing/": 404,
            "/articles/?" + "&".join(f"tag=t{number}" for number in range(6)): 400,
            paper.taken_down.address: 410,
        }
        for address, status in refusals.items():
            answer = walk(browser_page, live_server.url + address, status=status)
            is_empty_of_traces(answer, browser_page.page)
            assert browser_page.page.locator("h1").count() == 1
        assert "It did not sink." in browser_page.page.inner_text("body")

    def test_a_story_shows_its_photo_with_its_credit(
        self, browser_page: Recorder, live_server: Any, paper: Paper
    ) -> None:
        walk(browser_page, live_server.url + paper.story.address)
        picture = browser_page.page.locator("figure img").first
        assert picture.get_attribute("alt") == paper.photo.alt
        assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
        assert "EPA / TOLGA AKMEN" in browser_page.page.locator("figure").first.inner_text()

    def test_the_site_can_be_read_without_scripts(self, browser: Any, live_server: Any, paper: Paper) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(live_server.url)
        page.get_by_role("link", name=paper.story.headline).first.click()
        assert paper.story.headline in page.inner_text("h1")
        context.close()


class DeskTests:
    def test_a_stranger_is_asked_to_sign_in(self, browser_page: Recorder, live_server: Any, db: None) -> None:
        walk(browser_page, live_server.url + "/admin/login/")
        assert browser_page.page.locator("input[type=password]").count() == 1

    @pytest.mark.parametrize("who", ["writer", "photo_editor", "editor", "chief", "administrator"])
    def test_everyone_walks_their_desk(
        self,
        browser_page: Recorder,
        live_server: Any,
        paper: Paper,
        cast: Cast,
        sign_in: Callable[[User], None],
        who: str,
    ) -> None:
        """Every page of the admin that this person's front page links to, and one change form of each list."""
        person: User = getattr(cast, who)
        sign_in(person)
        page = browser_page.page
        walk(browser_page, live_server.url + "/admin/")
        lists = hrefs(page, "#content a[href^='/admin/']:not([href*='logout'])")
        assert lists, f"{who} finds nothing on the desk."
        for address in lists:
            walk(browser_page, live_server.url + address)
            rows = hrefs(page, "#result_list a[href*='/change/']")
            for change_form in rows[:1]:
                walk(browser_page, live_server.url + change_form)

    def test_the_editor_of_a_story_stands_and_its_words_are_in_it(
        self,
        browser_page: Recorder,
        live_server: Any,
        paper: Paper,
        cast: Cast,
        sign_in: Callable[[User], None],
    ) -> None:
        sign_in(cast.editor)
        walk(browser_page, f"{live_server.url}/admin/articles/article/{paper.draft.pk}/change/")
        writing = browser_page.page.locator(".ProseMirror[contenteditable=true]")
        writing.wait_for()
        assert "The vote came at ten past eleven." in writing.inner_text()
        writing.click()
        browser_page.page.keyboard.type("Word. ")
        assert "Word." in writing.inner_text()
        assert not browser_page.take()

    def test_an_empty_form_stands_too(
        self,
        browser_page: Recorder,
        live_server: Any,
        paper: Paper,
        cast: Cast,
        sign_in: Callable[[User], None],
    ) -> None:
        sign_in(cast.writer)
        walk(browser_page, live_server.url + "/admin/articles/article/add/")
        browser_page.page.locator(".ProseMirror[contenteditable=true]").wait_for()
        assert not browser_page.take()


def hrefs(page: Page, selector: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        selector, "links => links.map(link => link.getAttribute('href'))"
    )
    return list(dict.fromkeys(found))
