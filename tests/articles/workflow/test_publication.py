"""What readers see, second by second: slices, their lists, their photos, their dates and addresses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models import (
    FOREVER,
    Address,
    Article,
    PublishedArticle,
    PublishedListing,
    PublishedPhoto,
    Tag,
)
from articles.models.published import WrittenElsewhere
from articles.workflow import actions, publication
from articles.workflow.transitions import PublicState
from media.models import Photo
from newsroom.models import SiteSettings, SiteWords
from tests.cast import Cast, a_photo
from tests.conftest import Clock
from tests.stories import a_draft, approved, approved_again, live, saved

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def headline_at(story: Article, moment: datetime) -> str | None:
    row = PublishedArticle.public.at(moment).filter(story_id=story.pk).first()
    return row.headline if row else None


def with_file(**fields: object) -> Photo:
    """A photo whose file has come; the file itself is never opened here."""
    photo = a_photo(**fields)
    Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg", width=1200, height=800)
    photo.refresh_from_db()
    return photo


@pytest.fixture
def no_image_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from media import renditions

    monkeypatch.setattr(renditions, "make", lambda photo: None)


class TestTime:
    def test_a_scheduled_story_appears_and_goes_at_its_second(self, cast: Cast, clock: Clock) -> None:
        opens, closes = clock.now + HOUR, clock.now + 2 * HOUR
        story = actions.schedule(approved(cast), cast.editor, visible_from=opens, until=closes)
        assert publication.public_state(story) is PublicState.SCHEDULED
        seen = [
            headline_at(story, moment) is not None
            for moment in (opens - SECOND, opens, closes - SECOND, closes)
        ]
        assert seen == [False, True, True, False]
        assert publication.public_state(story, closes) is PublicState.EXPIRED

    def test_a_scheduled_update_takes_over_at_its_second(self, cast: Cast, clock: Clock) -> None:
        story = live(cast, headline="First")
        approved_again(cast, story, headline="Second")
        assert headline_at(story, clock.now) == "First"
        opens = clock.now + HOUR
        actions.schedule(story, cast.editor, visible_from=opens)
        assert [headline_at(story, moment) for moment in (opens - SECOND, opens)] == ["First", "Second"]
        first, second = publication.slices_of(story)
        assert (first.visible_until, first.end_reason) == (opens, "replaced")
        assert second.updated_at == opens

    def test_cancelling_a_schedule_gives_the_live_text_its_own_end_back(
        self, cast: Cast, clock: Clock
    ) -> None:
        ends = clock.now + 5 * HOUR
        story = actions.publish(approved(cast, headline="First"), cast.editor, until=ends)
        approved_again(cast, story, headline="Second")
        actions.schedule(story, cast.editor, visible_from=clock.now + HOUR)
        actions.cancel_schedule(story, cast.editor)
        (only,) = publication.slices_of(story)
        assert (only.headline, only.visible_until, only.end_reason) == ("First", ends, "expired")
        assert {row.visible_until for row in only.listings.all()} == {ends}

    def test_publishing_again_closes_the_old_text_as_the_new_one_opens(
        self, cast: Cast, clock: Clock
    ) -> None:
        story = live(cast, headline="First")
        approved_again(cast, story, headline="Second")
        moment = clock.move(minutes=7)
        actions.publish(story, cast.editor)
        first, second = publication.slices_of(story)
        assert (first.visible_until, second.visible_from) == (moment, moment)
        assert headline_at(story, moment) == "Second"

    def test_while_a_version_waits_no_other_way_to_the_public_is_open(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        approved_again(cast, story, headline="Second")
        actions.schedule(story, cast.editor, visible_from=clock.now + HOUR)
        for act in (
            lambda: actions.publish(story, cast.editor),
            lambda: actions.schedule(story, cast.editor, visible_from=clock.now + 2 * HOUR),
            lambda: actions.correct(story, cast.editor, kind="correction", text="No."),
        ):
            with pytest.raises(actions.Refused, match="scheduled already"):
                act()

    def test_a_moment_that_has_passed_is_refused(self, cast: Cast, clock: Clock) -> None:
        with pytest.raises(actions.Refused, match="passed"):
            actions.schedule(approved(cast), cast.editor, visible_from=clock.now)
        with pytest.raises(actions.Refused, match="leave before"):
            actions.publish(approved(cast), cast.editor, until=clock.now)

    def test_the_next_moment_is_the_first_opening_or_end(self, cast: Cast, clock: Clock) -> None:
        assert PublishedArticle.public.next_moment() is None
        actions.publish(approved(cast), cast.editor, until=clock.now + 3 * HOUR)
        actions.schedule(approved(cast), cast.editor, visible_from=clock.now + 2 * HOUR)
        assert PublishedArticle.public.next_moment() == clock.now + 2 * HOUR
        assert PublishedArticle.public.next_moment(clock.now + 2 * HOUR) == clock.now + 3 * HOUR

    def test_slices_of_one_story_never_overlap(self, cast: Cast) -> None:
        story = live(cast)
        (row,) = publication.slices_of(story)
        row.pk = None
        row._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic(), publication.writing():
            row.save()


class TestTheSameTextTwice:
    """One revision in two stretches of time: each is a stretch of its own."""

    def twice(self, cast: Cast, clock: Clock) -> Article:
        story = actions.publish(approved(cast), cast.editor, until=clock.now + HOUR)
        return actions.schedule(story, cast.editor, visible_from=clock.now + 5 * HOUR)

    def test_a_rebuild_does_not_close_the_gap(self, cast: Cast, clock: Clock) -> None:
        story = self.twice(cast, clock)
        cast.politics.names.update(name="Power")
        assert [changed for _, changed in publication.rebuild()] == [True]
        assert headline_at(story, clock.now + 2 * HOUR) is None
        assert headline_at(story, clock.now + 5 * HOUR) is not None

    def test_it_can_be_cancelled_and_holds_other_ways_back(self, cast: Cast, clock: Clock) -> None:
        story = self.twice(cast, clock)
        with pytest.raises(actions.Refused, match="scheduled already"):
            actions.correct(story, cast.editor, kind="correction", text="No.")
        actions.cancel_schedule(story, cast.editor)
        (only,) = publication.slices_of(story)
        assert (only.visible_until, only.end_reason) == (clock.now + HOUR, "expired")


class TestWhatIsPublic:
    def test_only_the_approved_revision_is_projected(self, cast: Cast) -> None:
        story = approved(cast, headline="Approved")
        Article.objects.filter(pk=story.pk).update(headline="Typed since, read by nobody")
        actions.publish(story, cast.editor)
        assert headline_at(story, timezone.now()) == "Approved"

    def test_a_change_after_approval_must_be_approved_again(self, cast: Cast) -> None:
        story = approved(cast)
        saved(story, cast.writer, headline="Sneaked in")
        assert story.desk_state == "draft"
        assert [line.move for line in story.audit_events.all()][0] == "reopened"
        with pytest.raises(actions.Refused):
            actions.publish(story, cast.editor)

    def test_a_tag_added_after_approval_comes_along(self, cast: Cast) -> None:
        story = approved(cast)
        story.tags.add("Night")
        saved(story, cast.writer)
        assert story.desk_state == "approved"
        actions.publish(story, cast.editor)
        (row,) = publication.slices_of(story)
        assert [tag["name"] for tag in row.display["tags"]] == ["River", "City council", "Night"]

    def test_the_row_stands_in_its_lists(self, cast: Cast) -> None:
        from tests.cast import a_section

        story = live(cast, section=a_section("Council", parent=cast.politics))
        (row,) = publication.slices_of(story)
        lists = {(entry.list, entry.target_id) for entry in row.listings.all()}
        author = story.bylines.get().author_id
        assert lists == {
            ("all", 0),
            ("section", story.section_id),
            ("section", cast.politics.pk),
            ("kind", story.kind_id),
            ("author", author),
            *(("tag", tag.pk) for tag in story.tags.all()),
        }

    def test_a_closed_slice_stands_in_no_list(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.unpublish(story, cast.editor, reason="The court asked.")
        assert not PublishedListing.rows.exists()

    def test_nobody_else_writes_published_rows(self, cast: Cast) -> None:
        (row,) = publication.slices_of(live(cast))
        for act in (
            row.save,
            row.delete,
            lambda: PublishedArticle.rows.update(headline="x"),
            lambda: PublishedArticle.rows.all().delete(),
            lambda: PublishedListing.rows.bulk_create([]),
            lambda: PublishedPhoto.rows.create(published=row, credit_line="x"),
        ):
            with pytest.raises(WrittenElsewhere):
                act()

    def test_without_a_byline_the_papers_own_name_is_printed(self, cast: Cast, client: Client) -> None:
        SiteWords.objects.create(language="en", name="High Water", site=SiteSettings.load())
        story = approved(cast)
        story.bylines.all().delete()
        approved_again(cast, story)
        actions.publish(story, cast.editor)
        (row,) = publication.slices_of(story)
        assert [author["name"] for author in row.display["authors"]] == ["High Water"]
        assert '<span class="byline-name">High Water</span>' in client.get(row.address).content.decode()
        assert not row.listings.filter(list="author").exists()

    def test_no_login_name_reaches_what_is_published(self, cast: Cast) -> None:
        cast.writer.username = "kt7login"
        cast.writer.save()
        (row,) = publication.slices_of(live(cast))
        assert "kt7login" not in repr(vars(row))


class TestDatesAndAddresses:
    def test_a_story_of_ours_takes_the_moment_it_opens(self, cast: Cast, clock: Clock) -> None:
        opens = clock.now + HOUR
        story = actions.schedule(approved(cast), cast.editor, visible_from=opens)
        (row,) = publication.slices_of(story)
        assert (row.published_at, row.updated_at) == (opens, None)
        assert row.path == "/articles/2026/11/24/council-keeps-the-night-ferry-by-one-vote/"

    def test_an_old_date_is_kept_and_makes_the_address(self, cast: Cast) -> None:
        story = live(cast, published_at=datetime(2024, 2, 29, 23, 30, tzinfo=UTC), slug="leap")
        assert story.path == "/articles/2024/02/29/leap/"

    def test_the_address_is_dated_in_the_newsrooms_zone(self, cast: Cast, settings: object) -> None:
        settings.TIME_ZONE = "Europe/Riga"  # type: ignore[attr-defined]
        story = live(cast, published_at=datetime(2024, 2, 29, 23, 30, tzinfo=UTC), slug="leap")
        assert story.path == "/articles/2024/03/01/leap/"

    def test_the_address_stays_when_the_headline_changes(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        path = story.path
        approved_again(cast, story, headline="All new", slug="all-new")
        clock.move(days=3)
        actions.publish(story, cast.editor)
        assert {row.path for row in publication.slices_of(story)} == {path}

    def test_the_address_may_be_remade_until_somebody_has_seen_it(self, cast: Cast, clock: Clock) -> None:
        story = actions.schedule(approved(cast, slug="first"), cast.editor, visible_from=clock.now + HOUR)
        actions.cancel_schedule(story, cast.editor)
        saved(story, cast.writer, slug="second")
        actions.publish(story, cast.editor)
        assert story.path == "/articles/2026/11/24/second/"
        assert not Address.objects.filter(path__contains="first").exists()

    def test_two_stories_of_a_day_never_share_an_address(self, cast: Cast) -> None:
        paths = [live(cast, slug="ferry").path for _ in range(3)]
        assert [path.rsplit("/", 2)[1] for path in paths] == ["ferry", "ferry-2", "ferry-3"]

    def test_a_path_that_another_has_just_taken_is_left_to_them(
        self, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = live(cast, slug="ferry")
        claims = iter([lambda **_: (Address.objects.get(target_id=first.pk), False)])
        real = Address.objects.get_or_create
        monkeypatch.setattr(Address.objects, "get_or_create", lambda **fields: next(claims, real)(**fields))
        second = live(cast, slug="ferry")
        assert (first.path, second.path) == ("/articles/2026/11/24/ferry/", "/articles/2026/11/24/ferry-2/")
        assert Address.objects.get(path=first.path).target_id == first.pk

    def test_updated_moves_on_a_substantive_change_only(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(hours=1)
        saved(story, cast.editor, standfirst=story.standfirst.replace("The", "The "))
        actions.publish(story, cast.editor)
        assert publication.slices_of(story)[-1].updated_at is None
        moment = clock.move(hours=1)
        approved_again(cast, story, headline="Council keeps the ferry")
        actions.publish(story, cast.editor)
        assert publication.slices_of(story)[-1].updated_at == moment

    def test_a_minor_change_does_not_move_updated_and_still_needs_four_eyes(
        self, cast: Cast, clock: Clock
    ) -> None:
        from articles.workflow import revisions

        story = live(cast)
        clock.move(hours=1)
        story.headline = "Council keps the ferry"
        story.save()
        revisions.record(story, cast.editor, based_on=story.latest_revision, is_minor=True)
        actions.submit(story, cast.editor)
        with pytest.raises(actions.Refused):
            actions.approve(story, cast.editor)
        actions.publish(actions.approve(story, cast.chief), cast.editor)
        assert publication.slices_of(story)[-1].updated_at is None


@pytest.mark.usefixtures("no_image_work")
class TestPhotos:
    def test_no_photo_is_published_without_its_credit(self, cast: Cast) -> None:
        story = approved(cast, lead_photo=with_file(credit_line=""))
        with pytest.raises(actions.Refused) as refused:
            actions.publish(story, cast.editor)
        assert [point.code for point in refused.value.points] == ["credit"]

    def test_a_credit_taken_away_after_approval_stops_it_as_well(self, cast: Cast) -> None:
        story = approved(cast, lead_photo=with_file())
        Photo.objects.update(credit_line="")
        with pytest.raises(actions.Refused):
            actions.publish(story, cast.editor)

    def test_the_table_itself_refuses_an_empty_credit(self, cast: Cast) -> None:
        story = live(cast, lead_photo=with_file())
        with pytest.raises(IntegrityError), transaction.atomic(), publication.writing():
            PublishedPhoto.rows.filter(published__story_id=story.pk).update(credit_line="")

    def test_when_rights_end_the_story_stands_without_the_photo(self, cast: Cast, clock: Clock) -> None:
        ends = clock.now + HOUR
        story = live(cast, lead_photo=with_file(rights_until=ends))
        with_photo, without = publication.slices_of(story)
        assert (with_photo.visible_until, with_photo.end_reason) == (ends, "rights")
        assert "EPA / TOLGA AKMEN" in with_photo.lead_html
        assert (without.lead_html, without.display["picture"]) == ("", None)
        assert "EPA" not in repr(without.item)
        assert publication.public_state(story, ends) is PublicState.LIVE
        assert publication.waiting_slices(story) == []

    def test_cancelling_a_schedule_does_not_bring_back_a_photo_without_rights(
        self, cast: Cast, clock: Clock
    ) -> None:
        rights = clock.now + 2 * HOUR
        story = live(cast, lead_photo=with_file(rights_until=rights))
        approved_again(cast, story, headline="Second")
        actions.schedule(story, cast.editor, visible_from=clock.now + HOUR)
        actions.cancel_schedule(story, cast.editor)
        assert [row.visible_until for row in publication.slices_of(story)] == [rights, FOREVER]

    def test_a_photo_that_waits_for_its_file_leaves_no_hole(self, cast: Cast) -> None:
        story = live(cast, lead_photo=a_photo())
        (row,) = publication.slices_of(story)
        assert (row.lead_html, row.display["picture"], row.photos.count()) == ("", None, 0)


@pytest.mark.usefixtures("no_image_work")
class TestRebuild:
    def rebuilt(self) -> list[bool]:
        return [changed for _, changed in publication.rebuild()]

    def test_nothing_changed_means_nothing_written(self, cast: Cast, clock: Clock) -> None:
        story = live(cast, lead_photo=with_file(rights_until=clock.now + HOUR))
        before = [row.pk for row in publication.slices_of(story)]
        clock.move(minutes=5)
        assert self.rebuilt() == [False]
        assert [row.pk for row in publication.slices_of(story)] == before

    def test_it_projects_the_published_revision_and_never_the_working_copy(self, cast: Cast) -> None:
        story = live(cast, headline="Public")
        saved(story, cast.writer, headline="Draft")
        cast.politics.names.update(name="Power")
        assert self.rebuilt() == [True]
        (row,) = publication.slices_of(story)
        assert (row.headline, row.display["kicker"][1]["name"]) == ("Public", "Power")
        assert story.audit_events.first().move == "rebuilt"

    def test_new_words_come_with_the_old_dates_and_address(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        (before,) = publication.slices_of(story)
        clock.move(days=1)
        cast.politics.names.update(name="Power")
        self.rebuilt()
        (after,) = publication.slices_of(story)
        kept = ("path", "visible_from", "visible_until", "published_at", "updated_at", "revision_id")
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]

    def test_rights_that_end_sooner_take_the_photo_away_sooner(self, cast: Cast, clock: Clock) -> None:
        photo = with_file()
        story = live(cast, lead_photo=photo)
        clock.move(minutes=5)
        Photo.objects.update(rights_until=clock.now + HOUR)
        assert self.rebuilt() == [True]
        assert [row.visible_until for row in publication.slices_of(story)] == [clock.now + HOUR, FOREVER]

    def test_a_story_that_is_gone_stays_gone(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.unpublish(story, cast.editor, reason="The court asked.")
        assert self.rebuilt() == []
        assert headline_at(story, clock.now) is None

    def test_a_draft_is_never_projected(self, cast: Cast) -> None:
        a_draft(cast)
        assert self.rebuilt() == []


class TestRebuildOfRetractions:
    """A notice is projected again as well: in today's words, and with the pieces that this Newsroom stores."""

    def retracted(self, cast: Cast, clock: Clock, *tags: Tag) -> Article:
        story = a_draft(cast)
        story.tags.add(*tags)
        saved(story, cast.writer)
        actions.submit(story, cast.writer)
        actions.publish(actions.approve(story, cast.editor), cast.editor)
        clock.move(minutes=1)
        return actions.retract(story, cast.chief, reason="Invented.", words="We were wrong.")

    def notice(self, story: Article) -> PublishedArticle:
        row = publication.live_slice(story)
        assert row is not None and row.is_retraction
        return row

    def rebuilt(self) -> list[bool]:
        return [changed for _, changed in publication.rebuild()]

    def test_it_is_left_where_nothing_changed(self, cast: Cast, clock: Clock) -> None:
        story = self.retracted(cast, clock)
        before = self.notice(story).pk
        assert self.rebuilt() == [False]
        assert self.notice(story).pk == before

    def test_it_gets_the_pieces_that_an_older_newsroom_did_not_store(self, cast: Cast, clock: Clock) -> None:
        story = self.retracted(cast, clock)
        before = self.notice(story)
        pieces = ("card_html", "front_html", "meta_html", "head_html", "foot_html", "feed_item")
        with publication.writing():
            PublishedArticle.rows.filter(pk=before.pk).update(**dict.fromkeys(pieces, ""))
        assert publication.has_stories_without_pieces()
        clock.move(days=1)
        assert self.rebuilt() == [True]
        after = self.notice(story)
        assert [getattr(after, name) for name in pieces] == [getattr(before, name) for name in pieces]
        assert "Retracted:" in after.head_html
        assert not publication.has_stories_without_pieces()
        kept = ("path", "visible_from", "visible_until", "published_at", "updated_at", "words_for_readers")
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
        assert [entry.list for entry in after.listings.all()] == ["corrected"]

    def test_it_says_the_words_of_today(self, cast: Cast, clock: Clock) -> None:
        tag = Tag.objects.create(name="Ferries")
        story = self.retracted(cast, clock, tag)
        cast.politics.names.update(name="Power")
        Tag.objects.filter(pk=tag.pk).update(name="Boats")
        assert self.rebuilt() == [True]
        row = self.notice(story)
        assert ("Power" in row.head_html, "Politics" in row.head_html) == (True, False)
        assert row.display["tags"][-1]["name"] == "Boats"
        assert row.news_item.section is not None and row.news_item.section.name == "Power"

    def test_what_is_renamed_reaches_it_at_once(
        self, cast: Cast, clock: Clock, django_capture_on_commit_callbacks: Any
    ) -> None:
        tag = Tag.objects.create(name="Ferries")
        story = self.retracted(cast, clock, tag)
        with django_capture_on_commit_callbacks(execute=True):
            name = cast.politics.names.get(language="en")
            name.name = "Power"
            name.save()
        assert "Power" in self.notice(story).head_html
        with django_capture_on_commit_callbacks(execute=True):
            tag.name = "Boats"
            tag.save()
        assert self.notice(story).display["tags"][-1]["name"] == "Boats"

    def test_the_story_that_it_closed_is_left(self, cast: Cast, clock: Clock) -> None:
        story = self.retracted(cast, clock)
        cast.politics.names.update(name="Power")
        before = publication.slices_of(story)[0]
        self.rebuilt()
        after = publication.slices_of(story)[0]
        assert (after.pk, after.display["kicker"]) == (before.pk, before.display["kicker"])
