"""A story's page: what it shows, when it stands, and what it costs."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from articles.models import PublishedArticle
from newsroom import chrome
from tests.articles.public.rows import PICTURE, a_slice, many_like
from tests.cast import a_section, an_author, the_kind
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


class StoryPageTests:
    def test_a_retraction_links_to_no_page_that_may_be_gone(self, client: Client, clock: Clock) -> None:
        story = a_slice(
            "Forged",
            section=a_section("Politics"),
            authors=[an_author("Vera Lindqvist")],
            form=PublishedArticle.Form.RETRACTION,
            words_for_readers="It was forged.",
            published_at=clock.now - timedelta(days=8),
            visible_from=clock.now,
        )
        page = text_of(client, story.path)
        assert "Politics" in page and "Vera Lindqvist" in page
        assert "/sections/politics/" not in page and "/authors/vera-lindqvist/" not in page
        assert re.search(r'Retracted <time datetime="[^"]*">24 November 2026, 12:00 UTC<', page)

    def test_a_day_without_an_hour_is_printed_without_one(self, client: Client) -> None:
        midnight = datetime(2026, 11, 16, tzinfo=UTC)
        page = text_of(client, a_slice(published_at=midnight, visible_from=midnight).path)
        assert '<time datetime="2026-11-16T00:00:00+00:00">16 November 2026</time>' in page
        later = midnight + timedelta(minutes=1)
        assert "16 November 2026, 00:01 UTC<" in text_of(client, a_slice(published_at=later).path)

    def test_it_shows_all_that_a_reader_is_owed(self, client: Client, clock: Clock) -> None:
        section, author = a_section("Politics"), an_author("Vera Lindqvist")
        story = a_slice(
            "The ferry stays",
            standfirst="For a year.",
            description="For a year.",
            section=section,
            kind=the_kind(),
            authors=[author],
            tags=["River"],
            lead_html="<figure>Photo: EPA / TOLGA AKMEN</figure>",
            structured_data='{"@type": "NewsArticle"}',
            display={
                "picture": PICTURE,
                "footnotes": ["Minutes of the council."],
                "corrections": [
                    {"kind": "correction", "text": "It was 16 votes.", "made_at": "2026-11-24T11:30:00+00:00"}
                ],
            },
        )
        page = text_of(client, story.path)
        for words in (
            "<h1 class=\"headline\">The ferry stays</h1>", "For a year.", "News", 'href="/sections/politics/"',
            'href="/authors/vera-lindqvist/"', "24 November 2026, 11:00 UTC", "Photo: EPA / TOLGA AKMEN",
            "The vote came at ten past eleven.", "Minutes of the council.", "It was 16 votes.",
            'href="/tags/river/"', 'content="http://127.0.0.1:8000/media/', "summary_large_image",
        ):  # fmt: skip
            assert words in page, words
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{story.path}">' in page
        data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
        assert data and json.loads(data[1]) == {"@type": "NewsArticle"}

    def test_it_says_updated_only_when_it_was(self, client: Client, clock: Clock) -> None:
        plain = a_slice()
        updated = a_slice(updated_at=clock.now - timedelta(minutes=10))
        assert "Updated" not in text_of(client, plain.path)
        assert "Updated <time" in text_of(client, updated.path)

    def test_words_of_a_story_cannot_break_out_of_the_page(self, client: Client) -> None:
        hostile = '"><script>alert(1)</script>'
        story = a_slice(hostile, standfirst=hostile, description=hostile, display={"footnotes": [hostile]})
        assert "<script>alert" not in text_of(client, story.path)

    def test_a_head_request_has_the_same_headers_and_no_body(self, client: Client) -> None:
        story = a_slice()
        response = client.head(story.path)
        assert response.status_code == 200
        assert response.content == b""

    def test_other_methods_are_refused(self, client: Client) -> None:
        assert client.post(a_slice().path).status_code == 405

    def test_a_slug_may_be_in_any_script(self, client: Client) -> None:
        story = a_slice(slug="მდინარე-café")
        page = text_of(client, story.path)
        assert "%E1%83%9B" in page, "the canonical address is quoted"
        text_of(client, story.path.replace("é", "e\u0301"))

    def test_no_cookie_is_set_and_nothing_varies_by_one(self, client: Client) -> None:
        story = a_slice(section=a_section("Politics"), tags=["River"])
        for path in (
            "/",
            story.path,
            "/articles/",
            "/tags/",
            "/tags/river/",
            "/search/?q=ferry",
            "/nothing/",
        ):
            response = client.get(path)
            assert not response.cookies, path
            assert "Cookie" not in response.get("Vary", ""), path
            assert "Accept-Language" not in response.get("Vary", ""), path


class MomentTests:
    def test_a_scheduled_story_appears_at_its_second(self, client: Client, clock: Clock) -> None:
        opens = clock.now + timedelta(minutes=5)
        story = a_slice(visible_from=opens)
        clock.set(opens - timedelta(microseconds=1))
        text_of(client, story.path, 404)
        clock.set(opens)
        text_of(client, story.path)

    def test_an_update_replaces_the_old_text_at_its_second(self, client: Client, clock: Clock) -> None:
        change = clock.now + timedelta(minutes=5)
        old = a_slice("The old text", visible_until=change, slug="ferry", end_reason="replaced")
        a_slice(
            "The new text",
            story_id=old.story_id,
            published_at=old.published_at,
            visible_from=change,
            slug="ferry",
        )
        clock.set(change - timedelta(microseconds=1))
        assert "The old text" in text_of(client, old.path)
        clock.set(change)
        page = text_of(client, old.path)
        assert "The new text" in page and "The old text" not in page

    def test_a_closed_story_answers_410_with_the_words_and_nothing_else_of_it(
        self, client: Client, clock: Clock
    ) -> None:
        ends = clock.now + timedelta(minutes=5)
        story = a_slice("Canary headline", visible_until=ends, words_for_readers="Withdrawn for safety.")
        text_of(client, story.path)
        clock.set(ends)
        page = text_of(client, story.path, 410)
        assert "Withdrawn for safety." in page
        assert "Canary" not in page
        assert "noindex" in page

    def test_a_retraction_stands_at_the_address_and_says_why(self, client: Client) -> None:
        story = a_slice(
            "Canary headline",
            form=PublishedArticle.Form.RETRACTION,
            words_for_readers="The document was forged.",
            body_html="<p>Canary body</p>",
            structured_data="{}",
        )
        page = text_of(client, story.path)
        assert "Retracted:" in page and "The document was forged." in page
        assert "Canary body" not in page
        assert '<meta name="robots" content="noindex">' in page
        assert "ld+json" not in page


class SurroundingsTests:
    def test_related_stories_share_most_tags_then_the_section(self, client: Client, clock: Clock) -> None:
        section = a_section("Politics")
        story = a_slice("The story", section=section, tags=["River", "Ferry"])
        hours = (clock.now - timedelta(hours=number) for number in range(2, 9))
        a_slice("Same section", section=section, published_at=next(hours))
        a_slice("One tag", tags=["River"], published_at=next(hours))
        a_slice("Both tags", tags=["River", "Ferry"], published_at=next(hours))
        a_slice("Elsewhere", published_at=next(hours))
        page = text_of(client, story.path)
        related = page.partition('id="related"')[2].partition("</section>")[0]
        found = r'<a href="[^"]+">([^<]+)</a></h3>'
        assert re.findall(found, related) == ["Same section", "One tag", "Both tags"], "the newest first"
        a_slice("The other tag", tags=["Ferry"], published_at=next(hours))
        page = text_of(client, story.path)
        related = page.partition('id="related"')[2].partition("</section>")[0]
        assert re.findall(found, related) == ["One tag", "Both tags", "The other tag"], "tags before section"

    def test_the_neighbours_are_the_stories_before_and_after(self, client: Client, clock: Clock) -> None:
        same = clock.now - timedelta(days=1)
        stories = [a_slice(f"Story {number}", published_at=same) for number in range(3)]
        page = text_of(client, stories[1].path)
        assert f'rel="prev" href="{stories[0].path}"' in page
        assert f'rel="next" href="{stories[2].path}"' in page

    def test_a_translation_is_linked_both_ways(self, client: Client) -> None:
        story = a_slice("The ferry stays")
        translation = a_slice("Паром остаётся", language="ru", translation_group=story.translation_group)
        page = text_of(client, story.path)
        assert (
            f'<link rel="alternate" hreflang="ru" href="http://127.0.0.1:8000/ru{translation.path}">' in page
        )
        assert "Паром остаётся" in page
        assert f'hreflang="en" href="http://127.0.0.1:8000{story.path}"' in text_of(
            client, f"/ru{translation.path}"
        )

    def test_what_is_not_live_stands_nowhere_beside_a_story(self, client: Client, clock: Clock) -> None:
        section = a_section("Politics")
        story = a_slice(section=section, tags=["River"])
        beside = {"section": section, "tags": ["River"]}
        a_slice("Canary ahead", visible_from=clock.now + timedelta(hours=1), **beside)
        a_slice("Canary gone", published_at=clock.now - timedelta(days=2), visible_until=clock.now, **beside)
        a_slice(
            "Canary translation",
            language="ru",
            visible_from=clock.now + timedelta(hours=1),
            translation_group=story.translation_group,
        )
        assert "Canary" not in text_of(client, story.path)


class ShortAddressTests:
    def test_it_leads_to_the_story(self, client: Client) -> None:
        story = a_slice(language="ru")
        response = client.get(f"/s/{story.story_id}/")
        assert (response.status_code, response["Location"]) == (301, f"/ru{story.path}")

    def test_it_is_not_there_before_the_story_and_gone_after_it(self, client: Client, clock: Clock) -> None:
        story = a_slice(
            visible_from=clock.now + timedelta(hours=1),
            visible_until=clock.now + timedelta(hours=2),
            words_for_readers="Withdrawn.",
        )
        path = f"/s/{story.story_id}/"
        text_of(client, path, 404)
        clock.move(hours=3)
        assert "Withdrawn." in text_of(client, path, 410)

    @pytest.mark.parametrize("number", ["0", "999999999999999999", "99999999999999999999999", "abc", "-1"])
    def test_any_other_number_is_not_found(self, client: Client, number: str) -> None:
        text_of(client, f"/s/{number}/", 404)


class CostTests:
    def test_a_story_is_three_queries_in_an_archive_of_any_size(
        self, client: Client, clock: Clock, django_assert_num_queries: Any
    ) -> None:
        story = a_slice(
            "Story", section=a_section("Politics"), authors=[an_author()], tags=["River", "Ferry"]
        )
        chrome.rewrite()
        for count in (9, 990):
            path = many_like(story, count)[-1].path
            with django_assert_num_queries(3):
                assert client.get(path).status_code == 200
