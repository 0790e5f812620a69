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

    def test_a_photo_without_its_credit_is_told_not_shown(self, cast: Cast) -> None:
        story = a_draft(cast, photo=a_shot_photo(credit_line=""))
        page = desk_of(cast.writer).get(address(story, "preview")).content.decode()
        assert "its credit: who took it, for whom" in page
        assert "/media/" not in page

    def test_its_pictures_are_made_for_it(self, cast: Cast) -> None:
        photo = a_shot_photo()
        desk = desk_of(cast.writer)
        page = desk.get(address(a_draft(cast, photo=photo), "preview")).content.decode()
        assert f"/media/{photo.public_key}/" in page
        assert desk.get(f"/media/{photo.public_key}/480.jpg").status_code == 200

    def test_it_speaks_the_language_of_the_story(self, cast: Cast) -> None:
        story = a_draft(cast, language="ru", headline="Лестница")
        assert '<html lang="ru"' in desk_of(cast.writer).get(address(story, "preview")).content.decode()

    def test_readers_are_sent_to_the_door(self, cast: Cast) -> None:
        response = Client().get(address(a_draft(cast), "preview"))
        assert response.status_code == 302 and "/login/" in response["Location"]
