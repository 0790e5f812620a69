"""Every save is a revision, and no save overwrites another's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from articles.models import Revision
from articles.snapshot import item_of, write
from articles.workflow import revisions
from media.models import Photo
from tests.cast import Cast, a_photo
from tests.stories import a_draft, saved


class TestRecord:
    def test_each_save_is_one_revision_made_from_the_last(self, cast: Cast) -> None:
        story = a_draft(cast)
        first = story.latest_revision
        second = saved(story, cast.editor, headline="Council keeps the ferry")
        assert [(row.number, row.parent_id) for row in story.revisions.all()] == [(2, first.pk), (1, None)]
        assert (second.made_by, story.latest_revision_id) == (cast.editor.ref, second.pk)

    def test_a_save_that_changed_nothing_makes_none(self, cast: Cast) -> None:
        story = a_draft(cast)
        assert saved(story, cast.editor) == story.latest_revision
        assert story.revisions.count() == 1

    def test_tags_bylines_and_photos_are_in_it(self, cast: Cast) -> None:
        photo = a_photo()
        story = a_draft(
            cast, body=f'<p>One.</p><figure data-photo="{photo.ref}"></figure>', lead_photo=a_photo()
        )
        item = story.latest_revision.news_item
        assert [tag.name for tag in item.tags] == ["River", "City council"]
        assert [line.name for line in item.bylines] == ["Vera Lindqvist"]
        assert [use.place for use in item.photos] == ["lead", "inline"]

    def test_it_is_never_changed(self, cast: Cast) -> None:
        a_draft(cast)
        rows = Revision.objects.all()
        for act in (lambda: rows.update(note="x"), lambda: rows._raw_delete("default")):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


class TestConflict:
    def test_the_second_saver_overwrites_nothing(self, cast: Cast) -> None:
        story = a_draft(cast)
        base = story.latest_revision
        saved(story, cast.editor, headline="Theirs")
        story.headline = "Mine"
        with pytest.raises(revisions.Conflict) as conflict, transaction.atomic():
            story.save()
            revisions.record(story, cast.writer, based_on=base)
        story.refresh_from_db()
        assert story.headline == "Theirs"
        assert conflict.value.theirs.made_by == cast.editor.ref

    def test_the_second_text_is_kept_beside_the_first(self, cast: Cast) -> None:
        story = a_draft(cast)
        base = story.latest_revision
        saved(story, cast.editor, headline="Theirs")
        story.headline = "Mine"
        mine = revisions.keep_beside(story, item_of(story), cast.writer, based_on=base)
        story.refresh_from_db()
        assert story.headline == "Theirs"
        assert story.latest_revision.news_item.headline == "Theirs"
        assert (mine.news_item.headline, mine.parent_id, mine.reason) == ("Mine", base.pk, "conflict")

    def test_a_text_kept_beside_counts_for_nobody_in_four_eyes(self, cast: Cast) -> None:
        story = a_draft(cast)
        base = story.latest_revision
        saved(story, cast.writer, headline="Theirs")
        revisions.keep_beside(story, item_of(story), cast.editor, based_on=base)
        assert revisions.last_substantive(story).made_by == cast.writer.ref  # type: ignore[union-attr]


class TestSnapshot:
    def test_what_is_written_from_an_item_reads_back_as_the_item(self, cast: Cast) -> None:
        photo = a_photo()
        story = a_draft(
            cast, lead_photo=photo, lead_caption="At dusk.", lead_alt="Паром.", kicker="River", slug="ferry"
        )
        item = item_of(story)
        other = a_draft(cast, headline="Something else")
        other.tags.clear()
        other.bylines.all().delete()
        assert item_of(write(item, other)) == item

    def test_an_alt_text_of_the_photo_is_no_alt_text_of_the_story(self, cast: Cast) -> None:
        """Also in a snapshot of a time that knew no other."""
        photo = a_photo(alt="A ferry.")
        then = item_of(a_draft(cast, lead_photo=photo))
        Photo.objects.filter(pk=photo.pk).update(alt="A ferry at night.")
        story = write(then, a_draft(cast, headline="Something else"))
        assert (story.lead_alt, item_of(story).photos[0].alt) == ("", "A ferry at night.")

    def test_another_alt_text_here_is_another_text(self, cast: Cast) -> None:
        """Readers hear it, so it is approved like every word that they read."""
        photo = a_photo()
        before = item_of(a_draft(cast, lead_photo=photo))
        after = item_of(a_draft(cast, lead_photo=photo, lead_alt="A ferry, seen from here."))
        assert revisions.is_substantive(before, replace(after, bylines=before.bylines))
        Photo.objects.filter(pk=photo.pk).update(alt="Mended at the photo desk.")
        mended = item_of(a_draft(cast, lead_photo=Photo.objects.get(pk=photo.pk)))
        assert not revisions.is_substantive(before, replace(mended, bylines=before.bylines))
