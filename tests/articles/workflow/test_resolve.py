"""A snapshot in today's words."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Author, PublishedArticle, PublishedPhoto
from articles.newsitem import BylineRole
from articles.snapshot import item_of
from articles.workflow import actions, publication
from articles.workflow.resolve import portrait_of
from media import renditions
from media.models import Photo
from media.signals import photo_changed
from tests.cast import Cast, a_photo, an_author, the_kind
from tests.stories import a_draft, approved_again, live

pytestmark = pytest.mark.django_db


class KindTests:
    @pytest.mark.parametrize(("language", "name"), [("en", "Comment"), ("ru", "Мнение")])
    def test_the_page_and_the_card_know_the_kind_in_any_language(
        self, client: Client, cast: Cast, language: str, name: str
    ) -> None:
        live(cast, language=language, kind=the_kind(name, language), headline="Leave the ferry be")
        row = PublishedArticle.rows.get()
        assert row.display["kind"] == "comment"
        assert " kind-comment" in row.card_html.partition(">")[0]
        assert '<article class="story kind-comment"' in client.get(row.address).content.decode()


class AltTextTests:
    """One photograph in the stories of two languages: each reader hears their own."""

    @pytest.fixture
    def photo(self, monkeypatch: pytest.MonkeyPatch) -> Photo:
        monkeypatch.setattr(renditions, "make", lambda photo: None)
        photo = a_photo(alt="A ferry at night.")
        Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg", width=1200, height=800)
        photo.refresh_from_db()
        return photo

    def test_readers_hear_that_of_the_story_wherever_they_meet_it(
        self, client: Client, cast: Cast, photo: Photo
    ) -> None:
        live(cast, language="ru", headline="Паром", lead_photo=photo, lead_alt="Паром ночью.")
        row = PublishedArticle.rows.get()
        assert row.display["picture"]["alt"] == "Паром ночью."
        for address in (row.address, "/ru/", "/ru/feeds/rss.xml"):
            shown = unescape(client.get(address).content.decode())
            assert 'alt="Паром ночью."' in shown and "A ferry at night." not in shown
        assert (
            '<meta property="og:image:alt" content="Паром ночью.">'
            in client.get(row.address).content.decode()
        )

    def test_a_photo_in_the_text_has_that_of_its_place(
        self, client: Client, cast: Cast, photo: Photo
    ) -> None:
        body = f'<p>Раз.</p><figure data-photo="{photo.ref}" data-alt="Паром ночью."></figure>'
        story = live(cast, language="ru", headline="Паром", body=body)
        shown = client.get(PublishedArticle.rows.get().address).content.decode()
        assert 'alt="Паром ночью."' in shown and "A ferry at night." not in shown
        assert [(use.alt, use.is_alt_local) for use in item_of(story).photos] == [("Паром ночью.", True)]

    def test_new_words_of_the_photo_reach_only_the_stories_without_words_of_their_own(
        self, cast: Cast, photo: Photo, django_capture_on_commit_callbacks: Any
    ) -> None:
        own, local = live(cast, lead_photo=photo), live(cast, lead_photo=photo, lead_alt="Written here.")
        Photo.objects.update(alt="Mended.")
        with django_capture_on_commit_callbacks(execute=True):
            photo_changed.send(sender=Photo, photo=photo)
        shown = [publication.live_slice(story) for story in (own, local)]
        assert [row.display["picture"]["alt"] for row in shown if row] == ["Mended.", "Written here."]

    def test_a_decorative_photo_has_none_anywhere(self, client: Client, cast: Cast, photo: Photo) -> None:
        Photo.objects.update(is_decorative=True)
        live(cast, lead_photo=photo, lead_alt="Written here.")
        row = PublishedArticle.rows.get()
        assert row.display["picture"]["alt"] == ""
        assert "Written here." not in client.get(row.address).content.decode()

    def test_another_alt_text_is_another_text_to_readers(self, cast: Cast, photo: Photo) -> None:
        story = live(cast, lead_photo=photo)
        before = PublishedArticle.rows.get().public_hash
        approved_again(cast, story, lead_alt="Written here.")
        actions.publish(story, cast.editor)
        assert publication.live_slice(story).public_hash != before  # type: ignore[union-attr]


class PortraitTests:
    @pytest.fixture
    def photo(self) -> Photo:
        photo = a_photo(credit_line="Mara Quist / High Water")
        Photo.objects.update(file="originals/face.jpg", width=900, height=1200)
        photo.refresh_from_db()
        return photo

    @pytest.fixture
    def author(self, photo: Photo) -> Author:
        return an_author("Jan Holm", portrait=photo)

    @pytest.mark.parametrize("form", [Author.Form.PERSON, Author.Form.PSEUDONYM])
    def test_readers_see_whom_an_editor_gave_a_face(self, author: Author, form: str) -> None:
        author.form = form
        assert portrait_of(author) is not None

    @pytest.mark.parametrize("form", [Author.Form.DEPARTMENT, Author.Form.WITHHELD])
    def test_a_department_and_a_withheld_name_have_none(self, author: Author, form: str) -> None:
        author.form = form
        assert portrait_of(author) is None

    @pytest.mark.parametrize(
        "fields",
        [{"credit_line": " "}, {"rights_until": timezone.now()}, {"is_sensitive": True}, {"file": ""}],
    )
    def test_it_is_left_out_unless_it_may_stand_for_good(
        self, author: Author, photo: Photo, fields: dict[str, Any]
    ) -> None:
        Photo.objects.update(**fields)
        assert portrait_of(Author.objects.get(pk=author.pk)) is None

    def test_it_is_stored_with_the_story_and_with_its_credit(
        self, cast: Cast, author: Author, photo: Photo
    ) -> None:
        live(cast, author=author)
        row = PublishedArticle.rows.get()
        (line,) = row.display["authors"]
        assert line["portrait"]["picture"]["public_key"] == photo.public_key
        (shown,) = PublishedPhoto.rows.all()
        assert (shown.place, shown.photo_ref, shown.public_key, shown.credit_line) == (
            "portrait", photo.ref, photo.public_key, "Mara Quist / High Water",
        )  # fmt: skip
        assert "portrait" not in str(row.item)

    def test_who_took_the_photographs_shows_none(self, cast: Cast, author: Author) -> None:
        story = a_draft(cast, author=author)
        story.bylines.update(role=BylineRole.PHOTOGRAPHS.value)
        actions.publish(approved_again(cast, story, headline="Another"), cast.editor)
        assert "portrait" not in PublishedArticle.rows.get().display["authors"][0]
        assert not PublishedPhoto.rows.exists()

    def test_a_rebuild_finds_nothing_new(self, cast: Cast, author: Author) -> None:
        story = live(cast, author=author)
        assert list(publication.rebuild([story.pk])) == [(story.pk, False)]

    def test_a_retraction_shows_none(self, cast: Cast, author: Author) -> None:
        story = live(cast, author=author)
        actions.retract(story, cast.chief, reason="Untrue.", words="It was not true.")
        notice = PublishedArticle.public.at().get()
        assert "portrait" not in notice.head_html + notice.foot_html
        assert not notice.photos.exists()
