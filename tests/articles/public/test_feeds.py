"""RSS: whole texts, credits, dates, and a feed that nothing in a story can break."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from defusedxml import ElementTree
from django.test import Client

from articles.models import PublishedArticle
from articles.models.published import writing
from articles.rendering.pieces import add_pieces
from tests.articles.public.rows import PICTURE, a_slice
from tests.cast import a_section, an_author
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def feed(client: Client, path: str = "/feeds/rss.xml") -> Any:
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    ElementTree.fromstring(response.content)
    return feedparser.parse(response.content, sanitize_html=False)


def titles(client: Client, path: str = "/feeds/rss.xml") -> list[str]:
    return [entry.title for entry in feed(client, path).entries]


class FeedTests:
    def test_it_carries_the_whole_story_with_names_photo_and_credit(
        self, client: Client, clock: Clock
    ) -> None:
        story = a_slice(
            "The ferry stays",
            description="For a year.",
            authors=[an_author("Vera Lindqvist"), an_author("Ilmar Vey")],
            tags=["River"],
            lead_html='<figure><img src="/media/x/800.jpg" srcset="/media/x/480.jpg 480w, /media/x/800.jpg 800w">'
            "<figcaption>Photo: EPA / TOLGA AKMEN</figcaption></figure>",
            body_html='<p>One vote<sup><a href="#note-1">1</a></sup>, <a href="/tags/river/">more</a>.</p>',
            display={
                "picture": PICTURE,
                "footnotes": ["Minutes."],
                "corrections": [
                    {"kind": "correction", "text": "It was 16.", "made_at": "2026-11-24T11:30:00+00:00"}
                ],
            },
        )
        found = feed(client)
        assert found.feed.links[-1]["rel"] == "self" or any(
            link["rel"] == "self" for link in found.feed.links
        )
        [entry] = found.entries
        whole = f"http://127.0.0.1:8000{story.path}"
        assert (entry.title, entry.link) == ("The ferry stays", whole)
        assert entry.published == "Tue, 24 Nov 2026 11:00:00 +0000"
        assert (entry.id, entry.guidislink) == (f"http://127.0.0.1:8000/s/{story.story_id}/", False)
        assert [author.name for author in entry.authors] == ["Vera Lindqvist", "Ilmar Vey"]
        assert [tag.term for tag in entry.tags] == ["River"]
        [photo] = entry.media_content
        assert photo["url"].startswith("http://127.0.0.1:8000/media/")
        assert entry.media_credit[0]["content"] == "EPA / TOLGA AKMEN"
        content = entry.content[0].value
        for words in (
            "Photo: EPA / TOLGA AKMEN", 'src="http://127.0.0.1:8000/media/x/800.jpg"',
            f'href="{whole}#note-1"', 'href="http://127.0.0.1:8000/tags/river/"', "Minutes.", "It was 16.",
        ):  # fmt: skip
            assert words in content, words
        assert "srcset" not in content

    def test_control_characters_in_a_story_do_not_take_the_feed_down(self, client: Client) -> None:
        bad = "A\x0bB\x08]]>&<i>\ufffe"
        a_slice(
            bad, description=bad, body=bad, tags=["River"], display={"picture": {**PICTURE, "caption": bad}}
        )
        [entry] = feed(client).entries
        assert entry.title.startswith("AB")

    def test_a_retraction_that_a_list_still_holds_says_so(self, client: Client) -> None:
        story = a_slice("Forged", body="Canary", display={"picture": PICTURE})
        with writing():
            story.form = PublishedArticle.Form.RETRACTION
            story.words_for_readers = "It was forged."
            add_pieces(story).save()
        [entry] = feed(client).entries
        assert entry.title == "Retracted: Forged"
        assert "It was forged." in entry.content[0].value and "Canary" not in str(entry)

    def test_a_scheduled_story_comes_in_at_its_second_and_goes_at_its_last(
        self, client: Client, clock: Clock
    ) -> None:
        opens = clock.now + timedelta(hours=1)
        a_slice("Scheduled", visible_from=opens, visible_until=opens + timedelta(hours=1))
        for moment, found in (
            (opens - timedelta(microseconds=1), []),
            (opens, ["Scheduled"]),
            (opens + timedelta(hours=1), []),
        ):
            clock.set(moment)
            assert titles(client) == found

    def test_sections_tags_and_authors_have_feeds_of_their_own(self, client: Client) -> None:
        a_slice("Here", section=a_section("Politics"), tags=["River"], authors=[an_author("Vera Lindqvist")])
        a_slice("Elsewhere")
        for path in ("/sections/politics/", "/tags/river/", "/authors/vera-lindqvist/"):
            assert titles(client, f"{path}feeds/rss.xml") == ["Here"], path
            assert f'href="{path}feeds/rss.xml"' in client.get(path).content.decode()

    @pytest.mark.parametrize("path", ["/sections/x/", "/tags/x/", "/authors/x/"])
    def test_what_has_no_page_has_no_feed(self, client: Client, path: str) -> None:
        assert client.get(f"{path}feeds/rss.xml").status_code == 404

    def test_a_language_has_its_own_feed(self, client: Client) -> None:
        a_slice("English")
        a_slice("Русский", language="ru")
        assert titles(client) == ["English"]
        assert titles(client, "/ru/feeds/rss.xml") == ["Русский"]
        assert feed(client, "/ru/feeds/rss.xml").feed.language == "ru"

    def test_an_empty_paper_has_an_empty_feed(self, client: Client) -> None:
        assert titles(client) == []
