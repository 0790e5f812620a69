"""Pages that are put together once, with holes for the words of each request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.safestring import mark_safe

from newsroom import chrome, frame
from newsroom.frame import Frame
from newsroom.models import SiteSettings, SiteWords
from tests.articles.public.rows import a_slice
from tests.conftest import Clock

pytestmark = pytest.mark.django_db

PART = Frame("components/part.html")


def site() -> chrome.ShownWords:
    return chrome.read("en")


class FilledTests:
    def test_a_word_is_escaped_unless_it_is_safe(self) -> None:
        made = PART.filled(site(), path="/a/?b&c", name=mark_safe("<b>Safe</b>"))
        assert made == '<li><a href="/a/?b&amp;c"><b>Safe</b></a></li>'
        assert "&lt;script&gt;" in PART.filled(site(), path="/", name="<script>")

    def test_each_filling_is_a_page_of_its_own(self) -> None:
        words = site()
        first, second = (PART.filled(words, path=path, name=path) for path in ("/one/", "/two/"))
        assert "two" not in first and "one" not in second

    def test_a_word_that_looks_like_a_hole_is_a_word(self) -> None:
        hole = f"{frame._MARK}name-"
        assert PART.filled(site(), path=hole, name="Name").count("Name") == 1

    def test_the_template_is_rendered_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[str] = []
        rendered = frame.rendered

        def counted(template: str, *given: Any, **words: str) -> str:
            calls.append(template)
            return rendered(template, *given, **words)

        monkeypatch.setattr(frame, "rendered", counted)
        SiteWords.objects.create(site=SiteSettings.load(), language="en", name="Low Water")
        for _request in range(3):
            PART.filled(site(), path="/", name="Name")
        assert calls == ["components/part.html"]


class PageTests:
    def test_it_follows_the_words_of_the_site(self, client: Client) -> None:
        words = SiteWords.objects.create(site=SiteSettings.load(), language="en", name="Low Water")
        story = a_slice()
        assert "Low Water" in client.get(story.path).content.decode()
        words.name = "High Water"
        words.save()
        page = client.get(story.path).content.decode()
        assert "High Water" in page and "Low Water" not in page

    def test_it_follows_the_address_of_the_site(self, client: Client, settings: Any) -> None:
        story = a_slice()
        client.get(story.path)
        settings.SITE_URL = "https://other.example"
        page = client.get(story.path).content.decode()
        assert f'<link rel="canonical" href="https://other.example{story.path}">' in page
        assert 'property="og:url" content="https://other.example' in page

    def test_the_day_changes_at_midnight_where_the_newsroom_is(
        self, client: Client, clock: Clock, settings: Any
    ) -> None:
        settings.TIME_ZONE = "Europe/Riga"
        clock.set(datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC))
        assert "Tuesday, 24 November 2026" in client.get("/").content.decode()
        clock.set(datetime(2026, 11, 24, 22, tzinfo=UTC))
        page = client.get("/").content.decode()
        assert "Wednesday, 25 November 2026" in page and "Tuesday" not in page

    def test_the_page_that_is_read_is_told_in_its_menus_and_no_other(self, client: Client) -> None:
        corrections, articles = (
            client.get(path).content.decode() for path in ("/corrections/", "/articles/")
        )
        assert '<li><a href="/corrections/" aria-current="page">' in corrections
        assert '<li><a href="/articles/" aria-current="page">' in articles
        assert '<li><a href="/corrections/">' in articles

    def test_a_framed_page_is_told_too(self) -> None:
        request = RequestFactory().get("/tags/")
        page = Frame("articles/home.html").response(request, canonical_path="/", top="", blocks="")
        assert '<li><a href="/tags/" aria-current="page">' in page.content.decode()
        again = Frame("articles/home.html").response(
            RequestFactory().get("/"), canonical_path="/", top="", blocks=""
        )
        assert 'aria-current="page"' not in again.content.decode()
