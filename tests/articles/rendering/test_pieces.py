"""A card is made once, when a story is published, and is the same in every list."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import get_language

from articles.models import PublishedArticle
from articles.models.published import writing
from articles.rendering.card import card_html
from articles.workflow import actions
from tests.articles.public.rows import a_slice
from tests.cast import Cast
from tests.stories import live

pytestmark = pytest.mark.django_db


class CardTests:
    def test_it_is_stored_with_the_story(self, cast: Cast) -> None:
        story = live(cast, headline="The ferry stays")
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert "The ferry stays" in row.card_html
        assert row.card_html == card_html(row)

    def test_it_speaks_the_language_of_the_story(self) -> None:
        row = a_slice("Паром остаётся", language="ru", form=PublishedArticle.Form.RETRACTION,
                           words_for_readers="Это не так.")  # fmt: skip
        assert "Отозвано" in card_html(row)
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
