"""Sitemap, robots, and the list of pages that they are made of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml import ElementTree
from django.test import Client

from articles.models import PublishedArticle, SectionName
from articles.public import sitemaps
from articles.public.pages import all_pages, pages_showing
from newsroom import chrome
from newsroom.models import Page
from tests.articles.public.rows import a_slice, many_like
from tests.cast import a_section, an_author
from tests.conftest import Clock
from tests.public_guard import PublicGuard

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"


def addresses(client: Client, path: str = "/sitemap.xml") -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    ElementTree.fromstring(response.content)
    return re.findall(r"<loc>([^<]*)</loc>", response.content.decode())


class SitemapTests:
    def test_it_names_every_page_and_each_of_them_stands(self, client: Client) -> None:
        section = a_section("Politics")
        SectionName.objects.create(section=section, language="ru", name="Политика")
        author = an_author("Vera Lindqvist")
        story = a_slice(section=section, tags=["River"], authors=[author])
        russian = a_slice(section=section, language="ru", slug="მდინარე", tags=["River"])
        Page.objects.create(language="en", slug="terms-of-use", title="Terms of use")
        chrome.rewrite()
        found = addresses(client)
        for path in (
            "/", "/articles/", "/tags/", "/sections/politics/", "/tags/river/", "/authors/vera-lindqvist/",
            "/terms-of-use/", story.path, "/ru/", "/ru/sections/politika/", "/ru/tags/river/",
        ):  # fmt: skip
            assert HOST + path in found, path
        assert any("%E1%83%9B" in address for address in found), russian.path
        assert len(found) == len(set(found))
        for address in found:
            assert client.get(address.removeprefix(HOST)).status_code == 200, address

    def test_a_story_carries_the_day_of_its_last_change(self, client: Client, clock: Clock) -> None:
        a_slice(updated_at=datetime(2026, 11, 24, 11, 30, tzinfo=UTC))
        assert b"<lastmod>2026-11-24T11:30:00+00:00</lastmod>" in client.get("/sitemap.xml").content

    def test_a_scheduled_story_and_its_lists_come_in_at_their_second(
        self, client: Client, clock: Clock
    ) -> None:
        opens = clock.now + timedelta(hours=1)
        story = a_slice(
            section=a_section("Politics"),
            tags=["River"],
            visible_from=opens,
            visible_until=opens + timedelta(hours=1),
        )
        chrome.rewrite()
        paths = {HOST + path for path in (story.path, "/sections/politics/", "/tags/river/")}
        for moment, stands in (
            (opens - timedelta(microseconds=1), set()),
            (opens, paths),
            (opens + timedelta(hours=1), set()),
        ):
            clock.set(moment)
            assert paths & set(addresses(client)) == stands

    def test_a_retraction_is_not_listed(self, client: Client) -> None:
        story = a_slice(form=PublishedArticle.Form.RETRACTION, words_for_readers="Forged.")
        assert HOST + story.path not in addresses(client)
        [page] = [page for page in all_pages() if page.path == story.path]
        assert not page.is_indexed

    def test_a_large_archive_has_an_index_by_month_that_leads_to_every_story(
        self, client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sitemaps, "MOST_IN_ONE_FILE", 5)
        stories = [
            a_slice(published_at=datetime(2025, month, 1, tzinfo=UTC) - timedelta(microseconds=month % 2))
            for month in range(1, 13)
        ]
        index = addresses(client)
        assert index[0] == f"{HOST}/sitemaps/pages.xml"
        assert index[1] == f"{HOST}/sitemaps/2024-12.xml"
        found = [one for path in index for one in addresses(client, path.removeprefix(HOST))]
        assert sorted(one for one in found if "/articles/20" in one) == sorted(
            HOST + one.path for one in stories
        )

    @pytest.mark.parametrize("month", ["0000-01", "2026-00", "2026-13", "9999-12", "26-1"])
    def test_a_month_that_cannot_be_is_not_found(self, client: Client, month: str) -> None:
        assert client.get(f"/sitemaps/{month}.xml").status_code == 404

    def test_stories_of_one_second_beyond_a_chunk_are_each_named_once(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from articles.public import pages

        monkeypatch.setattr(pages, "CHUNK", 4)
        story = a_slice()
        copies = many_like(story, 12)
        found = [one for one in addresses(client) if "/articles/20" in one]
        assert sorted(found) == sorted(HOST + one.path for one in [story, *copies])


class RobotsTests:
    def test_it_names_the_sitemap_and_keeps_machines_out_of_searches(self, client: Client) -> None:
        words = client.get("/robots.txt").content.decode()
        assert f"Sitemap: {HOST}/sitemap.xml" in words
        for path in ("/admin/", "/preview/", "/search/", "/ru/search/", "/articles/?"):
            assert f"Disallow: {path}\n" in words

    @pytest.mark.parametrize("path", ["/ru/robots.txt", "/ru/sitemap.xml"])
    def test_both_stand_once(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404


class PagesTests:
    def test_the_pages_that_show_a_story_show_it(self, client: Client, public_guard: PublicGuard) -> None:
        parent = a_section("Politics")
        section = a_section("Courts", parent=parent)
        notice = {"kind": "correction", "text": "It was 16.", "made_at": "2026-11-24T11:30:00+00:00"}
        story = a_slice(
            "Canary",
            section=section,
            tags=["River"],
            authors=[an_author("Vera Lindqvist")],
            display={"corrections": [notice]},
        )
        with public_guard.reading():
            found = pages_showing(story.story_id)
        for path in (
            story.path, "/", "/articles/", "/corrections/", "/feeds/rss.xml", "/sections/politics/",
            "/sections/courts/", "/tags/river/", "/authors/vera-lindqvist/", "/tags/river/feeds/rss.xml",
        ):  # fmt: skip
            assert path in found, path
        for path in found:
            response = client.get(path, follow=True)
            assert "Canary" in response.content.decode(), path

    def test_a_story_that_is_not_live_shows_nowhere(self, clock: Clock) -> None:
        story = a_slice(visible_from=clock.now + timedelta(hours=1))
        assert pages_showing(story.story_id) == []
        assert story.path not in [page.path for page in all_pages()]
