"""Pieces of pages are made once, when a story is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import get_language

from articles.models import PublishedArticle
from articles.models.published import writing
from articles.rendering.pieces import add_pieces
from articles.workflow import actions
from tests.articles.public.rows import a_slice
from tests.cast import Cast
from tests.stories import live

pytestmark = pytest.mark.django_db


PIECES = ("card_html", "meta_html", "head_html", "foot_html", "feed_item")


class PieceTests:
    def test_it_is_stored_with_the_story(self, cast: Cast) -> None:
        story = live(cast, headline="The ferry stays")
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert "The ferry stays" in row.card_html
        before = [getattr(row, name) for name in PIECES]
        assert all(before)
        add_pieces(row)
        assert [getattr(row, name) for name in PIECES] == before

    def test_it_speaks_the_language_of_the_story(self) -> None:
        row = a_slice("Паром остаётся", language="ru", form=PublishedArticle.Form.RETRACTION,
                           words_for_readers="Это не так.")  # fmt: skip
        assert "Отозвано" in row.card_html and "Отозвано" in row.head_html and "Отозвано" in row.feed_item
        assert get_language() == "en"

    def test_a_retraction_has_one_too(self, cast: Cast) -> None:
        story = live(cast)
        actions.retract(story, cast.chief, reason="Untrue.", words="It was not true.")
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert "It was not true." in row.card_html

    def test_lists_show_what_is_stored(self, client: Client) -> None:
        row = a_slice("A headline")
        with writing():
            PublishedArticle.rows.filter(pk=row.pk).update(
                card_html='<h3 class="card-headline">As stored</h3>'
            )
        page = client.get("/articles/").content.decode()
        assert '<h2 class="card-headline">As stored</h2>' in page

    def test_they_follow_the_site_to_another_address(self, cast: Cast, client: Client, settings: Any) -> None:
        story = live(cast)
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert "127.0.0.1" not in row.meta_html + row.feed_item
        settings.SITE_URL = "http://elsewhere.example"
        settings.ALLOWED_HOSTS = ["testserver"]
        page, feed = client.get(row.address).content.decode(), client.get("/feeds/rss.xml").content.decode()
        assert f'content="http://elsewhere.example{row.address}"' in page
        assert f"<link>http://elsewhere.example{row.address}</link>" in feed
        assert "site.invalid" not in page + feed
