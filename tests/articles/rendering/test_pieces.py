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


PIECES = ("card_html", "front_html", "meta_html", "head_html", "foot_html", "feed_item")


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


def with_a_portrait(**author: Any) -> dict[str, Any]:
    picture = {"public_key": "a" * 26, "width": 900, "height": 1200, "credit_line": "Mara Quist"}
    portrait = {"ref": "face", "picture": picture}
    return {"name": "Jan Holm", "role": "by", "path": "/authors/jan-holm/", "portrait": portrait, **author}


class PortraitTests:
    def test_it_stands_beside_the_byline_and_its_credit_in_the_foot(self) -> None:
        row = a_slice("A headline", display={"authors": [with_a_portrait()]})
        assert row.head_html.count("<img") == 1
        assert f"/media/{'a' * 26}/480.jpg" in row.head_html
        assert "Portrait of Jan Holm." in row.foot_html
        assert '<span class="credit">Photo: Mara Quist</span>' in row.foot_html

    def test_its_words_are_in_the_language_of_the_story(self) -> None:
        row = a_slice("Заголовок", language="ru", display={"authors": [with_a_portrait(name="Ян Хольм")]})
        assert 'title="Фото: Mara Quist"' in row.head_html
        assert "Портрет: Ян Хольм." in row.foot_html

    def test_cards_and_feeds_show_none(self) -> None:
        row = a_slice("A headline", display={"authors": [with_a_portrait()]})
        assert "/media/" not in row.card_html + row.feed_item + row.meta_html

    def test_each_author_has_their_own(self) -> None:
        authors = [with_a_portrait(), with_a_portrait(name="Mira Sand"), with_a_portrait(name="No Face")]
        del authors[2]["portrait"]
        row = a_slice("A headline", display={"authors": authors})
        assert row.head_html.count("<img") == row.foot_html.count("Portrait of") == 2

    def test_a_byline_without_one_keeps_no_room_for_it(self) -> None:
        row = a_slice("A headline", display={"authors": [{"name": "Jan Holm", "role": "by", "path": ""}]})
        assert "portrait" not in row.head_html + row.foot_html
        assert "signed" not in row.head_html
