"""Renaming and merging: readers see today's words, and old addresses lead on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.models import Address, Article, Author, PublishedListing, Tag
from articles.workflow import publication, taxonomy
from media import renditions
from media.models import Photo
from tests.cast import Cast, a_photo, an_author
from tests.stories import a_draft, live

Committed = Callable[..., object]


def tags_shown(story: Article) -> list[tuple[str, str]]:
    row = publication.live_slice(story)
    assert row is not None
    return [(tag["name"], tag["path"]) for tag in row.display["tags"]]


class TestRename:
    def test_readers_see_the_new_name_and_the_old_address_leads_to_it(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed
    ) -> None:
        story = live(cast)
        tag = Tag.objects.get(name="River")
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            tag.name, tag.slug = "The river", "the-river"
            tag.save()
        assert tags_shown(story)[0] == ("The river", "/tags/the-river/")
        assert Address.objects.get(path="/tags/river/").target_id == tag.pk

    def test_a_section_and_an_author_as_well(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed
    ) -> None:
        story = live(cast)
        for row, slug in (
            (cast.politics.names.get(), "power"),
            (story.bylines.get().author.names.get(), "vera"),
        ):
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
                row.slug = slug
                row.save()
        shown = publication.live_slice(story)
        assert shown is not None
        assert shown.display["kicker"][1]["path"] == "/sections/power/"
        assert shown.display["authors"][0]["path"] == "/authors/vera/"
        assert set(Address.objects.exclude(target_kind="story").values_list("path", "target_kind")) == {
            ("/sections/politics/", "section"),
            ("/authors/vera-lindqvist/", "author"),
        }

    def test_a_name_that_is_withheld_leaves_the_page_and_its_lists(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed
    ) -> None:
        story = live(cast)
        author = story.bylines.get().author
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            author.form = Author.Form.WITHHELD
            author.save()
        shown = publication.live_slice(story)
        assert shown is not None
        assert "Lindqvist" not in repr(vars(shown))
        assert shown.display["authors"][0]["name"] == "Name withheld"
        assert not PublishedListing.rows.filter(list="author").exists()


class TestPhoto:
    def test_new_words_of_a_photo_reach_the_stories_that_show_it(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from media.signals import photo_changed

        monkeypatch.setattr(renditions, "make", lambda photo: None)
        photo = a_photo()
        Photo.objects.update(file="originals/x.jpg", width=1200, height=800)
        photo.refresh_from_db()
        own, local = live(cast, lead_photo=photo), live(cast, lead_photo=photo, lead_caption="Written here.")
        Photo.objects.update(caption="The Patience at the Old Quay.", credit_line="Oskar Temble / LWS")
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            photo_changed.send(sender=Photo, photo=photo)
        shown = [publication.live_slice(story).lead_html for story in (own, local)]  # type: ignore[union-attr]
        assert "The Patience at the Old Quay." in shown[0] and "Written here." in shown[1]
        assert all("Oskar Temble / LWS" in html for html in shown)


class TestPortrait:
    @pytest.fixture
    def photo(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Photo:
        monkeypatch.setattr(renditions, "make", lambda photo, **options: None)
        photo = a_photo()
        Photo.objects.update(file="originals/face.jpg", width=900, height=1200)
        photo.refresh_from_db()
        return photo

    def shown(self, story: Article) -> list[str]:
        row = publication.live_slice(story)
        assert row is not None
        keys = [author["portrait"]["picture"]["public_key"] for author in row.display["authors"]
                if "portrait" in author]  # fmt: skip
        assert keys == list(row.photos.values_list("public_key", flat=True))
        return keys

    def test_another_one_reaches_the_stories(
        self, cast: Cast, photo: Photo, django_capture_on_commit_callbacks: Committed
    ) -> None:
        story = live(cast)
        author = story.bylines.get().author
        assert self.shown(story) == []
        for portrait, keys in ((photo, [photo.public_key]), (None, [])):
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
                author.portrait = portrait
                author.save()
            assert self.shown(story) == keys

    def test_a_photo_that_gets_its_credit_is_shown_and_one_that_loses_it_is_not(
        self, cast: Cast, photo: Photo, django_capture_on_commit_callbacks: Committed
    ) -> None:
        Photo.objects.update(credit_line="")
        photo.refresh_from_db()
        story = live(cast, author=an_author("Jan Holm", portrait=photo))
        for credit_line, keys in (("EPA", [photo.public_key]), ("", [])):
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
                photo.credit_line = credit_line
                photo.save()
            assert self.shown(story) == keys

    def test_a_photo_that_is_deleted_leaves(
        self, cast: Cast, photo: Photo, django_capture_on_commit_callbacks: Committed
    ) -> None:
        story = live(cast, author=an_author("Jan Holm", portrait=photo))
        assert self.shown(story) == [photo.public_key]
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            Photo.objects.all().delete()
        assert self.shown(story) == []


class TestMerge:
    def merged(self, cast: Cast, callbacks: Committed) -> tuple[Article, Tag, Tag]:
        story = live(cast, tags=("River", "Waterway"))
        source, target = Tag.objects.get(name="Waterway"), Tag.objects.get(name="River")
        with callbacks(execute=True):  # type: ignore[attr-defined]
            taxonomy.merge_tags(source, target, cast.editor)
        return story, source, target

    def test_stories_carry_the_target_once(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed
    ) -> None:
        story, _, target = self.merged(cast, django_capture_on_commit_callbacks)
        assert list(story.tags.all()) == [target]
        assert tags_shown(story) == [("River", "/tags/river/")]

    def test_the_old_word_and_the_old_address_lead_to_it(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed
    ) -> None:
        _, source, target = self.merged(cast, django_capture_on_commit_callbacks)
        draft = a_draft(cast, tags=("WATERWAY",))
        assert list(draft.tags.all()) == [target]
        assert Address.objects.get(path=f"/tags/{source.slug}/").target_id == target.pk

    def test_it_is_in_the_history(self, cast: Cast, django_capture_on_commit_callbacks: Committed) -> None:
        story, source, target = self.merged(cast, django_capture_on_commit_callbacks)
        line = story.audit_events.filter(move="tag_merged").get()
        assert line.details == {"source": source.name, "target": target.name}

    def test_merging_twice_makes_no_chain(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed
    ) -> None:
        _, source, target = self.merged(cast, django_capture_on_commit_callbacks)
        last = Tag.objects.create(name="Water")
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            taxonomy.merge_tags(target, last, cast.editor)
        assert {row.target_id for row in Address.objects.filter(target_kind="tag")} == {last.pk}
        source.refresh_from_db()
        assert source.current == last


@pytest.mark.django_db
class TestTagInto:
    def test_a_tag_is_not_merged_into_itself(self, cast: Cast) -> None:
        tag = Tag.objects.create(name="River")
        assert taxonomy.merge_tags(tag, tag, cast.editor) == []
        tag.refresh_from_db()
        assert tag.merged_into is None
