"""Where a photo is used, asked by the photo desk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from articles.models import Author
from articles.workflow import actions
from media.models import Photo
from media.usage import reasons_to_keep, uses_of
from tests.cast import Cast, a_photo, an_author
from tests.conftest import Clock
from tests.media.pictures import a_jpeg
from tests.stories import a_draft, approved, live


class TestAddresses:
    """A derived file is served while readers see its photo somewhere, by the clock, and no longer."""

    def ask(self, client: Client, photo: Photo) -> int:
        return client.get(f"/media/{photo.public_key}/480.jpg").status_code

    @pytest.fixture
    def photo(
        self, db: None, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
    ) -> Photo:
        settings.MEDIA_ROOT = tmp_path
        photo = a_photo()
        photo.file = ContentFile(a_jpeg(900, 600), name="ferry.jpg")
        with django_capture_on_commit_callbacks(execute=True):
            photo.save()
        return photo

    def test_never_before_publication(self, cast: Cast, clock: Clock, client: Client, photo: Photo) -> None:
        story = approved(cast, lead_photo=photo)
        assert self.ask(client, photo) == 404
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=1))
        assert self.ask(client, photo) == 404
        clock.move(hours=1)
        assert self.ask(client, photo) == 200

    def test_not_after_the_rights_have_ended(
        self, cast: Cast, clock: Clock, client: Client, photo: Photo
    ) -> None:
        Photo.objects.update(rights_until=clock.now + timedelta(hours=1))
        live(cast, lead_photo=photo)
        assert self.ask(client, photo) == 200
        clock.move(hours=1)
        assert self.ask(client, photo) == 404

    def test_taken_down_the_address_is_dead_even_when_the_story_returns(
        self, cast: Cast, clock: Clock, client: Client, photo: Photo, django_capture_on_commit_callbacks: Any
    ) -> None:
        story = live(cast, lead_photo=photo)
        clock.move(minutes=1)
        with django_capture_on_commit_callbacks(execute=True):
            actions.unpublish(story, cast.editor, reason="The court asked.")
        assert self.ask(client, photo) == 404
        clock.move(minutes=1)
        actions.publish(story, cast.editor)
        assert self.ask(client, photo) == 404
        assert self.ask(client, Photo.objects.get()) == 200

    def test_a_portrait_is_served_while_a_story_shows_it(
        self, cast: Cast, clock: Clock, client: Client, photo: Photo, django_capture_on_commit_callbacks: Any
    ) -> None:
        author = an_author("Jan Holm", portrait=photo)
        story = approved(cast, author=author)
        assert self.ask(client, photo) == 404
        actions.publish(story, cast.editor)
        page = client.get(f"/s/{story.pk}/", follow=True).content.decode()
        assert f"/media/{photo.public_key}/480.jpg" in page
        assert self.ask(client, photo) == 200
        with django_capture_on_commit_callbacks(execute=True):
            author.form = Author.Form.WITHHELD
            author.save()
        assert self.ask(client, photo) == 404


class TestUses:
    def test_lead_photo_inline_photo_and_portrait_are_named(self, cast: Cast) -> None:
        photo = a_photo()
        a_draft(cast, headline="As lead", lead_photo=photo)
        a_draft(cast, headline="In the text", body=f'<p>One.</p><figure data-photo="{photo.ref}"></figure>')
        a_draft(cast, headline="Not at all")
        an_author("Jan Holm", portrait=photo)
        labels = {use.label for use in uses_of(photo, cast.photo_editor)}
        assert labels == {"As lead", "In the text", "Portrait of Jan Holm"}

    def test_it_is_told_of_the_author_and_not_of_all_their_stories(self, cast: Cast) -> None:
        photo = a_photo()
        Photo.objects.update(file="originals/face.jpg", width=900, height=1200)
        author = an_author("Jan Holm", portrait=photo)
        assert [use.is_public for use in uses_of(photo, cast.photo_editor)] == [False]
        live(cast, author=author)
        (use,) = uses_of(photo, cast.photo_editor)
        assert (use.label, use.is_public) == ("Portrait of Jan Holm", True)
        assert use.address == f"/admin/articles/author/{author.pk}/change/"

    def test_a_portrait_is_kept(self, cast: Cast) -> None:
        photo = a_photo()
        an_author("Jan Holm", portrait=photo)
        (sentence,) = reasons_to_keep(photo)
        assert "portrait of Jan Holm" in sentence

    def test_a_photo_in_use_is_kept(self, cast: Cast) -> None:
        photo = a_photo()
        assert reasons_to_keep(photo) == []
        a_draft(cast, lead_photo=photo)
        assert len(reasons_to_keep(photo)) == 1
