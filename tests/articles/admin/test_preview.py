"""The preview: the real page from the working copy, for the desk alone."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import PublishedArticle
from tests.articles.admin.desk import a_shot_photo, address, desk_of
from tests.cast import Cast
from tests.stories import a_draft, live, saved

pytestmark = pytest.mark.django_db


class PreviewTests:
    def test_it_shows_what_is_not_public_yet(self, cast: Cast) -> None:
        story = live(cast)
        saved(
            story,
            cast.editor,
            headline="Not for readers yet",
            body="<p>Words<sup data-footnote='Why.'></sup></p>",
        )
        response = desk_of(cast.writer).get(address(story, "preview"))
        page = response.content.decode()
        for words in ("Not for readers yet", "Words", "Why.", "Vera Lindqvist", "Preview.", "noindex"):
            assert words in page
        assert "private" in response["Cache-Control"] and "no-store" in response["Cache-Control"]
        assert PublishedArticle.public.at().get().headline != "Not for readers yet"

    def test_a_missing_credit_is_printed_as_missing(self, cast: Cast) -> None:
        story = a_draft(cast, photo=a_shot_photo(credit_line=""))
        assert b"the credit is missing" in desk_of(cast.writer).get(address(story, "preview")).content

    def test_it_speaks_the_language_of_the_story(self, cast: Cast) -> None:
        story = a_draft(cast, language="ru", headline="Лестница")
        assert '<html lang="ru"' in desk_of(cast.writer).get(address(story, "preview")).content.decode()

    def test_readers_are_sent_to_the_door(self, cast: Cast) -> None:
        response = Client().get(address(a_draft(cast), "preview"))
        assert response.status_code == 302 and "/login/" in response["Location"]
