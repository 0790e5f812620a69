"""Sections, tags, authors, corrections: who stands in them, in what order, when, and at what cost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Author, PublishedArticle, SectionName
from newsroom import chrome
from tests.articles.public.rows import a_slice, many_like
from tests.cast import a_section, an_author, the_kind
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def headlines(client: Client, path: str, status: int = 200) -> list[str]:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    found = re.findall(
        r'class="card-headline"><a href="[^"]*">\s*([^<]*)<', response.content.decode().replace("\xa0", " ")
    )
    return [headline.strip() for headline in found]


def older_link(client: Client, path: str) -> str | None:
    found = re.search(r'rel="next" href="([^"]+)"', client.get(path).content.decode())
    return found[1].replace("&amp;", "&") if found else None


class ListTests:
    def test_a_section_shows_its_own_stories_and_those_of_its_parts(self, client: Client) -> None:
        politics = a_section("Politics")
        courts = a_section("Courts", parent=politics)
        a_slice("In the part", section=courts)
        a_slice("Elsewhere", section=a_section("Society"))
        assert headlines(client, "/sections/politics/") == ["In the part"]
        assert headlines(client, "/sections/courts/") == ["In the part"]
        assert b'href="/sections/courts/"' in client.get("/sections/politics/").content

    def test_a_tag_shows_its_stories_the_newest_first(self, client: Client, clock: Clock) -> None:
        a_slice("Old", tags=["River"], published_at=clock.now - timedelta(days=2))
        a_slice("New", tags=["River"], published_at=clock.now - timedelta(days=1))
        a_slice("Other", tags=["Ferry"])
        assert headlines(client, "/tags/river/") == ["New", "Old"]

    def test_an_author_has_a_page_with_name_and_words(self, client: Client) -> None:
        author = an_author("Vera Lindqvist")
        author.names.update(bio="Writes about water.", affiliation="hydrologist")
        a_slice("By her", authors=[author])
        page = client.get("/authors/vera-lindqvist/").content.decode()
        assert "Writes about water." in page and "hydrologist" in page
        assert headlines(client, "/authors/vera-lindqvist/") == ["By her"]

    def test_a_name_withheld_has_no_page(self, client: Client) -> None:
        author = an_author("Canary", form=Author.Form.WITHHELD)
        a_slice(authors=[author])
        headlines(client, "/authors/canary/", 404)

    def test_slugs_may_be_in_any_script(self, client: Client) -> None:
        section = a_section("Politics")
        SectionName.objects.filter(section=section).update(slug="პოლიტიკა")
        a_slice("Here", section=section)
        assert headlines(client, "/sections/პოლიტიკა/") == ["Here"]

    def test_corrections_are_said_in_one_place(self, client: Client) -> None:
        notice = {"kind": "clarification", "text": "It was 16 votes.", "made_at": "2026-11-24T11:30:00+00:00"}
        added = {"kind": "addition", "text": "Canary", "made_at": "2026-11-24T11:40:00+00:00"}
        a_slice("Corrected", display={"corrections": [notice, added]})
        a_slice("Right from the start")
        page = client.get("/corrections/").content.decode()
        assert headlines(client, "/corrections/") == ["Corrected"]
        assert "It was 16 votes." in page and "Clarification" in page
        assert "Canary" not in page, "additions and notes stand under the story alone"

    def test_the_newest_notice_comes_first_with_its_own_date(self, client: Client, clock: Clock) -> None:
        notice = {"kind": "correction", "text": "It was 16 votes.", "made_at": "2026-11-23T11:30:00+00:00"}
        early, late = clock.now - timedelta(days=20), clock.now - timedelta(days=10)
        retraction = {"form": PublishedArticle.Form.RETRACTION, "words_for_readers": "It was forged."}
        a_slice("Corrected", published_at=late, display={"corrections": [notice]})
        a_slice("Forged", published_at=early, visible_from=clock.now, **retraction)
        page = client.get("/corrections/").content.decode()
        assert page.index("Forged") < page.index("Corrected"), "though its story is the older one"
        assert re.search(r'Retraction, <time datetime="[^"]*">24 November 2026<', page)
        assert re.search(r'Correction, <time datetime="[^"]*">23 November 2026<', page)
        assert re.search(r'Published <time datetime="[^"]*">4 November 2026<', page)

    def test_corrections_are_a_page_also_when_there_are_none(self, client: Client) -> None:
        assert headlines(client, "/corrections/") == []

    def test_the_list_of_tags_names_those_that_have_a_story_now(self, client: Client, clock: Clock) -> None:
        a_slice(tags=["River"])
        a_slice(tags=["Canary"], visible_from=clock.now + timedelta(hours=1))
        a_slice(tags=["Русский"], language="ru")
        page = client.get("/tags/").content.decode()
        assert "River" in page and "Canary" not in page and "Русский" not in page
        clock.move(hours=1)
        assert "Canary" in client.get("/tags/").content.decode()


class EmptyListTests:
    @pytest.mark.parametrize("path", ["/sections/politics/", "/tags/river/", "/authors/vera-lindqvist/"])
    def test_a_list_appears_with_its_first_story_and_goes_with_its_last(
        self, client: Client, clock: Clock, path: str
    ) -> None:
        opens, ends = clock.now + timedelta(hours=1), clock.now + timedelta(hours=2)
        a_slice(
            "Scheduled",
            section=a_section("Politics"),
            tags=["River"],
            authors=[an_author("Vera Lindqvist")],
            visible_from=opens,
            visible_until=ends,
        )
        headlines(client, path, 404)
        clock.set(opens - timedelta(microseconds=1))
        headlines(client, path, 404)
        clock.set(opens)
        assert headlines(client, path) == ["Scheduled"]
        clock.set(ends - timedelta(microseconds=1))
        assert headlines(client, path) == ["Scheduled"]
        clock.set(ends)
        headlines(client, path, 404)

    @pytest.mark.parametrize(
        "path",
        [
            "/sections/nothing/", "/tags/nothing/", "/authors/nothing/", "/tags/%00/", "/sections/a%00b/",
            "/tags/%F0%9F%98%80/", "/tags/" + "x" * 500 + "/", "/authors/%ff/", "/tags/a%2Fb/",
            "/sections/%27%20OR%201=1--/",
        ],
    )  # fmt: skip
    def test_whatever_has_no_story_is_not_found(self, client: Client, path: str) -> None:
        headlines(client, path, 404)


class PagingTests:
    def test_every_story_stands_on_exactly_one_page(self, client: Client, clock: Clock) -> None:
        """Fifty stories, many of the same second."""
        start = clock.now - timedelta(days=1)
        made = [
            a_slice(
                f"Story {number}", tags=["River"], published_at=start + timedelta(microseconds=number // 7)
            )
            for number in range(50)
        ]
        expected = [
            story.headline for story in sorted(made, key=lambda one: (one.published_at, one.story_id))
        ]
        for path in ("/tags/river/", "/articles/", "/articles/?tag=river"):
            seen, address = [], path
            while address:
                seen += headlines(client, address)
                link = older_link(client, address)
                address = path.partition("?")[0] + link if link else ""
            assert seen == expected[::-1], path

    @pytest.mark.parametrize(
        "place",
        [
            "", "x", "1_1", "2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z_", "2026-99-24T12:00:00Z_1",
            "2026-11-24T12:00:00Z_-1", "2026-11-24T12:00:00Z_99999999999999999999", "0000-01-01T00:00:00Z_1",
            "2026-11-24T12:00:00Z_1;DROP TABLE", "2026-11-24T99:00:00Z_1", "%00", "٢٠٢٦-11-24T12:00:00Z_1",
        ],
    )  # fmt: skip
    def test_a_place_that_no_page_of_ours_names_is_not_found(self, client: Client, place: str) -> None:
        a_slice(tags=["River"])
        headlines(client, f"/tags/river/?before={place}", 404)
        headlines(client, f"/articles/?before={place}", 404)


class LanguageTests:
    def test_pages_under_a_prefix_list_stories_of_that_language_only(self, client: Client) -> None:
        section = a_section("Politics")
        SectionName.objects.create(section=section, language="ru", name="Политика")
        a_slice("English", section=section, tags=["River"])
        a_slice("Русский", section=section, tags=["River"], language="ru")
        for path in ("/articles/", "/tags/river/"):
            assert headlines(client, path) == ["English"], path
            assert headlines(client, f"/ru{path}") == ["Русский"], path
        assert headlines(client, "/ru/sections/politika/") == ["Русский"]
        headlines(client, "/ru/sections/politics/", 404)
        headlines(client, "/uk/tags/river/", 404)

    def test_a_section_without_a_name_in_a_language_stands_under_the_one_it_has(self, client: Client) -> None:
        a_slice("Русский", section=a_section("Politics"), language="ru")
        assert headlines(client, "/ru/sections/politics/") == ["Русский"]


COSTS = {
    "/": 3,
    "/articles/": 3,
    "/sections/politics/": 3,
    "/tags/river/": 3,
    "/authors/vera-lindqvist/": 3,
    "/corrections/": 2,
    "/tags/": 2,
    "/search/?q=story": 4 if connection.vendor == "sqlite" else 3,
    "/feeds/rss.xml": 2,
    "/tags/river/feeds/rss.xml": 3,
    "/articles/?tag=river&tag=ferry&match=any": 3,
    "/articles/?tag=river&tag=ferry&section=politics&kind=news&author=vera-lindqvist"
    "&date_after=2020-01-01&q=story": 4,
}
"""Address -> queries, the chrome among them."""


class CostTests:
    def test_a_list_costs_the_same_in_an_archive_of_any_size(
        self, client: Client, clock: Clock, django_assert_num_queries: Any
    ) -> None:
        notice = {"kind": "correction", "text": "It was 16.", "made_at": "2026-11-24T11:30:00+00:00"}
        story = a_slice(
            "Story",
            section=a_section("Politics"),
            kind=the_kind(),
            authors=[an_author("Vera Lindqvist")],
            tags=["River", "Ferry"],
            display={"corrections": [notice]},
        )
        chrome.rewrite()
        for count in (9, 990):
            many_like(story, count)
            for path, queries in COSTS.items():
                with django_assert_num_queries(queries):
                    assert client.get(path).status_code == 200, path


class RetractedTests:
    def test_a_retracted_story_stands_among_the_corrections_only(self, client: Client) -> None:
        story = a_slice("Forged", form=PublishedArticle.Form.RETRACTION, words_for_readers="It was forged.")
        assert headlines(client, "/articles/") == []
        assert client.get(story.path).status_code == 200
        page = client.get("/corrections/").content.decode()
        assert "Retracted:" in page and "It was forged." in page
